"""A meeting of the tests at which things are entered in few words: a committee of the Tower Hamlets form."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from governance.models import AgendaItem, DeskEntry, Meeting
from governance.services.desk import enter
from tests.conftest import find_person, in_scope_of
from tests.governance.terms import appoint, at_work, make_seat, make_terms, of, the_committee

AT = datetime(2016, 5, 4, 13, tzinfo=UTC)
RULES = {
    "quorum": {"kind": "fraction", "fraction": "1/3"},
    "decision": {"majority_of": "votes_cast", "casting_vote": ["chair"]},
}
# code, role, voting, office
SEATS = (
    ("lay-chair", "lay", True, "chair"),
    ("vice", "lay", True, "vice_chair"),
    ("lay-three", "lay", True, ""),
    ("officer", "executive", True, ""),
    ("finance", "executive", True, ""),
    ("gp", "clinical", True, ""),
    ("second-gp", "clinical", False, ""),
)
NAMES = {
    "lay-chair": "Ada Chair", "vice": "Member", "lay-three": "Cora Lay", "officer": "Dev Officer",
    "finance": "Eve Finance", "gp": "Finn Doctor", "second-gp": "Gus Doctor",
}  # fmt: skip


class Table:
    """A meeting with two items; `say` enters as the secretary, or as somebody else of the cast."""

    def __init__(self, *, member: str = "vice", **terms: Any) -> None:
        committee = the_committee()
        with at_work(committee), transaction.atomic():
            said = {
                "left_to_others": [
                    {"code": "budget", "words": "Setting the budget", "body": "the Governing Body", "clause": "TH 9"}
                ],
                "rules": RULES,
                **terms,
            }
            self.terms = make_terms(committee, **said)
            for code, role, voting, office in SEATS:
                make_seat(
                    self.terms, code, role=role, voting=voting, office=office, deputies_allowed=code == "finance",
                    stands_in_for="gp" if code == "second-gp" else "",
                )  # fmt: skip
                person = find_person("member") if code == member else None
                appoint(committee, code, NAMES[code], person=person)
            self.meeting = a_meeting(committee)
            self.items = [
                AgendaItem.objects.create(**of(committee), meeting=self.meeting, position=place, title=title)
                for place, title in ((1, "Merger of two practices"), (2, "Rent review"))
            ]
        self.at = AT

    @property
    def item(self) -> int:
        """The first item."""
        return self.items[0].pk

    def say(self, kind: str, *, who: str = "secretary", key: uuid.UUID | None = None, **facts: Any) -> DeskEntry:
        """Make one entry, a minute after the last."""
        self.at += timedelta(minutes=1)
        with in_scope_of(who) as by, transaction.atomic():
            return enter(meeting_id=self.meeting.pk, by=by, kind=kind, facts=facts, key=key or uuid.uuid4(), at=self.at)

    def opened(self, *seats: str) -> "Table":
        """Open, with these members present (everybody when none is named), on the first item."""
        self.say("open")
        for seat in seats or [code for code, *_ in SEATS]:
            self.say("arrive", seat=seat)
        self.say("begin_item", item=self.item)
        return self

    def moved(self, *, way: str = "recorded", mover: str = "lay-chair") -> int:
        """A motion on the first item; its number."""
        return self.say("move", item=self.item, words="Approve the merger", mover=mover, way=way).number

    def voted(self, motion: int, *, yes: str = "", no: str = "", neither: str = "") -> None:
        """Votes by codes with spaces between."""
        for vote, seats in (("for", yes), ("against", no), ("abstain", neither)):
            for seat in seats.split():
                self.say("vote", motion=motion, seat=seat, vote=vote)

    def excluded(self, *, item: int | None = None, ground: str, words: str = "That the public leave") -> DeskEntry:
        """The public is excluded from an item by consensus; the result of that motion."""
        on = item or self.item
        said: dict[str, Any] = {"item": on, "words": words, "mover": "lay-chair", "ground": ground}
        motion = self.say("move", way="consensus", **said).number
        self.say("consensus", motion=motion)
        return self.say("result", motion=motion)

    def entries(self) -> list[DeskEntry]:
        """Every entry."""
        with at_work(self.terms.committee), transaction.atomic():
            return list(DeskEntry.objects.filter(meeting=self.meeting).order_by("number"))

    def privacy(self) -> tuple[bool, str]:
        """Whether the first item is private, and on which ground."""
        with at_work(self.terms.committee), transaction.atomic():
            item = AgendaItem.objects.get(pk=self.item)
        return item.is_private, item.ground

    def now(self) -> Meeting:
        """The meeting, read afresh."""
        with at_work(self.terms.committee), transaction.atomic():
            return Meeting.objects.get(pk=self.meeting.pk)


def a_meeting(committee: Any, **more: Any) -> Meeting:
    """A meeting on 4 May 2016 in the afternoon."""
    said = {"number": 1, "place": "Town hall", "starts_at": AT, "ends_at": AT + timedelta(hours=2), **more}
    return Meeting.objects.create(**of(committee), **said)
