"""The place's meeting with a paper that can be opened, a pack, a deferral, a known interest, and a feed."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from governance.models import (
    AgendaChange,
    AgendaItem,
    Apology,
    CalendarFeed,
    Deferral,
    KnownInterest,
    Meeting,
    Pack,
    Paper,
)
from hubportal.organisations.models import Person
from hubportal.tenancy.scope import Scope, scope
from tests.tenancy.worlds import Place
from tests.tenancy.worlds.committees import at_work

ITEM_ACTS = ("detail", "moves", "interests", "papers")


def make(place: Place) -> dict[str, Any]:
    """A second meeting, far enough away to be worked on, with everything a page of this room opens."""
    mine = {"hub_id": place.committee.hub_id, "committee_id": place.committee.pk}
    with at_work(place):
        starts = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=40)
        meeting = Meeting.objects.create(
            **mine, number=2, place=f"{place.marker} hall", starts_at=starts, ends_at=starts + timedelta(hours=2)
        )
        first, second = (
            AgendaItem.objects.create(
                **mine, meeting=meeting, position=position, title=f"{place.marker} point {position}",
                asks=f"{place.marker} asks", ground=f"{place.marker} ground",
            )
            for position in (1, 2)
        )  # fmt: skip
        file = Paper.objects.filter(**mine).latest("pk").file
        paper = Paper.objects.create(**mine, item=first, title=f"{place.marker} report", file=file)
        Paper.objects.create(**mine, item=second, title=f"{place.marker} scores", file=file, marking="restricted")
        Pack.objects.create(**mine, meeting=meeting, audience="members", number=0, asked_at=starts, fault=place.marker)
        Pack.objects.create(
            **mine, meeting=meeting, audience="public", number=1, state="ready", asked_at=starts, file=file,
            contents={"items": [first.pk], "papers": [paper.pk]}, shown=[paper.pk],
        )  # fmt: skip
        KnownInterest.objects.create(
            **mine, item=first, seat_code="chair", expected="leave", why=f"{place.marker} interest"
        )
        Apology.objects.create(**mine, meeting=meeting, seat_code="chair", reason=place.marker, given_at=starts)
        Deferral.objects.create(**mine, item=second, why=f"{place.marker} why", at=starts)
        AgendaChange.objects.create(
            **mine, meeting=meeting, item=first, words=f"{place.marker} change", why="x", at=starts
        )
    feed = _feed(place)
    return {
        "meetings:number": meeting.number,
        "meetings:item": first.public_id,
        "meetings:paper": paper.public_id,
        "api_governance:public_id": meeting.public_id,
        "api_governance:seat": "chair",
        "api_governance:file": file.public_id,
        **{f"api_governance:agenda-item-{act}:public_id": first.public_id for act in ITEM_ACTS},
        **{f"api_governance:paper-{act}:public_id": paper.public_id for act in ("detail", "versions", "withdrawal")},
        "calendars:public_id": feed.public_id,
    }


def _feed(place: Place) -> CalendarFeed:
    """The secretary's at home; elsewhere that of somebody whom no test asks as."""
    owner = Person.objects.filter(email="secretary@example.org", assignments__committee=place.committee).first()
    if owner is None:
        owner = Person.objects.create_user(f"feed-{place.marker.lower()}@example.org", None, name=place.marker)
    with scope(Scope(actor=owner.pk, reason="a world of the tests")):
        return CalendarFeed.objects.create(person=owner, committee=place.committee.public_id, made_at=timezone.now())
