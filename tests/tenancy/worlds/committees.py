"""A committee with terms of reference, seats, a member, and a meeting with one item and its paper."""

from datetime import UTC, date, datetime
from typing import Any

from psycopg2.extras import DateRange

from governance.models import AgendaItem, Appointment, Meeting, Paper, Seat, TermsOfReference
from governance.services.files import keep_made
from hubportal.tenancy.scope import Scope, scope
from tests.tenancy.worlds import Place

RULES = {"quorum": {"kind": "fraction", "fraction": "1/3"}}


def at_work(place: Place) -> Any:
    """The scope in which a room's rows of the place's committee are made."""
    return scope(Scope(hub=place.committee.hub_id, role="hub_work", reason="a world of the tests"))


def make(place: Place) -> dict[str, Any]:
    """Everything by ORM: what the services do is tried elsewhere."""
    mine = {"hub_id": place.committee.hub_id, "committee_id": place.committee.pk}
    with at_work(place):
        terms = TermsOfReference.objects.create(
            **mine, number=1, state="adopted", kind="primary_care", in_force_from=date(2015, 4, 1),
            established_on=date(2015, 4, 1), source=f"{place.marker} terms", rules=RULES,
        )  # fmt: skip
        Seat.objects.create(
            **mine, terms=terms, code="chair", title=f"{place.marker} chair", organisation="CCG", role="lay",
            office="chair",
        )  # fmt: skip
        member = Appointment.objects.create(
            **mine, seat_code="chair", name=f"{place.marker} member", period=DateRange(date(2015, 4, 1), None)
        )
        meeting = Meeting.objects.create(
            **mine, number=1, place=f"{place.marker} room", terms=terms,
            starts_at=datetime(2016, 5, 4, 13, tzinfo=UTC), ends_at=datetime(2016, 5, 4, 15, tzinfo=UTC),
        )  # fmt: skip
        item = AgendaItem.objects.create(**mine, meeting=meeting, position=1, title=f"{place.marker} item")
        file = keep_made(
            name=f"{place.marker} paper.pdf", content_type="application/pdf", content=b"%PDF-1.7 paper",
            committee=place.committee,
        )  # fmt: skip
        paper = Paper.objects.create(**mine, item=item, title=f"{place.marker} paper", file=file)
    return {
        "number": meeting.number,
        "api_governance:meeting-detail:public_id": meeting.public_id,
        "api_governance:committee-detail:public_id": place.committee.public_id,
        "governance:file": file.public_id,
        "item": item.public_id,
        "paper": paper.public_id,
        "terms:version": terms.number,
        "appointment": member.public_id,
        "api_governance:appointment-detail:public_id": member.public_id,
        "api_governance:appointment-end:public_id": member.public_id,
    }
