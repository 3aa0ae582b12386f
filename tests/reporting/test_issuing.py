"""Issuing the monthly log: frozen, versioned, confirmed, and made again the same."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from functions.models import Query
from functions.services.clock import record_event
from functions.services.queries import change_particulars
from hubportal.notifications.models import Notice
from hubportal.organisations.models import Ccg
from hubportal.web.refusals import Refused
from reporting.figures.monthly import log_of
from reporting.models import IssuedLog, LogReceipt
from reporting.rules.monthly_log import fingerprint
from reporting.services.monthly_log import comes_out_the_same, confirm_receipt, is_whole, issue_log
from tests.conftest import find_person, in_scope_of
from tests.functions.cases import a_case, at
from tests.reporting.conftest import AFTER, JANUARY, a_month, record


def issued(by: Any, ccg: Ccg, **given: Any) -> IssuedLog:
    """The log of January 2016, issued on 3 February."""
    return issue_log(**({"by": by, "ccg": ccg, "month": JANUARY, "after_version": 0, "at": AFTER} | given))


@pytest.mark.clause("West Midlands MOU 4.1, function XII.20", part="issue")
def test_an_issued_log_holds_each_case_and_stays_as_it_was(month: dict, warwick: Ccg, seen_by: Callable) -> None:
    with seen_by("head") as head:
        log = issued(head, warwick)
        record(month["slow"], "responded", date(2016, 2, 10), head)
        change_particulars(
            query_id=month["slow"].pk,
            version=None,
            by=head,
            changes={"subject": "Another name"},
            at=at(date(2016, 2, 10)),
        )
        log.refresh_from_db()
        assert [line["subject"] for line in log.data["lines"]] == ["From December", "Answered at once", "Still open"]
        totals = log.data["totals"]
        assert {name: count for name, count in totals.items() if count} == {
            "opening": 1, "received": 2, "acknowledged": 2, "acknowledged_in_time": 1, "responded": 2,
            "responded_in_time": 2, "closed": 2, "carried_forward": 1,
        }  # fmt: skip
        assert is_whole(log)
        assert log.sha256 == fingerprint(log.data)


@pytest.mark.django_db
def test_the_application_cannot_change_an_issued_log(month: dict, warwick: Ccg, seen_by: Callable) -> None:
    with seen_by("head") as head:
        log = issued(head, warwick)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            IssuedLog.objects.filter(pk=log.pk).update(version=9)
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM reporting_issuedlog")


def test_a_running_month_is_not_issued(warwick: Ccg, seen_by: Callable) -> None:
    with seen_by("head") as head, pytest.raises(Refused, match="not over yet"):
        issued(head, warwick, at=datetime(2016, 1, 31, 23, 59, tzinfo=UTC))


@pytest.mark.parametrize("role", ["officer", "finance_officer", "lead", "finance_lead", "auditor", "neighbour_lead"])
def test_only_a_head_of_the_hub_issues(warwick: Ccg, seen_by: Callable, role: str) -> None:
    with seen_by(role) as person, pytest.raises(Refused) as refused:
        issued(person, warwick)
    assert refused.value.status == 403


def test_a_correction_is_a_new_version_with_a_reason_and_something_corrected(
    month: dict, warwick: Ccg, seen_by: Callable
) -> None:
    with seen_by("head") as head:
        first = issued(head, warwick)
        with pytest.raises(Refused, match="Say what is corrected"):
            issued(head, warwick, after_version=1)
        with pytest.raises(Refused, match="Nothing has changed"):
            issued(head, warwick, after_version=1, reason="A case was forgotten")
        a_case(head, subject="Forgotten", at=AFTER)
        with pytest.raises(Refused, match="Somebody else issued"):
            issued(head, warwick, after_version=0, reason="A case was forgotten")
        second = issued(head, warwick, after_version=1, reason="A case was forgotten")
        assert (second.version, len(second.data["lines"]), len(first.data["lines"])) == (2, 4, 3)


@pytest.mark.clause("West Midlands MOU 4.1, function XII.20", part="receipt")
def test_the_ccg_lead_is_told_and_confirms_once(month: dict, warwick: Ccg, seen_by: Callable) -> None:
    with seen_by("head") as head:
        log = issued(head, warwick)
    with seen_by("lead") as lead:
        notice = Notice.objects.get(person=lead, kind="reporting.log_issued")
        assert notice.path == "/reports/monthly-log/05R/2016-01/"
        receipt = confirm_receipt(by=lead, log=log, at=AFTER)
        assert confirm_receipt(by=lead, log=log, at=AFTER) == receipt
        notice.refresh_from_db()
        assert notice.read_at is not None
        assert LogReceipt.objects.filter(log=log).count() == 1


@pytest.mark.parametrize("role", ["head", "officer", "finance_lead", "auditor"])
def test_nobody_but_the_lead_confirms(month: dict, warwick: Ccg, seen_by: Callable, role: str) -> None:
    with seen_by("head") as head:
        log = issued(head, warwick)
    with seen_by(role) as person, pytest.raises(Refused, match="CCG's lead"):
        confirm_receipt(by=person, log=log, at=AFTER)


def test_a_log_takes_as_many_queries_for_many_cases_as_for_few(
    month: dict, warwick: Ccg, seen_by: Callable, django_assert_num_queries: Any
) -> None:
    with seen_by("officer") as officer:
        a_case(officer, practice="M84901")
        for _ in range(2):
            with django_assert_num_queries(6):
                log_of(cases=Query.objects.visible_to(officer), ccg=warwick, month=JANUARY, as_at=JANUARY.last)
            for _ in range(8):
                record(a_case(officer), "acknowledged", date(2016, 1, 6), officer)


@pytest.mark.slow
def test_a_log_made_again_from_what_was_recorded_then_is_the_same_to_the_letter(committed: str) -> None:
    # A database of its own, since the history's moments are those of transactions.
    warwick = Ccg.objects.select_related("hub").get(ods_code="05R")
    with in_scope_of("officer") as officer:
        cases = a_month(officer)
        other = a_case(officer, subject="The same again")
    with in_scope_of("head") as head, transaction.atomic():
        log = issued(head, warwick, at=timezone.now())
    with in_scope_of("head") as head, transaction.atomic():
        now = timezone.now()
        for key, changes in (
            ("slow", {"subject": "Renamed", "category": "boundaries"}),
            ("old", {"is_restricted": True}),
        ):
            change_particulars(query_id=cases[key].pk, version=None, by=head, changes=changes, at=now)
        record_event(query_id=other.pk, version=None, kind="acknowledged", on=date(2016, 1, 7), by=head, at=now)
        a_case(head, subject="Logged late", at=now)
    with in_scope_of("head") as head, transaction.atomic():
        assert comes_out_the_same(log, by=head)
        now_held = log_of(cases=Query.objects.visible_to(head), ccg=warwick, month=JANUARY, as_at=JANUARY.last)
        assert fingerprint(now_held) != log.sha256
        assert len(now_held["lines"]) == len(log.data["lines"]) + 1
    assert find_person("head")
