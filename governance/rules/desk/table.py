"""What does not change during a meeting, and what may be entered about what is said at it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from governance.rules.desk.deciding import Matter, item_of
from governance.rules.desk.entries import Entry
from governance.rules.desk.state import Desk
from governance.rules.voting.terms import Item, Seat, Terms

MEETINGS = "Specification of governance, Meetings"
NO_SEAT = "There is no such seat under the terms in force."


@dataclass(frozen=True, slots=True)
class Table:
    """What does not change during a meeting: seats, terms, the items on the agenda, and what the terms leave to others.

    `left_to_others` is item to the sentence that says whose it is; `stands_in` is the code of a seat to that of the
    one seat it may stand in for, where the terms name one.
    """

    seats: tuple[Seat, ...]
    terms: Terms
    items: Mapping[int, Matter]
    left_to_others: Mapping[int, str] = field(default_factory=dict)
    deputies_allowed: Collection[str] = ()
    stands_in: Mapping[str, str] = field(default_factory=dict)

    def named(self, code: str) -> bool:
        """Whether there is such a seat."""
        return any(seat.key == code for seat in self.seats)

    def item_now(self, desk: Desk, item: int) -> Item:
        """An item as it stands."""
        return item_of(desk, self.seats, self.items[item])

    def item_at(self, desk: Desk, item: int, at: datetime) -> Item:
        """An item with who was there at a moment."""
        return item_of(desk, self.seats, self.items[item], at=at)


Check = Callable[[Table, Desk, Entry], str | None]
