"""A CSV that the database writes is, byte for byte, the one that the columns of the list describe."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.figures.case_lines import LINE, lines_of
from functions.figures.work_filter import SORTS, WorkListFilter
from functions.figures.work_list import cases_of, every_case
from functions.models import Query
from functions.presenters.work_list import COLUMNS
from functions.rules.work_groups import group_dates
from functions.services.clock import record_event
from functions.services.queries import Contact, assign
from hubportal.clocks.calendar import england
from hubportal.web.exports import FORMULA_STARTS, csv_lines
from tests.functions.cases import a_case, at

TODAY = date(2016, 1, 18)


@pytest.fixture
def every_sort_of_case(officer: Any) -> Any:
    """Cases whose words would break a CSV or run in a spreadsheet, in several states."""
    for start in sorted(FORMULA_STARTS):
        contact = Contact(name=f"{start}1+1 “quoted”", organisation='He said "no"')
        a_case(officer, subject=f"x{start}1", contact=contact)
    a_case(officer, subject='"Quoted", with commas\u2028and a line', tags=("rent", "urgent, please"), kind="foi")
    a_case(
        officer, subject="😀 مرحبا", kind="complaint", received_at=at(date(2016, 1, 2)) + timedelta(microseconds=999)
    )
    answered = a_case(officer, subject="Answered", priority="urgent")
    owned = a_case(officer, subject="Owned")
    assign(query_id=owned.pk, version=None, owner=officer, team="=Contracting", by=officer, at=at(TODAY))
    for case, kind in ((answered, "responded"), (owned, "acknowledged"), (owned, "paused")):
        record_event(query_id=case.pk, version=None, kind=kind, on=TODAY, by=officer, at=at(TODAY))
    # Nobody can type a subject or a category that begins so, but a log brought in from elsewhere may hold one.
    Query.objects.filter(subject__startswith="x=").update(subject="=1+1", category="@another system’s word")


@pytest.mark.parametrize("sort", SORTS)
def test_the_database_writes_the_lines_that_the_columns_describe(
    every_sort_of_case: Any, officer: Any, sort: str
) -> None:
    asked, dates = WorkListFilter(state="any", sort=sort), group_dates(england(), TODAY)
    described = "".join(csv_lines(every_case(officer, asked, dates), COLUMNS)).split("\r\n")[1:-1]
    assert len(described) == len(FORMULA_STARTS) + 4
    assert list(lines_of(cases_of(officer, asked, dates), asked)) == described
    assert len(LINE) == len(COLUMNS)
