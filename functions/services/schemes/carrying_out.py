"""A committee that meets in the portal passes the last gate of a local scheme, or refuses it its support.

Only governance, which stands above, calls this. The portal moves it (`by` is None) and forces nothing: what a person
would be refused, it is refused as well, with the sentence that says why.
"""

from datetime import date, datetime

from django.db import transaction

from functions.models import LocalScheme
from functions.rules.schemes.gates import CLAUSE, DUE, GATE_OF, MOVES, refuse_gate
from functions.services.schemes.gates import gates_passed
from functions.services.variations.decisions import Decision
from hubportal.records.services.files import keep_document
from hubportal.records.services.moving import move
from hubportal.web.refusals import Refused
from hubportal.web.words import lower_first

GATE = GATE_OF["committee"]


def why_not_on_agenda(scheme: LocalScheme, *, today: date) -> str | None:
    """Why a scheme cannot go on a committee's agenda, in a sentence: the committee is the last of its four gates."""
    due = DUE.get(scheme.state)
    if due is None:
        return f"The scheme is {MOVES.states[scheme.state].lower()}, so no committee decides on it any more."
    return None if due is GATE else f"The committee comes last of four. First: {lower_first(due.words)}."


@transaction.atomic
def carry_out(*, scheme_id: int, decision: Decision, at: datetime) -> LocalScheme:
    """Pass the committee's gate with the decision as its evidence, or record that the committee refused its support."""
    rows = LocalScheme.objects.select_related("hub", "ccg").select_for_update(of=("self",))
    scheme: LocalScheme = rows.get(pk=scheme_id)
    if why := why_not_on_agenda(scheme, today=decision.decided_on):
        raise Refused(why, clause=CLAUSE)
    if not decision.approved:
        note = f"{decision.body}, {decision.reference}. {decision.notes}".strip()
        move(scheme, "refuse", by=None, on=decision.decided_on, at=at, note=note)
        return scheme
    passed = gates_passed(scheme)
    files = [keep_document(scheme, decision.document, by=None, requirement=f"gate-{GATE.act}")] if (
        decision.document is not None
    ) else []  # fmt: skip
    if why := refuse_gate(GATE, passed=passed, supporter=decision.body, files=len(files)):
        raise Refused(why, clause=CLAUSE)
    if decision.decided_on < max(row.on for row in passed.values()):
        raise Refused("The committee decided before the gate before it was passed. Record the gate by hand.")
    facts = {"supporter": decision.body, "decision": decision.reference, "files": [file.pk for file in files]}
    move(scheme, GATE.act, by=None, on=decision.decided_on, at=at, note=decision.notes, facts=facts)
    return scheme
