"""Who may sit in a seat, and who may hold an office that is elected among seats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from governance.rules.terms_of_reference.wording import and_list
from governance.rules.voting.words import named
from hubportal.clauses import clause
from hubportal.clocks.wording import in_words

ESSEX = "Mid and North East Essex terms of reference"
SECTION = "Specification of governance, section 4"


@dataclass(frozen=True, slots=True)
class Days:
    """A period by its first day and the first day outside it; None while it has no end."""

    first: date
    end: date | None = None

    def overlaps(self, other: "Days") -> bool:
        """Whether the two share a day."""
        return (self.end is None or other.first < self.end) and (other.end is None or self.first < other.end)


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody's appointment to a seat: `person` is the key of their sign-in, where they have one."""

    seat: str
    name: str
    days: Days
    person: int | None = None


@clause(SECTION, part="one member a seat")
def appointment_fault(new: Sitting, others: Iterable[Sitting], titles: Mapping[str, str]) -> str | None:
    """A seat has one member at a time, and one person one seat, so that nobody has two votes unseen.

    `others` are the appointments of members, deputies left out: a deputy may sit for several.
    """
    if new.days.end is not None and new.days.end <= new.days.first:
        return "The last day must be on or after the first day."
    for other in others:
        if not new.days.overlaps(other.days):
            continue
        if other.seat == new.seat:
            since = f"from {in_words(other.days.first)}"
            return f"{other.name} holds this seat {since}. End that appointment first, or choose other days."
        if new.person is not None and new.person == other.person:
            seat = titles.get(other.seat, other.seat)
            return f"{other.name} already sits as {seat} in these days. One person holds one seat."
    return None


@dataclass(frozen=True, slots=True)
class Election:
    """An office that is elected, and among which seats: of these roles and organisations where any are named."""

    office: str
    roles: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    how: str = ""
    clause: str = ""


def elections_from(stored: Sequence[Mapping[str, object]]) -> tuple[Election, ...]:
    """The elections of terms as they are stored."""
    return tuple(
        Election(
            str(row["office"]),
            tuple(row.get("roles") or ()),  # type: ignore[arg-type]
            tuple(row.get("organisations") or ()),  # type: ignore[arg-type]
            str(row.get("how") or ""),
            str(row.get("clause") or ""),
        )
        for row in stored
    )


def eligible(election: Election, *, role: str, organisation: str, voting: bool, office: str) -> bool:
    """Whether the holder of a seat may be elected: a voting seat without an office of its own that fits."""
    fits = (not election.roles or role in election.roles) and (
        not election.organisations or organisation in election.organisations
    )
    return voting and not office and fits


def among_words(election: Election) -> str:
    """Among whom the office is elected."""
    kind = f"{and_list(named(role) for role in election.roles)} members" if election.roles else "voting members"
    return f"{kind} of {and_list(election.organisations)}" if election.organisations else kind


@clause(f"{ESSEX} 9", part="who may be chair")
def election_fault(
    election: Election | None, *, office: str, role: str, organisation: str, voting: bool, own_office: str
) -> str | None:
    """Chair and vice-chair are elected among the members whom the terms name: in Essex the CCGs' lay members."""
    if election is None:
        return f"The terms of reference in force have no election of a {named(office)}."
    if own_office:
        return f"This seat is the {named(own_office)} by the terms, and holds no second office."
    if not eligible(election, role=role, organisation=organisation, voting=voting, office=own_office):
        return f"The {named(office)} is elected among the {among_words(election)}."
    return None
