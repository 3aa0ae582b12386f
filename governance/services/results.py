"""What follows when a motion is decided, or its result is taken back, in the same transaction.

The decision register and the carrying out of decisions fill this in their app's `ready()`.
"""

from typing import Protocol

from governance.models import AgendaItem, DeskEntry, Meeting
from governance.rules.desk.state import Motion


class Follower(Protocol):
    """Does what follows. `entry` is the result, or the step back of one; a refusal undoes the entry too."""

    def __call__(self, *, meeting: Meeting, item: AgendaItem, motion: Motion, entry: DeskEntry) -> None: ...


_decided: list[Follower] = []
_taken_back: list[Follower] = []


def when_decided(follower: Follower) -> Follower:
    """Call this when the result of a motion is recorded; registering it again changes nothing."""
    if follower not in _decided:
        _decided.append(follower)
    return follower


def when_taken_back(follower: Follower) -> Follower:
    """Call this when a recorded result is stepped back; registering it again changes nothing."""
    if follower not in _taken_back:
        _taken_back.append(follower)
    return follower


def follow_result(*, meeting: Meeting, item: AgendaItem, motion: Motion, entry: DeskEntry) -> None:
    """Everything that follows a result. `motion.result` is the entry, with what was given and the verdict."""
    for follower in _decided:
        follower(meeting=meeting, item=item, motion=motion, entry=entry)


def follow_step_back(*, meeting: Meeting, item: AgendaItem, motion: Motion, entry: DeskEntry) -> None:
    """Everything that follows a result's being taken back; `motion.result` is the entry that stood until then."""
    for follower in _taken_back:
        follower(meeting=meeting, item=item, motion=motion, entry=entry)
