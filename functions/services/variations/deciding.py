"""Bringing a variation to its decision: complete, assessed, signed off, on an agenda, decided, appealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.models import Variation, VariationPractice, VariationStep
from functions.rules.sentences import plain_day
from functions.rules.variations import parties, periods
from functions.rules.variations.moves import DECIDING, refuse_incomplete, refuse_undone
from functions.services.variations import issuing
from functions.services.variations.decisions import Decision, ExternalDecision
from functions.services.variations.kind import VARIATION
from functions.services.variations.pairing import Other, lock_pair, other_of
from functions.services.variations.types import type_called
from hubportal.organisations.models import Person
from hubportal.records.models import RecordFile
from hubportal.records.rules.moves import refuse_before_last
from hubportal.records.services.deadlines import drop
from hubportal.records.services.files import keep_files
from hubportal.records.services.finding import locked_record
from hubportal.records.services.moving import check_move, last_moved_on, move
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

CLAUSE = "Specification of casework, section 6"
PLANNED = frozenset({"put_on_agenda", "issue"})
DECISION_FIELDS = (
    "decision_body", "decision_reference", "decided_on", "decision_notes", "decision_document", "effective_on",
    "until_on",
)  # fmt: skip


@transaction.atomic
def make_move(
    *, variation_id: int, act: str, by: Person, on: date, at: datetime, version: int | None = None, note: str = ""
) -> Variation:
    """A move that asks for nothing but its day and a note; what the checklist and the documents ask for comes first.

    Deciding, allowing an appeal, issuing and taking effect have functions of their own.
    """
    variation = locked(variation_id, act, by=by, version=version)
    if said := Held.by(variation).why_not_yet(act, today=on):
        raise Refused(said, clause=CLAUSE, field="on")
    move(variation, act, by=by, on=on, at=at, note=note)
    return variation


def locked(variation_id: int, act: str, *, by: Person, version: int | None) -> Variation:
    """The variation, locked, if its table, its documents, its plan and its checklist allow the act."""
    lock_pair(variation_id, by=by)
    permission = VARIATION.moves.named(act).permission if VARIATION.moves else None
    found: Variation = locked_record(
        kind=VARIATION, record_id=variation_id, by=by, version=version, permission=permission
    )
    sentence = VARIATION.why_not(found, act) or why_waiting(found, act)
    if sentence is not None:
        raise Refused(sentence, clause=CLAUSE)
    return found


def why_waiting(variation: Variation, act: str) -> str | None:
    """What is still to be done before an act, in a sentence; None when nothing is."""
    return Held.by(variation).why_waiting(act)


@dataclass(frozen=True, slots=True)
class Held:
    """What a variation has already: its documents, its checklist, its dispersal plan, and across CCGs the other
    record; read in three statements, and one more for the other record.
    """

    variation: Variation
    documents: frozenset[str]
    steps: tuple[VariationStep, ...]
    taking_part: tuple[VariationPractice, ...]
    other: Other | None = None

    @classmethod
    def by(cls, variation: Variation) -> "Held":
        """Read it."""
        named = RecordFile.objects.of(variation).exclude(requirement="").values_list("requirement", flat=True)
        steps = variation.checklist.select_related("done_by").order_by("id")
        takes_part = variation.parties.select_related("practice").order_by("id")
        return cls(variation, frozenset(named), tuple(steps), tuple(takes_part), other_of(variation))

    @property
    def shares(self) -> list[parties.Share]:
        """Where the patients of a closing practice go."""
        return [parties.Share(row.name, row.patients or 0) for row in self.taking_part if row.role == "receiving"]

    def why_waiting(self, act: str) -> str | None:
        """What is still to be done before an act: documents, the plan, steps of the checklist; and that a merger is
        neither undone nor brought into effect by one CCG alone.
        """
        said = None
        if act == "complete":
            said = refuse_incomplete(wanted=self.variation.wanted, held=self.documents)
        elif act in PLANNED and type_called(self.variation.type).parties == "receiving":
            said = parties.refuse_plan(self.variation.facts.get("patients"), self.shares)
        elif act == "withdraw" and self.other is not None:
            said = self.other.refuse_half_done()
        elif act == "take_effect" and self.other is not None:
            said = parties.refuse_effect_alone(other_ccg=self.other.ccg, other_notified=self.other.notified)
        undone = [step.words for step in self.steps if step.before == act and step.done_on is None]
        return said or refuse_undone(waiting=undone)

    def why_not_yet(self, act: str, *, today: date) -> str | None:
        """A change takes effect on its day and not before; a closed list's variation is closed when the list opens; a
        notice goes when its date holds and, across CCGs, the other has approved.
        """
        if act == "take_effect":
            on = self.variation.effective_on
            return f"It takes effect on {plain_day(on)}, by itself." if on and on > today else None
        if act == "close" and self.variation.state == "in_effect":
            return periods.refuse_ending_early(self.variation.until_on, on=today)
        if act == "issue":
            found = issuing.refusal(self.variation, today=today, other=self.other)
            return found.sentence if found else None
        return None


@transaction.atomic
def record_decision(
    *,
    variation_id: int,
    act: str,
    decision: Decision,
    effective_on: date | None,
    by: Person,
    at: datetime,
    version: int | None = None,
    until_on: date | None = None,
    uploads: Iterable[Any] = (),
) -> Variation:
    """Keep what was decided, by a committee (`approve`, `refuse`) or for the hub (`determine`, `decline`).

    An approval names the effective date, which honours the notice period; a committee's decision has a reference and a
    file (in `decision.document`, or among `uploads`).
    """
    variation = locked(variation_id, act, by=by, version=version)
    check_move(variation, act, by=by, note=decision.notes)
    kept = keep_files(variation, uploads=uploads, by=by)
    document = decision.document or (kept[0].document if kept else None)
    keep_decision(
        variation, act, decision=decision, effective_on=effective_on, until_on=until_on, document=document, by=by, at=at
    )
    return variation


def keep_decision(
    variation: Variation,
    act: str,
    *,
    decision: Decision,
    effective_on: date | None,
    until_on: date | None,
    document: Any,
    by: Person | None,
    at: datetime,
) -> None:
    """Keep a decision on a locked variation that takes it; `by` is None for the portal, which a committee bids."""
    if decision.approved:
        set_effective(variation, effective_on, today=local_day(at), until_on=until_on)
    if act in DECIDING:
        _refuse_without_proof(decision, document)
    if decision.decided_on > local_day(at) or decision.decided_on < variation.received_on:
        raise Refused(
            "The date of the decision lies between the day the variation began and today. Check it.",
            field="decided_on", status=400,
        )  # fmt: skip
    if said := refuse_before_last(decision.decided_on, last=last_moved_on(variation)):
        raise Refused(said, field="decided_on", status=400)
    variation.decision_body, variation.decision_reference = decision.body, decision.reference
    variation.decided_on, variation.decision_notes = decision.decided_on, decision.notes.strip()
    variation.decision_document = document
    facts = {"effective_on": variation.effective_on.isoformat()} if variation.effective_on else {}
    move(variation, act, by=by, on=decision.decided_on, at=at, note=decision.notes, facts=facts, fields=DECISION_FIELDS)
    drop(variation, "requested", on=decision.decided_on)


@transaction.atomic
def allow_appeal(
    *,
    variation_id: int,
    body: str,
    by: Person,
    on: date,
    at: datetime,
    version: int | None = None,
    note: str = "",
    reference: str = "",
) -> Variation:
    """An appeal that succeeded is the decision that holds, in the panel and in the letter: who took it, when and why.

    The refusal it sets aside, and its reasons, stay with the move.
    """
    variation = locked(variation_id, "allow_appeal", by=by, version=version)
    check_move(variation, "allow_appeal", by=by, note=note)
    if not body.strip():
        raise Refused("Enter who decided the appeal.", field="body", status=400)
    set_aside = {
        "body": variation.decision_body,
        "reference": variation.decision_reference,
        "decided_on": variation.decided_on.isoformat() if variation.decided_on else "",
        "notes": variation.decision_notes,
    }
    variation.decision_body, variation.decision_reference = body.strip(), reference.strip()
    variation.decided_on, variation.decision_notes, variation.decision_document = on, note.strip(), None
    move(
        variation, "allow_appeal", by=by, on=on, at=at, note=note, facts={"set_aside": set_aside},
        fields=DECISION_FIELDS,
    )  # fmt: skip
    return variation


def _refuse_without_proof(decision: Decision, document: Any) -> None:
    for field, value, sentence in (
        ("body", decision.body.strip(), "Enter the committee’s name."),
        ("reference", decision.reference.strip(), "Enter the reference of the decision, such as its minute."),
        ("attachments", document, "Add the file that proves the decision, such as the minutes."),
    ):
        if not value:
            raise Refused(sentence, field=field, status=400)


def hub_determination(*, approved: bool, by: Person, on: date, notes: str) -> Decision:
    """The hub's own determination, by whoever makes it."""
    return ExternalDecision(approved, ", ".join(filter(None, (by.name, by.designation))), "", on, notes)


def set_effective(
    variation: Variation, effective_on: date | None, *, today: date, until_on: date | None = None
) -> None:
    """The effective date on a locked variation, refused inside its notice period and in the past; a closed list's day
    to open again.
    """
    kind = type_called(variation.type)
    if effective_on is None:
        raise Refused("Enter the date from which it takes effect.", field="effective_on", status=400)
    earliest = periods.earliest_effect(kind.notice, received_on=variation.received_on, issued_on=None)
    if said := periods.refuse_too_soon(earliest, effective_on):
        raise Refused(said, clause=kind.notice.clause if kind.notice else None, field="effective_on")
    if said := periods.refuse_past_effect(effective_on, today=today, may_be_past=kind.may_be_past):
        raise Refused(said, clause=CLAUSE, field="effective_on")
    until = until_on or variation.until_on
    if "until_on" in kind.facts and until is not None:
        if said := periods.refuse_closure_period(effective_on, until):
            raise Refused(said, clause=kind.clause, field="until_on")
        variation.until_on = until
    variation.effective_on = effective_on
