"""A ballot of the place's member practices with a draft round."""

from datetime import UTC, date, datetime
from typing import Any

from governance.models import Ballot, BallotPractice, BallotRound
from tests.tenancy.worlds import Place
from tests.tenancy.worlds.committees import at_work

ROUND_ACTS = ("detail", "moves", "papers", "set-aside", "links")


def make(place: Place) -> dict[str, Any]:
    """The draft is far from being issued: what rounds do is tried elsewhere."""
    mine = {"hub_id": place.committee.hub_id, "committee_id": place.committee.pk}
    with at_work(place):
        ballot = Ballot.objects.create(
            **mine, number=1, title=f"{place.marker} ballot", background=f"{place.marker} background",
            roll_on=date(2016, 1, 1),
        )  # fmt: skip
        BallotPractice.objects.create(
            **mine, ballot=ballot, practice=place.practice, ccg=place.ccg, ods_code=place.practice.ods_code,
            name=f"{place.marker} practice", email=f"{place.marker.lower()}@practice.example.org",
        )  # fmt: skip
        asked = BallotRound.objects.create(
            **mine, ballot=ballot, number=1, question=f"{place.marker} question",
            options=[
                {"code": "yes", "words": f"{place.marker} yes", "in_favour": True, "commits": True},
                {"code": "no", "words": f"{place.marker} no", "in_favour": False, "commits": True},
            ],
            opens_at=datetime(2090, 1, 4, 9, tzinfo=UTC), closes_at=datetime(2090, 1, 25, 17, tzinfo=UTC),
        )  # fmt: skip
    return {
        **{f"api_governance:ballot-{act}:public_id": ballot.public_id for act in ("detail", "roll", "entry", "rounds")},
        **{f"api_governance:ballot-round-{act}:public_id": asked.public_id for act in ROUND_ACTS},
        "api_governance:ods_code": place.practice.ods_code,
        "ballots:ballot": ballot.number,
        "ballots:round": asked.number,
        "ballots:ods_code": place.practice.ods_code,
        "ballots:token": "not-a-token",
    }
