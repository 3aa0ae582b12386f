"""An interest, a gift, a procurement decision with a conflict, and something public, of the place's committee."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from governance.models import Gift, Interest, InterestEntry, Procurement, ProcurementConflict, Publication
from governance.services.files import keep_made
from tests.tenancy.worlds import Place
from tests.tenancy.worlds.committees import at_work

DAY = date(2016, 3, 1)


def make(place: Place) -> dict[str, Any]:
    """By ORM: what the services do is tried elsewhere. What is public carries no marker: everybody sees it."""
    mine = {"hub_id": place.committee.hub_id, "committee_id": place.committee.pk}
    with at_work(place):
        interest = Interest.objects.create(
            **mine, number=1, name=f"{place.marker} holder", scheme_version="2014", kind="pecuniary", about="body",
            organisation=f"{place.marker} trust", nature=f"{place.marker} trustee", held_from=DAY, aware_on=DAY,
            declared_on=DAY,
        )  # fmt: skip
        InterestEntry.objects.create(**mine, interest=interest, act="declared", at=datetime(2016, 3, 1, 9, tzinfo=UTC))
        Gift.objects.create(
            **mine, number=1, name=f"{place.marker} holder", kind="gift", offered_on=DAY, details=f"{place.marker} pen",
            value=Decimal("5"), offered_by=f"{place.marker} pens", outcome="declined", reason="x",
        )  # fmt: skip
        procurement = Procurement.objects.create(
            **mine, number=1, title=f"{place.marker} service", description="x", kind="ccg", route="direct_gp"
        )
        conflict = ProcurementConflict.objects.create(
            **mine, procurement=procurement, name=f"{place.marker} holder", conflict=f"{place.marker} conflict"
        )
        file = keep_made(name="public.txt", content_type="text/plain", content=b"public", committee=place.committee)
        publication = Publication.objects.create(
            **mine, kind="other", key="world", number=1, title="Open to all", sha256="0" * 64, published_on=DAY,
            published_at=datetime(2016, 3, 1, 9, tzinfo=UTC), stored_as=file.stored_as, file_name=file.name,
            file_type=file.content_type, file_size=file.size,
            content={"table": {"columns": [{"heading": "What", "kind": "text"}], "rows": [{"cells": ["this"]}]}},
        )  # fmt: skip
    with at_work(place):
        Publication.objects.create(
            **mine, kind="meeting", key="meeting-2", number=1, title="Meeting 2", sha256="1" * 64, published_on=DAY,
            published_at=datetime(2016, 3, 1, 9, tzinfo=UTC), meeting_number=2,
            starts_at=datetime(2090, 3, 1, 14, tzinfo=UTC), ends_at=datetime(2090, 3, 1, 16, tzinfo=UTC),
            content={"lead": "It is on a day to come.", "event": {"place": "Hall", "state": "planned"}},
        )  # fmt: skip
    return {
        "public:number": 2,
        "interests:register": "interests",
        "interests:kind": "gifts",
        "conflict": conflict.pk,
        "publication": publication.public_id,
    }
