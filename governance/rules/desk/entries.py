"""The kinds of entry a desk knows, and what each says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an entry says; the facts it carries stand beside it."""

    OPEN = "open"  # the meeting begins
    CLOSE = "close"  # and ends
    ARRIVE = "arrive"  # seat, name, deputy (whether a deputy sits for the member)
    LEAVE = "leave"  # seat
    ATTEND = "attend"  # name, designation: somebody without a seat
    BEGIN_ITEM = "begin_item"  # item
    END_ITEM = "end_item"  # item, outcome: done, deferred or withdrawn; words
    DECLARE = "declare"  # item, seat, words, interest (its number in the register, or none)
    TREAT = "treat"  # item, seat, treatment, why: what the chair decided
    STAND_IN = "stand_in"  # item, absent, seat
    READMIT = "readmit"  # item: the public comes back
    RELEASE = "release"  # item, why, ground: what was said in private is public from now on; see `privacy`
    MOVE = "move"  # item, words, mover, seconder, way; ground: the public leaves when it is carried
    VOTE = "vote"  # motion, seat, vote
    COUNT = "count"  # motion, for, against, abstained
    CONSENSUS = "consensus"  # motion
    CASTING = "casting"  # motion, seat, vote, why
    RESULT = "result"  # motion, given, verdict: see `deciding`
    WITHDRAW_MOTION = "withdraw_motion"  # motion, why
    ACTION = "action"  # item, words, owner, due_on
    NOTE = "note"  # item, words
    STEP_BACK = "step_back"  # entry, why


class Way(StrEnum):
    """How a motion is decided."""

    RECORDED = "recorded"
    COUNTED = "counted"
    CONSENSUS = "consensus"


class Outcome(StrEnum):
    """What became of an item."""

    DONE = "done"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it was made: its number in the meeting, what it says, when that happened and who entered it."""

    number: int
    kind: Kind
    facts: Mapping[str, Any]
    at: datetime
    by: int | None = None
