"""Marking a decision that the portal could not carry out as dealt with, by whoever did."""

from datetime import datetime

from django.db import transaction

from governance.figures.carrying import decisions_that_wait
from governance.models import RecordDecision
from hubportal.organisations.models import Person
from hubportal.records.kinds import kind_called
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date

MAY = ("ccg_case_edit", "ccg_approve")


def may_settle(person: Person, decision: RecordDecision) -> bool:
    """Whether somebody works on the records of the CCG, or approves for it."""
    return any(person.grants.can(permission, decision.ccg_id) for permission in MAY)


def why_not_settle(decision: RecordDecision, *, by: Person) -> str | None:
    """Why a decision is not marked now, in a sentence; None when it waits for somebody."""
    if decision.settled_at is not None and decision.settled_by is not None:
        return f"{decision.settled_by.name} marked it as dealt with on {long_date(decision.settled_at)}."
    if not decisions_that_wait(by).filter(pk=decision.pk).exists():
        return "This decision does not wait for anybody."
    return None


@transaction.atomic
def settle(*, decision_id: int, by: Person, words: str, at: datetime) -> RecordDecision:
    """Say what was done about a decision; it leaves the list of those that wait. Done once."""
    rows = RecordDecision.objects.select_for_update(of=("self",)).select_related("settled_by")
    decision: RecordDecision = rows.get(pk=decision_id)
    if not may_settle(by, decision):
        raise Refused("Your role does not mark a committee’s decision as dealt with.", status=403)
    if not kind_called(decision.kind).visible_to(by).filter(pk=decision.record_id).exists():
        raise Refused("You may not see its record.", status=403)
    if why := why_not_settle(decision, by=by):
        raise Refused(why)
    if not words.strip():
        raise Refused("Enter what was done.", field="words", status=400)
    decision.settled_by, decision.settled_at, decision.settled_words = by, at, words.strip()
    decision.save(update_fields=["settled_by", "settled_at", "settled_words"])
    return decision
