"""Cases read as at a day: what happened later, a merge among it, has not happened yet."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from functions.models import Query
from functions.services.clock_reading import reading_of
from functions.services.merging import merge
from hubportal.organisations.models import Ccg
from reporting.figures.known_cases import clocks_of
from reporting.figures.standards import standards_of
from reporting.rules.periods import Quarter
from tests.functions.cases import a_case, at
from tests.reporting.conftest import record

LAST = Quarter(2015, 4)


def two_of_one(officer: Any) -> tuple[Query, Query]:
    """Asked on 4 January, asked again on 18 January, and put together on 10 February, the later one going on."""
    first = a_case(officer, received_at=at(date(2016, 1, 4)), at=at(date(2016, 1, 4)))
    again = a_case(officer, received_at=at(date(2016, 1, 18)), at=at(date(2016, 1, 18)))
    record(first, "acknowledged", date(2016, 1, 6), officer)
    merge(query_id=first.pk, into_id=again.pk, version=None, by=officer, at=at(date(2016, 2, 10)), reason="The same")
    return Query.objects.get(pk=first.pk), Query.objects.get(pk=again.pk)


def test_before_a_merge_the_two_cases_were_two(warwick: Ccg, seen_by: Callable[..., Any]) -> None:
    with seen_by("officer") as officer:
        first, again = two_of_one(officer)
        rows, clocks = clocks_of(
            cases=Query.objects.visible_to(officer), ccg_ids=[warwick.pk], first=None, last=date(2016, 3, 31)
        )
        case = {row.pk: row for row in rows}
        before, after = date(2016, 1, 31), date(2016, 2, 10)
        assert clocks.received_on(case[again.pk], as_at=before) == date(2016, 1, 18)
        assert clocks.received_on(case[again.pk], as_at=after) == date(2016, 1, 4)
        assert clocks.reading(case[again.pk], as_at=before).story.acknowledged_on is None
        assert clocks.reading(case[again.pk], as_at=after).story.acknowledged_on == date(2016, 1, 6)
        assert clocks.merged_on(case[first.pk], as_at=before) is None
        assert clocks.merged_on(case[first.pk], as_at=after) == date(2016, 2, 10)


def test_today_the_set_wise_reading_is_the_reading_of_each_case(warwick: Ccg, seen_by: Callable[..., Any]) -> None:
    today = date(2016, 3, 1)
    with seen_by("officer") as officer:
        two_of_one(officer)
        paused = a_case(officer)
        record(paused, "paused", date(2016, 1, 12), officer, reason="Waiting for the rota")
        record(paused, "requester_message", date(2016, 1, 20), officer)
        rows, clocks = clocks_of(cases=Query.objects.visible_to(officer), ccg_ids=[warwick.pk], first=None, last=today)
        assert len(rows) == 3
        for case in rows:
            ours, theirs = clocks.reading(case, as_at=today), reading_of(case, today=today, explained=False)
            assert ours.steps == theirs.steps


def test_a_report_of_a_past_day_knows_nothing_later(warwick: Ccg, seen_by: Callable[..., Any]) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer)
        record(case, "acknowledged", date(2016, 1, 8), officer)

        def judged(as_at: date) -> tuple[int, int, int]:
            found = standards_of(person=officer, ccg_ids=[warwick.pk], quarter=LAST, as_at=as_at)
            figure = found.by_ccg[warwick.pk].figure("queries-acknowledged")
            return figure.received, figure.met, figure.not_yet

        assert judged(date(2016, 1, 1)) == (0, 0, 0)
        assert judged(date(2016, 1, 7)) == (1, 0, 1)
        assert judged(date(2016, 1, 8)) == (1, 1, 0)


def test_the_standards_take_as_many_queries_for_many_cases_as_for_few(
    warwick: Ccg, seen_by: Callable[..., Any], django_assert_num_queries: Any
) -> None:
    with seen_by("officer") as officer:
        for _ in range(2):
            record(a_case(officer), "acknowledged", date(2016, 1, 8), officer)
            with django_assert_num_queries(5):
                standards_of(person=officer, ccg_ids=[warwick.pk], quarter=LAST, as_at=date(2016, 3, 31))
            for _ in range(6):
                record(a_case(officer), "acknowledged", date(2016, 1, 8), officer)


@pytest.mark.parametrize("role", ["officer", "lead"])
def test_restricted_cases_count_only_for_those_who_may_see_them(
    warwick: Ccg, seen_by: Callable[..., Any], role: str
) -> None:
    with seen_by("head") as head:
        a_case(head, restricted=True)
    with seen_by(role) as person:
        found = standards_of(person=person, ccg_ids=[warwick.pk], quarter=LAST, as_at=date(2016, 3, 31))
        assert found.by_ccg[warwick.pk].figure("queries-acknowledged").received == (1 if role == "lead" else 0)
