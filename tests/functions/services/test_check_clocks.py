"""Stored dates are those of a fresh reading, and `check_clocks` says so or names the first that is not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from functions.models import Query
from functions.services.clock import record_event
from functions.services.clock_check import differences_in
from functions.services.merging import merge
from hubportal.clocks.models import Closure
from hubportal.organisations.models import Hub
from hubportal.tenancy.scope import Scope, scope
from tests.functions.cases import a_case, at

DAYS = [date(2016, 1, day) for day in range(4, 30) if date(2016, 1, day).weekday() < 5]
LIVES = [
    [],
    ["acknowledged"],
    ["acknowledged", "update_given", "responded"],
    ["responded", "reopened"],
    ["paused"],
    ["acknowledged", "paused", "resumed"],
    ["paused", "requester_message", "responded"],
    ["excluded"],
    ["excluded", "exclusion_removed"],
    ["withdrawn"],
    ["paused", "withdrawn", "reopened"],
]


def live(case: Query, life: list[str], by: Any) -> None:
    """Record these events on successive working days of January 2016."""
    for kind, on in zip(life, DAYS[: len(life)], strict=True):
        reason = {"excluded": "further_investigation", "withdrawn": "asked twice"}.get(kind, "")
        record_event(query_id=case.pk, version=None, kind=kind, on=on, by=by, at=at(on), reason=reason)


@pytest.fixture
def worked(officer: Any) -> list[Query]:
    """Cases in every state."""
    cases = [a_case(officer) for _ in LIVES]
    for case, life in zip(cases, LIVES, strict=True):
        live(case, life, officer)
    earlier = a_case(officer, received_at=at(date(2015, 12, 21)))
    merge(query_id=earlier.pk, into_id=cases[0].pk, version=None, by=officer, at=at(DAYS[5]), reason="asked twice")
    for kind in ("information_request", "complaint", "foi", "incident"):
        a_case(officer, kind=kind)
    return cases


def check() -> None:
    """The command in no scope of a person's, as a shell would run it."""
    with scope(None):
        call_command("check_clocks", verbosity=0)


def test_cases_in_every_state_are_stored_as_read(worked: list[Query]) -> None:
    check()


@pytest.mark.parametrize("column", ["next_due_on", "acknowledge_due_on", "respond_due_on", "received_on"])
def test_a_date_moved_behind_the_services_back_is_named(worked: list[Query], column: str) -> None:
    spoilt = worked[1]
    Query.objects.filter(pk=spoilt.pk).update(**{column: date(2016, 3, 1)})
    with pytest.raises(CommandError, match=rf"{spoilt.reference}: ") as failed:
        check()
    assert failed.value.returncode == 1


def test_a_closure_added_later_moves_open_clocks_and_leaves_closed_ones(case: Query, officer: Any) -> None:
    answered = a_case(officer)
    live(answered, ["responded"], officer)
    head_scope = Scope(hub=answered.hub_id, role="hub_work", reason="test")
    with scope(head_scope):
        Closure.objects.create(hub_id=answered.hub_id, day=date(2016, 1, 6), reason="Training", made_at=timezone.now())
        moved = {found.reference for found in differences_in(hub_id=answered.hub_id, today=date(2016, 2, 1))}
    assert moved == {case.reference}


def test_no_later_day_changes_what_is_stored(worked: list[Query], seen_by: Callable[..., Any]) -> None:
    hub = Hub.objects.get(code="WM")
    for today in (date(2016, 2, 1), date(2017, 1, 1), date(2030, 1, 1)):
        assert list(differences_in(hub_id=hub.pk, today=today)) == []
