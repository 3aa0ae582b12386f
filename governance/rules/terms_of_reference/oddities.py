"""What to look at before terms of reference are adopted: what stands in the way, and what is only odd."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from governance.rules.terms_of_reference.membership import ESSEX, Election, eligible
from governance.rules.voting.checking import warnings_of
from governance.rules.voting.terms import AllOf, AnyOf, PerOrganisation, Quorum, Seat, Terms
from governance.rules.voting.words import named, one_of
from hubportal.clauses import clause


def warnings_before_adoption(terms: Terms, seats: Sequence[Seat], elections: Sequence[Election]) -> list[str]:
    """What can never be met, or in one reading only; seats as they are filled, elected offices as they may be."""
    said = warnings_of(terms, as_they_may_be_elected(seats, elections))
    offices = {election.office for election in elections}
    for rule in _each(terms.quorum):
        if isinstance(rule, PerOrganisation) and (warning := literal_reading(rule, offices)):
            said.append(warning)
    return list(dict.fromkeys(said))


@clause(f"{ESSEX} 10", part="Chair and Vice-chair of one CCG")
def literal_reading(rule: PerOrganisation, elected: Iterable[str]) -> str | None:
    """Chair and Vice-chair are both elected from the lay members of any CCG, so that both may come from one: read
    literally, a quorum with one of the two from each CCG can then never be met.
    """
    asked = rule.office_from or tuple(sorted(rule.counts))
    offices = [office for office in rule.offices if office in set(elected)]
    if not offices or len(asked) < 2:
        return None
    both = "may both be" if len(offices) > 1 else "may be"
    return (
        f"The {' and '.join(named(office) for office in offices)} {both} elected from one of {' or '.join(asked)}:"
        f" the literal quorum may then be impossible, since each would need the {one_of(offices)} among its members."
        " One among all of them is taken as enough."
    )


def as_they_may_be_elected(seats: Sequence[Seat], elections: Iterable[Election]) -> tuple[Seat, ...]:
    """The seats with each elected office that nobody holds given to the first who may be elected to it."""
    made = list(seats)
    for election in elections:
        if any(seat.office == election.office for seat in made):
            continue
        for place, seat in enumerate(made):
            if eligible(
                election, role=seat.role, organisation=seat.organisation, voting=seat.voting, office=seat.office
            ):
                made[place] = replace(seat, office=election.office)
                break
    return tuple(made)


def faults(*, seats: Sequence[Seat], recommends_only: bool, source: str) -> list[str]:
    """Why a draft cannot be adopted yet; a sentence each."""
    said = []
    if not seats:
        said.append("There are no seats yet.")
    elif not any(seat.voting for seat in seats):
        whom = "agrees its recommendations" if recommends_only else "decides"
        said.append(f"No seat is voting, so that nobody {whom}.")
    if not source.strip():
        said.append("Name the document they come from, under particulars.")
    return said


def _each(rule: Quorum) -> Iterable[Quorum]:
    yield rule
    if isinstance(rule, AllOf | AnyOf):
        for part in rule.rules:
            yield from _each(part)
