"""A meeting that was held, with draft minutes, an action, a letter and a summary of the place's committee."""

from datetime import UTC, date, datetime
from typing import Any

from governance.models import Action, ActionUpdate, DecisionLetter, Meeting, Minutes, MonthlySummary, RegisterEntry
from tests.tenancy.worlds import Place
from tests.tenancy.worlds.committees import at_work

DAY = date(2016, 6, 8)
AT = datetime(2016, 6, 8, 13, tzinfo=UTC)
NUMBER = 90


def make(place: Place) -> dict[str, Any]:
    """By ORM: what the services do is tried elsewhere."""
    mine = {"hub_id": place.committee.hub_id, "committee_id": place.committee.pk}
    section = {
        "key": "attendance", "heading": "Attendance", "private": False, "record": [], "prose": f"{place.marker} prose",
    }  # fmt: skip
    with at_work(place):
        meeting = Meeting.objects.create(
            **mine, number=NUMBER, state="closed", place=f"{place.marker} hall", starts_at=AT, ends_at=AT, closed_at=AT,
        )  # fmt: skip
        Minutes.objects.create(**mine, meeting=meeting, number=1, sections=[section], drafted_at=AT)
        action = Action.objects.create(
            **mine, number=NUMBER, meeting=meeting, entry=5, words=f"{place.marker} action", owner="Somebody"
        )
        ActionUpdate.objects.create(**mine, action=action, state="open", words=f"{place.marker} update", at=AT)
        # A number of its own chain's past: nothing in the worlds verifies it.
        decision = RegisterEntry.objects.create(
            **mine, number=900, kind="decision", decided_on=DAY, content="x\n{}", previous="0" * 64, digest="0" * 64,
            entered_at=AT,
        )  # fmt: skip
        letter = DecisionLetter.objects.create(
            **mine, decision=decision, practice_code="M84901", to_name=f"{place.marker} practice", subject="A decision",
            body=f"{place.marker} letter",
        )  # fmt: skip
        MonthlySummary.objects.create(**mine, month=date(2016, 6, 1), sections=[section])
    return {
        "api_governance:minutes:public_id": meeting.public_id,
        "api_governance:minutes-moves:public_id": meeting.public_id,
        "api_governance:action-detail:public_id": action.public_id,
        "api_governance:action-updates:public_id": action.public_id,
        "api_governance:letter": letter.public_id,
        "api_governance:month": "2016-06",
        "api_governance:register": "interests",
        "minutes:number": NUMBER,
        "minutes:key": "attendance",
        "minutes:version": 1,
        "minutes:letter": letter.public_id,
        "minutes:way": "sent",
        "minutes:year": 2016,
        "minutes:month": 6,
    }
