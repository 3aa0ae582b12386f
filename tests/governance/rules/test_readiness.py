"""The readiness assessment's rules."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules import readiness as rules

FIRST = rules.Template(
    "2014",
    date(2014, 10, 1),
    "Trafford",
    {"corporate": "Corporate", "finance": "Finance"},
    {"quality": "Raises quality", "guidance": "National guidance"},
    (rules.AreaWords(1, "estates", "Estates", "Premises"), rules.AreaWords(2, "market", "Market", "Providers")),
)
SECOND = replace(
    FIRST,
    version="2016",
    begins=date(2016, 4, 1),
    teams={"corporate": "Corporate", "nursing": "Nursing"},
    principles={"guidance": "National guidance"},
    areas=(rules.AreaWords(1, "estates", "Estates", "Premises"), rules.AreaWords(2, "digital", "Digital", "Systems")),
)
ACTION = rules.Action("Survey every building", "Head of estates", date(2016, 6, 30))
WHOLE = rules.Said(
    positions={"corporate": "A group is in place.", "finance": "Rents are known."},
    resources="A project manager",
    actions=(ACTION,),
    principles=("quality",),
    patients="The panel reads the plan.",
    rating="amber",
)


@pytest.mark.clause("Trafford readiness assessment", part="the template of a day")
@pytest.mark.parametrize(
    ("day", "version"),
    [(date(2014, 9, 30), None), (date(2014, 10, 1), "2014"), (date(2016, 3, 31), "2014"), (date(2016, 4, 1), "2016")],
)
def test_the_template_is_the_latest_that_has_begun(day: date, version: str | None) -> None:
    found = rules.template_on([SECOND, FIRST], day)
    assert (found.version if found else None) == version


def test_an_area_is_found_by_its_code() -> None:
    found = FIRST.area("market")
    assert found is not None
    assert found.number == 2
    assert FIRST.area("digital") is None


@pytest.mark.clause("Specification of governance, section 9", part="one readiness assessment a CCG and date")
def test_the_date_is_past_and_after_the_latest() -> None:
    today = date(2016, 5, 3)
    assert rules.date_fault(today, today=today, latest=None) is None
    assert "today or in the past" in str(rules.date_fault(date(2016, 5, 4), today=today, latest=None))
    assert rules.date_fault(date(2016, 2, 2), today=today, latest=date(2016, 2, 1)) is None
    assert "after 1 February 2016" in str(rules.date_fault(date(2016, 2, 1), today=today, latest=date(2016, 2, 1)))


@pytest.mark.clause("Specification of governance, section 9", part="the next readiness assessment begins as a copy")
def test_the_next_begins_as_the_last_left_it() -> None:
    assert rules.begun_from(FIRST, {"estates": WHOLE}) == {"estates": WHOLE, "market": rules.NOTHING}


def test_what_another_template_does_not_have_is_left_behind() -> None:
    begun = rules.begun_from(SECOND, {"estates": WHOLE, "market": WHOLE})
    assert list(begun) == ["estates", "digital"]
    assert begun["estates"].positions == {"corporate": "A group is in place."}
    assert begun["estates"].principles == ()
    assert begun["estates"].rating == "amber"
    assert begun["digital"] == rules.NOTHING


@pytest.mark.clause("Trafford readiness assessment", part="an action has an owner and a date")
def test_an_action_says_what_who_and_when() -> None:
    half = rules.Action(words="Survey every building")
    assert rules.action_faults([ACTION, rules.Action(), half]) == [
        (2, "owner", "Enter who does it."),
        (2, "by", "Enter the day by which it is done."),
    ]
    assert rules.action_faults([rules.Action(owner="Somebody", by=ACTION.by)]) == [(0, "words", "Enter what is done.")]
    assert rules.action_faults([rules.Action(" ", " ")]) == []


@pytest.mark.clause("Trafford readiness assessment", part="each area is rated")
def test_an_area_is_rated_said_and_has_an_action_unless_it_is_green() -> None:
    assert rules.area_faults(WHOLE, FIRST) == []
    assert rules.area_faults(replace(WHOLE, actions=(), rating="green"), FIRST) == []
    assert rules.area_faults(replace(WHOLE, actions=()), FIRST) == ["enter an action, since it is amber"]
    assert rules.area_faults(replace(WHOLE, actions=(), rating="red"), FIRST) == ["enter an action, since it is red"]
    assert rules.area_faults(replace(WHOLE, positions={"corporate": " "}), FIRST) == [
        "say the position of corporate and finance"
    ]
    assert rules.area_faults(replace(WHOLE, positions={"corporate": "So."}, rating=""), FIRST) == [
        "rate it",
        "say the position of finance",
    ]


@pytest.mark.clause("Trafford readiness assessment", part="completed when every area is whole")
def test_what_is_missing_is_named_area_by_area() -> None:
    assert rules.missing(FIRST, {"estates": WHOLE, "market": WHOLE}) == []
    assert rules.missing(FIRST, {"estates": WHOLE}) == ["Market: rate it; say the position of corporate and finance"]


@pytest.mark.clause("Specification of governance, section 9", part="rated red, amber, green")
def test_ratings_are_counted() -> None:
    said = [WHOLE, replace(WHOLE, rating="red"), rules.NOTHING, WHOLE]
    assert rules.counted(said) == {"red": 1, "amber": 2, "green": 0}


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        ("red", "amber", "Better"),
        ("green", "red", "Worse"),
        ("amber", "amber", "The same"),
        ("", "red", ""),
        ("red", "", ""),
    ],
)
def test_a_rating_moves_towards_green_or_away(before: str, now: str, word: str) -> None:
    assert rules.movement(before, now) == word


@pytest.mark.clause("Specification of governance, section 9", part="readiness compared over time")
def test_what_changed_is_told_in_words() -> None:
    now = replace(
        WHOLE,
        positions={"corporate": "A group is in place.", "finance": "Rents and repairs are known."},
        rating="green",
        actions=(),
        principles=("quality", "guidance"),
    )
    assert rules.area_changes(WHOLE, now, FIRST) == [
        rules.Change("Rating", "Amber: ready in part", "Green: ready"),
        rules.Change("Position: Finance", "Rents are known.", "Rents and repairs are known."),
        rules.Change("Actions", "Survey every building (Head of estates, by 30 June 2016)", ""),
        rules.Change("Principles", "Raises quality", "Raises quality\nNational guidance"),
    ]
    other = replace(WHOLE, resources="None", patients="A group of patients.", rating="")
    assert [one.what for one in rules.area_changes(WHOLE, other, FIRST)] == [
        "Rating",
        "Resources",
        "Patient involvement",
    ]
    assert rules.area_changes(WHOLE, other, FIRST)[0].now == "Not rated yet"


said = st.builds(
    rules.Said,
    positions=st.dictionaries(st.sampled_from(["corporate", "finance"]), st.text(max_size=5)),
    resources=st.text(max_size=5),
    rating=st.sampled_from(["", "red", "amber", "green"]),
)


@given(said, said)
def test_comparing_the_other_way_round_turns_each_change_round(one: rules.Said, other: rules.Said) -> None:
    forth, back = rules.area_changes(one, other, FIRST), rules.area_changes(other, one, FIRST)
    assert [(c.what, c.now, c.before) for c in forth] == [(c.what, c.before, c.now) for c in back]
    assert rules.area_changes(one, one, FIRST) == []


@given(said)
def test_a_copy_by_the_same_template_loses_nothing(one: rules.Said) -> None:
    assert rules.begun_from(FIRST, {"estates": one})["estates"] == one
