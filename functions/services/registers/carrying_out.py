"""A committee that meets in the portal decides on a row of a register: a premises payment, a rent review's letter.

Only governance, which stands above, calls this. A refusal moves the row (`by` is None). An approval asks for amounts
and dates, or for somebody's signature, so it always waits for a person, with the sentence that says for what.
"""

from datetime import date, datetime

from django.db import transaction

from functions.models import RegisterRow
from functions.rules.registers.committee import CLAUSE, refuse_committee, why_a_person
from functions.services.registers.changing import step_on
from functions.services.registers.declared import register_of
from functions.services.variations.decisions import Decision
from hubportal.records.services.files import keep_document
from hubportal.web.refusals import Refused


def why_not_on_agenda(row: RegisterRow, *, today: date) -> str | None:
    """Why no committee decides on a row now, in a sentence; None when one may."""
    return refuse_committee(register_of(row), state=row.state)


@transaction.atomic
def carry_out(*, row_id: int, decision: Decision, at: datetime) -> RegisterRow:
    """Refuse it as a committee did, with the reason and the decision's PDF; an approval is refused here, with what a
    person has to enter.
    """
    rows = RegisterRow.objects.select_related("hub", "ccg", "practice").select_for_update(of=("self",))
    row: RegisterRow = rows.get(pk=row_id)
    register = register_of(row)
    if why := why_not_on_agenda(row, today=decision.decided_on):
        raise Refused(why, clause=CLAUSE)
    step = register.committee
    assert step is not None  # noqa: S101 - the rule looked
    if decision.approved:
        raise Refused(why_a_person(register), clause=CLAUSE)
    files = [keep_document(row, decision.document, by=None)] if decision.document is not None else []
    facts = {"body": decision.body, "decision": decision.reference, "files": [file.pk for file in files]}
    note = f"{decision.body}, {decision.reference}. {decision.notes}".strip()
    step_on(row, register, step.refuse, by=None, on=decision.decided_on, at=at, note=note, facts=facts)
    return row
