"""A meeting of forty people, made once in a load-test database: 36 seats, two who only look on, two secretaries."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from psycopg2.extras import DateRange

from governance.models import AgendaItem, Appointment, Meeting, Seat, TermsOfReference
from governance.services.desk import enter
from governance.services.finding import of
from hubportal.organisations.models import Committee, Hub, Person
from hubportal.organisations.services.assignments import assign
from hubportal.tenancy.scope import Scope, scope

NAME = "Committee of forty"
SEATS, OBSERVERS, SECRETARIES, ITEMS = 36, 2, 2, 12
RULES = {
    "quorum": {"kind": "fraction", "fraction": "1/3"},
    "decision": {"majority_of": "votes_cast", "casting_vote": ["chair"]},
}


def addresses(kind: str, count: int) -> list[str]:
    """The addresses of the people of a kind."""
    return [f"desk-{kind}{number}@load.example.org" for number in range(1, count + 1)]


def meeting_of_forty(hub: Hub) -> Meeting:
    """The meeting, in session on its fourth item with a motion on which half the members have voted."""
    with scope(Scope(hub=hub.pk, role="hub_work", reason="benchmarks")), transaction.atomic():
        found = Meeting.objects.filter(committee__name=NAME, state="open").select_related("committee").first()
        return found or _make(hub)


def last_entry(meeting: Meeting) -> int:
    """The number of its last entry."""
    with scope(Scope(hub=meeting.hub_id, role="hub_work", reason="benchmarks")), transaction.atomic():
        return meeting.entries.count()


def _make(hub: Hub) -> Meeting:
    committee = Committee.objects.create(hub=hub, name=NAME)
    now = timezone.now()
    since = DateRange(date(2016, 1, 1), None)
    terms = TermsOfReference.objects.create(
        **of(committee), number=1, state="adopted", kind="primary_care", in_force_from=date(2016, 1, 1),
        established_on=date(2016, 1, 1), rules=RULES,
    )  # fmt: skip
    for place, address in enumerate(addresses("member", SEATS), start=1):
        person = _person(committee, address, "committee_member")
        Seat.objects.create(
            **of(committee), terms=terms, code=f"seat-{place}", position=place, title=f"Member {place}",
            organisation="CCG", role=("lay", "executive", "clinical")[place % 3], voting=True,
            office="chair" if place == 1 else "",
        )  # fmt: skip
        Appointment.objects.create(
            **of(committee), seat_code=f"seat-{place}", name=person.name, person=person, period=since
        )
    for address in addresses("observer", OBSERVERS):
        _person(committee, address, "committee_member")
    secretary = [_person(committee, one, "committee_secretary") for one in addresses("secretary", SECRETARIES)][0]
    meeting = Meeting.objects.create(
        **of(committee), number=1, state="issued", starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=3)
    )
    items = [
        AgendaItem.objects.create(**of(committee), meeting=meeting, position=place, title=f"Matter {place}")
        for place in range(1, ITEMS + 1)
    ]
    _hold(meeting, items, secretary, now - timedelta(hours=1))
    return Meeting.objects.select_related("committee").get(pk=meeting.pk)


def _person(committee: Committee, address: str, role: str) -> Person:
    name = address.partition("@")[0].replace("-", " ").capitalize()
    person = Person.objects.create(email=address, name=name, is_demo=True)
    assign(person=person, role=role, organisation=committee, on=date(2016, 1, 1))
    return person


def _hold(meeting: Meeting, items: list[AgendaItem], secretary: Person, at: datetime) -> None:
    """Everybody arrives; three items are dealt with by vote; the fourth is open with half the votes cast."""

    def say(kind: str, **facts: object) -> int:
        nonlocal at
        at += timedelta(seconds=10)
        made = enter(meeting_id=meeting.pk, by=secretary, kind=kind, facts=facts, key=uuid.uuid4(), at=at)
        return int(made.number)

    say("open")
    seats = [f"seat-{place}" for place in range(1, SEATS + 1)]
    for seat in seats:
        say("arrive", seat=seat)
    for item in items[:4]:
        say("begin_item", item=item.pk)
        say("declare", item=item.pk, seat=seats[-1], words="Partner in a practice that it concerns")
        say("treat", item=item.pk, seat=seats[-1], treatment="stay_not_vote")
        motion = say("move", item=item.pk, words=f"That {item.title} be approved", mover=seats[0], way="recorded")
        voters = seats[:-1] if item is not items[3] else seats[: SEATS // 2]
        for seat in voters:
            say("vote", motion=motion, seat=seat, vote="for")
        if item is not items[3]:
            say("result", motion=motion)
            say("note", item=item.pk, words="The committee asked to hear again in six months.")
            say("end_item", item=item.pk, outcome="done")
