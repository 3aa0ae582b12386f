"""A meeting in session with a motion that is open."""

import uuid
from datetime import UTC, datetime
from typing import Any

from governance.models import AgendaItem, DeskEntry, Meeting
from tests.tenancy.worlds import Place
from tests.tenancy.worlds.committees import at_work

AT = datetime(2016, 5, 4, 13, tzinfo=UTC)


def make(place: Place) -> dict[str, Any]:
    """Entries by ORM at the meeting of the committee's world."""
    mine = {"hub_id": place.committee.hub_id, "committee_id": place.committee.pk}
    with at_work(place):
        meeting = Meeting.objects.get(committee=place.committee, place=f"{place.marker} room")
        item = AgendaItem.objects.get(meeting=meeting, title=f"{place.marker} item")
        said: tuple[tuple[str, dict[str, Any]], ...] = (
            ("open", {}),
            ("arrive", {"seat": "chair", "name": f"{place.marker} member", "deputy": False}),
            ("begin_item", {"item": item.pk}),
            ("move", {"item": item.pk, "words": f"{place.marker} motion", "mover": "chair", "way": "recorded"}),
        )
        for number, (kind, facts) in enumerate(said, start=1):
            DeskEntry.objects.create(
                **mine, meeting=meeting, number=number, kind=kind, facts=facts, at=AT, key=uuid.uuid4()
            )
    return {
        "desk:entry": 2,
        "desk:motion": 4,
        "desk:last": 0,
        "api_governance:desk:public_id": meeting.public_id,
        "api_governance:entries:public_id": meeting.public_id,
    }
