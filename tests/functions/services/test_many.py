"""Acts on many cases at once, and duplicates shown before saving."""

from datetime import date
from typing import Any

from functions.models import Query
from functions.services.bulk import acknowledge_many, assign_many
from functions.services.duplicates import likely_duplicates
from functions.services.queries import Contact
from hubportal.notifications.models import OutboxItem
from hubportal.organisations.models import Ccg, Practice
from tests.functions.cases import a_case, at

MONDAY = date(2016, 1, 4)


def test_each_case_is_acknowledged_or_says_why_not(officer: Any) -> None:
    plain, data, no_address = (
        a_case(officer),
        a_case(officer, kind="information_request"),
        a_case(officer, contact=Contact("Bob Example")),
    )
    keys = [plain.pk, data.pk, no_address.pk, 999_999]
    results = acknowledge_many(query_ids=keys, on=MONDAY, by=officer, at=at(MONDAY))
    assert [row.done for row in results] == [True, False, True, False]
    assert results[0].sentence == "Acknowledged by email to ann@example.org."
    assert "Name the date" in results[1].sentence
    assert results[2].sentence == "Acknowledged by letter."
    assert results[3].reference == ""
    assert OutboxItem.objects.count() == 2
    assert Query.objects.filter(acknowledged_on=MONDAY).count() == 2


def test_a_case_of_another_ccg_is_not_found_in_bulk(case: Query, seen_by: Any) -> None:
    with seen_by("stranger") as stranger:
        (result,) = assign_many(query_ids=[case.pk], owner=stranger, team="", by=stranger, at=at(MONDAY))
    assert (result.done, result.reference) == (False, "")


def test_an_officer_takes_cases_and_a_head_gives_them(case: Query, officer: Any, person: Any, seen_by: Any) -> None:
    (taken,) = assign_many(query_ids=[case.pk], owner=officer, team="", by=officer, at=at(MONDAY))
    assert taken.done
    colleague = person("finance_officer")
    (given,) = assign_many(query_ids=[case.pk], owner=colleague, team="", by=officer, at=at(MONDAY))
    assert not given.done
    with seen_by("head") as head:
        (given,) = assign_many(query_ids=[case.pk], owner=colleague, team="Finance", by=head, at=at(MONDAY))
    assert given.sentence == "Given to Finance officer."


def test_a_like_question_of_the_same_practice_in_the_last_90_days_is_shown(officer: Any) -> None:
    alike = a_case(officer, practice="M84901", subject="Opening hours on training afternoons")
    a_case(officer, practice="M84901", subject="Rent review of the branch surgery")
    a_case(officer, practice="M84902", subject="Opening hours on training afternoons")
    alder = Practice.objects.get(ods_code="M84901")
    asked = {"practice": alder, "ccg": alike.ccg, "subject": "Open hours for a training afternoon", "by": officer}
    assert likely_duplicates(on=date(2016, 4, 1), **asked) == [alike]
    assert likely_duplicates(on=date(2016, 4, 2), **asked) == []
    assert likely_duplicates(practice=None, ccg=None, subject="Opening hours", by=officer, on=MONDAY) == []


def test_a_like_question_that_names_no_practice_is_looked_for_in_its_ccg(officer: Any) -> None:
    alike = a_case(officer, practice=None, subject="List sizes at the start of the quarter")
    a_case(officer, practice="M84901", subject="List sizes at the start of the quarter")
    asked = {"practice": None, "subject": "List sizes for the start of each quarter", "by": officer, "on": MONDAY}
    assert likely_duplicates(ccg=alike.ccg, **asked) == [alike]
    elsewhere = Ccg.objects.exclude(pk=alike.ccg_id).first()
    assert likely_duplicates(ccg=elsewhere, **asked) == []
