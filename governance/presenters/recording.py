"""The forms by which a person records a decision that the portal could not carry out, filled in from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from functions.services.notices import carrying_out as notices
from functions.services.registers.declared import register_of
from governance.models import RecordDecision
from governance.rules.carrying import APPROVE, REFUSE
from governance.services.carrying.out import minute_words, notes_of
from hubportal.organisations.models import Person
from hubportal.records.kinds import kind_of
from hubportal.records.presenters.page import moves_open_to

Fields = dict[str, str]
LONGEST = 1500
WRITE = "Enter what was agreed"


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind is recorded: the name of its form's address, the act that approves and the one that refuses, and
    the form's fields. Where no act approves, an approval is written on the record, by the form called `written`.
    """

    name: str
    approve: str
    refuse: str
    fields: Fields
    written: str = ""


def _variation(decision: RecordDecision, record: Any) -> Way:
    fields = {
        "body": decision.committee.name, "reference": _minute(decision), "decided_on": decision.decided_on.isoformat(),
        "notes": notes_of(decision)[:LONGEST],
    }  # fmt: skip
    return Way("variations:move", "approve", "refuse", fields)


def _notice(decision: RecordDecision, record: Any) -> Way:
    return Way("contract_notices:move", notices.APPROVE, notices.REFUSE, _moved(decision))


def _row(decision: RecordDecision, record: Any) -> Way | None:
    step = register_of(record).committee
    if step is None:
        return None
    columns = {
        step.day: decision.decided_on.isoformat(),
        step.reference: f"{decision.committee.name}, {_minute(decision)}",
    }
    held = {name: said for name, said in columns.items() if name}
    return Way(
        "registers:act", step.approve, step.refuse, _moved(decision) | held, "" if step.approve else "registers:edit"
    )


def _moved(decision: RecordDecision) -> Fields:
    note = f"{decision.committee.name}, {_minute(decision)}. {notes_of(decision)}"
    return {"on": decision.decided_on.isoformat(), "note": note[:LONGEST]}


def _minute(decision: RecordDecision) -> str:
    return minute_words(decision.number, decision.meeting_number)


WAYS: dict[str, Callable[[RecordDecision, Any], Way | None]] = {
    "variation": _variation, "notice": _notice, "register": _row,
}  # fmt: skip


def forms_that_record(decision: RecordDecision, record: Any, person: Person) -> list[tuple[str, str]]:
    """The words and addresses of the forms that the record's state and the person's role allow: the way the committee
    decided, or both where a person has to say.
    """
    make = WAYS.get(decision.kind)
    way = make(decision, record) if make and decision.state == RecordDecision.State.WAITING else None
    if way is None:
        return []
    acts = {APPROVE: way.approve, REFUSE: way.refuse}
    if decision.outcome:
        acts = {decision.outcome: acts[decision.outcome]}
    may = {move.act: move.words for move in moves_open_to(person, record)}
    proof = {"proof": str(decision.document.public_id)} if decision.document else {}
    query = urlencode(way.fields | proof)
    forms = [
        (may[act], f"{reverse(way.name, args=[record.reference, act])}?{query}") for act in acts.values() if act in may
    ]
    if way.written and APPROVE in acts and person.grants.can(kind_of(record).edit_permission, record.ccg_id):
        forms.insert(0, (WRITE, f"{reverse(way.written, args=[record.reference])}?{query}"))
    return forms
