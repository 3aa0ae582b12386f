"""A change of the law for every contract of some kinds: a variation for each practice, made and told in bulk."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet

from functions.models import StatutoryChange, Variation
from functions.rules.sentences import plain_day
from functions.rules.variations import periods
from functions.services.references import take_references
from functions.services.variations.making import add_checklist
from functions.services.variations.telling import TAKE_EFFECT
from functions.services.variations.types import type_called
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Ccg, Person, PracticeContract, PracticeMembership
from hubportal.records.kinds import kind_of
from hubportal.records.models import Deadline, Letter, RecordMove
from hubportal.records.services.letter_templates import filled, template_called
from hubportal.records.services.letters import MAKE_LETTER
from hubportal.web.refusals import Refused
from hubportal.web.words import LONDON, local_day

MAKE, TELL = "functions.make_statutory_variations", "functions.tell_statutory_change"
CLAUSE = "GMS Regulations 2015, Schedule 3, paragraph 57"
AT_ONCE = 1_000


def contracts_concerned(*, contracts: Collection[str], ccg_ids: Collection[int], on: date) -> QuerySet[Any]:
    """The contracts of these kinds held on a day by practices of these CCGs, with their CCG."""
    held = PracticeMembership.objects.filter(ccg_id__in=ccg_ids, period__contains=on).values("practice_id")
    rows = PracticeContract.objects.filter(contract_type__in=contracts, period__contains=on, practice_id__in=held)
    return rows.filter(practice__memberships__period__contains=on, practice__memberships__ccg_id__in=ccg_ids).annotate(
        ccg_id=F("practice__memberships__ccg_id")
    )


def refuse_date(effective_on: date, *, today: date, too_soon_because: str) -> None:
    """Raise `Refused` for a day in the past, and for one that leaves too little notice without saying why."""
    earliest = periods.earliest_effect(type_called("statutory").notice, received_on=today, issued_on=today)
    said = periods.refuse_too_soon(earliest, effective_on)
    if said and not too_soon_because.strip():
        raise Refused(
            f"{said} If that much notice is not reasonably practicable, say why.", clause=CLAUSE, field="effective_on"
        )
    if said := periods.refuse_past_effect(effective_on, today=today, may_be_past=False):
        raise Refused(said, field="effective_on")


@transaction.atomic
def ask_for_change(
    *, title: str, law: str, wording: str, contracts: Collection[str], effective_on: date, by: Person, at: datetime,
    too_soon_because: str = "",
) -> StatutoryChange:  # fmt: skip
    """Ask for a change of every contract of these kinds in the CCGs the person works for; made in the background.

    Each notice gives the words that change, as the Regulations ask.

    Less than 14 days before it takes effect is refused unless it says why more was not reasonably practicable.
    """
    ccgs = Ccg.objects.filter(pk__in=by.grants.ccgs("ccg_case_edit"))
    hubs = set(ccgs.values_list("hub_id", flat=True))
    if len(hubs) != 1:
        raise Refused("A statutory change is made for the CCGs of one hub, by somebody who works for them.", status=403)
    refuse_date(effective_on, today=local_day(at), too_soon_because=too_soon_because)
    ids = sorted(ccgs.values_list("pk", flat=True))
    expected = contracts_concerned(contracts=contracts, ccg_ids=ids, on=effective_on).count()
    if not expected:
        raise Refused("No practice of your CCGs holds such a contract on that day.", field="contracts")
    change = StatutoryChange.objects.create(
        hub_id=hubs.pop(), title=title, law=law, wording=wording.strip(), contracts=sorted(contracts), ccg_ids=ids,
        effective_on=effective_on,
        too_soon_because=too_soon_because.strip(), asked_by=by, asked_at=at, expected=expected,
    )  # fmt: skip
    enqueue(kind=MAKE, dedupe=f"statutory:{change.pk}", payload=_work(change), hub=change.hub_id, actor=by)
    return change


def _work(change: StatutoryChange) -> dict[str, Any]:
    return {"change": change.pk, "about": change.title, "path": change.get_absolute_url()}


def make_variations(*, change_id: int, at: datetime) -> int:
    """From the work list: every variation of a change in one transaction, a fixed number of statements a thousand."""
    change = StatutoryChange.objects.select_for_update().select_related("hub").get(pk=change_id)
    if change.made_at is not None:
        return 0
    concerned = contracts_concerned(contracts=change.contracts, ccg_ids=change.ccg_ids, on=change.effective_on)
    rows = list(concerned.select_related("practice").order_by("ccg_id", "practice_id"))
    kind, on = type_called("statutory"), local_day(change.asked_at)
    references = take_references(hub=change.hub, kind="variation", year=on.year, count=len(rows))
    made = Variation.objects.bulk_create(
        [
            Variation(
                hub=change.hub, ccg_id=row.ccg_id, reference=str(reference), practice=row.practice, state="approved",
                subject=change.title, received_on=on, made_by_id=change.asked_by_id, type=kind.code, route=kind.route,
                contract_kind=row.contract_type, regulations=periods.regulations_on(on), batch=change,
                requested_on=change.effective_on, effective_on=change.effective_on, decision_body="By law",
                decision_reference=change.law[:120], decided_on=on,
            )
            for row, reference in zip(rows, references, strict=True)
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    add_checklist(made, kind)
    _kept(made, act="begin", words="Made by a statutory change", before="", by=change.asked_by_id, on=on, at=at)
    change.made_at = at
    change.save(update_fields=["made_at"])
    return len(made)


def _kept(
    variations: Collection[Variation], *, act: str, words: str, before: str, by: int | None, on: date, at: datetime,
    note: str = "",
) -> None:  # fmt: skip
    RecordMove.objects.bulk_create(
        [
            RecordMove(
                hub_id=one.hub_id, ccg_id=one.ccg_id, kind=kind_of(one).key, record_id=one.pk, reference=one.reference,
                act=act, words=words, from_state=before, to_state=one.state, on=on, note=note, facts={}, by_id=by,
                at=at,
            )
            for one in variations
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip


@transaction.atomic
def issue_change(
    *, change: StatutoryChange, by: Person, at: datetime, too_soon_because: str = ""
) -> StatutoryChange:  # fmt: skip
    """A second person of the hub issues every notice of the change, in the background.

    The notice is counted from this day: where it has become too short since the change was made, this person says why
    more is not reasonably practicable.
    """
    locked = StatutoryChange.objects.select_for_update().get(pk=change.pk)
    if locked.made_at is None or locked.issued_at is not None or locked.withdrawn_at is not None:
        raise Refused("The notices go once, after every variation is there.", clause=CLAUSE)
    if locked.asked_by_id == by.pk:
        raise Refused("A second person issues the notices: you asked for this change.", clause=CLAUSE, status=403)
    if not set(locked.ccg_ids) <= by.grants.ccgs("ccg_hub_approve"):
        raise Refused("Your role does not issue notices for all of these CCGs.", clause=CLAUSE, status=403)
    if periods.refuse_past_effect(locked.effective_on, today=local_day(at), may_be_past=False):
        raise Refused(
            f"It was to take effect on {plain_day(locked.effective_on)}, which has passed. Withdraw the change and make"
            " it again with a later date."
        )
    if said := too_late_for_notice(locked, today=local_day(at)):
        if not too_soon_because.strip():
            raise Refused(
                f"{said} Say why that much notice is not reasonably practicable, or withdraw the change and make it"
                " again with a later date.",
                clause=CLAUSE, field="too_soon_because",
            )  # fmt: skip
        locked.too_soon_because = " ".join(too_soon_because.split())
    locked.issued_by, locked.issued_at = by, at
    locked.save(update_fields=["issued_by", "issued_at", "too_soon_because"])
    enqueue(kind=TELL, dedupe=f"statutory:{change.pk}:tell", payload=_work(change), hub=locked.hub_id, actor=by)
    return locked


def too_late_for_notice(change: StatutoryChange, *, today: date) -> str | None:
    """Why notices that go today leave too little time, in a sentence; None where they do not, or it was said why."""
    if change.too_soon_because:
        return None
    earliest = periods.earliest_effect(type_called("statutory").notice, received_on=today, issued_on=today)
    if periods.refuse_too_soon(earliest, change.effective_on) is None:
        return None
    return f"{' '.join(earliest.working[:-1])} It takes effect on {plain_day(change.effective_on)}, which is sooner."


@transaction.atomic
def withdraw_change(*, change: StatutoryChange, reason: str, by: Person, at: datetime) -> int:
    """Withdraw every variation of a change whose notices have not gone, at once: made by mistake, or for a day that
    has passed. Whoever asked for it does, or a head of the hub; returns how many.
    """
    locked = StatutoryChange.objects.select_for_update().get(pk=change.pk)
    if locked.made_at is None or locked.issued_at is not None or locked.withdrawn_at is not None:
        raise Refused("A change is withdrawn once its variations are there, and before its notices go.", clause=CLAUSE)
    if not may_withdraw(locked, by):
        raise Refused("Whoever asked for a change withdraws it, or a head of the hub.", clause=CLAUSE, status=403)
    if not reason.strip():
        raise Refused("Enter the reason.", field="note", status=400)
    on, rows = local_day(at), list(Variation.objects.select_for_update().filter(batch=change, state="approved"))
    for one in rows:
        one.state, one.closed_on, one.version = "withdrawn", on, one.version + 1
    Variation.objects.bulk_update(rows, ["state", "closed_on", "version"], batch_size=AT_ONCE)
    _kept(rows, act="withdraw", words="Withdraw it", before="approved", by=by.pk, on=on, at=at, note=reason.strip())
    locked.withdrawn_at = at
    locked.save(update_fields=["withdrawn_at"])
    return len(rows)


def may_issue(change: StatutoryChange, person: Person) -> bool:
    """Whether the person may issue its notices: a head of the hub for all of its CCGs who did not ask for it."""
    return change.asked_by_id != person.pk and set(change.ccg_ids) <= person.grants.ccgs("ccg_hub_approve")


def may_withdraw(change: StatutoryChange, person: Person) -> bool:
    """Whether the person may withdraw it: they work for all of its CCGs, and asked for it or are a head of the hub."""
    grants, ccgs = person.grants, set(change.ccg_ids)
    asked = change.asked_by_id == person.pk and ccgs <= grants.ccgs("ccg_case_edit")
    return asked or ccgs <= grants.ccgs("ccg_hub_approve")


def tell(*, change_id: int, at: datetime) -> int:
    """From the work list: the notices of a change, each with its letter and its day; done once."""
    change = StatutoryChange.objects.select_related("hub", "issued_by").get(pk=change_id)
    waiting = Variation.objects.select_for_update(of=("self",)).filter(batch=change, state="approved")
    rows = list(waiting.select_related("hub", "ccg", "practice", "batch").order_by("pk"))
    today, template = local_day(at), template_called(type_called("statutory").letter)
    assert template is not None  # noqa: S101 - the table is checked by a test
    for one in rows:
        one.state, one.version = "notified", one.version + 1
    Variation.objects.bulk_update(rows, ["state", "version"], batch_size=AT_ONCE)
    _kept(rows, act="issue", words="Issue the notice", before="approved", by=change.issued_by_id, on=today, at=at)
    letters = []
    for one in rows:
        subject, body = filled(template, one, by=change.issued_by, today=today)
        letters.append(
            Letter(
                **_of(one), template=template.code, to_name=getattr(one.practice, "name", ""),
                to_address=getattr(one.practice, "postal_lines", ""), subject=subject, body=body,
                state=Letter.State.ISSUED, written_by_id=change.issued_by_id, written_at=at, issued_on=today,
                issued_by_id=change.issued_by_id,
            )
        )  # fmt: skip
    Letter.objects.bulk_create(letters, batch_size=AT_ONCE)
    _dates_and_work(rows, letters, change)
    return len(rows)


def _of(one: Variation) -> dict[str, Any]:
    return {
        "hub_id": one.hub_id, "ccg_id": one.ccg_id, "kind": kind_of(one).key, "record_id": one.pk,
        "reference": one.reference,
    }  # fmt: skip


def _dates_and_work(rows: list[Variation], letters: list[Letter], change: StatutoryChange) -> None:
    Deadline.objects.bulk_create(
        [
            Deadline(
                **_of(one), step="effect", words="Takes effect", subject=one.subject, path=one.get_absolute_url(),
                due_on=change.effective_on,
            )
            for one in rows
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    for letter in letters:
        enqueue(
            kind=MAKE_LETTER, dedupe=f"letter:{letter.pk}", payload={"letter": letter.pk}, hub=letter.hub_id,
            ccg=letter.ccg_id,
        )  # fmt: skip
    for one in rows:
        on = change.effective_on
        enqueue(
            kind=TAKE_EFFECT, dedupe=f"variation:{one.pk}:effect:{on}", payload={"variation": one.pk, "on": on},
            hub=one.hub_id, ccg=one.ccg_id,
            run_after=datetime.combine(on, datetime.min.time(), tzinfo=LONDON),
        )  # fmt: skip


def progress(change: StatutoryChange, person: Person) -> dict[str, int]:
    """How far a change has got: how many were expected, and how many variations there are in each state."""
    rows = Variation.objects.visible_to(person).filter(batch=change)
    found = {"approved": 0, "notified": 0, "in_effect": 0, "closed": 0, "withdrawn": 0}
    found |= dict(rows.values_list("state").annotate(Count("pk")).order_by())
    letters = Letter.objects.filter(
        ccg_id__in=change.ccg_ids, kind="variation", record_id__in=rows.values("pk"), document__isnull=False
    )
    return {"expected": change.expected, "made": sum(found.values()), "letters": letters.count(), **found}


def changes_seen_by(person: Person) -> QuerySet[StatutoryChange]:
    """Changes of the law that concern a CCG of the person's, the newest first."""
    ccgs = sorted(person.grants.ccgs("ccg_read"))
    mine = StatutoryChange.objects.filter(ccg_ids__overlap=ccgs) if ccgs else StatutoryChange.objects.none()
    return mine.select_related("asked_by", "issued_by").order_by("-pk")


def concerned_by_ccg(*, contracts: Collection[str], ccg_ids: Collection[int], on: date) -> list[tuple[str, int]]:
    """How many contracts each CCG has that a change would concern, by name."""
    rows = contracts_concerned(contracts=contracts, ccg_ids=ccg_ids, on=on).order_by()
    found = dict(rows.values_list("ccg_id").annotate(Count("pk")))
    return [(ccg.name, found[ccg.pk]) for ccg in Ccg.objects.filter(pk__in=list(found))]
