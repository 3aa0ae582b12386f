"""State machines as tables: which act leads from which states to which, under which clause, and who may do it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hubportal.web.words import long_date, lower_first


@dataclass(frozen=True, slots=True)
class Move:
    """One act on a record that changes its state.

    `permission` is what the actor must hold on the record's CCG. `needs_reason` acts carry a note. A `four_eyes` act
    is not done by whoever made the record or did the act before it, and asks for a fresh sign-in.
    """

    act: str
    words: str
    sources: frozenset[str]
    target: str
    clause: str = ""
    permission: str = "ccg_case_edit"
    needs_reason: bool = False
    four_eyes: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Moves:
    """The table of one kind of record. `states` gives each state's words in the order of the work."""

    states: Mapping[str, str]
    moves: tuple[Move, ...]
    first: str
    colours: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        unknown = {state for move in self.moves for state in (*move.sources, move.target)} - self.states.keys()
        if unknown:
            raise ValueError(f"moves name states without words: {sorted(unknown)}")

    def named(self, act: str) -> Move:
        """The move of an act; KeyError where there is none."""
        for move in self.moves:
            if move.act == act:
                return move
        raise KeyError(act)

    def open_in(self, state: str) -> list[Move]:
        """The moves that a state allows, in the order of the table."""
        return [move for move in self.moves if state in move.sources]

    def refuse(self, state: str, act: str) -> str | None:
        """Why an act is out of order in a state, in a sentence; None when it is not."""
        move = self.named(act)
        if state in move.sources:
            return None
        now = lower_first(self.states[state])
        wanted = [lower_first(self.states[source]) for source in self.states if source in move.sources]
        first = f" It can be done while it is {_or(wanted)}." if wanted else ""
        return f"“{move.words}” is out of order: the record is {now}.{first}"

    def ended(self) -> frozenset[str]:
        """States that nothing leads out of."""
        return frozenset(self.states) - {source for move in self.moves for source in move.sources}


def refuse_same_eyes(move: Move, *, actor: int, made_by: int | None, last_actor: int | None) -> str | None:
    """Four eyes: whoever prepared a thing, or did the step before, does not also approve it."""
    if move.four_eyes and actor in {made_by, last_actor} - {None}:
        return f"“{move.words}” needs a second person: somebody other than who prepared it."
    return None


def refuse_before_last(on: date, *, last: date | None) -> str | None:
    """A move holds from the day of the move before it, or from a later one."""
    if last is None or on >= last:
        return None
    return f"The date must not be before {long_date(last)}, the day of the step before this one."


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
