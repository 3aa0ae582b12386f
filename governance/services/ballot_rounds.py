"""The rounds of a ballot, from draft to closing; what the clock does is in `ballot_clock`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from governance.models import Ballot, BallotPractice, BallotRound
from governance.rules.ballot_rounds import SETTLED, Mode, Option, Plan, Standing, plan_faults, refuse_mode, standing_of
from governance.services.ballot_clock import enqueue_clock, open_due
from governance.services.ballot_counting import count_locked
from governance.services.ballots import note
from governance.services.finding import changed, locked_row, terms_in_force
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, moment

CLAUSE = "Specification of governance, section 3"


@dataclass(frozen=True, slots=True)
class Words:
    """A round as it was typed."""

    plan: Plan
    approval_of: str = "committed"
    turnout_counts_uncommitted: bool = True
    sealed: bool = True
    named: bool = False

    def columns(self) -> dict[str, Any]:
        """As the row keeps it."""
        plan = self.plan
        return {
            "question": plan.question,
            "options": [
                {"code": o.code, "words": o.words, "in_favour": o.in_favour, "commits": o.commits} for o in plan.options
            ],
            "mode": str(plan.mode),
            "turnout": str(plan.turnout),
            "approval": str(plan.approval),
            "opens_at": plan.opens_at,
            "closes_at": plan.closes_at,
            "reminders": list(plan.reminders),
            "approval_of": "eligible" if plan.mode == Mode.BY_EXCEPTION else self.approval_of,
            "turnout_counts_uncommitted": self.turnout_counts_uncommitted,
            "sealed": self.sealed,
            "named": self.named,
        }


def option_of(words: str, *, in_favour: bool, commits: bool) -> Option:
    """An option as typed; its code is made of its words."""
    return Option(slugify(words)[:60] or "option", words, in_favour, commits)


def standing(asked: BallotRound, *, at: datetime) -> Standing:
    """How far a round is."""
    return standing_of(state=asked.state, opens_at=asked.opens_at, closes_at=asked.closes_at, at=at)


def locked_round(round_id: int, *, by: Person, version: int | None) -> BallotRound:
    """A round locked with its ballot read; permitted and not stale."""
    found = locked_row(BallotRound, round_id, by=by, version=version)
    found.ballot = Ballot.objects.get(committee_id=found.committee_id, pk=found.ballot_id)
    return found


def _refuse_faults(committee_id: int, words: Words) -> None:
    for field, sentence in plan_faults(words.plan):
        raise Refused(sentence, field=field, status=400)
    terms = terms_in_force(committee_id, on=local_day(words.plan.opens_at))
    refusal = refuse_mode(words.plan.mode, terms_allow=terms is not None and terms.allows_ballots_by_exception)
    if refusal is not None:
        raise Refused(refusal, clause="Mid Essex paper, appendix 4", field="mode")


@transaction.atomic
def make_round(*, ballot_id: int, words: Words, by: Person, at: datetime) -> BallotRound:
    """Draft the next round; refused while the round before is not counted or called off."""
    ballot = locked_row(Ballot, ballot_id, by=by, version=None)
    _refuse_faults(ballot.committee_id, words)
    before = BallotRound.objects.filter(committee_id=ballot.committee_id, ballot=ballot).order_by("-number").first()
    if before is not None and standing(before, at=at) not in SETTLED:
        raise Refused(f"Round {before.number} comes first: it is not counted yet.", clause=CLAUSE)
    return BallotRound.objects.create(
        hub_id=ballot.hub_id,
        committee_id=ballot.committee_id,
        ballot=ballot,
        number=before.number + 1 if before else 1,
        made_by=by,
        **words.columns(),
    )


@transaction.atomic
def change_round(*, round_id: int, version: int | None, words: Words, by: Person) -> BallotRound:
    """Change a draft; a round that was issued stays as practices were told."""
    asked = locked_round(round_id, by=by, version=version)
    if asked.state != "draft":
        raise Refused("Only a draft is changed. Call this round off and make another.", clause=CLAUSE)
    _refuse_faults(asked.committee_id, words)
    columns = words.columns()
    for name, value in columns.items():
        setattr(asked, name, value)
    changed(asked, *columns)
    return asked


@transaction.atomic
def issue(*, round_id: int, version: int | None, by: Person, at: datetime) -> BallotRound:
    """Issue a draft: from here it opens and closes by the clock. The roll freezes when the first round opens."""
    asked = locked_round(round_id, by=by, version=version)
    if asked.state != "draft":
        raise Refused("This round was issued already.", clause=CLAUSE)
    if asked.closes_at <= at:
        raise Refused("The closing moment has passed. Change it first.", clause=CLAUSE)
    terms = terms_in_force(asked.committee_id, on=local_day(asked.opens_at))
    refusal = refuse_mode(asked.mode, terms_allow=terms is not None and terms.allows_ballots_by_exception)
    if refusal is not None:
        raise Refused(refusal, clause="Mid Essex paper, appendix 4")
    if not BallotPractice.objects.filter(
        committee_id=asked.committee_id, ballot_id=asked.ballot_id, is_eligible=True
    ).exists():
        raise Refused("Nobody on the roll may answer.", clause="Mid Essex paper, section 2.2")
    asked.state = "issued"
    note(asked.ballot, "Round issued", at=at, by=by, round=asked)
    changed(asked, "state")
    enqueue_clock(asked)
    if asked.opens_at <= at:
        open_due(asked, at=at)
    return asked


@transaction.atomic
def extend(
    *, round_id: int, version: int | None, closes_at: datetime, because: str, by: Person, at: datetime
) -> BallotRound:
    """Let a round close later than was said, with the reason; links and what was answered stay good."""
    asked = locked_round(round_id, by=by, version=version)
    if standing(asked, at=at) not in {Standing.WAITING, Standing.OPEN}:
        raise Refused("Only a round that has still to close is extended.", clause=CLAUSE)
    if closes_at <= asked.closes_at:
        raise Refused(f"The new closing moment must be after {moment(asked.closes_at)}.", field="closes_at", status=400)
    note(asked.ballot, f"Closes on {moment(closes_at)} instead", at=at, by=by, round=asked, note=because)
    asked.closes_at = closes_at
    changed(asked, "closes_at")
    enqueue_clock(asked)
    return asked


@transaction.atomic
def close(*, round_id: int, version: int | None, because: str, by: Person, at: datetime) -> BallotRound:
    """Close and count by hand: before the closing moment only with a reason; after it whenever the clock is behind."""
    asked = locked_round(round_id, by=by, version=version)
    now = standing(asked, at=at)
    if now not in {Standing.OPEN, Standing.OVER}:
        raise Refused("Only a round that is open is closed.", clause=CLAUSE)
    if now == Standing.OPEN:
        if not because.strip():
            raise Refused("Enter why the round closes early.", clause=CLAUSE, field="because", status=400)
        asked.closed_early_why = because.strip()
    count_locked(asked, closed_at=min(at, asked.closes_at), at=at, by=by)
    return asked


@transaction.atomic
def call_off(*, round_id: int, version: int | None, because: str, by: Person, at: datetime) -> BallotRound:
    """Call a round off before it is counted, with the reason: nothing of it is counted or shown."""
    asked = locked_round(round_id, by=by, version=version)
    if standing(asked, at=at) in SETTLED:
        raise Refused("A round that was counted is not called off.", clause=CLAUSE)
    if not because.strip():
        raise Refused("Enter why the round is called off.", field="because", status=400)
    asked.state, asked.cancelled_why = "cancelled", because.strip()
    note(asked.ballot, "Round called off", at=at, by=by, round=asked, note=asked.cancelled_why)
    changed(asked, "state", "cancelled_why")
    return asked
