"""Windows and completeness of an application to change level."""

from datetime import date

import pytest

from governance.rules import levels as rules
from governance.rules.level_moves import MOVES, against_advice

MET = {code: rules.Answer(is_met=True, files=1) for code in rules.CHECKLIST}
GIVEN = dict.fromkeys(rules.COMPONENTS, "good")


@pytest.mark.clause("Mid Essex paper, section 2.1", part="constitution windows")
@pytest.mark.parametrize(
    ("on", "window"),
    [
        (date(2016, 1, 1), date(2015, 11, 1)),
        (date(2015, 11, 1), date(2015, 11, 1)),
        (date(2015, 10, 31), date(2015, 6, 1)),
        (date(2015, 5, 31), date(2014, 11, 1)),
    ],
)
def test_a_constitution_is_changed_by_1_june_or_1_november(on: date, window: date) -> None:
    assert rules.constitution_window(on) == window


@pytest.mark.clause("Mid Essex paper, section 2.1", part="next window")
@pytest.mark.parametrize(
    ("on", "window", "go_live"),
    [
        (date(2015, 6, 1), date(2015, 6, 1), date(2016, 4, 1)),
        (date(2015, 6, 2), date(2015, 11, 1), date(2016, 4, 1)),
        (date(2015, 11, 1), date(2015, 11, 1), date(2016, 4, 1)),
        (date(2015, 11, 2), date(2016, 6, 1), date(2017, 4, 1)),
        (date(2016, 1, 1), date(2016, 6, 1), date(2017, 4, 1)),
    ],
)
def test_the_next_window_for_the_constitution_and_what_it_is_in_time_for(on: date, window: date, go_live: date) -> None:
    assert rules.next_constitution_window(on) == window
    assert rules.go_live_after(on) == go_live


@pytest.mark.clause("Mid Essex paper, section 2.1", part="window passed")
def test_after_the_window_a_change_waits_for_the_next_and_the_level_with_it() -> None:
    go_live = date(2016, 4, 1)
    assert rules.window_passed(on=date(2015, 11, 1), go_live_on=go_live) is None
    said = rules.window_passed(on=date(2015, 11, 2), go_live_on=go_live) or ""
    assert "had to be submitted by Sunday 1 November 2015" in said
    assert "by Wednesday 1 June 2016, and the first day is then Saturday 1 April 2017 at the earliest" in said


@pytest.mark.clause("Mid Essex paper, section 2.1", part="constitution in time")
def test_after_the_window_the_day_the_change_was_submitted_is_asked_and_must_be_in_time() -> None:
    def fault(submitted_on: date | None, on: date = date(2015, 11, 9)) -> str:
        said = rules.constitution_fault(submitted_on=submitted_on, on=on, go_live_on=date(2016, 4, 1))
        return said or ""

    assert fault(None, date(2015, 11, 1)) == fault(date(2015, 11, 1)) == ""
    assert "enter the day" in fault(None)
    assert "Change the first day to Saturday 1 April 2017 or later" in fault(date(2015, 11, 2))


@pytest.mark.clause("Mid Essex paper, section 1.1", part="window")
def test_an_application_for_1_april_2016() -> None:
    window = rules.window_for(date(2016, 4, 1))
    assert window.constitution_by == date(2015, 11, 1)
    assert window.submit_by == date(2016, 1, 1)
    assert (window.warn_from, window.begin_by) == (date(2015, 11, 6), date(2015, 11, 20))  # 8 and 6 weeks before


@pytest.mark.clause("Mid Essex paper, section 1.1", part="in time")
def test_after_1_january_an_application_is_for_the_next_year() -> None:
    go_live = date(2016, 4, 1)
    assert rules.submission_fault(on=date(2016, 1, 1), go_live_on=go_live) is None
    assert "1 April 2017" in (rules.submission_fault(on=date(2016, 1, 2), go_live_on=go_live) or "")
    assert rules.next_go_live(date(2016, 1, 1)) == go_live
    assert rules.next_go_live(date(2015, 2, 1)) == go_live
    assert rules.go_live_fault(go_live) is None
    assert rules.go_live_fault(date(2016, 1, 1))


@pytest.mark.clause("Mid Essex paper, appendix 1", part="checklist")
def test_each_point_of_the_checklist_is_met_and_has_its_evidence() -> None:
    assert rules.checklist_faults(MET) == []
    assert len(rules.checklist_faults({})) == 5
    unproved = rules.checklist_faults(MET | {"information": rules.Answer(is_met=True)})
    assert unproved == ["Information governance toolkit at level 2 or above: add the evidence"]


@pytest.mark.clause("Mid Essex paper, appendix 1", part="assurance ratings")
def test_delegation_asks_for_the_rating_of_each_component() -> None:
    assert rules.rating_faults("delegated", GIVEN) == []
    assert rules.rating_faults("joint", {}) == []
    assert rules.rating_faults("delegated", {"finance": "good"})[0].startswith("Well led organisation")


@pytest.mark.clause("West Midlands MOU, section 2", part="assurance is not the hub’s")
def test_nobody_of_the_hub_enters_a_rating() -> None:
    assert rules.may_rate(of_ccg=True) is None
    assert "takes no part" in (rules.may_rate(of_ccg=False) or "")


@pytest.mark.clause("Mid Essex paper, appendix 1", part="signatories")
def test_three_people_sign_each_in_one_capacity() -> None:
    officer = {"capacity": "accountable_officer", "named": "ao@example.org", "email": "AO@example.org"}
    assert rules.signing_fault(**officer, side="ccg", signed_already={}) is None
    assert "for the CCG" in (rules.signing_fault(**officer, side="nhs_england", signed_already={}) or "")
    twice = rules.signing_fault(**officer, side="ccg", signed_already={"audit_chair": "ao@example.org"})
    assert "Three different people" in (twice or "")
    assert "Only the person" in (
        rules.signing_fault(**officer | {"email": "b@example.org"}, side="ccg", signed_already={}) or ""
    )
    assert "Name the" in (rules.signing_fault(**officer | {"named": ""}, side="ccg", signed_already={}) or "")
    director = {"capacity": "director", "named": "d@example.org", "email": "d@example.org"}
    assert rules.signing_fault(**director, side="nhs_england", signed_already={}) is None
    assert "NHS England" in (rules.signing_fault(**director, side="ccg", signed_already={}) or "")
    assert rules.signature_faults({"director": 1, "audit_chair": 1}) == ["Accountable Officer: not signed yet"]


def test_an_application_is_for_another_level() -> None:
    begins = date(2016, 4, 1)
    assert rules.level_fault(before="joint", wanted="delegated", go_live_on=begins) is None
    assert "On Friday 1 April 2016" in (rules.level_fault(before="joint", wanted="joint", go_live_on=begins) or "")


def test_an_application_is_for_a_day_after_what_is_approved_already() -> None:
    coming = [rules.ComingChange("Delegated", date(2016, 4, 1))]
    assert rules.coming_fault(go_live_on=date(2016, 4, 1), coming=[]) is None
    assert rules.coming_fault(go_live_on=date(2017, 4, 1), coming=coming) is None
    assert "change to delegated on Friday 1 April 2016" in (
        rules.coming_fault(go_live_on=date(2016, 4, 1), coming=coming) or ""
    )


@pytest.mark.clause("Specification of governance, section 2", part="what a level changes")
def test_a_level_says_who_decides_where_with_whose_money_and_signature() -> None:
    now = rules.LevelFacts("Joint", "both", "joint committee", "NHS England", "joint committee", "")
    then = rules.LevelFacts("Delegated", "the CCG", "its own", "the CCG", "governing body", "")
    changes = rules.what_changes(now, then)
    assert [change.aspect for change in changes] == list(rules.ASPECTS.values())
    assert all(change.differs for change in changes)
    assert not any(change.differs for change in rules.what_changes(now, now))


@pytest.mark.clause("Specification of governance, section 2", part="approved against advice")
def test_an_approval_names_the_panels_it_goes_against() -> None:
    assert against_advice({"regional": "support", "national": "conditions"}) == []
    assert against_advice({}) == []
    assert against_advice({"national": "against", "regional": "against"}) == ["Regional panel", "National panel"]


def test_an_application_ends_approved_refused_or_withdrawn() -> None:
    assert MOVES.ended() == {"approved", "refused", "withdrawn"}
    assert "out of order" in (MOVES.refuse("submitted", "approve") or "")
