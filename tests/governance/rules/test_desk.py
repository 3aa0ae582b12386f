"""What may be entered at a desk, what stands after it, and what a motion comes to."""

from datetime import UTC, datetime, time
from typing import Any

import pytest

from governance.rules.desk.deciding import given, quorum_on, replay, still_needed, told, verdict_on, votes_of
from governance.rules.desk.entries import Kind
from governance.rules.desk.facts import WrongFacts, facts_from, kind_from
from governance.rules.desk.privacy import may_release, stays_private, undone
from governance.rules.desk.reading import read_until
from governance.rules.desk.timing import WrongTime, moment_of
from governance.rules.desk.wording import with_names
from governance.rules.voting.standing import standing_of
from tests.governance.rules.committees import JOINT as JOINT_RULES
from tests.governance.rules.desks import JOINT, Sitting


def verdict(sitting: Sitting, motion: int) -> Any:
    """A motion as it stands."""
    one = sitting.desk.motions[motion]
    return verdict_on(sitting.table.terms, sitting.table.item_now(sitting.desk, one.item), one)


def test_a_meeting_opens_once_and_closes_with_nothing_left_open() -> None:
    sitting = Sitting()
    assert sitting.says("note", words="Early") == "Open the meeting first."
    sitting.opened("chair vice lay1")
    assert sitting.says("open") == "The meeting is open already."
    motion = sitting.moved("chair")
    assert (
        sitting.says(
            "close",
        )
        == "A motion is still open. Record its result or withdraw it first."
    )
    assert "still open" in str(sitting.says("end_item", item=1, outcome="done"))
    sitting.does("withdraw_motion", motion=motion, why="Not ready")
    assert sitting.says("vote", motion=motion, seat="chair", vote="for") == "This motion was withdrawn."
    assert sitting.says("close") == "An item is still open. End or defer it first."
    sitting.does("end_item", item=1, outcome="deferred", words="To June")
    sitting.does("close")
    assert str(sitting.says("note", words="Late")).startswith("The meeting is closed.")
    assert not sitting.desk.is_in_session
    assert all(stay.until for stay in sitting.desk.stays)


def test_who_comes_and_goes() -> None:
    sitting = Sitting().opened("chair vice lay1")
    assert sitting.says("arrive", seat="nobody", name="X") == "There is no such seat under the terms in force."
    assert "present in this seat already" in str(sitting.says("arrive", seat="chair", name="X"))
    assert "nobody sits in two seats" in str(sitting.says("arrive", seat="lay2", name="Name of chair"))
    assert "no deputy" in str(sitting.says("arrive", seat="lay2", name="D", deputy=True))
    sitting.does("arrive", seat="cfo", name="D", deputy=True)
    assert sitting.says("leave", seat="lay2") == "Nobody is recorded as present in this seat."
    sitting.does("attend", name="An observer", designation="Public health")
    assert [stay.name for stay in sitting.desk.in_attendance] == ["An observer"]
    sitting.does("leave", seat="An observer")
    assert sitting.desk.in_attendance == []
    assert sitting.says("begin_item", item=2) == "Another item is open. End or defer it first."
    assert sitting.says("begin_item", item=9) == "This item is not on the agenda, or was withdrawn."
    assert sitting.says("end_item", item=2, outcome="done") == "This item has not begun."
    sitting.does("end_item", item=2, outcome="withdrawn")


@pytest.mark.clause("NHS Act 2006, section 14O (declared on the item)")
def test_an_interest_is_declared_once_by_a_seat_and_keeps_its_member_from_voting_until_the_chair_decides() -> None:
    sitting = Sitting().opened("chair vice gp")
    assert "no such seat" in str(sitting.says("declare", item=1, seat="x", words="A share"))
    assert sitting.says("treat", item=1, seat="gp", treatment="note") == (
        "No interest is declared by this member on this item."
    )
    sitting.does("declare", item=1, seat="gp", words="A share", interest=7)
    assert "already" in str(sitting.says("declare", item=1, seat="gp", words="Again"))
    motion = sitting.moved("chair")
    assert "declared an interest" in str(sitting.says("vote", motion=motion, seat="gp", vote="for"))
    sitting.does("treat", item=1, seat="gp", treatment="note", why="Remote")
    sitting.does("vote", motion=motion, seat="gp", vote="for")


@pytest.mark.clause("Specification of governance, Meetings", part="a vote stands until its result")
def test_nothing_is_entered_that_would_make_a_vote_of_an_open_motion_void() -> None:
    sitting = Sitting().opened("chair vice gp gp2")
    sitting.does("declare", item=1, seat="gp", words="A share")
    sitting.does("treat", item=1, seat="gp", treatment="leave")
    stands_in = sitting.does("stand_in", item=1, absent="gp", seat="gp2")
    motion = sitting.moved("chair")
    sitting.voted(motion, {"chair": "for", "gp2": "against"})
    first = "Record its result, or step the vote back, first."
    assert sitting.says("leave", seat="chair") == f"Name of chair has voted on the motion that is open. {first}"
    assert first in str(sitting.says("declare", item=1, seat="chair", words="Late"))
    assert first in str(sitting.says("treat", item=1, seat="gp", treatment="note"))
    assert "has voted" in str(sitting.says("step_back", entry=stands_in, why="Wrong"))
    sitting.does("leave", seat="vice")

    counted = Sitting().opened("chair vice lay1")
    motion = counted.moved("chair", "counted")
    counted.does("count", motion=motion, **{"for": 3, "against": 0, "abstained": 0})
    assert str(counted.says("leave", seat="vice")).startswith("Hands were counted on the motion that is open.")


def test_who_may_stand_in_and_until_when() -> None:
    sitting = Sitting().opened("chair vice gp gp2 watch")
    assert "no such seat" in str(sitting.says("stand_in", item=1, absent="x", seat="gp2"))
    assert "another one" in str(sitting.says("stand_in", item=1, absent="vice", seat="gp2"))
    assert "may vote on this item" in str(sitting.says("stand_in", item=1, absent="gp", seat="gp2"))
    sitting.does("declare", item=1, seat="gp", words="A share")
    sitting.does("declare", item=1, seat="gp2", words="A share too")
    assert "no interest of their own" in str(sitting.says("stand_in", item=1, absent="gp", seat="gp2"))
    sitting.does("stand_in", item=1, absent="gp", seat="watch")
    assert sitting.table.item_now(sitting.desk, 1).stand_ins == {"gp": "watch"}
    sitting.does("treat", item=1, seat="gp", treatment="note")
    assert sitting.table.item_now(sitting.desk, 1).stand_ins == {}


@pytest.mark.clause("Public Bodies (Admission to Meetings) Act 1960, section 1 (by resolution, with its ground)")
def test_the_public_is_excluded_from_the_open_item_and_comes_back_at_its_end() -> None:
    sitting = Sitting().opened("chair vice lay1")
    motion: dict[str, Any] = {"words": "That the public leave", "mover": "chair", "way": "recorded", "ground": "Prices"}
    assert sitting.says("move", item=2, **motion) == "Begin this item first."
    assert sitting.says("move", item=1, **{**motion, "mover": "gp"}) == "The mover is not recorded as present."
    assert sitting.says("readmit", item=1) == "The public is not excluded."
    sitting.excluded("chair")
    on = sitting.desk.items[1]
    assert (sitting.desk.public_is_out, on.ground, on.resolution) == (True, "G", "That the public leave")
    assert sitting.says("move", item=1, **motion) == "The public is excluded already."
    sitting.does("readmit", item=1)
    sitting.excluded("vice")
    sitting.does("end_item", item=1, outcome="done")
    assert not sitting.desk.public_is_out


@pytest.mark.clause(
    "Public Bodies (Admission to Meetings) Act 1960, section 1"
    " (what was said in private stays so when the exclusion is stepped back, until it is released)"
)
@pytest.mark.clause("Public Bodies (Admission to Meetings) Act 1960, section 1 (released with the reason)")
def test_what_was_said_in_private_stays_so_when_the_exclusion_is_stepped_back() -> None:
    nothing = "Nothing on this item is private because of an exclusion that was stepped back."
    sitting = Sitting().opened("chair vice lay1")
    assert sitting.says("release", item=1, why="W") == nothing
    at_once = sitting.excluded("chair")
    sitting.does("step_back", entry=at_once, why="Wrong item")
    assert undone(sitting.desk) == ()
    assert not stays_private(sitting.desk, 1)
    assert sitting.says("release", item=1, why="W") == nothing

    sitting = Sitting().opened("chair vice lay1")
    out = sitting.excluded("chair")
    note = sitting.does("note", item=1, words="Secret")
    assert sitting.says("release", item=1, why="W") == "The public is excluded. Admit it again first."
    sitting.does("step_back", entry=note, why="Put better")
    back = sitting.does("step_back", entry=out, why="Not seconded")
    (one,) = undone(sitting.desk)
    assert (one.item, one.first, one.last) == (1, out, back)
    assert not sitting.desk.public_is_out
    assert (stays_private(sitting.desk, 1), stays_private(sitting.desk, 2)) == (True, False)
    assert sitting.says("release", item=2, why="W") == nothing
    released = sitting.does("release", item=1, why="It is in the press")
    assert undone(sitting.desk) == ()
    assert not stays_private(sitting.desk, 1)
    sitting.does("step_back", entry=released, why="Too early")
    assert undone(sitting.desk) == (one,)


@pytest.mark.clause(
    "Public Bodies (Admission to Meetings) Act 1960, section 1"
    " (what was said in private stays so when the exclusion is stepped back, until it is released)"
)
def test_another_exclusion_that_stands_keeps_an_item_private_and_its_end_ends_the_time_out() -> None:
    sitting = Sitting().opened("chair vice lay1")
    first = sitting.excluded("chair")
    sitting.does("note", item=1, words="Secret")
    ended = sitting.does("end_item", item=1, outcome="deferred")
    sitting.does("begin_item", item=2)
    sitting.does("note", item=2, words="Open")
    sitting.does("step_back", entry=first, why="W")
    sitting.does("withdraw_motion", motion=first - 2, why="W")
    assert [(one.item, one.last) for one in undone(sitting.desk)] == [(1, ended)]

    sitting.does("end_item", item=2, outcome="done")
    sitting.does("begin_item", item=1)
    again = sitting.excluded("vice")
    assert not may_release(sitting.desk, 1)
    sitting.does("step_back", entry=again, why="W")
    sitting.does("withdraw_motion", motion=again - 2, why="W")
    assert may_release(sitting.desk, 1)
    lost = sitting.does("move", item=1, words="Out", mover="chair", way="recorded", ground="G")
    sitting.voted(lost, {"chair": "against", "vice": "against", "lay1": "against"})
    result = sitting.does("result", motion=lost)
    sitting.does("step_back", entry=result, why="W")
    assert len(undone(sitting.desk)) == 1


@pytest.mark.clause(
    "Public Bodies (Admission to Meetings) Act 1960, section 1"
    " (what was said in private stays so when the exclusion is stepped back, until it is released)"
)
def test_the_words_an_item_ends_with_are_said_in_private_too() -> None:
    sitting = Sitting().opened("chair vice lay1")
    out = sitting.excluded("chair")
    ended = sitting.does("end_item", item=1, outcome="deferred", words="until the GMC decides on Dr X")
    sitting.does("step_back", entry=out, why="Not seconded")
    assert [(one.item, one.first, one.last) for one in undone(sitting.desk)] == [(1, out, ended)]
    assert (stays_private(sitting.desk, 1), may_release(sitting.desk, 1)) == (True, True)
    sitting.does("release", item=1, why="It is in the press")
    assert not stays_private(sitting.desk, 1)

    without = Sitting().opened("chair vice lay1")
    out = without.excluded("chair")
    without.does("end_item", item=1, outcome="deferred")
    without.does("step_back", entry=out, why="Not seconded")
    assert undone(without.desk) == ()


@pytest.mark.clause(
    "Public Bodies (Admission to Meetings) Act 1960, section 1"
    " (what was said in private stays so when the exclusion is stepped back, until it is released)"
)
def test_that_the_public_came_back_is_nothing_said_in_private() -> None:
    sitting = Sitting().opened("chair vice lay1")
    out = sitting.excluded("chair")
    back = sitting.does("readmit", item=1)
    sitting.does("step_back", entry=back, why="W")
    sitting.does("step_back", entry=out, why="W")
    assert undone(sitting.desk) == ()
    assert not stays_private(sitting.desk, 1)

    ended = Sitting().opened("chair vice lay1")
    out = ended.excluded("chair")
    end = ended.does("end_item", item=1, outcome="done")
    ended.does("step_back", entry=end, why="W")
    ended.does("step_back", entry=out, why="W")
    assert undone(ended.desk) == ()

    # The readmission was wrong, says its step back: what followed it was said while the public was out.
    wide = Sitting().opened("chair vice lay1")
    out = wide.excluded("chair")
    back = wide.does("readmit", item=1)
    wide.does("note", item=1, words="Said with the doors open")
    wide.does("step_back", entry=back, why="W")
    undo = wide.does("step_back", entry=out, why="W")
    assert [(one.first, one.last) for one in undone(wide.desk)] == [(out, undo)]


@pytest.mark.clause("Public Bodies (Admission to Meetings) Act 1960, section 1 (by resolution, with its ground)")
def test_the_public_stays_until_the_motion_is_carried() -> None:
    sitting = Sitting().opened("chair vice lay1", item=3)
    motion = sitting.does("move", item=3, words="Out", mover="chair", seconder="vice", way="recorded", ground="Prices")
    assert not sitting.desk.public_is_out
    sitting.voted(motion, {"chair": "for", "vice": "against", "lay1": "against"})
    lost = sitting.does("result", motion=motion)
    assert not sitting.desk.public_is_out
    assert sitting.desk.items[3].excluded_at is None

    again = sitting.excluded("chair", item=3)
    assert sitting.desk.public_is_out
    sitting.does("readmit", item=3)
    assert sitting.says("step_back", entry=again, why="W") == (
        f"Entry {again + 1} rests on this one. Step that back first."
    )
    assert sitting.says("step_back", entry=lost, why="A vote was missed") is None

    few = Sitting().opened("chair vice")
    motion = few.does("move", item=1, words="Out", mover="chair", way="consensus", ground="Prices")
    few.does("consensus", motion=motion)
    assert str(few.says("result", motion=motion)).startswith("The item is not quorate")


@pytest.mark.clause("Specification of governance, Meetings", part="comings and goings keep their order")
def test_who_comes_and_goes_does_so_after_the_opening_and_in_order() -> None:
    sitting = Sitting().opened("chair vice lay1")  # at minutes 1, 2 and 3
    assert sitting.late(-1, "arrive", seat="gp", name="G") == "The meeting opened at 2pm. Enter a time from then on."
    assert sitting.late(2, "leave", seat="lay1") == "Name of lay1 arrived at 2:03pm. Enter a time from then on."
    assert sitting.late(3, "leave", seat="lay1") is None
    assert sitting.late(2, "arrive", seat="lay1", name="L") == (
        "Name of lay1 left at 2:03pm. Enter a time from then on."
    )
    assert sitting.late(3, "arrive", seat="lay1", name="L") is None
    assert sitting.late(2, "attend", name="Observer") is None
    assert sitting.late(1, "leave", seat="Observer") == "Observer arrived at 2:02pm. Enter a time from then on."
    assert [(stay.name, stay.since.minute) for stay in sitting.desk.stays][-2:] == [("L", 3), ("Observer", 2)]


@pytest.mark.clause("Specification of governance, Meetings", part="nothing decided changes by who was there")
def test_nothing_that_was_decided_changes_by_an_arrival_or_departure_noted_late() -> None:
    sitting = Sitting().opened("chair vice lay1 watch")
    motion = sitting.moved("chair")
    sitting.voted(motion, {"chair": "for", "vice": "for", "lay1": "against"})
    result = sitting.does("result", motion=motion)  # at minute 10
    again = f"Step back its result, entry {result}, first; then record it again."
    assert sitting.late(8, "arrive", seat="ao", name="Ann") == (
        f"Motion {motion} was decided at 2:10pm with Ann recorded as not there, and this would change its vote. {again}"
    )
    assert sitting.late(8, "leave", seat="lay1") == (
        f"Motion {motion} was decided at 2:10pm with Name of lay1 recorded as there, and this would change its vote."
        f" {again}"
    )
    assert sitting.late(8, "leave", seat="watch") is None  # without a vote, and no part of the quorum
    assert sitting.late(11, "arrive", seat="ao", name="Ann") is None
    assert sitting.late(11, "leave", seat="lay1") is None

    assert sitting.says("step_back", entry=result, why="Ann was there") is None
    assert sitting.says("step_back", entry=sitting.entries[-3].number, why="Came before") is None
    assert sitting.late(8, "arrive", seat="ao", name="Ann") is None
    assert sitting.late(5, "result", motion=motion) == "The motion was put at 2:06pm. Enter a time from then on."
    assert "lay1 may not vote" in str(sitting.says("result", motion=motion))  # who voted against has left since
    assert sitting.late(10, "result", motion=motion) is None
    again_given = sitting.entries[-1].facts["given"]
    assert [seat["id"] for seat in again_given["seats"] if seat["present"]] == ["chair", "vice", "lay1", "ao"]
    assert sitting.entries[-1].facts["verdict"]["weights"].keys() == {"chair", "vice", "lay1", "ao"}


@pytest.mark.clause("Specification of governance, Meetings", part="nothing decided changes by who was there")
def test_an_arrival_on_which_a_counted_vote_rests_is_not_stepped_back_before_its_result() -> None:
    sitting = Sitting().opened("chair vice lay1")
    motion = sitting.moved("chair", "counted")
    sitting.does("count", motion=motion, **{"for": 3, "against": 0, "abstained": 0})
    result = sitting.does("result", motion=motion)
    said = sitting.says("step_back", entry=3, why="Wrong person")
    assert said == (
        f"Motion {motion} was decided at 2:07pm with Name of vice recorded as there, and this would change its vote."
        f" Step back its result, entry {result}, first; then record it again."
    )


@pytest.mark.clause("Specification of governance, Meetings", part="an arrival or departure has the time it happened")
def test_a_typed_time_lies_between_the_opening_and_now() -> None:
    opened, now = datetime(2016, 5, 4, 13, 0, 40, tzinfo=UTC), datetime(2016, 5, 4, 14, 30, tzinfo=UTC)
    assert moment_of(time(15, 10), opened_at=opened, now=now) == datetime(2016, 5, 4, 14, 10, tzinfo=UTC)
    assert moment_of(time(14, 0), opened_at=opened, now=now) == opened
    assert moment_of(time(15, 30), opened_at=opened, now=now) == now
    with pytest.raises(WrongTime) as early:
        moment_of(time(13, 59), opened_at=opened, now=now)
    assert early.value.sentence == "The meeting opened at 2pm, after 1:59pm. Enter a time from 2pm on."
    with pytest.raises(WrongTime) as late:
        moment_of(time(15, 31), opened_at=opened, now=now)
    assert late.value.sentence == "3:31pm is still to come. Enter a time up to now."


@pytest.mark.clause("Specification of governance, Meetings", part="an arrival or departure has the time it happened")
def test_what_is_written_up_days_later_is_still_of_the_day_of_the_meeting() -> None:
    opened, now = datetime(2016, 5, 4, 13, 0, tzinfo=UTC), datetime(2016, 5, 9, 9, 0, tzinfo=UTC)
    assert moment_of(time(15, 10), opened_at=opened, now=now) == datetime(2016, 5, 4, 14, 10, tzinfo=UTC)
    with pytest.raises(WrongTime) as early:
        moment_of(time(12, 59), opened_at=opened, now=now)
    assert early.value.sentence == "The meeting opened at 2pm, after 12:59pm. Enter a time from 2pm on."


@pytest.mark.clause("Specification of governance, Meetings", part="an arrival or departure has the time it happened")
def test_a_meeting_may_go_past_midnight() -> None:
    opened, now = datetime(2016, 5, 4, 21, 0, tzinfo=UTC), datetime(2016, 5, 4, 23, 30, tzinfo=UTC)
    assert moment_of(time(0, 20), opened_at=opened, now=now) == datetime(2016, 5, 4, 23, 20, tzinfo=UTC)
    assert moment_of(time(23, 50), opened_at=opened, now=now) == datetime(2016, 5, 4, 22, 50, tzinfo=UTC)


@pytest.mark.clause("Specification of governance, Meetings", part="no decision outside the remit")
@pytest.mark.clause("Specification of governance, Meetings", part="what the terms leave to another body")
def test_no_motion_is_put_on_what_the_terms_leave_to_another_body() -> None:
    sitting = Sitting().opened("chair vice lay1", item=3)
    said = sitting.says("move", item=3, words="Set the budget", mover="chair", way="recorded")
    assert said == (
        "The terms of reference leave this to the Governing Body: Budgets. It is discussed here, and not decided."
    )


def test_a_motion_is_put_by_those_present_one_at_a_time() -> None:
    sitting = Sitting().opened("chair vice lay1")
    motion: dict[str, Any] = {"words": "M", "way": "recorded"}
    assert sitting.says("move", item=2, mover="chair", **motion) == "Begin this item first."
    assert sitting.says("move", item=1, mover="gp", **motion) == "The mover is not recorded as present."
    assert sitting.says("move", item=1, mover="chair", seconder="gp", **motion) == (
        "The seconder is not recorded as present."
    )
    assert "their own motion" in str(sitting.says("move", item=1, mover="chair", seconder="chair", **motion))
    sitting.does("move", item=1, mover="chair", seconder="vice", **motion)
    assert "Another motion is open" in str(sitting.says("move", item=1, mover="chair", **motion))
    assert sitting.says("vote", motion=99, seat="chair", vote="for") == (
        "There is no such motion, or it was stepped back."
    )


@pytest.mark.clause("Specification of governance, Meetings", part="only who is entitled votes")
def test_each_who_does_not_vote_is_told_why() -> None:
    sitting = Sitting().opened("chair vice lay1 watch")
    motion = sitting.moved("chair")
    assert sitting.says("vote", motion=motion, seat="x", vote="for") == (
        "There is no such seat under the terms in force."
    )
    assert sitting.says("vote", motion=motion, seat="gp", vote="for") == "This member is not recorded as present."
    assert sitting.says("vote", motion=motion, seat="watch", vote="for") == "This seat has no vote."
    sitting.does("vote", motion=motion, seat="chair", vote="for")
    assert "recorded already" in str(sitting.says("vote", motion=motion, seat="chair", vote="against"))
    sitting.does("result", motion=motion)
    assert sitting.says("vote", motion=motion, seat="vice", vote="for") == (
        "The result of this motion is recorded. A later vote does not count."
    )

    joint = Sitting(JOINT).opened("m1 m2 n1 area head", item=2)
    motion = joint.moved("m1", item=2)
    assert joint.says("vote", motion=motion, seat="n1", vote="for") == (
        "This is the business of Mid Essex alone: this member abstains."
    )


def test_an_item_of_an_organisation_without_seats_is_refused_and_not_broken() -> None:
    joint = Sitting(JOINT).opened("m1 m2", item=3)
    motion = joint.moved("m1", item=3)
    assert joint.says("vote", motion=motion, seat="m1", vote="for") == "No seat is of Nowhere."
    assert joint.says("result", motion=motion) == "No seat is of Nowhere."


@pytest.mark.clause("Specification of governance, Meetings", part="show of hands by count")
def test_hands_are_counted_where_votes_weigh_the_same_and_no_more_than_voters() -> None:
    sitting = Sitting().opened("chair vice lay1")
    motion = sitting.moved("chair", "counted")
    hands = {"for": 2, "against": 1, "abstained": 1}
    assert sitting.says("vote", motion=motion, seat="chair", vote="for") == "This motion is decided by show of hands."
    assert sitting.says("result", motion=motion) == "Nobody has voted yet."
    assert sitting.says("count", motion=motion, **hands) == "4 hands were counted, and 3 may vote on this item."
    sitting.does("count", motion=motion, **{**hands, "abstained": 0})
    assert verdict(sitting, motion).carried
    assert sitting.says("consensus", motion=motion) == "This motion is decided by show of hands."

    joint = Sitting(JOINT).opened("m1 m2 n1 n2 area head")
    motion = joint.moved("m1", "counted")
    assert "weigh differently" in str(joint.says("count", motion=motion, **hands))


def test_consensus_is_every_voter_for() -> None:
    sitting = Sitting().opened("chair vice lay1")
    motion = sitting.moved("chair", "consensus")
    assert "show" not in str(sitting.says("count", motion=motion, **{"for": 1, "against": 0, "abstained": 0}))
    sitting.does("consensus", motion=motion)
    assert (verdict(sitting, motion).votes_for, verdict(sitting, motion).carried) == (3, True)


@pytest.mark.clause("Tower Hamlets terms of reference", part="a casting vote without a tie")
def test_a_casting_vote_is_given_on_a_tie_once_by_its_holder() -> None:
    sitting = Sitting().opened("chair lay1 ao")
    motion = sitting.moved("chair")
    casting = {"motion": motion, "seat": "chair", "vote": "for", "why": "W"}
    assert sitting.says("casting", **casting) == "Nobody has voted yet."
    sitting.voted(motion, {"chair": "for"})
    assert sitting.says("casting", **casting) == "There is no tie, so there is no casting vote."
    sitting.voted(motion, {"lay1": "against"})
    assert sitting.says("casting", **{**casting, "seat": "lay1"}) == ("This member holds no casting vote on this item.")
    sitting.does("casting", **casting)
    assert "given already" in str(sitting.says("casting", **casting))
    assert verdict(sitting, motion).carried
    sitting.does("result", motion=motion)
    assert "is recorded" in str(sitting.says("casting", **casting))

    few = Sitting().opened("chair ao")
    motion = few.moved("chair")
    few.voted(motion, {"chair": "for", "ao": "against"})
    assert "not quorate" in str(few.says("casting", **{**casting, "motion": motion}))


@pytest.mark.clause("Specification of governance, Meetings", part="no decision without quorum")
def test_no_result_without_quorum_or_without_a_vote() -> None:
    sitting = Sitting().opened("chair vice")
    motion = sitting.moved("chair")
    sitting.voted(motion, {"chair": "for"})
    assert str(sitting.says("result", motion=motion)).startswith("The item is not quorate, so nothing can be decided")
    sitting.does("arrive", seat="ao", name="A")
    sitting.does("result", motion=motion)
    assert "is recorded" in str(sitting.says("result", motion=motion))


@pytest.mark.clause("Specification of governance, Meetings", part="every state can be stepped back with a reason")
def test_any_entry_is_stepped_back_after_what_rests_on_it() -> None:
    sitting = Sitting().opened("chair vice lay1 gp gp2")
    declared = sitting.does("declare", item=1, seat="gp", words="A share")
    treated = sitting.does("treat", item=1, seat="gp", treatment="leave")
    stands_in = sitting.does("stand_in", item=1, absent="gp", seat="gp2")
    motion = sitting.moved("chair")
    vote = sitting.does("vote", motion=motion, seat="chair", vote="for")
    result = sitting.does("result", motion=motion)

    def back(entry: int) -> str | None:
        return sitting.says("step_back", entry=entry, why="Wrong")

    assert back(99) == "There is no such entry to step back."
    assert back(1) == f"Entry {result} rests on this one. Step that back first."
    assert back(2) == f"Entry {vote} rests on this one. Step that back first."
    assert back(vote) == f"Entry {result} rests on this one. Step that back first."
    assert back(motion) == f"Entry {result} rests on this one. Step that back first."
    assert back(treated) == back(declared) == f"Entry {stands_in} rests on this one. Step that back first."
    assert back(7) == f"Entry {result} rests on this one. Step that back first."
    for entry in (result, vote, motion, stands_in, treated, declared):
        assert back(entry) is None
    assert back(vote) == "This entry was stepped back already."
    assert back(len(sitting.entries)) == "There is no such entry to step back."
    assert (sitting.desk.motions, sitting.desk.items[1].declared) == ({}, {})

    left = sitting.does("leave", seat="lay1")
    again = sitting.does("arrive", seat="lay1", name="Name of lay1")
    assert back(left) == f"Entry {again} rests on this one. Step that back first."
    came = sitting.does("attend", name="O")
    went = sitting.does("leave", seat="O")
    assert back(came) == f"Entry {went} rests on this one. Step that back first."
    out = sitting.excluded("chair")
    ended = sitting.does("readmit", item=1)
    assert back(out) == f"Entry {ended} rests on this one. Step that back first."
    over = sitting.does("end_item", item=1, outcome="done")
    sitting.does("begin_item", item=2)
    assert "rests on this one" in str(back(over))
    sitting.does("action", words="Write", owner="Chair", due_on="2016-06-01", item=2)
    noted = sitting.does("note", words="On no item")
    sitting.does("note", words="On an item", item=2)
    assert back(noted) is None
    sitting.does("end_item", item=2, outcome="done")
    closed = sitting.does("close")
    assert back(noted - 1) == "The meeting is closed. Step its close back first."
    assert back(closed) is None
    assert read_until(sitting.entries, closed).closed_at is not None
    assert sitting.desk.closed_at is None


def test_what_is_kept_of_a_result_decides_the_same_again_and_may_be_tried_under_other_terms() -> None:
    joint = Sitting(JOINT).opened("m1 m2 n1 n2 area head", item=2)
    joint.does("declare", item=2, seat="m2", words="A share")
    joint.does("treat", item=2, seat="m2", treatment="note")
    motion = joint.moved("m1", item=2)
    joint.voted(motion, {"m1": "for", "m2": "for", "area": "against", "head": "against"})
    one, item = joint.desk.motions[motion], joint.table.item_now(joint.desk, 2)
    kept = given(JOINT_RULES, item, votes_of(one, joint.table.terms, standing_of(item)), one.casting)
    assert told(replay(kept)) == told(verdict(joint, motion))
    other = {"quorum": {"kind": "fraction", "fraction": "1/3"}, "decision": {"majority_of": "votes_cast"}}
    assert replay(kept, rules=other).votes_for == 2


def test_what_is_still_needed_is_said() -> None:
    few = Sitting().opened("chair")
    motion = few.moved("chair")
    assert still_needed(few.table.terms, verdict(few, motion)).startswith("Not quorate: ")
    sitting = Sitting().opened("chair vice lay1")
    motion = sitting.moved("chair")
    assert still_needed(sitting.table.terms, verdict(sitting, motion)) == "Nobody has voted for or against yet."
    sitting.voted(motion, {"chair": "for", "vice": "against"})
    assert still_needed(sitting.table.terms, verdict(sitting, motion)).startswith("A tie at 1 each")
    sitting.voted(motion, {"lay1": "against"})
    assert still_needed(sitting.table.terms, verdict(sitting, motion)) == (
        "Needs more than 3/2, half of the votes cast; has 1."
    )
    yes = Sitting().opened("chair vice lay1")
    motion = yes.moved("chair")
    yes.voted(motion, {"chair": "for"})
    assert still_needed(yes.table.terms, verdict(yes, motion)) == ""
    assert quorum_on(yes.table.terms, yes.table.item_now(yes.desk, 1)).is_met
    joint = Sitting(JOINT).opened("m1 m2 n1 n2 area head")
    motion = joint.moved("m1")
    joint.voted(motion, {"m1": "for"})
    assert "half of the weight present" in still_needed(joint.table.terms, verdict(joint, motion))


@pytest.mark.parametrize(
    ("kind", "given", "about"),
    [
        ("vote", {"motion": 1, "seat": "chair", "vote": "maybe"}, "vote"),
        ("vote", {"motion": True, "seat": "chair", "vote": "for"}, "motion"),
        ("count", {"motion": 1, "for": -1, "against": 0, "abstained": 0}, "for"),
        ("count", {"motion": 1, "for": "9" * 20, "against": 0, "abstained": 0}, "for"),
        ("casting", {"motion": 1, "seat": "chair", "vote": "abstain", "why": "W"}, "vote"),
        ("note", {"words": "x" * 5000}, "words"),
        ("note", {"words": "a\x00b"}, "words"),
        ("note", {"words": 7}, "words"),
        ("action", {"words": "W", "owner": "O", "due_on": "soon"}, "due_on"),
        ("arrive", {"seat": "chair", "deputy": "perhaps"}, "deputy"),
        ("open", {"words": "W"}, "words"),
        ("result", {"motion": 1, "verdict": {}}, "verdict"),
    ],
)
def test_wrong_facts_are_named(kind: str, given: dict[str, Any], about: str) -> None:
    with pytest.raises(WrongFacts) as wrong:
        facts_from(Kind(kind), given)
    assert wrong.value.about == about


def test_facts_are_read_as_they_are_kept() -> None:
    with pytest.raises(WrongFacts):
        kind_from("dance")
    assert kind_from("note") is Kind.NOTE
    typed = {"motion": "4", "for": "2", "against": "0", "abstained": ""}
    with pytest.raises(WrongFacts):
        facts_from(Kind.COUNT, typed)
    assert facts_from(Kind.COUNT, {**typed, "abstained": "1"}) == {"motion": 4, "for": 2, "against": 0, "abstained": 1}
    assert facts_from(Kind.ACTION, {"words": " W ", "owner": "O", "due_on": "2016-06-01", "item": ""}) == {
        "words": "W", "owner": "O", "due_on": "2016-06-01",
    }  # fmt: skip
    assert facts_from(Kind.ARRIVE, {"seat": "cfo", "deputy": "on"})["deputy"] is True
    assert facts_from(Kind.ARRIVE, {"seat": "cfo", "deputy": False})["deputy"] is False


def test_sentences_name_people_and_leave_offices_alone() -> None:
    names = {"chair": "Ada", "gp": "Finn", "gp2": "Gus"}
    said = ["gp2 stands in for gp and votes.", "A tie: the chair holds the casting vote."]
    assert with_names(said, names) == ["Gus stands in for Finn and votes.", said[1]]
    assert with_names(said, {}) == said
