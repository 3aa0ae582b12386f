"""Risks and opportunities of a committee or group: its secretary keeps them, its people read them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from governance.models import CommitteeRisk
from governance.rules import risks as rules
from governance.services.finding import MINUTE, READ, changed, locked_committee, locked_row, next_number, of
from governance.services.risks import keeping
from hubportal.organisations.models import Person
from hubportal.web.refusals import Difference, Refused
from hubportal.web.words import local_day


@transaction.atomic
def raise_risk(
    *, committee_id: int, kind: str, words: keeping.Words, scores: keeping.Scores, review_on: date, by: Person,
    at: datetime,
) -> CommitteeRisk:  # fmt: skip
    """Enter a risk or an opportunity of a committee."""
    committee = locked_committee(committee_id, by=by)
    _refuse_owner(words.owner, committee_id)
    today = local_day(at)
    made = CommitteeRisk.objects.create(
        **of(committee),
        number=next_number(CommitteeRisk.objects.filter(committee_id=committee_id)),
        made_by=by,
        **keeping.first_columns(kind=kind, words=words, scores=scores, review_on=review_on, on=today),
    )
    keeping.enter(made, "raised", on=today, note="", by=by, at=at)
    return made


def _refuse_owner(owner: Person | None, committee_id: int) -> None:
    if owner is not None and not owner.grants.can(READ, committee_id):
        raise Refused(
            "The owner has no role at this committee. Select another, or enter a name.", field="owner", status=400
        )


Yours = Callable[[Any], tuple[Difference, ...]]


def _locked(risk_id: int, *, by: Person, version: int | None, yours: Yours) -> CommitteeRisk:
    found: CommitteeRisk = locked_row(CommitteeRisk, risk_id, by=by, version=version, permission=MINUTE, yours=yours)
    keeping.refuse_closed(found)
    return found


@transaction.atomic
def change_words(*, risk_id: int, version: int | None, words: keeping.Words, by: Person) -> CommitteeRisk:
    """Change what a risk says and who owns it."""
    found = _locked(risk_id, by=by, version=version, yours=lambda one: keeping.words_beside(one, words))
    _refuse_owner(words.owner, found.committee_id)
    changed(found, *keeping.set_words(found, words))
    return found


@transaction.atomic
def review(*, risk_id: int, version: int | None, said: keeping.Review, by: Person, at: datetime) -> CommitteeRisk:
    """Record a review: its scores from then on, and the day of the next one."""
    found = _locked(risk_id, by=by, version=version, yours=lambda one: keeping.review_beside(one, said))
    changed(found, *keeping.set_review(found, said, today=local_day(at)))
    keeping.enter(found, "reviewed", on=said.on, note=said.note, by=by, at=at)
    return found


@transaction.atomic
def close(*, risk_id: int, version: int | None, outcome: str, why: str, by: Person, at: datetime) -> CommitteeRisk:
    """Close a risk with what became of it and the reason; it stays to be read."""
    found = _locked(risk_id, by=by, version=version, yours=lambda one: keeping.close_beside(one, outcome))
    today = local_day(at)
    fields = keeping.set_closed(found, outcome=outcome, why=why, on=today)
    found.state, found.closed_on = rules.CLOSED, today
    changed(found, *fields, "state", "closed_on")
    keeping.enter(found, rules.CLOSED, on=today, note=found.closed_why, by=by, at=at)
    return found
