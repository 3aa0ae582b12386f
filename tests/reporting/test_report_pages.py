"""The pages of reports: every number opens its cases, files hold the same rows, and strangers find nothing."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from hubportal.notifications.models import AccessRecord
from hubportal.organisations.models import Ccg
from reporting.models import IssuedLog
from reporting.services.monthly_log import issue_log
from tests.functions.cases import a_case, at
from tests.reporting.conftest import AFTER, JANUARY, record

pytestmark = pytest.mark.django_db

LOG = "/reports/monthly-log/05R/2016-01/"
STANDARDS = "/reports/standards/?ccg=05R&quarter=2015-16-q4&as_at_day=31&as_at_month=3&as_at_year=2016"


def text(response: Any) -> str:
    assert response.status_code == 200
    return response.content.decode()


def issue(seen_by: Callable[..., Any], ccg: Ccg) -> IssuedLog:
    with seen_by("head") as head:
        return issue_log(by=head, ccg=ccg, month=JANUARY, after_version=0, at=AFTER)


READ_BY = ["officer", "finance_officer", "head", "director", "lead", "finance_lead", "auditor"]


@pytest.mark.parametrize("role", READ_BY)
@pytest.mark.parametrize("path", ["/reports/", "/reports/standards/", "/reports/monthly-log/", LOG, STANDARDS])
def test_readers_of_the_ccg_read_its_reports(signed_in: Any, month: dict, role: str, path: str) -> None:
    assert signed_in(role).get(path).status_code == 200


@pytest.mark.parametrize("role", ["neighbour_lead", "stranger", "stranger_head"])
@pytest.mark.parametrize("path", [LOG, STANDARDS, f"{LOG}file/csv/", f"{LOG}1/check/"])
def test_a_stranger_finds_no_report_of_the_ccg(signed_in: Any, month: dict, role: str, path: str) -> None:
    assert signed_in(role).get(path).status_code == 404


@pytest.mark.parametrize("role", ["practice", "secretary", "admin", "nobody"])
def test_people_without_a_ccg_have_no_reports(signed_in: Any, month: dict, role: str) -> None:
    assert signed_in(role).get("/reports/standards/").status_code == 403
    assert signed_in(role).get(LOG).status_code == 404


@pytest.mark.parametrize(
    "path", ["/reports/monthly-log/05R/2016-13/", "/reports/monthly-log/05R/2029-01/", f"{LOG}?version=7"]
)
def test_what_is_no_month_or_version_is_not_there(signed_in: Any, path: str) -> None:
    assert signed_in("head").get(path).status_code == 404


def rows_of(page: str) -> int:
    return len(set(re.findall(r'href="/cases/(WM-[A-Z]-\d{4}-\d{5})/"', page)))


def test_every_number_of_the_standards_opens_as_many_cases(signed_in: Any, month: dict, seen_by: Callable) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="information_request")
        record(case, "excluded", date(2016, 1, 20), officer, reason="not_validated")
    client = signed_in("lead")
    page = text(client.get(STANDARDS))
    numbers = re.findall(r'<a href="(/reports/standards/cases/[^"]*)">(\d+)<', page)
    assert len(numbers) == 20
    assert sum(int(number) for _, number in numbers) > 4
    for href, number in numbers:
        assert rows_of(text(client.get(href.replace("&amp;", "&")))) == int(number), href
    assert "not validated by the provider" in page


def test_the_overview_leads_to_each_ccg(signed_in: Any, month: dict) -> None:
    page = text(signed_in("head").get("/reports/standards/?quarter=2015-16-q4"))
    assert "50% (1 of 2)" in page  # received in January: one acknowledged late, one in time
    assert page.count("Nothing decided yet") >= 13


@pytest.mark.parametrize("role", ["officer", "head", "lead"])
def test_each_count_of_the_month_opens_its_lines(signed_in: Any, month: dict, role: str) -> None:
    client = signed_in(role)
    page = text(client.get(LOG))
    numbers = re.findall(
        r'<a href="(/reports/monthly-log/05R/2016-01/\?version=now&amp;show=[^"]*)#lines">(\d+)<', page
    )
    assert len(numbers) == 30  # two categories and the whole, ten counts each
    for href, number in numbers:
        assert rows_of(text(client.get(href.replace("&amp;", "&")))) == int(number), href


def test_the_files_hold_the_lines_of_the_page(signed_in: Any, month: dict, warwick: Ccg, seen_by: Callable) -> None:
    issue(seen_by, warwick)
    client = signed_in("lead")
    response = client.get(f"{LOG}file/csv/?version=1")
    assert response["Content-Disposition"] == 'attachment; filename="query-log-05R-2016-01-v1.csv"'
    sent = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sent)))
    assert [row["Subject"] for row in rows] == ["From December", "Answered at once", "Still open"]
    assert rows[1]["Acknowledged this month"] == "Late"
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{LOG}file/xlsx/?version=1").streaming_content)))
    assert [row[1] for row in book.active.iter_rows(min_row=2, values_only=True)] == [row["Subject"] for row in rows]


@pytest.mark.slow
def test_the_printed_log_is_a_pdf_and_comes_out_the_same_twice(
    signed_in: Any, month: dict, warwick: Ccg, seen_by: Callable
) -> None:
    issue(seen_by, warwick)
    client = signed_in("lead")
    first, second = (client.get(f"{LOG}file/pdf/?version=1").content for _ in range(2))
    assert first.startswith(b"%PDF")
    assert first == second
    assert client.get(f"{LOG}file/docx/").status_code == 404


def test_a_head_issues_on_the_page_and_the_lead_confirms(signed_in: Any, month: dict) -> None:
    head, lead = signed_in("head"), signed_in("lead")
    assert "Issue version 1" in text(head.get(LOG))
    assert "Issue version 1" not in text(lead.get(LOG))
    assert head.post(f"{LOG}issue/", {"after_version": 0}).status_code == 302
    assert "Confirm that you have the query log" in text(lead.get("/"))
    assert "Confirm that the CCG has this log" in text(lead.get(LOG))
    assert lead.post(f"{LOG}1/confirm/").status_code == 302
    assert "Confirm that you have the query log" not in text(lead.get("/"))
    assert "Lead, " in text(head.get(LOG))
    again = head.post(f"{LOG}issue/", {"after_version": 1, "reason": "Nothing at all"})
    assert again.status_code == 422
    assert "Nothing has changed since version 1" in again.content.decode()
    assert "Nothing at all" in again.content.decode()


@pytest.mark.parametrize("role", ["officer", "lead", "auditor"])
def test_others_are_refused_the_issue(signed_in: Any, month: dict, role: str) -> None:
    assert signed_in(role).post(f"{LOG}issue/", {"after_version": 0}).status_code == 403


def test_restricted_cases_are_absent_for_those_not_cleared_and_their_export_is_recorded(
    signed_in: Any, month: dict, warwick: Ccg, seen_by: Callable, django_capture_on_commit_callbacks: Any
) -> None:
    with seen_by("head") as head:
        a_case(head, restricted=True, subject="About one doctor", received_at=at(date(2016, 1, 6)), at=AFTER)
    issue(seen_by, warwick)
    assert rows_of(text(signed_in("lead").get(LOG))) == 4
    assert rows_of(text(signed_in("finance_lead").get(LOG))) == 3
    assert "About one doctor" not in text(signed_in("lead").get(LOG))
    for role in ("lead", "finance_lead"):
        # The record is written once the page's own transaction is over, still in the reader's scope.
        with seen_by(role), django_capture_on_commit_callbacks(execute=True):
            b"".join(signed_in(role).get(f"{LOG}file/csv/").streaming_content)
    with seen_by("lead"):
        kept = AccessRecord.objects.filter(what__startswith="Export").values_list("person__email", "what")
        assert list(kept) == [("lead@example.org", "Export with restricted cases: query-log-05R-2016-01-v1.csv")]


def test_a_log_page_takes_as_many_queries_for_many_cases_as_for_few(
    signed_in: Any, month: dict, seen_by: Callable
) -> None:
    client = signed_in("head")
    client.get(LOG)
    with CaptureQueriesContext(connection) as few:
        client.get(LOG)
    with seen_by("officer") as officer:
        for _ in range(6):
            a_case(officer, practice="M84901")
    with CaptureQueriesContext(connection) as many:
        client.get(LOG)
    assert len(many) <= len(few) + 1  # the names of practices, once there are any
