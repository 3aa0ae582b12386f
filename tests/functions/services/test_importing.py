"""Bringing in an existing log: every mistake by line and column, then all or nothing."""

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from functions.models import Query, QueryEvent
from functions.services.clock import PROJECTED, project
from functions.services.clock_reading import reading_of
from functions.services.importing import LineError, check_log, import_log
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day
from tests.functions.cases import at

HEADER = "ccg,kind,stream,category,subject,received_on,practice,acknowledged_on,updated_on,responded_on,old_reference"
PLAIN = (
    "05R,query,contracting,access,Training afternoon,02/01/2016,M84901,05/01/2016,29/01/2016;26/02/2016,2016-03-01,Q17"
)
TODAY = at(date(2016, 4, 1))


def log(*lines: str, header: str = HEADER) -> io.BytesIO:
    return io.BytesIO("\r\n".join((header, *lines)).encode("utf-8-sig"))


def errors(officer: Any, *lines: str, **more: str) -> list[tuple[int, str]]:
    report = check_log(file=log(*lines, **more), by=officer, at=TODAY)
    assert all(error.reason for error in report.errors)
    return [(error.line, error.column) for error in report.errors]


def test_a_line_brings_in_a_case_with_its_events(officer: Any) -> None:
    (case,) = import_log(file=log(PLAIN), by=officer, at=TODAY)
    assert (case.reference, case.state) == ("WM-Q-2016-00001", "closed")
    assert (case.received_on, case.acknowledged_on, case.responded_on) == (
        date(2016, 1, 2), date(2016, 1, 5), date(2016, 3, 1),
    )  # fmt: skip
    assert list(QueryEvent.objects.values_list("kind", flat=True)) == [
        "acknowledged", "update_given", "update_given", "responded",
    ]  # fmt: skip
    assert case.tags == ["was q17"]


def test_a_log_is_kept_as_if_each_event_had_been_recorded_in_few_statements_a_line(officer: Any) -> None:
    paper = ["open,02/01/2016,,,,,", "known,02/01/2016,,05/01/2016,,,", "told,02/01/2016,,05/01/2016,20/01/2016,,"]
    with CaptureQueriesContext(connection) as caught:
        cases = import_log(file=log(*(f"05R,query,contracting,access,{one}" for one in paper)), by=officer, at=TODAY)
    # References, cases and events are written together: the counter is held for that long only.
    written = [query["sql"].split()[2] for query in caught if query["sql"].lstrip().startswith("INSERT")]
    assert len(written) == 3
    assert written[0] == "functions_referencecounter"
    stored = [{name: getattr(case, name) for name in PROJECTED} for case in cases]
    for case, kept in zip(cases, stored, strict=True):
        project(case, reading_of(case, today=local_day(TODAY)))
        assert {name: getattr(case, name) for name in PROJECTED} == kept


def test_every_mistake_is_named_by_line_and_column(officer: Any) -> None:
    found = errors(
        officer,
        PLAIN,
        "05Y,query,contracting,access,Another CCG,02/01/2016,,,,,",
        "05R,riddle,contracting,access,Kind,02/01/2016,,,,,",
        "05R,query,contracting,qof,Category,02/01/2016,,,,,",
        "05R,query,contracting,access,,02/13/2016,,,,,",
        "05R,query,contracting,access,Future,02/05/2016,,,,,",
        "05R,query,contracting,access,Practice,02/01/2016,M91901,,,,",
        "05R,query,contracting,access,Practice,02/01/2016,X1,,,,",
        "05R,query,contracting,access,Order,02/01/2016,,01/01/2016,,,",
        "05R,query,contracting,access,Order,02/01/2016,,01/02/2016,,20/01/2016,",
        "05R,information_request,contracting,access,No date,02/01/2016,,05/01/2016,,,",
        PLAIN,
    )
    assert found == [
        (3, "ccg"), (4, "kind"), (5, "category"), (6, "received_on"), (6, "subject"), (7, "received_on"),
        (8, "practice"), (9, "practice"), (10, "acknowledged_on"), (11, "acknowledged_on"), (12, "promised_on"),
        (13, "old_reference"),
    ]  # fmt: skip


def test_one_wrong_line_keeps_all_out(officer: Any) -> None:
    with pytest.raises(Refused, match="Nothing was brought in. Line 3, kind"):
        import_log(file=log(PLAIN, PLAIN.replace("query", "riddle")), by=officer, at=TODAY)
    assert not Query.objects.exists()


def test_a_log_is_not_brought_in_twice(officer: Any) -> None:
    import_log(file=log(PLAIN), by=officer, at=TODAY)
    with pytest.raises(Refused, match="already, as WM-Q-2016-00001"):
        import_log(file=log(PLAIN), by=officer, at=TODAY)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (HEADER.replace("subject,", ""), "subject"),
        (HEADER + ",colour", "colour"),
        (HEADER + ",kind", "kind"),
    ],
)
def test_a_wrong_header_is_named(officer: Any, header: str, column: str) -> None:
    assert errors(officer, header=header) == [(1, column)]


def test_a_file_that_is_no_csv_is_refused_in_a_sentence(officer: Any) -> None:
    for content in (b"\xff\xfe\x00rubbish", b"PK\x03\x04\x00\x00", b"x" * 10_000_001):
        (error,) = check_log(file=io.BytesIO(content), by=officer, at=TODAY).errors
        assert error.line == 1
    assert check_log(file=log(), by=officer, at=TODAY).errors == [
        LineError(1, "", "The file has no lines below its header.")
    ]


def test_a_cell_over_several_lines_is_one_line_of_the_log_and_emoji_stay(officer: Any) -> None:
    text = '05R,query,contracting,access,"Two\nlines 🩺",02/01/2016,,,,,'
    assert errors(officer, text, "05R,riddle,contracting,access,Kind,02/01/2016,,,,,") == [(4, "kind")]
    assert import_log(file=log(text), by=officer, at=TODAY)[0].subject == "Two lines 🩺"


def test_a_line_is_numbered_as_it_stands_in_the_file(officer: Any) -> None:
    text = '05R,query,contracting,access,"Two\nlines",02/01/2016,,,,,'
    wrong = "05R,riddle,contracting,access,Kind,02/01/2016,,,,,"
    assert errors(officer, "", text, "", "", wrong, ",,,,,,,,,,", wrong) == [(7, "kind"), (9, "kind")]


def test_everything_wrong_with_a_line_is_named_at_once(officer: Any) -> None:
    found = errors(
        officer,
        "05Y,query,contracting,access,Another CCG,02/01/2027,X1,,,,",
        "05Y,query,contracting,access,Another CCG,02/01/2016,X1,01/01/2016,,02/01/2027,",
        "05R,query,contracting,access,Before receipt,05/01/2016,M91901,02/01/2016,,03/01/2016,",
        "05R,riddle,contracting,qof,Two cells,02/05/2027,X1,,,,",
    )
    assert found == [
        (2, "ccg"), (2, "practice"), (2, "received_on"),
        (3, "acknowledged_on"), (3, "ccg"), (3, "practice"), (3, "responded_on"),
        (4, "acknowledged_on"), (4, "practice"), (4, "responded_on"),
        (5, "category"), (5, "kind"), (5, "practice"), (5, "received_on"),
    ]  # fmt: skip


def test_who_may_not_log_brings_nothing_in(db: None, seen_by: Any) -> None:
    with seen_by("lead") as lead:
        assert errors(lead, PLAIN) == [(2, "ccg")]
