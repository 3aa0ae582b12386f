"""Changing what is written about a case, and giving it to somebody."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import connection

from functions.models import Query
from functions.services.clock import record_event
from functions.services.queries import assign, change_particulars
from hubportal.organisations.models import Practice
from hubportal.web.refusals import Refused, Stale
from tests.conftest import in_scope_of
from tests.functions.cases import NOW, a_case, at


def change(case: Query, by: Any, version: int | None = None, **changes: Any) -> Query:
    return change_particulars(query_id=case.pk, version=version, by=by, changes=changes, at=at(date(2016, 2, 1)))


def test_a_stale_page_is_refused_with_both_versions(case: Query, officer: Any) -> None:
    change(case, officer, case.version, subject="Closing for training")
    with pytest.raises(Stale) as stale:
        change(case, officer, case.version, subject="Training day", priority="urgent")
    told = {(both.label, both.saved, both.yours) for both in stale.value.differences}
    assert told == {("Subject", "Closing for training", "Training day"), ("Priority", "Normal", "Urgent")}
    assert Query.objects.get().subject == "Closing for training"


def test_of_two_people_saving_at_the_same_moment_one_is_told(committed: str) -> None:
    with in_scope_of("officer") as officer:
        case = a_case(officer)
    ready, results = threading.Barrier(2), []

    def save(subject: str) -> None:
        try:
            with in_scope_of("officer") as somebody:
                ready.wait(timeout=20)
                change(case, somebody, case.version, subject=subject)
                results.append("saved")
        except Stale:
            results.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(subject,)) for subject in ("One", "Other")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(results) == ["saved", "stale"]


def test_another_kind_reads_the_same_events_under_its_own_policy(case: Query, officer: Any) -> None:
    changed = change(case, officer, kind="complaint")
    assert changed.policy.code == "complaint"
    assert changed.acknowledge_due_on == date(2016, 1, 6)  # three working days
    assert changed.reference == case.reference
    record_event(
        query_id=case.pk, version=None, kind="acknowledged", on=date(2016, 1, 5), by=officer, at=NOW.replace(day=5)
    )
    again = change(case, officer, kind="query")
    assert (again.acknowledged_on, again.next_due_on) == (date(2016, 1, 5), date(2016, 1, 29))


def test_changing_the_kind_keeps_the_days_spent_waiting(case: Query, officer: Any) -> None:
    for kind, day in (("paused", 11), ("resumed", 15)):
        on = date(2016, 1, day)
        record_event(query_id=case.pk, version=None, kind=kind, on=on, by=officer, at=at(on))
    assert change(case, officer, kind="dispute").respond_due_on == date(2016, 2, 5)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"stream": "finance"}, "category"),
        ({"contact_email": "nowhere"}, "contact_email"),
        ({"reference": "WM-Q-2016-09999"}, "reference"),
        ({"received_on": date(2016, 1, 1)}, "received_on"),
        ({"is_restricted": True}, "is_restricted"),
        ({"tags": [str(number) for number in range(13)]}, "tags"),
    ],
)
def test_a_change_is_checked_like_a_new_case(case: Query, officer: Any, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        change(case, officer, **changes)
    assert refused.value.field == field
    assert Query.objects.get().version == 1


def test_the_practice_can_be_put_right_until_the_case_has_entries(case: Query, officer: Any) -> None:
    alder = Practice.objects.get(ods_code="M84901")
    with pytest.raises(Refused, match="is not a practice of"):
        change(case, officer, practice=Practice.objects.get(ods_code="M91901"))
    assert change(case, officer, practice=alder).practice == alder
    record_event(query_id=case.pk, version=None, kind="acknowledged", on=date(2016, 1, 4), by=officer, at=NOW)
    with pytest.raises(Refused, match="has entries"):
        change(case, officer, practice=None)


def test_a_restricted_case_needs_the_right_to_see_it(case: Query, seen_by: Any) -> None:
    with seen_by("head") as head:
        assert change(case, head, is_restricted=True).is_restricted
    with seen_by("officer") as officer:
        assert not Query.objects.visible_to(officer).exists()


def test_a_subject_is_one_line(case: Query, officer: Any) -> None:
    assert change(case, officer, subject="Two\r\nlines ").subject == "Two lines"


def test_an_officer_takes_a_case_and_puts_it_back(case: Query, officer: Any, person: Any) -> None:
    given: dict[str, Any] = {"query_id": case.pk, "version": None, "team": "", "by": officer, "at": NOW}
    assert assign(owner=officer, **given).owner == officer
    assert assign(owner=None, **given).owner is None
    with pytest.raises(Refused, match="take a case yourself"):
        assign(owner=person("finance_officer"), **given)
