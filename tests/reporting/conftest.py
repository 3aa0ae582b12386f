"""A month of cases of South Warwickshire."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from functions.models import Query
from functions.services.clock import record_event
from hubportal.organisations.models import Ccg
from reporting.rules.periods import Month
from tests.functions.cases import a_case, at

JANUARY = Month(2016, 1)
AFTER = datetime(2016, 2, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def warwick(db: None) -> Ccg:
    """South Warwickshire."""
    return Ccg.objects.select_related("hub").get(ods_code="05R")


def record(case: Query, kind: str, on: date, by: Any, **more: Any) -> None:
    """Record an event on its own day."""
    record_event(query_id=case.pk, version=None, kind=kind, on=on, by=by, at=at(on, 12), **more)


def a_month(by: Any) -> dict[str, Query]:
    """Three cases in hand in January 2016: one from December, two received; two of them closed."""
    old = a_case(by, received_at=at(date(2015, 12, 14)), at=at(date(2015, 12, 14)), subject="From December")
    record(old, "acknowledged", date(2015, 12, 16), by)
    record(old, "responded", date(2016, 1, 5), by)
    quick = a_case(by, category="registration", subject="Answered at once")
    record(quick, "responded", date(2016, 1, 11), by)  # working day 6 of Saturday 2 January: acknowledged too late
    slow = a_case(by, received_at=at(date(2016, 1, 25)), at=at(date(2016, 1, 25)), subject="Still open")
    record(slow, "acknowledged", date(2016, 1, 27), by)
    return {"old": old, "quick": quick, "slow": slow}


@pytest.fixture
def month(warwick: Ccg, seen_by: Callable[..., Any]) -> dict[str, Query]:
    """The cases of `a_month`, logged by the officer."""
    with seen_by("officer") as officer:
        return a_month(officer)
