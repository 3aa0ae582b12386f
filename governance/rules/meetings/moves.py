"""From planned to papers sent: which act a meeting and its agenda take in which state."""

from collections.abc import Sequence
from datetime import date

from governance.rules.meetings.planning import MEETINGS
from hubportal.clauses import clause
from hubportal.clocks.wording import in_words

PLANNED, NOTIFIED, ISSUED = "planned", "notified", "issued"
OPEN, CLOSED, CANCELLED = "open", "closed", "cancelled"
BEFORE = (PLANNED, NOTIFIED, ISSUED)
_OVER = {
    OPEN: "This meeting is in session.",
    CLOSED: "This meeting is closed.",
    CANCELLED: "This meeting was cancelled.",
}


@clause(MEETINGS, part="until it begins")
def over_fault(state: str) -> str | None:
    """Date, place, apologies and cancellation concern a meeting that has not begun."""
    return None if state in BEFORE else f"{_OVER[state]} This can be done only before a meeting begins."


@clause(MEETINGS, part="notice is given once")
def notice_fault(state: str, *, items: int) -> str | None:
    """Notice is given of a planned meeting with at least one item; a change of its date is told by itself."""
    if state != PLANNED:
        return over_fault(state) or "Notice of this meeting has been given."
    return None if items else "Put at least one item on the agenda before you give notice."


@clause(MEETINGS, part="papers go after notice")
def issue_fault(state: str, *, items: int) -> str | None:
    """Papers are sent once, after notice, for an agenda with at least one item."""
    if state == PLANNED:
        return "Give notice of the meeting first."
    if state != NOTIFIED:
        return over_fault(state) or "The papers of this meeting have been sent. Send a supplement instead."
    return None if items else "The agenda is empty."


@clause(MEETINGS, part="the agenda stands once papers went")
def agenda_fault(state: str) -> str | None:
    """An item is moved, changed or taken off while papers have not gone: afterwards members hold them under these
    numbers.
    """
    if state == ISSUED:
        return (
            "The papers have gone out under these numbers, so the agenda stays as it was sent."
            " Withdraw the item, defer it, or add one at the end."
        )
    return over_fault(state)


@clause(MEETINGS, part="a change after papers went says why")
def later_fault(state: str, *, why: str) -> str | None:
    """An item or paper that is added, replaced, deferred or withdrawn after papers went goes into a supplement with its
    reason.
    """
    fault = over_fault(state)
    if fault is not None:
        return fault
    if state == ISSUED and not why.strip():
        return "The papers have gone out. Enter the reason: it is sent with the supplement."
    return None


@clause(MEETINGS, part="a meeting is opened on its day")
def opening_fault(today: date, *, held_on: date) -> str | None:
    """Nothing is entered at the desk before the day that notice was given of; both days are those of the hub's clocks.

    A meeting that is brought forward has its date changed first, so that everybody who was told of it is told again.
    """
    if today >= held_on:
        return None
    return f"This meeting is on {in_words(held_on)} and can be opened on that day. To hold it earlier, change its date."


@clause(MEETINGS, part="order by place")
def placed(order: Sequence[int], *, key: int, place: int) -> list[int]:
    """The order with one item at that place, counted from 1; a place past the end is the end.

    Everybody else keeps their order among themselves. Raises `ValueError` for an item that is not there.
    """
    rest = [other for other in order if other != key]
    if len(rest) == len(order):
        raise ValueError("That item is not on this agenda.")
    at = min(max(place, 1), len(order)) - 1
    return [*rest[:at], key, *rest[at:]]


@clause("Public Bodies (Admission to Meetings) Act 1960, section 1(2)", part="a private item has its ground")
def ground_fault(*, is_private: bool, ground: str) -> str | None:
    """The public is excluded only for a reason that the resolution states."""
    if is_private and not ground.strip():
        return "Enter why the public is to be excluded: the resolution has to say it."
    return None
