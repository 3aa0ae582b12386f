"""What the vote of each seat weighs on an item, in exact fractions."""

from collections.abc import Iterable
from fractions import Fraction

from governance.rules.voting.standing import ESSEX, Standing
from governance.rules.voting.terms import Bloc, BlocTotal, Item, Seat, SharedAmong, Terms
from hubportal.clauses import clause

ONE = Fraction(1)


def weights_of(terms: Terms, item: Item, standing: Standing) -> dict[str, Fraction]:
    """The weight of each seat that may vote on the item, by key."""
    if not isinstance(terms.weights, Bloc):
        return {seat.key: ONE for seat in standing.voters}
    return {seat.key: _weight(terms, terms.weights, item, standing, seat) for seat in standing.voters}


@clause(f"{ESSEX} 14", part="weights")
def _weight(terms: Terms, bloc: Bloc, item: Item, standing: Standing, seat: Seat) -> Fraction:
    """Each CCG representative has one vote; NHS England's have six in total, shared equally among those who may vote.

    Where the terms say so the total is shared among all its seats instead, and the part of whoever is away is lost.
    """
    if seat.organisation not in bloc.totals:
        return ONE
    shared = standing.voters if bloc.shared_among is SharedAmong.PRESENT else standing.seats
    return total_of(terms, bloc, item, seat.organisation) / max(_of(shared, seat.organisation), 1)


@clause(f"{ESSEX} 15", part="weight of NHS England")
def total_of(terms: Terms, bloc: Bloc, item: Item, organisation: str) -> Fraction:
    """On the business of one CCG a bloc weighs as much as that CCG has voting seats, unless the terms leave it be.

    The source says nothing of the weight: it is a setting of the terms (`single_ccg.bloc_total`).
    """
    at_parity = terms.single_ccg is not None and terms.single_ccg.bloc_total is BlocTotal.PARITY
    if item.business_of is None or not at_parity:
        return bloc.totals[organisation]
    return Fraction(_of((seat for seat in item.seats if seat.voting), item.business_of))


def _of(seats: Iterable[Seat], organisation: str) -> int:
    return sum(seat.organisation == organisation for seat in seats)
