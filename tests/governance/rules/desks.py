"""A desk of the rules: entries made one after another, each asked about first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from governance.rules.desk.checking import why_not
from governance.rules.desk.deciding import Matter, result_facts
from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.reading import read
from governance.rules.desk.remit import left_to_others
from governance.rules.desk.state import Desk
from governance.rules.desk.table import Table
from tests.governance.rules.committees import ESSEX, ESSEX_SEATS, TOWER_HAMLETS, TOWER_SEATS
from tests.governance.rules.committees import JOINT as JOINT_RULES
from tests.governance.rules.committees import TOWER as TOWER_RULES

AT = datetime(2016, 5, 4, 13, tzinfo=UTC)
LEFT = [{"code": "budget", "words": "Budgets", "body": "the Governing Body"}, {"words": "No code"}]
TOWER = Table(
    TOWER_SEATS,
    TOWER_HAMLETS,
    {1: Matter(1), 2: Matter(2), 3: Matter(3)},
    deputies_allowed=("cfo",),
    left_to_others=left_to_others({3: "budget", 1: ""}, LEFT),
    stands_in={"gp2": "gp"},
)
JOINT = Table(ESSEX_SEATS, ESSEX, {1: Matter(1), 2: Matter(2, "Mid Essex"), 3: Matter(3, "Nowhere")})


class Sitting:
    """Entries at a table, a minute apart. `says` gives what the desk answers and keeps what it takes; `does` must be
    taken; `late` makes one of so many minutes after the opening.
    """

    def __init__(self, table: Table = TOWER) -> None:
        self.table = table
        self.entries: list[Entry] = []

    @property
    def desk(self) -> Desk:
        """What stands."""
        return read(self.entries)

    def says(self, kind: str, **facts: Any) -> str | None:
        """Try an entry; None when it was taken."""
        return self.late(len(self.entries), kind, **facts)

    def late(self, minutes: int, kind: str, **facts: Any) -> str | None:
        """Try an entry of what happened so many minutes after the opening."""
        entry = Entry(len(self.entries) + 1, Kind(kind), facts, AT + timedelta(minutes=minutes), 1)
        fault = why_not(self.table, self.desk, entry)
        if fault is None:
            self.entries.append(self._decided(entry))
        return fault

    def _decided(self, entry: Entry) -> Entry:
        """A result with what it rests on, as the service keeps it."""
        if entry.kind is not Kind.RESULT:
            return entry
        motion, rules = self.desk.motions[entry.facts["motion"]], JOINT_RULES if self.table is JOINT else TOWER_RULES
        kept = result_facts(rules, self.table.terms, self.table.item_at(self.desk, motion.item, entry.at), motion)
        return replace(entry, facts={**entry.facts, "item": motion.item, **kept})

    def does(self, kind: str, **facts: Any) -> int:
        """Make an entry; its number."""
        fault = self.says(kind, **facts)
        assert fault is None, fault
        return len(self.entries)

    def opened(self, present: str, *, item: int = 1) -> "Sitting":
        """Open with these seats, on an item."""
        self.does("open")
        for seat in present.split():
            self.does("arrive", seat=seat, name=f"Name of {seat}", deputy=False)
        self.does("begin_item", item=item)
        return self

    def moved(self, mover: str, way: str = "recorded", item: int = 1) -> int:
        """A motion."""
        return self.does("move", item=item, words="That it be so", mover=mover, way=way)

    def excluded(self, mover: str, item: int = 1) -> int:
        """The public is excluded by consensus; the number of the result."""
        motion = self.does("move", item=item, words="That the public leave", mover=mover, way="consensus", ground="G")
        self.does("consensus", motion=motion)
        return self.does("result", motion=motion)

    def voted(self, motion: int, votes: Mapping[str, str]) -> None:
        """Votes."""
        for seat, vote in votes.items():
            self.does("vote", motion=motion, seat=seat, vote=vote)
