"""What holds of every meeting, whatever is tried at its desk."""

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from governance.rules.desk.deciding import given as given_of
from governance.rules.desk.deciding import replay, told, verdict_on, votes_of
from governance.rules.desk.entries import Kind
from governance.rules.desk.reading import read, read_until
from governance.rules.desk.state import Desk
from governance.rules.voting.standing import standing_of
from tests.governance.rules.desks import Sitting

SEATS = st.sampled_from(["chair", "vice", "lay1", "lay2", "ao", "cfo", "gp", "gp2", "watch"])
RULES = {
    "quorum": {"kind": "fraction", "fraction": "1/3"},
    "decision": {"majority_of": "votes_cast", "casting_vote": ["chair", "vice_chair"]},
}


@st.composite
def tried(draw: Any) -> Sitting:
    """A meeting at which anything was tried; what the desk refused is not in it."""
    sitting = Sitting().opened("chair vice lay1 gp gp2")
    for _ in range(draw(st.integers(5, 25))):
        kind = draw(st.sampled_from([one.value for one in Kind if one is not Kind.OPEN]))
        numbers = [entry.number for entry in sitting.entries]
        sitting.says(kind, **_facts(draw, sitting, kind, numbers))
    return sitting


def _facts(draw: Any, sitting: Sitting, kind: str, numbers: list[int]) -> dict[str, Any]:
    motion = draw(st.sampled_from(list(sitting.desk.motions) or [0]))
    item, seat = draw(st.sampled_from([1, 1, 2])), draw(SEATS)
    votes, ways = st.sampled_from(["for", "against"]), st.sampled_from(["recorded", "recorded", "counted", "consensus"])
    treatment = st.sampled_from(["note", "stay_not_vote", "leave"])
    hands = {name: draw(st.integers(0, 2)) for name in ("for", "against", "abstained")}
    cast = {"motion": motion, "seat": seat, "vote": draw(votes), "why": "W"}
    said: dict[str, dict[str, Any]] = {
        "close": {},
        "arrive": {"seat": seat, "name": f"Name of {seat}", "deputy": False},
        "attend": {"name": "Observer"},
        "end_item": {"item": item, "outcome": "done"},
        "declare": {"item": item, "seat": seat, "words": "W"},
        "treat": {"item": item, "seat": seat, "treatment": draw(treatment)},
        "stand_in": {"item": item, "absent": seat, "seat": draw(SEATS)},
        "move": {
            "item": item,
            "words": "M",
            "mover": seat,
            "way": draw(ways),
            "ground": draw(st.sampled_from(["", "G"])),
        },
        "vote": cast,
        "casting": cast,
        "count": {"motion": motion, **hands},
        "step_back": {"entry": draw(st.sampled_from(numbers)), "why": "W"},
        "leave": {"seat": seat},
        "action": {"words": "W", "owner": "O"},
        "note": {"words": "W", "item": item},
        "begin_item": {"item": item},
        "readmit": {"item": item},
        "release": {"item": item, "why": "W"},
    }
    return said.get(kind, {"motion": motion, "why": "W"})


def standing(desk: Desk) -> tuple[Any, ...]:
    """What stands, without the list of entries it was read from."""
    return (desk.opened_at, desk.closed_at, desk.stays, desk.item, desk.items, desk.motions, desk.actions,
            desk.public_is_out)  # fmt: skip


@given(tried(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_entries_read_in_any_order_of_arrival_stand_the_same(sitting: Sitting, chance: random.Random) -> None:
    shuffled = list(sitting.entries)
    chance.shuffle(shuffled)
    assert standing(read(shuffled)) == standing(sitting.desk)
    assert standing(read_until(sitting.entries, sitting.desk.last)) == standing(sitting.desk)


@given(tried())
@settings(max_examples=60, deadline=None)
def test_a_stepped_back_entry_counts_for_nothing(sitting: Sitting) -> None:
    back = {entry.facts["entry"] for entry in sitting.entries if entry.kind is Kind.STEP_BACK}
    left = [one for one in sitting.entries if one.number not in back and one.kind is not Kind.STEP_BACK]
    assert standing(read(left)) == standing(sitting.desk)


@given(tried())
@settings(max_examples=60, deadline=None)
def test_an_open_motion_can_always_be_worked_out_and_decided_again(sitting: Sitting) -> None:
    back = {entry.facts["entry"] for entry in sitting.entries if entry.kind is Kind.STEP_BACK}
    reopened = {
        entry.facts["motion"] for entry in sitting.entries
        if entry.number in back and entry.kind in {Kind.RESULT, Kind.WITHDRAW_MOTION}
    }  # fmt: skip
    for motion in sitting.desk.motions.values():
        if not motion.is_open or motion.number in reopened:
            continue
        item = sitting.table.item_now(sitting.desk, motion.item)
        verdict = verdict_on(sitting.table.terms, item, motion)
        votes = votes_of(motion, sitting.table.terms, standing_of(item))
        assert told(replay(given_of(RULES, item, votes, motion.casting))) == told(verdict)


@given(st.permutations([("chair", "for"), ("vice", "against"), ("lay1", "for"), ("gp", "against"), ("ao", "abstain")]))
def test_a_verdict_does_not_depend_on_the_order_of_votes(votes: list[tuple[str, str]]) -> None:
    sitting = Sitting().opened("ao chair gp lay1 vice")
    motion = sitting.moved("chair")
    sitting.voted(motion, dict(votes))
    one = sitting.desk.motions[motion]
    verdict = verdict_on(sitting.table.terms, sitting.table.item_now(sitting.desk, 1), one)
    assert (verdict.votes_for, verdict.votes_against, verdict.tie) == (2, 2, True)
