"""What whoever asked says of the answer: once for a case, by the signed link or signed in for the practice."""

from datetime import datetime

from django.db import transaction

from functions.models import Query, Satisfaction
from functions.models.queries import State
from functions.rules.particulars import text_faults
from functions.rules.satisfaction import refuse_judging
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


def refusal_to_judge(case: Query, *, said: Satisfaction | None, at: datetime) -> str | None:
    """Why nothing can be said of the answer now; None when it can."""
    return refuse_judging(
        is_closed=case.state == State.CLOSED,
        answered_on=case.responded_on,
        given_on=said.given_on if said else None,
        today=local_day(at),
    )


@transaction.atomic
def judge(*, case_key: int, ccg_id: int, answer: str, comment: str, by: Person | None, at: datetime) -> Satisfaction:
    """Say whether the answer served, or change that.

    `by` is the practice's person; None for whoever holds the case's link, which the caller has read.
    """
    case = Query.objects.select_for_update().get(ccg_id=ccg_id, pk=case_key)
    if by is not None and not (case.practice_id and by.grants.can("practice_respond", case.practice_id)):
        raise Refused("Only whoever asked says whether the answer served them.", status=403)
    said = said_of(case)
    refusal = refusal_to_judge(case, said=said, at=at)
    if refusal:
        raise Refused(refusal)
    if answer not in Satisfaction.Answer.values:
        raise Refused("Choose yes, partly or no.", field="answer", status=400)
    for fault in text_faults({"comment": comment}):
        raise Refused(fault.sentence, field=fault.field, status=400)
    if said is None:
        said = Satisfaction(hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, given_on=local_day(at))
        said.practice_id = case.told_practice_id
    said.answer, said.comment, said.by = answer, comment.strip(), by
    said.save()
    return said


def said_of(case: Query) -> Satisfaction | None:
    """What was said of the answer to a case."""
    return Satisfaction.objects.filter(ccg_id=case.ccg_id, query=case).first()
