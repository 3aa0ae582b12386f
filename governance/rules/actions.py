"""The action log: what is overdue, what goes to the next meeting, and who may say that something is done."""

from datetime import date

from hubportal.clauses import clause
from hubportal.web.words import plural

MEETINGS = "Specification of governance, Meetings"
OPEN, DONE, DROPPED = "open", "done", "dropped"
SOON = 7


@clause(MEETINGS, part="an action has an owner and a date")
def due_words(*, state: str, due_on: date | None, ended_on: date | None, on: date) -> str:
    """How an action stands against its date, in words."""
    if state == DROPPED:
        return "Dropped"
    if state == DONE:
        late = (ended_on - due_on).days if ended_on and due_on else 0
        return f"Done, {plural(late, 'day')} late" if late > 0 else "Done"
    if due_on is None:
        return "Open, no date"
    left = (due_on - on).days
    if left < 0:
        return f"Overdue by {plural(-left, 'day')}"
    return "Due today" if left == 0 else f"Due in {plural(left, 'day')}"


def is_overdue(*, state: str, due_on: date | None, on: date) -> bool:
    """Whether something open is past its date."""
    return state == OPEN and due_on is not None and due_on < on


@clause(MEETINGS, part="the action log is carried forward")
def goes_forward(*, state: str, ended_on: date | None, last_met_on: date) -> bool:
    """What is open goes to the next meeting, and what ended since the committee last met is reported there once."""
    return state == OPEN or (ended_on is not None and ended_on >= last_met_on)


@clause(MEETINGS, part="an owner may say that an action is done")
def why_not_update(*, state: str, asked: str, is_owner: bool, is_secretary: bool, words: str) -> str | None:
    """The secretary keeps the log; an owner who signs in says how it goes and that it is done, and drops nothing."""
    if not is_secretary and not is_owner:
        return "This action is somebody else’s. Its owner or the secretary updates it."
    if asked == DROPPED and not is_secretary:
        return "Ask the secretary to drop an action: the committee gave it to you."
    if state != OPEN and not is_secretary:
        return "This action has ended. Ask the secretary to open it again."
    if asked == state and state != OPEN:
        return "It is recorded so already."
    return None if words.strip() else "Say what was done, or why."
