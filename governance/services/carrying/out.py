"""Carrying out a committee's decision on a record, and marking one that was corrected or taken back.

Runs in the hub's own scope, from the work list. What cannot be carried out waits on the record with the reason.
"""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from governance.figures.carrying import recorded_by_hand, request_of_item
from governance.figures.register import body_of_entry
from governance.models import RecordDecision, RegisterEntry
from governance.rules.carrying import APPROVE, Followed, left_by_taking_back, what_follows
from governance.rules.register import TREATMENTS
from governance.services.carrying.kinds import DECIDED
from governance.services.carrying.recommending import answer_fell_away, taken_back_by_forum
from hubportal.documents.models import Document
from hubportal.documents.services.files import store_made
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import CommitteeCcg
from hubportal.records.kinds import kind_called
from hubportal.web.pdf import render_pdf
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

NOTICE = "committee_decision"
TAKEN_BACK, WAITING, CARRIED_OUT = (
    RecordDecision.State.TAKEN_BACK, RecordDecision.State.WAITING, RecordDecision.State.CARRIED_OUT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommitteesDecision:
    """A decision of the register, as a record takes it."""

    approved: bool
    body: str
    reference: str
    decided_on: date
    notes: str
    document: Document | None


def minute_of(entry: RegisterEntry) -> str:
    """How the decision is found again."""
    return minute_words(entry.number, entry.meeting.number if entry.meeting else None)


def minute_words(number: int, meeting: int | None) -> str:
    """Decision 4, meeting 2."""
    return f"Decision {number}, meeting {meeting}" if meeting else f"Decision {number}"


def notes_of(decision: RecordDecision) -> str:
    """What the record keeps of it: the resolution, and how it was voted where it was not carried."""
    said = decision.resolution if not decision.is_private else "The committee decided in private."
    votes = decision.summary.get("votes", "")
    return said if decision.outcome == APPROVE or not votes else f"{said}\n{votes}"


@transaction.atomic
def carry_out(*, entry_id: int, at: datetime) -> RecordDecision | None:
    """Copy a decision out to the record it is about, with a PDF that proves it, and move the record with it.

    None where nothing of this hub has the reference. Refused where the record's CCG takes no part in the committee on
    the day: a committee decides nothing for others.
    """
    entry = RegisterEntry.objects.select_related("committee", "meeting", "item").get(pk=entry_id)
    if entry.item is None:
        return None
    record = _record_of(entry)
    if record is None:
        return None
    if not CommitteeCcg.objects.filter(
        committee_id=entry.committee_id, ccg_id=record.ccg_id, period__contains=entry.decided_on
    ).exists():
        raise Refused(f"{record.ccg.name} takes no part in {entry.committee.name} on the day of its decision.")
    body = body_of_entry(entry)
    type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)  # two workers carry it out one after another
    found = RecordDecision.objects.filter(
        ccg_id=record.ccg_id, committee_id=entry.committee_id, number=entry.number
    ).first()
    if found is not None:
        return found
    made = _copied(entry, record, body, follows=_followed(entry, body), at=at)
    if not _marked_already(made, entry):
        _move(made, record, entry, at=at)
    made.save()
    _tell(made, record, "decided")
    return made


def _record_of(entry: RegisterEntry) -> Any:
    assert entry.item is not None  # noqa: S101 - the caller looked
    try:
        kind = kind_called(entry.item.record_kind)
    except KeyError:
        return None
    rows = kind.rows.filter(hub_id=entry.hub_id, reference=entry.item.record_reference)
    return rows.select_related("ccg", "practice").first()


def _followed(entry: RegisterEntry, body: dict[str, Any]) -> Followed:
    assert entry.item is not None  # noqa: S101 - the caller looked
    request = request_of_item(entry.item)
    return what_follows(
        asked=entry.item.asks,
        resolution=body.get("resolution", ""),
        outcome=body.get("outcome", ""),
        if_carried=request.if_carried if request else APPROVE,
    )


def _copied(
    entry: RegisterEntry, record: Any, body: dict[str, Any], *, follows: Followed, at: datetime
) -> RecordDecision:
    made = RecordDecision(
        hub_id=record.hub_id, ccg_id=record.ccg_id, kind=entry.item.record_kind if entry.item else "",
        record_id=record.pk, reference=record.reference, committee=entry.committee, number=entry.number,
        digest=entry.digest, decided_on=entry.decided_on, outcome=follows.act, why_waiting=follows.why,
        resolution=body.get("resolution", ""), is_private=entry.is_private, summary=summary_of(body, entry.is_private),
        meeting_number=entry.meeting.number if entry.meeting else None,
        meeting_on=local_day(entry.meeting.starts_at) if entry.meeting else None, made_at=at,
    )  # fmt: skip
    told = {"decision": made, "record": record, "title": "Committee decision", "treatments": TREATMENTS}
    content = render_pdf("letters/decision.jinja", told)
    made.document = store_made(
        name=f"{record.reference} decision {entry.number}.pdf", content_type="application/pdf", content=content,
        hub=record.hub_id, ccg=record.ccg_id,
    )  # fmt: skip
    made.save()
    return made


def summary_of(body: dict[str, Any], is_private: bool) -> dict[str, Any]:
    """Papers by title, how interests were treated, and the vote. What was declared is not copied, nor any name where
    the item was heard in private: those are the committee's.
    """
    verdict = body.get("verdict") or {}
    papers = [one["title"] for one in body.get("papers", ()) if one.get("marking") == "public" or not is_private]
    return {
        "outcome": body.get("outcome", ""),
        "papers": [] if is_private else papers,
        "interests": [
            {"name": "" if is_private else one.get("name", ""), "treatment": one.get("treatment", "")}
            for one in body.get("declarations", ())
        ],
        "votes": votes_in_words(verdict),
        "item": body.get("item"),
        "title": "" if is_private else body.get("title", ""),
    }


def votes_in_words(verdict: dict[str, Any]) -> str:
    """2 for, 1 against, 0 abstained; parts of votes as they are, such as 3/2. Empty where no vote was kept."""
    if not {"for", "against", "abstained"} <= verdict.keys():
        return ""
    given = (Fraction(str(verdict[name])) for name in ("for", "against", "abstained"))
    return "{} for, {} against, {} abstained".format(*given)


def _move(made: RecordDecision, record: Any, entry: RegisterEntry, *, at: datetime) -> None:
    """Move the record, or say on the decision why it waits."""
    if not made.outcome:
        return
    if made.kind not in DECIDED:
        made.why_waiting = "The portal does not carry out decisions on this kind of record. Record it by hand."
        return
    decision = CommitteesDecision(
        approved=made.outcome == APPROVE, body=entry.committee.name, reference=minute_of(entry),
        decided_on=entry.decided_on, notes=notes_of(made), document=made.document,
    )  # fmt: skip
    try:
        with transaction.atomic():
            DECIDED[made.kind].carry_out(record.pk, decision, at)
    except Refused as refused:
        made.why_waiting = refused.sentence
        return
    made.state = CARRIED_OUT


def _marked_already(made: RecordDecision, entry: RegisterEntry) -> bool:
    """Corrections entered before the decision reached the record; true where it was taken back meanwhile."""
    for one in entry.corrections.order_by("number"):
        _mark(made, one)
    return made.state == TAKEN_BACK


def _mark(made: RecordDecision, correction: RegisterEntry) -> None:
    body = body_of_entry(correction)
    words = "" if correction.is_private else body.get("words", "")
    note = {"number": correction.number, "on": correction.decided_on.isoformat(), "words": words}
    made.corrections = [*made.corrections, note]
    if body.get("taken_back"):
        moved = made.state == CARRIED_OUT or made.settled_at is not None or recorded_by_hand(made)
        made.state, made.why_waiting = TAKEN_BACK, left_by_taking_back(moved=moved)
        if moved:  # what was done with it before says nothing of what is to be done now
            made.settled_by, made.settled_at, made.settled_words = None, None, ""


@transaction.atomic
def mark_corrected(*, entry_id: int, at: datetime) -> None:
    """Wherever a corrected entry was copied to: the record, or the committees a forum recommended to. Nothing is undone
    by the portal; whoever has the record is told, and decides what to do.
    """
    correction = RegisterEntry.objects.select_related("corrects", "committee").get(pk=entry_id)
    found = correction.corrects
    if found is None:
        return
    for made in RecordDecision.objects.select_for_update(of=("self",)).filter(
        committee_id=found.committee_id, number=found.number, hub_id=found.hub_id
    ):
        if all(one["number"] != correction.number for one in made.corrections):
            _mark(made, correction)
            made.save()
            record = kind_called(made.kind).rows.get(pk=made.record_id)
            _tell(made, record, f"corrected:{correction.number}")
    if body_of_entry(correction).get("taken_back"):
        taken_back_by_forum(found, at=at)
        answer_fell_away(found)


def _tell(made: RecordDecision, record: Any, fact: str) -> None:
    if fact != "decided":
        said = "was taken back" if made.state == TAKEN_BACK else "was corrected"
        text = f"{made.reference}: the committee’s decision {said}. Nothing was undone: see its page."
    elif made.state == CARRIED_OUT:
        text = f"{made.reference}: the committee’s decision is carried out."
    else:
        text = f"{made.reference}: a committee decided, and the decision waits for you. Its page says why."
    people = {record.owner_id or record.made_by_id} - {None}
    tell(
        people=people, hub=made.hub_id, ccg=made.ccg_id, kind=NOTICE, text=text, path=record.get_absolute_url(),
        dedupe=f"decision:{made.committee_id}:{made.number}:{fact}",
    )  # fmt: skip
