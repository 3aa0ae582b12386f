"""What is odd about terms of reference, said when they are entered and not when a meeting fails under them."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from governance.rules.voting.quorum import fits
from governance.rules.voting.standing import ESSEX
from governance.rules.voting.terms import (
    AllOf,
    AnyOf,
    AtLeast,
    Bloc,
    FractionOfSeats,
    PerOrganisation,
    Quorum,
    Seat,
    Terms,
)
from governance.rules.voting.words import one_of
from hubportal.clauses import clause


def warnings_of(terms: Terms, seats: Sequence[Seat]) -> list[str]:
    """What can never be met, or can be met in one reading only; a sentence each, in the order of the terms."""
    said = [warning for rule in _each(terms.quorum) for warning in _of_quorum(rule, seats)]
    offices = {seat.office for seat in seats if seat.voting and seat.office}
    named = (*terms.decision.casting_vote, *(terms.single_ccg.casting_vote if terms.single_ccg else ()))
    said += [
        f"No voting seat is {one_of([office])}, which holds a casting vote."
        for office in named
        if office not in offices
    ]
    if isinstance(terms.weights, Bloc):
        organisations = {seat.organisation for seat in seats if seat.voting}
        said += [
            f"{organisation} has a total of {total} votes and no voting seat."
            for organisation, total in sorted(terms.weights.totals.items())
            if organisation not in organisations
        ]
    return said


def _each(rule: Quorum) -> Iterator[Quorum]:
    """A rule and those inside it, save the choices of an `any_of`, of which each alone may fail."""
    yield rule
    if isinstance(rule, AllOf):
        for part in rule.rules:
            yield from _each(part)


def _of_quorum(rule: Quorum, seats: Sequence[Seat]) -> Iterator[str]:
    match rule:
        case FractionOfSeats(fraction) if not Fraction(0) < fraction <= 1:
            yield f"A quorum of {fraction} of the voting members cannot be met: use a fraction up to 1."
        case PerOrganisation():
            yield from _of_organisations(rule, seats)
        case AtLeast():
            held = sum(fits(rule, seat) for seat in seats if seat.voting or not rule.voting)
            if held < rule.count:
                of = one_of(rule.roles or rule.offices or ("members",))
                yield f"The quorum asks for {rule.count} of {of}, and the seats have {held}."
        case AnyOf(rules) if rules and all(any(True for _ in _of_quorum(part, seats)) for part in rules):
            yield "None of the quorum's alternatives can be met: " + "; ".join(
                warning for part in rules for warning in _of_quorum(part, seats)
            )


def _of_organisations(rule: PerOrganisation, seats: Iterable[Seat]) -> Iterator[str]:
    voting = [seat for seat in seats if seat.voting]
    for organisation, count in sorted(rule.counts.items()):
        held = sum(seat.organisation == organisation for seat in voting)
        if held < count:
            yield f"The quorum asks for {count} voting members of {organisation}, which has {held}."
    if rule.offices:
        yield from _of_offices(rule, voting)


@clause(f"{ESSEX} 16", part="the office literally read")
def _of_offices(rule: PerOrganisation, voting: Sequence[Seat]) -> Iterator[str]:
    """Read literally, one of each CCG's two is the Chair or Vice Chair: where both come from one CCG the other can
    never be quorate, so that one such member among all the CCGs is enough, and whoever enters the terms is told.
    """
    asked = rule.office_from or tuple(sorted(rule.counts))
    holding = {seat.organisation for seat in voting if seat.office in rule.offices}
    without = [organisation for organisation in asked if organisation not in holding]
    if not holding & set(asked):
        yield f"No voting seat of {' or '.join(asked)} is {one_of(rule.offices)}: the quorum can never be met."
    elif without and len(asked) > 1:
        yield (
            f"Read literally, each of {' and '.join(asked)} needs the {one_of(rule.offices)} among its members, and"
            f" {' and '.join(without)} has neither. One among all of them is taken as enough."
        )
