"""Logging a case: its reference, both due dates, and what is refused."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from functions.models import Query, ReferenceCounter
from functions.services.queries import Contact
from hubportal.organisations.models import Ccg, Practice
from hubportal.web.refusals import Refused
from tests.functions.cases import NOW, a_case, at


@pytest.mark.clause("London MOU, standard 3", part="acknowledged in time")
def test_a_case_received_on_a_saturday_shows_both_due_dates_at_once(case: Query) -> None:
    assert case.received_on == date(2016, 1, 2)
    assert case.acknowledge_due_on == date(2016, 1, 8)
    assert case.respond_due_on == date(2016, 1, 29)
    assert (case.next_step, case.next_due_on) == ("acknowledge", date(2016, 1, 8))


def test_references_run_by_hub_kind_and_year_of_receipt(officer: Any) -> None:
    first, second = a_case(officer), a_case(officer)
    complaint = a_case(officer, kind="complaint")
    last_year = a_case(officer, received_at=datetime(2015, 12, 31, 23, 30, tzinfo=UTC))
    assert [first.reference, second.reference] == ["WM-Q-2016-00001", "WM-Q-2016-00002"]
    assert complaint.reference == "WM-C-2016-00001"
    assert last_year.reference == "WM-Q-2015-00001"


def test_a_refused_case_takes_no_number(officer: Any) -> None:
    with pytest.raises(Refused):
        a_case(officer, practice="M91901")
    assert a_case(officer).reference == "WM-Q-2016-00001"
    assert ReferenceCounter.objects.get(kind="Q", year=2016).last == 1


def test_summer_time_does_not_move_the_day_of_receipt(officer: Any) -> None:
    after_midnight_in_london = datetime(2016, 5, 31, 23, 30, tzinfo=UTC)
    case = a_case(officer, received_at=after_midnight_in_london, at=at(date(2016, 6, 1)))
    assert case.received_on == date(2016, 6, 1)


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"received_at": at(date(2016, 1, 5))}, "received_at", "now or in the past"),
        ({"received_at": at(date(2009, 12, 31))}, "received_at", "1 January 2010 or later"),
        ({"subject": "  "}, "subject", "Enter the subject"),
        ({"subject": "x" * 201}, "subject", "200 characters or fewer"),
        ({"detail": "x" * 10_000_000}, "detail", "50,000 characters or fewer"),
        ({"detail": "nul \x00 character"}, "detail", "invisible character"),
        ({"category": "qof"}, "category", "contracting stream"),
        ({"kind": "riddle"}, "kind", "from the list"),
        ({"contact": Contact(email="not an address")}, "contact_email", "correct format"),
        ({"tags": ["x" * 41]}, "tags", "40 characters"),
        ({"practice": "M91901"}, "practice", "is not a practice of"),
    ],
)
def test_a_mistake_is_refused_with_its_field_and_what_to_do(
    officer: Any, given: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        a_case(officer, **given)
    assert refused.value.field == field
    assert refused.value.status == 400
    assert not Query.objects.exists()


def test_emoji_and_right_to_left_text_are_kept_as_typed(officer: Any) -> None:
    said = "Question 🩺 عن العيادة ‮ \u200f"
    assert Query.objects.get(pk=a_case(officer, detail=said).pk).detail == said.strip()


def test_a_text_of_the_greatest_length_can_be_searched(officer: Any) -> None:
    detail = " ".join(f"word{number}" for number in range(5000))
    assert Query.objects.get(pk=a_case(officer, detail=detail).pk).detail == detail


def test_an_officer_logs_only_for_ccgs_they_work_for(officer: Any) -> None:
    with pytest.raises(Refused, match="Choose a CCG that you work for"):
        a_case(officer, ccg=Ccg.objects.get(ods_code="05Y"))


def test_a_ccg_lead_reads_but_does_not_log(db: None, seen_by: Any) -> None:
    with seen_by("lead") as lead, pytest.raises(Refused, match="not log one"):
        a_case(lead)


def test_a_practice_asks_through_the_portal_for_itself_only(db: None, seen_by: Any) -> None:
    with seen_by("practice") as practice:
        asked = a_case(practice, practice="M84901", channel="portal")
        assert Query.objects.visible_to(practice).get() == asked
        with pytest.raises(Refused):
            a_case(practice, practice="M84902", channel="portal")
        with pytest.raises(Refused):
            a_case(practice, practice="M84901", channel="email")
    assert asked.next_due_on == date(2016, 1, 8)


def test_an_officer_may_not_log_a_restricted_case(officer: Any) -> None:
    with pytest.raises(Refused, match="restricted"):
        a_case(officer, restricted=True)


def test_an_owner_works_on_that_ccgs_cases(officer: Any, person: Any) -> None:
    assert a_case(officer, owner=officer).owner == officer
    with pytest.raises(Refused, match="does not work on"):
        a_case(officer, owner=person("stranger"))


def test_a_category_may_be_given_in_its_words(officer: Any) -> None:
    assert a_case(officer, category="Opening hours and access").category == "access"


def test_a_practice_fills_its_own_ccg(officer: Any) -> None:
    case = a_case(officer, practice="M84901")
    assert case.practice == Practice.objects.get(ods_code="M84901")
    assert case.logged_by == officer
    assert case.received_at < NOW
