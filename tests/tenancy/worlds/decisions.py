"""One entry of the committee's decision register."""

from datetime import UTC, date, datetime
from typing import Any

from governance.rules.register import EntryKind
from governance.services.register import enter
from tests.tenancy.worlds import Place
from tests.tenancy.worlds.committees import at_work


def make(place: Place) -> dict[str, Any]:
    """Entered by nobody in particular."""
    with at_work(place):
        made = enter(
            committee=place.committee, kind=EntryKind.DECISION, decided_on=date(2016, 5, 4), by=None,
            at=datetime(2016, 5, 4, 14, tzinfo=UTC),
            body={"title": f"{place.marker} decision", "resolution": place.marker, "outcome": "carried"},
        )  # fmt: skip
    return {"decisions:entry": made.number, "api_governance:id": made.pk}
