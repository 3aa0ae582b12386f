"""Who may sit on a resolution panel, by clause and for every list of people."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.panels import (
    OFFICES,
    PLACES,
    Candidate,
    Concern,
    choice_for,
    fault_of,
    fault_of_decision,
    why_not,
)

DAY = date(2016, 5, 4)
CONCERN = Concern(
    ccgs={"05R": "South Warwickshire"},
    areas=frozenset({"Arden, Herefordshire and Worcestershire", "West Midlands"}),
    bodies=frozenset({"M84901", "Alder Lane Surgery"}),
    handled={7: "Held this concern as the Locality Director"},
)


def somebody(key: int = 1, office: str = "lay_member", **more: Any) -> Candidate:
    said: dict[str, Any] = {
        "name": f"Person {key}", "organisation": "Tower Hamlets", "ccgs": frozenset({"08V"}),
        "areas": frozenset({"East London"}),
    }  # fmt: skip
    return Candidate(key=key, office=office, **(said | more))


def a_panel() -> dict[str, Candidate | None]:
    return {
        "lay_1": somebody(1),
        "lay_2": somebody(2),
        "director": somebody(3, "nhs_director"),
        "officer": somebody(4, "clinical_chair"),
    }


@pytest.mark.clause("Specification of governance, section 8", part="none associated with the concern")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"ccgs": frozenset({"05R", "08V"})}, "Belongs to South Warwickshire, whose concern it is."),
        ({"organisation": "South Warwickshire"}, "Holds office at South Warwickshire, whose concern it is."),
        ({"areas": frozenset({"west midlands"})}, "Belongs to West Midlands, an area the concern touches."),
        ({"organisation": "West Midlands"}, "Holds office at West Midlands, which the concern touches."),
        (
            {"bodies": frozenset({"Alder Lane Medical Centre"})},
            "Is associated with Alder Lane Surgery, which the concern touches.",
        ),
        ({"bodies": frozenset({"m84901"})}, "Is associated with M84901, which the concern touches."),
        ({"person": 7}, "Held this concern as the Locality Director."),
        ({"until": date(2016, 5, 3)}, "Is no longer available for panels."),
        ({"office": "officer"}, "Holds no office that sits on a panel."),
    ],
)
def test_whoever_the_concern_touches_may_not_sit_and_it_is_said_why(more: dict[str, Any], said: str) -> None:
    one = somebody(**({"office": "lay_member"} | more))
    assert why_not(one, CONCERN, on=DAY) == (said,)


def test_every_reason_is_given_and_none_to_whom_nothing_ties_to_it() -> None:
    tied = somebody(ccgs=frozenset({"05R"}), person=7, until=date(2016, 1, 1))
    assert len(why_not(tied, CONCERN, on=DAY)) == 3
    assert why_not(somebody(until=DAY, person=8), CONCERN, on=DAY) == ()


@pytest.mark.clause("Specification of governance, section 8", part="the picker offers only those who may sit")
def test_each_place_is_offered_its_offices_and_the_rest_are_shown_with_why() -> None:
    tied = somebody(5, ccgs=frozenset({"05R"}))
    chair, officer = somebody(4, "clinical_chair", name="B"), somebody(6, "accountable_officer", name="A")
    choice = choice_for([tied, chair, officer, somebody(3, "nhs_director")], CONCERN, on=DAY)
    assert [one.key for one in choice.offered["officer"]] == [6, 4]
    assert [one.key for one in choice.offered["director"]] == [3]
    assert choice.others == ((tied, ("Belongs to South Warwickshire, whose concern it is.",)),)
    assert choice.missing == ("First lay member", "Second lay member")
    assert choice_for([somebody(1)], CONCERN, on=DAY).missing == (
        "Second lay member", "NHS England director", "Accountable officer or clinical chair",
    )  # fmt: skip


@pytest.mark.clause("London MOU, resolution panel")
@pytest.mark.clause(
    "Specification of governance, section 8", part="two lay members, a director, and an officer or chair"
)
def test_a_panel_is_four_different_people_in_their_places() -> None:
    assert fault_of(a_panel(), CONCERN, on=DAY) is None
    for changed, place, said in (
        ({"lay_2": None}, "lay_2", "Select the second lay member."),
        ({"director": somebody(3)}, "director", "is no senior NHS England director, so cannot be the NHS England dire"),
        ({"officer": somebody(4)}, "officer", "is no CCG accountable officer or CCG clinical chair"),
        ({"lay_2": somebody(1)}, "lay_2", "Person 1 is chosen twice"),
        ({"lay_1": somebody(1, person=9), "lay_2": somebody(2, person=9)}, "lay_2", "Person 2 is chosen twice"),
        ({"lay_1": somebody(1, person=7)}, "lay_1", "Person 1 may not sit. Held this concern"),
    ):
        fault = fault_of(a_panel() | changed, CONCERN, on=DAY)
        assert fault is not None
        assert (fault[0], said in fault[1]) == (place, True)


@pytest.mark.clause("Specification of governance, section 8", part="its decision binds and closes with actions")
def test_a_decision_has_its_day_its_words_and_an_action() -> None:
    said: dict[str, Any] = {"chosen_on": date(2016, 5, 1), "today": DAY, "decision": "Agreed", "actions": 1}
    assert fault_of_decision(decided_on=DAY, **said) is None
    for decided in (date(2016, 4, 30), date(2016, 5, 5)):
        assert "between" in str(fault_of_decision(decided_on=decided, **said))
    assert "what the panel decided" in str(fault_of_decision(decided_on=DAY, **(said | {"decision": " "})))
    assert "at least one action" in str(fault_of_decision(decided_on=DAY, **(said | {"actions": 0})))


NAMES = st.sampled_from(["05R", "05Y", "08V"])
AREAS = st.sampled_from(["West Midlands", "East London", "Essex"])
PEOPLE = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 10_000),
        name=st.sampled_from(["Ann", "Ben", "Cleo"]),
        office=st.sampled_from([*OFFICES, "other"]),
        organisation=st.sampled_from(["South Warwickshire", "Tower Hamlets", "West Midlands", "Essex"]),
        ccgs=st.frozensets(NAMES, max_size=2),
        areas=st.frozensets(AREAS, max_size=2),
        bodies=st.frozensets(st.sampled_from(["M84901", "F81901"]), max_size=1),
        person=st.integers(0, 8),
        until=st.sampled_from([None, date(2016, 1, 1), DAY]),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


@given(PEOPLE)
def test_everybody_is_either_offered_or_told_why_not(people: list[Candidate]) -> None:
    choice = choice_for(people, CONCERN, on=DAY)
    offered = {one.key for place in choice.offered.values() for one in place}
    told = {one.key for one, why in choice.others if why}
    assert offered.isdisjoint(told)
    assert offered | told == {one.key for one in people}
    for place, found in choice.offered.items():
        assert all(one.office in PLACES[place].offices for one in found)


@given(PEOPLE, st.randoms())
def test_the_order_of_the_list_never_matters(people: list[Candidate], chance: Any) -> None:
    mixed = list(people)
    chance.shuffle(mixed)
    assert choice_for(mixed, CONCERN, on=DAY) == choice_for(people, CONCERN, on=DAY)


@given(PEOPLE, NAMES, AREAS)
def test_what_is_added_to_a_concern_never_lets_somebody_in(people: list[Candidate], ccg: str, area: str) -> None:
    wider = Concern(
        {**CONCERN.ccgs, ccg: CONCERN.ccgs.get(ccg, ccg)}, CONCERN.areas | {area}, CONCERN.bodies, CONCERN.handled
    )
    for one in people:
        if why_not(one, CONCERN, on=DAY):
            assert why_not(one, wider, on=DAY)


@given(PEOPLE, st.data())
def test_no_panel_that_stands_has_anybody_the_concern_touches(people: list[Candidate], data: st.DataObject) -> None:
    chosen = {place: data.draw(st.sampled_from([None, *people])) for place in PLACES}
    if fault_of(chosen, CONCERN, on=DAY) is None:
        seated = [one for one in chosen.values() if one is not None]
        assert len({one.key for one in seated}) == 4
        assert not any(why_not(one, CONCERN, on=DAY) for one in seated)
