"""Risks and opportunities of one CCG: records, whose reviews are dates to keep."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from functions.services.references import take_reference
from governance.models import CcgRisk
from governance.rules import risks as rules
from governance.services.kinds import RISK
from governance.services.preparing import prepares
from governance.services.risks import keeping
from hubportal.organisations.models import Ccg, Person
from hubportal.records.services.deadlines import hand_over, set_deadline
from hubportal.records.services.finding import changed, locked_record
from hubportal.records.services.moving import begin, move
from hubportal.web.refusals import Difference, Refused
from hubportal.web.words import local_day

STEP = "review"


@transaction.atomic
def raise_risk(
    *, ccg: Ccg, kind: str, words: keeping.Words, scores: keeping.Scores, review_on: date, by: Person, at: datetime
) -> CcgRisk:
    """Enter a risk or an opportunity of a CCG, by its lead or by the hub's people who work for it."""
    if not prepares(by, ccg.pk):
        raise Refused("Your role does not keep the risks of this CCG.", status=403)
    _refuse_owner(words.owner, ccg.pk)
    today = local_day(at)
    made = CcgRisk.objects.create(
        hub=ccg.hub,
        ccg=ccg,
        reference=str(take_reference(hub=ccg.hub, kind="risk", year=today.year)),
        made_by=by,
        **keeping.first_columns(kind=kind, words=words, scores=scores, review_on=review_on, on=today),
    )
    begin(made, by=by, on=today, at=at, words=f"{rules.KINDS[kind]} raised")
    keeping.enter(made, "raised", on=today, note="", by=by, at=at)
    _keep_date(made)
    return made


def _keep_date(risk: CcgRisk) -> None:
    """The next review is a date to keep: its owner, or whoever has the CCG's dates, is reminded by the sweep."""
    set_deadline(
        risk, STEP, due_on=risk.review_on, warn_on=risk.review_on - timedelta(days=rules.SOON), clause=rules.SECTION,
        words=f"Review {risk.reference}",
    )  # fmt: skip


def _refuse_owner(owner: Person | None, ccg_id: int) -> None:
    if owner is not None and not owner.grants.can("ccg_read", ccg_id):
        raise Refused("The owner has no role at this CCG. Select another, or enter a name.", field="owner", status=400)


Yours = Callable[[Any], tuple[Difference, ...]]


def _locked(risk_id: int, *, by: Person, version: int | None, yours: Yours) -> CcgRisk:
    found: CcgRisk = locked_record(
        kind=RISK, record_id=risk_id, by=by, version=version, permission=rules.PERMISSION, yours=yours
    )
    if not prepares(by, found.ccg_id):
        raise Refused("Your role reads this and does not change it.", status=403)
    keeping.refuse_closed(found)
    return found


@transaction.atomic
def change_words(*, risk_id: int, version: int | None, words: keeping.Words, by: Person) -> CcgRisk:
    """Change what a risk says and who owns it."""
    found = _locked(risk_id, by=by, version=version, yours=lambda one: keeping.words_beside(one, words))
    _refuse_owner(words.owner, found.ccg_id)
    changed(found, *keeping.set_words(found, words))
    hand_over(found)
    return found


@transaction.atomic
def review(*, risk_id: int, version: int | None, said: keeping.Review, by: Person, at: datetime) -> CcgRisk:
    """Record a review: its scores from then on, and the day of the next one."""
    found = _locked(risk_id, by=by, version=version, yours=lambda one: keeping.review_beside(one, said))
    changed(found, *keeping.set_review(found, said, today=local_day(at)))
    keeping.enter(found, "reviewed", on=said.on, note=said.note, by=by, at=at)
    _keep_date(found)
    return found


@transaction.atomic
def close(*, risk_id: int, version: int | None, outcome: str, why: str, by: Person, at: datetime) -> CcgRisk:
    """Close a risk with what became of it and the reason; it stays to be read."""
    found = _locked(risk_id, by=by, version=version, yours=lambda one: keeping.close_beside(one, outcome))
    today = local_day(at)
    fields = keeping.set_closed(found, outcome=outcome, why=why, on=today)
    move(found, "close", by=by, on=today, at=at, note=found.closed_why, fields=fields)
    keeping.enter(found, rules.CLOSED, on=today, note=found.closed_why, by=by, at=at)
    return found
