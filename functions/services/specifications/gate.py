"""Whether the answer of a case may go, by what the matrix says and what the CCG did."""

from functions.figures.specifications.part import PartOnDate
from functions.models import CaseTurn, Query
from functions.rules.specifications.turns import refuse_answer
from functions.services.specifications.answering import part_for
from hubportal.web.refusals import Refused


def turns_of(case: Query) -> list[CaseTurn]:
    """How a case passed between the hub and its CCG, the oldest first."""
    return list(CaseTurn.objects.filter(ccg_id=case.ccg_id, query=case).select_related("by").order_by("id"))


def part_of_case(case: Query) -> PartOnDate | None:
    """Whose the case is by its activity, on its day of receipt; None while it has no activity."""
    return part_for(case.ccg, case.activity, case.received_on) if case.activity else None


def refuse_early_answer(case: Query) -> None:
    """Refuse a full response that the matrix keeps back: not signed off yet, or the CCG's to give."""
    part = part_of_case(case)
    if part is None:
        return
    kinds = list(CaseTurn.objects.filter(ccg_id=case.ccg_id, query=case).order_by("id").values_list("kind", flat=True))
    sentence = refuse_answer(part.acts, kinds)
    if sentence is not None:
        raise Refused(sentence, clause=part.clause)
