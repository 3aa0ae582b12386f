"""Whether an item will be quorate, from what is known before the meeting: apologies, deputies and interests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from governance.rules.meetings.planning import MEETINGS
from governance.rules.voting.quorum import shortfall
from governance.rules.voting.standing import standing_of
from governance.rules.voting.terms import Item, Quorum, Seat, Treatment
from hubportal.clauses import clause


@dataclass(frozen=True, slots=True)
class Forecast:
    """What to expect of one item: `missing` says what is short, `needed_from` names the seats it cannot spare."""

    missing: tuple[str, ...]
    counting: int
    voters: int
    needed_from: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def is_quorate(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of one member on one item, and what it is known from: the secretary, the register, or both."""

    treatment: Treatment
    from_secretary: bool
    from_register: bool

    @property
    def source(self) -> str:
        """In words."""
        if not self.from_register:
            return "entered by the secretary"
        return "entered by the secretary, and in the register" if self.from_secretary else "from the register"


@clause(MEETINGS, part="forecast from what was entered and from the register")
def expected_conflicts(entered: Mapping[str, Treatment], matched: Collection[str]) -> dict[str, Expected]:
    """By seat, what the secretary entered as expected, and what the register of interests has to do with the item.

    What was entered says what the chair is expected to decide. An interest that only the register knows counts as if
    its member had to leave, so that the forecast warns rather than promises.
    """
    found = {seat: Expected(treatment, True, seat in matched) for seat, treatment in entered.items()}
    return found | {seat: Expected(Treatment.LEAVE, False, True) for seat in matched if seat not in found}


@clause(MEETINGS, part="quorum forecast")
def forecast(
    quorum: Quorum,
    seats: Sequence[Seat],
    *,
    away: Collection[str],
    conflicts: Mapping[str, Treatment],
    stand_ins: Mapping[str, str],
    business_of: str | None = None,
) -> Forecast:
    """Everybody is expected who has a seat and sent no apology; a known interest counts as if it were declared.

    `stand_ins` maps a seat to the one that stands in for it when it is conflicted; it is heeded only where that
    interest keeps the member from voting and the other is expected.
    """
    kept_out = {key for key, treatment in conflicts.items() if treatment is not Treatment.NOTE}
    present = {seat.key for seat in seats if seat.present and seat.key not in away}
    used = {key: by for key, by in stand_ins.items() if key in kept_out & present and by in present - kept_out}
    known = {key: treatment for key, treatment in conflicts.items() if any(seat.key == key for seat in seats)}
    known_business = business_of if any(seat.organisation == business_of for seat in seats) else None

    def missing_without(gone: Collection[str]) -> list[str]:
        return shortfall(quorum, standing_of(_item(seats, present - set(gone), known, used, known_business)))

    standing = standing_of(_item(seats, present, known, used, known_business))
    missing = shortfall(quorum, standing)
    spare = () if missing else tuple(seat.key for seat in standing.counting if missing_without({seat.key}))
    return Forecast(tuple(missing), len(standing.counting), len(standing.voters), spare, standing.reasons)


def _item(
    seats: Sequence[Seat],
    present: Collection[str],
    conflicts: Mapping[str, Treatment],
    stand_ins: Mapping[str, str],
    business_of: str | None,
) -> Item:
    here = tuple(replace(seat, present=seat.key in present) for seat in seats)
    return Item(here, conflicts, stand_ins, business_of)
