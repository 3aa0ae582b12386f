"""What waits for a committee's agenda, and what a record shows of the committees it was put to."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from functions.models import Variation
from governance.models import AgendaItem, AgendaRequest, Meeting, Recommendation, RecordDecision, RecordRequest
from governance.rules.meetings.moves import BEFORE
from hubportal.organisations.models import Ccg, Committee, Person
from hubportal.records.kinds import every_kind, kind_called
from hubportal.records.models import RecordFile
from hubportal.tenancy.scope import Scope, scope

WAITING = Q(state="waiting") | Q(state="placed", came_off=True)
BESIDES = ("item__meeting", "file", "ccg", "from_committee", "answered_by_entry", "committee")


def committees_of_ccg(ccg: Ccg, *, on: date) -> list[Committee]:
    """The committees in which a CCG takes part on a day, by name.

    Who takes part where is no secret, and stands behind the committee wall with all that is: whoever asks for a place
    is shown names, which this reads in the hub's own scope.
    """
    with scope(Scope(hub=ccg.hub_id, role="hub_work", reason="the committees of a CCG")):
        return list(
            Committee.objects.filter(hub_id=ccg.hub_id, ccg_links__ccg=ccg, ccg_links__period__contains=on).order_by(
                "name"
            )
        )


def requests_of(committee: Committee) -> QuerySet[Any]:
    """The requests of a committee with what they name; `came_off` marks one whose item left its agenda again."""
    return requests_among([committee]).select_related(*BESIDES).order_by("number")


def requests_among(committees: Iterable[Committee]) -> QuerySet[Any]:
    """The requests of several committees, marked as those of one."""
    again = AgendaItem.objects.filter(
        committee_id=OuterRef("committee_id"), withdrawn_at__isnull=True, record_kind=OuterRef("item__record_kind"),
        record_reference=OuterRef("item__record_reference"),
    )  # fmt: skip
    came_off = Q(item__withdrawn_at__isnull=False) & ~Exists(again)
    found: QuerySet[AgendaRequest] = AgendaRequest.objects.filter(committee__in=list(committees))
    return found.annotate(came_off=came_off)


def waiting(committee: Committee) -> list[AgendaRequest]:
    """What waits for a place, the longest first."""
    return list(requests_of(committee).filter(WAITING))


def settled(committee: Committee) -> QuerySet[AgendaRequest]:
    """What was placed or declined, to be read page by page."""
    return requests_of(committee).exclude(state="waiting").exclude(state="placed", came_off=True)


def meetings_to_come(committee: Committee) -> list[Meeting]:
    """The meetings that have not begun, the next first."""
    return list(Meeting.objects.filter(committee=committee, state__in=BEFORE).order_by("starts_at", "id"))


def request_of_item(item: AgendaItem) -> AgendaRequest | None:
    """The request an item was made from, also where a later agenda took the item over."""
    found: QuerySet[AgendaRequest] = AgendaRequest.objects.filter(committee_id=item.committee_id)
    same = Q(item__record_kind=item.record_kind, item__record_reference=item.record_reference)
    by_record = same & ~Q(item__record_reference="") if item.record_reference else Q(pk=None)
    return found.filter(Q(item=item) | by_record).select_related(*BESIDES).order_by("-id").first()


def asked_on_record(*, ccg_id: int, kind: str, record_id: int) -> list[RecordRequest]:
    """The requests made on a record, the newest first."""
    mine = RecordRequest.objects.filter(ccg_id=ccg_id, kind=kind, record_id=record_id)
    return list(mine.select_related("committee", "document", "asked_by").order_by("-id"))


def decided_on_record(*, ccg_id: int, kind: str, record_id: int) -> list[RecordDecision]:
    """The decisions on a record, the newest first."""
    mine = RecordDecision.objects.filter(ccg_id=ccg_id, kind=kind, record_id=record_id)
    found = told_by_hand(mine.select_related("committee", "document", "settled_by"))
    return list(found.order_by("-decided_on", "-id"))


def _by_hand() -> tuple[Exists, Exists]:
    """Whether the PDF of a decision is kept on its record: then a person recorded the decision with it as the proof."""
    kept = RecordFile.objects.filter(
        ccg_id=OuterRef("ccg_id"), kind=OuterRef("kind"), record_id=OuterRef("record_id"),
        document_id=OuterRef("document_id"),
    )  # fmt: skip
    varied = Variation.objects.filter(
        ccg_id=OuterRef("ccg_id"), pk=OuterRef("record_id"), decision_document_id=OuterRef("document_id")
    )
    return Exists(kept), Exists(varied)


def told_by_hand(rows: QuerySet[RecordDecision]) -> QuerySet[Any]:
    """Decisions with `by_hand`: whether somebody recorded each on its record, with its PDF as the proof."""
    kept, varied = _by_hand()
    return rows.annotate(by_hand=Q(kept) | Q(varied))


def recorded_by_hand(decision: RecordDecision) -> bool:
    """Whether somebody recorded a decision by hand on its record, with its PDF as the proof."""
    rows = RecordDecision.objects.filter(pk=decision.pk, ccg_id=decision.ccg_id)
    return bool(told_by_hand(rows).values_list("by_hand", flat=True).first())


def decisions_open_to(person: Person) -> QuerySet[Any]:
    """Decisions of committees on records that a person may see, with `by_hand`."""
    seen = Q(pk__in=())
    for kind in every_kind():
        seen |= Q(Exists(kind.visible_to(person).filter(pk=OuterRef("record_id"))), kind=kind.key)
    mine = RecordDecision.objects.filter(seen, ccg_id__in=person.grants.ccgs("ccg_read"))
    return told_by_hand(mine).select_related("committee", "ccg", "document", "settled_by")


def decisions_that_wait(person: Person) -> QuerySet[Any]:
    """Those that the portal could not carry out and nobody has dealt with, where a person works on the CCG's records or
    approves for it; the longest decided first.
    """
    mine = person.grants.ccgs("ccg_case_edit") | person.grants.ccgs("ccg_approve")
    rows = decisions_open_to(person).filter(ccg_id__in=mine, settled_at__isnull=True).exclude(why_waiting="")
    still = rows.filter(Q(state=RecordDecision.State.TAKEN_BACK) | Q(by_hand=False))
    return still.order_by("decided_on", "id")


def records_of(decisions: Iterable[RecordDecision]) -> dict[tuple[str, int], Any]:
    """The records of decisions, with a statement for each kind there is among them."""
    wanted: dict[str, set[int]] = {}
    for one in decisions:
        wanted.setdefault(one.kind, set()).add(one.record_id)
    return {
        (key, row.pk): row
        for key, ids in wanted.items()
        for row in kind_called(key).rows.filter(pk__in=ids).select_related("practice")
    }


def recommended_by(entry: Any) -> list[Recommendation]:
    """To which committees an entry of a forum went, and what each made of it."""
    return list(
        Recommendation.objects.filter(entry=entry).select_related("to_committee").order_by("to_committee__name")
    )
