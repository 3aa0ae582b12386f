"""Whether there are enough members for an item, and what is missing."""

from collections.abc import Iterable
from math import ceil

from governance.rules.voting.standing import ESSEX, TOWER_HAMLETS, Standing
from governance.rules.voting.terms import (
    AllOf,
    AnyOf,
    AtLeast,
    FractionOfSeats,
    PerOrganisation,
    Quorum,
    RoleMajority,
    Seat,
)
from governance.rules.voting.words import fraction_in_words, more_members, named, one_of
from hubportal.clauses import clause


def shortfall(rule: Quorum, standing: Standing) -> list[str]:
    """What is missing for the item to be quorate, a sentence each; empty when it is quorate.

    Members are counted, never weights.
    """
    match rule:
        case FractionOfSeats():
            return _fraction(rule, standing)
        case PerOrganisation():
            return _per_organisation(rule, standing)
        case RoleMajority():
            return _role_majority(rule, standing)
        case AtLeast():
            return _at_least(rule, standing)
        case AllOf():
            return [sentence for part in rule.rules for sentence in shortfall(part, standing)]
        case AnyOf():
            return _any_of(rule, standing)


@clause(TOWER_HAMLETS, part="quorum")
def needed_of(fraction: FractionOfSeats, voting_seats: int) -> int:
    """A fraction of the voting members is rounded up to whole members: one third of seven is three."""
    return ceil(fraction.fraction * voting_seats)


def _fraction(rule: FractionOfSeats, standing: Standing) -> list[str]:
    seats, counting = len(standing.seats), len(standing.counting)
    missing = needed_of(rule, seats) - counting
    if missing <= 0:
        return []
    part = f"{fraction_in_words(rule.fraction)} of {seats} is {needed_of(rule, seats)}, and {counting} count"
    return [f"Needs {more_members(missing, 'voting')} ({part})"]


@clause(f"{ESSEX} 16", part="members of each organisation")
def _per_organisation(rule: PerOrganisation, standing: Standing) -> list[str]:
    """So many voting members of each organisation are present, and among those of the CCGs the Chair or Vice Chair."""
    said = [
        f"{organisation} needs {more_members(count - here, 'voting')}"
        for organisation, count in sorted(rule.counts.items())
        if standing.concerns(organisation) and (here := _of(standing.counting, organisation)) < count
    ]
    if rule.offices and not any(
        seat.office in rule.offices and (not rule.office_from or seat.organisation in rule.office_from)
        for seat in standing.counting
    ):
        place = f" of {' or '.join(sorted(rule.office_from))}" if rule.office_from else ""
        said.append(f"Needs the {one_of(rule.offices)}{place}")
    return said


@clause(f"{ESSEX} 16", part="lay and executive majority")
def _role_majority(rule: RoleMajority, standing: Standing) -> list[str]:
    """Lay and executive members outnumber the other voting members present."""
    those = sum(seat.role in rule.roles for seat in standing.counting)
    others = len(standing.counting) - those
    if those > others:
        return []
    roles = " and ".join(named(role) for role in rule.roles)
    return [f"{roles.capitalize()} members ({those}) must outnumber the other voting members ({others})"]


def _at_least(rule: AtLeast, standing: Standing) -> list[str]:
    here = sum(fits(rule, seat) for seat in (standing.counting if rule.voting else standing.attending))
    if here >= rule.count:
        return []
    kind = one_of(rule.roles) if rule.roles else ("voting" if rule.voting else "non-voting")
    holding = f" who is {one_of(rule.offices)}" if rule.offices else ""
    return [f"Needs {more_members(rule.count - here, kind)}{holding}"]


def fits(rule: AtLeast, seat: Seat) -> bool:
    """Whether a seat is of the roles and offices that a rule names; whether it counts is asked elsewhere."""
    of_role = not rule.roles or seat.role in rule.roles
    of_office = not rule.offices or seat.office in rule.offices
    return of_role and of_office and (rule.voting or not seat.voting)


def _any_of(rule: AnyOf, standing: Standing) -> list[str]:
    parts = [shortfall(part, standing) for part in rule.rules]
    if not all(parts):
        return []
    return [" or: ".join("; ".join(part) for part in parts)]


def _of(seats: Iterable[Seat], organisation: str) -> int:
    return sum(seat.organisation == organisation for seat in seats)
