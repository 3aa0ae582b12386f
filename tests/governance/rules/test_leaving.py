"""What somebody who was asked to leave for an item may not read of it, from the entries alone."""

from datetime import timedelta

import pytest

from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.leaving import LEFT, entries_about, left
from governance.rules.minutes.sections import Block, Section
from governance.rules.minutes.withholding import withheld_from
from tests.governance.rules.desks import AT, Sitting

OWN = {"gp": "Name of gp"}


def sitting(treatment: str = "leave") -> Sitting:
    """The doctor had an interest in the first item; an adviser came, and something was said of no item."""
    made = Sitting().opened("chair vice lay1 gp")
    made.does("declare", item=1, seat="gp", words="A share")
    made.does("treat", item=1, seat="gp", treatment=treatment)
    return made


@pytest.mark.clause("NHS Act 2006, section 14O", part="whoever left for an item does not read of it afterwards")
@pytest.mark.parametrize(
    ("treatment", "own", "items"),
    [
        ("leave", OWN, {1}),
        ("stay_not_vote", OWN, set()),
        ("note", OWN, set()),
        ("leave", {}, set()),
        ("leave", {"vice": "Name of vice"}, set()),
        ("leave", {"gp": "The member whose deputy sat"}, set()),
    ],
)
def test_it_is_whoever_sat_there_and_was_asked_to_leave(treatment: str, own: dict[str, str], items: set[int]) -> None:
    assert left(sitting(treatment).desk, own) == items


@pytest.mark.clause("NHS Act 2006, section 14O", part="whoever left for an item does not read of it afterwards")
def test_a_declaration_of_somebody_who_is_away_is_the_members() -> None:
    made = Sitting().opened("chair vice")
    made.does("declare", item=1, seat="gp", words="A share")
    assert left(made.desk, OWN) == set()  # the chair has not decided yet
    made.does("treat", item=1, seat="gp", treatment="leave")
    assert left(made.desk, OWN) == {1}


@pytest.mark.clause("NHS Act 2006, section 14O", part="nor follows it at the desk")
def test_entries_about_an_item_are_found_whether_they_name_it_or_not() -> None:
    made = sitting()
    motion = made.moved("chair")
    made.voted(motion, {"chair": "for", "vice": "for"})
    noted = made.does("note", words="Of no item")
    came = made.does("attend", name="Adviser")
    went = made.does("leave", seat="Adviser")
    gone = made.does("leave", seat="gp")
    back = made.does("step_back", entry=noted, why="Wrong")
    made.does("result", motion=motion)
    ended = made.does("end_item", item=1, outcome="done")
    after = made.does("note", words="After it")
    later = made.does("attend", name="Guest")
    found = entries_about(made.entries, {1})
    assert {motion, noted, came, went, back, ended} <= found
    assert not {gone, after, later, 1, 2} & found
    assert entries_about(made.entries, ()) == frozenset()
    assert entries_about([Entry(1, Kind.NOTE, {"words": "W"}, AT + timedelta(minutes=1))], {1}) == frozenset()


@pytest.mark.clause("NHS Act 2006, section 14O", part="nor reads its minutes")
def test_private_sections_of_the_item_say_that_they_are_withheld() -> None:
    rows = (Block("Motion", ("Pay",)),)
    sections = (
        Section("item:1", "1. A", True, rows, "Prose"), Section("item:1:public", "1. Private", False, rows),
        Section("item:2", "2. B", True, rows), Section("item:3", "3. C", False, rows),
        Section("besides:private", "Besides", True, rows), Section("attendance:private", "There", True, rows),
    )  # fmt: skip
    told = withheld_from(sections, {1, 3})
    withheld = (Block("Withheld", (LEFT,)),)
    assert [one.record == withheld for one in told] == [True, False, False, False, True, True]
    assert told[0].prose == ""
    assert withheld_from(sections, ()) == sections
