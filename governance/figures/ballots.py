"""Ballots as pages show them, each in a fixed number of statements."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from governance.models import Ballot, BallotEvent, BallotLink, BallotPractice, BallotResponse, BallotRound
from governance.rules.ballots import Returns
from governance.services.ballot_counting import options_of
from hubportal.organisations.models import Committee


def ballots_of(committee: Committee) -> QuerySet[Ballot]:
    """The ballots of a committee, newest first, with their rounds and how many are on the roll."""
    rounds = BallotRound.objects.filter(committee_id=committee.pk).order_by("number")
    return (
        Ballot.objects.filter(committee_id=committee.pk)
        .prefetch_related(Prefetch("rounds", queryset=rounds))
        .annotate(
            practices=Count("roll", filter=Q(roll__committee_id=committee.pk)),
            eligible=Count("roll", filter=Q(roll__committee_id=committee.pk, roll__is_eligible=True)),
        )
        .order_by("-number")
    )


def roll_of(ballot: Ballot) -> QuerySet[BallotPractice]:
    """The roll, by name."""
    rows = BallotPractice.objects.filter(committee_id=ballot.committee_id, ballot=ballot)
    return rows.select_related("ccg").order_by("name", "pk")


def events_of(ballot: Ballot, asked: BallotRound | None = None) -> QuerySet[BallotEvent]:
    """What happened, newest first: of one round, or of the whole ballot."""
    rows = BallotEvent.objects.filter(committee_id=ballot.committee_id, ballot=ballot).select_related("by", "round")
    return (rows.filter(round=asked) if asked else rows).order_by("-at", "-pk")


@dataclass(frozen=True, slots=True)
class Line:
    """A practice of the roll in one round: its response that counts, and the link it has or last had."""

    voter: BallotPractice
    response: BallotResponse | None
    link: BallotLink | None


def lines_of(ballot: Ballot, asked: BallotRound) -> list[Line]:
    """Every practice of the roll in one round, in three statements."""
    own = {"committee_id": asked.committee_id, "round": asked}
    responses = {
        row.voter_id: row for row in BallotResponse.objects.filter(**own, set_aside_at__isnull=True).defer("sealed")
    }
    links = {row.voter_id: row for row in BallotLink.objects.filter(**own).order_by("pk")}
    return [Line(voter, responses.get(voter.pk), links.get(voter.pk)) for voter in roll_of(ballot)]


def returns_now(asked: BallotRound, lines: list[Line]) -> Returns:
    """The returns as they stand. Of a sealed round every response is counted as committing to nothing: how many came
    is all that is known.
    """
    eligible = sum(line.voter.is_eligible for line in lines)
    answered = [line.response for line in lines if line.response is not None]
    options = options_of(asked)
    if asked.sealed:
        return Returns(eligible, {option.code: 0 for option in options if option.commits}, len(answered))
    codes = [response.answer for response in answered]
    return Returns(
        eligible,
        {option.code: codes.count(option.code) for option in options if option.commits},
        sum(codes.count(option.code) for option in options if not option.commits),
    )
