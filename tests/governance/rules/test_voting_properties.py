"""What holds of every vote, whoever sits and however they vote."""

from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from governance.rules.voting.standing import standing_of
from governance.rules.voting.terms import Item, Seat, Treatment, Vote
from governance.rules.voting.verdict import decide
from governance.rules.voting.weights import weights_of
from tests.governance.rules.committees import ESSEX, ESSEX_SEATS, TOWER_HAMLETS, TOWER_SEATS

TERMS = st.sampled_from([(ESSEX, ESSEX_SEATS), (TOWER_HAMLETS, TOWER_SEATS)])


@st.composite
def meetings(draw: Any) -> tuple[Any, Item, dict[str, Vote]]:
    """Terms, an item with whoever came and whatever was declared, and votes of those who may."""
    terms, seats = draw(TERMS)
    away = draw(st.sets(st.sampled_from([seat.key for seat in seats]), max_size=3))
    conflicts = draw(
        st.dictionaries(st.sampled_from([seat.key for seat in seats]), st.sampled_from(list(Treatment)), max_size=3)
    )
    business = draw(st.sampled_from([None, "Mid Essex"])) if terms is ESSEX else None
    here = tuple(Seat(s.key, s.organisation, s.role, s.office, s.voting, s.key not in away) for s in seats)
    item = Item(here, conflicts, {}, business)
    voters = [seat.key for seat in standing_of(item).voters]
    cast = {key: draw(st.sampled_from(list(Vote))) for key in voters if draw(st.booleans())}
    return terms, item, cast


@given(meetings(), st.data())
def test_turning_a_vote_from_against_to_for_never_loses_a_motion(
    meeting: tuple[Any, Item, dict[str, Vote]], data: st.DataObject
) -> None:
    terms, item, cast = meeting
    against = [key for key, vote in cast.items() if vote is Vote.AGAINST]
    assume(against)
    turned = {**cast, data.draw(st.sampled_from(against)): Vote.FOR}
    before, after = decide(terms, item, cast), decide(terms, item, turned)
    assert before.quorate == after.quorate
    assert not (before.carried and not after.carried)
    assert after.votes_for >= before.votes_for


@given(meetings())
def test_a_bloc_sums_to_its_total_whenever_one_of_it_may_vote(meeting: tuple[Any, Item, dict[str, Vote]]) -> None:
    _, item, _ = meeting
    assume(any(seat.organisation == "NHS England" for seat in item.seats))
    standing = standing_of(item)
    weights = weights_of(ESSEX, item, standing)
    bloc = [weights[seat.key] for seat in standing.voters if seat.organisation == "NHS England"]
    total = 3 if item.business_of else 6
    assert sum(bloc, Fraction(0)) == (total if bloc else 0)


@given(meetings(), st.randoms(use_true_random=False))
def test_a_verdict_never_depends_on_order(meeting: tuple[Any, Item, dict[str, Vote]], chance: Any) -> None:
    terms, item, cast = meeting
    seats, votes, conflicts = list(item.seats), list(cast.items()), list(item.conflicts.items())
    for each in (seats, votes, conflicts):
        chance.shuffle(each)
    shuffled = Item(tuple(seats), dict(conflicts), {}, item.business_of)
    first, again = decide(terms, item, cast), decide(terms, shuffled, dict(votes))
    assert first == again
    assert first.working == again.working


@given(meetings())
def test_nothing_is_decided_without_a_quorum_and_every_weight_is_in_the_base(
    meeting: tuple[Any, Item, dict[str, Vote]],
) -> None:
    terms, item, cast = meeting
    verdict = decide(terms, item, cast)
    assert (verdict.carried is None) == (not verdict.quorate)
    assert verdict.votes_for + verdict.votes_against + verdict.abstained <= sum(verdict.weights.values())
    assert verdict.votes_for + verdict.votes_against <= verdict.base
