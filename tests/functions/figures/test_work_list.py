"""The work list: views, groups, search and pages."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from functions.figures.view_counts import counts_by_view
from functions.figures.work_filter import WorkListFilter
from functions.figures.work_list import cases_of, every_case, grouped, order_of
from functions.models import Query
from functions.rules.work_groups import GroupDates, group_dates
from functions.services.clock import record_event
from functions.services.queries import assign
from hubportal.clocks.calendar import england
from hubportal.organisations.models import Ccg
from hubportal.web.paging import KeysetPage
from tests.functions.cases import a_case, at

TODAY = date(2016, 1, 18)


@pytest.fixture
def dates() -> GroupDates:
    return group_dates(england(), TODAY)


@pytest.fixture
def monday(officer: Any) -> dict[str, Query]:
    """A working Monday's list, by what each case is."""
    found = {
        "critical": a_case(officer, subject="Critical"),  # acknowledgement due on Friday 8 January
        "overdue": a_case(officer, subject="Overdue", received_at=at(date(2016, 1, 7)), at=at(TODAY)),
        "due_soon": a_case(officer, subject="Due soon", received_at=at(date(2016, 1, 12)), at=at(TODAY)),
        "not_due": a_case(officer, subject="Not due", received_at=at(date(2016, 1, 17)), at=at(TODAY)),
        "no_date": a_case(officer, subject="Paused"),
        "closed": a_case(officer, subject="Closed", kind="complaint"),
    }
    for name, kind in (("no_date", "acknowledged"), ("no_date", "paused"), ("closed", "responded")):
        record_event(query_id=found[name].pk, version=None, kind=kind, on=TODAY, by=officer, at=at(TODAY))
    return found


def asked(text: str = "") -> WorkListFilter:
    return WorkListFilter.from_parameters(QueryDict(text))


def test_open_cases_come_in_groups_by_due_date(monday: dict[str, Query], officer: Any, dates: GroupDates) -> None:
    page = KeysetPage(cases_of(officer, asked(), dates), order=order_of("due"))
    parts = [(str(group), [case.subject for case in cases]) for group, cases in grouped(page, dates)]
    assert parts == [
        ("critical", ["Critical"]), ("overdue", ["Overdue"]), ("due_soon", ["Due soon"]), ("not_due", ["Not due"]),
        ("no_date", ["Paused"]),
    ]  # fmt: skip


def test_views_show_whose_and_when(monday: dict[str, Query], officer: Any, dates: GroupDates) -> None:
    assign(query_id=monday["not_due"].pk, version=None, owner=officer, team="", by=officer, at=at(TODAY))
    assert counts_by_view(officer, dates) == {"mine": 1, "team": 0, "unassigned": 4, "week": 2, "late": 2, "all": 5}


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("state=closed", {"Closed"}),
        ("state=any&kind=complaint", {"Closed"}),
        ("q=paused", {"Paused"}),
        ("q=WM-C-2016-00001&state=any", {"Closed"}),
        ("received_from=2016-01-12&received_to=2016-01-12", {"Due soon"}),
        ("ccg=05R&view=late", {"Critical", "Overdue"}),
        ("ccg=05Y", set()),
        ("owner=me", set()),
        ("stream=finance", set()),
        ("tag=none", set()),
        ("practice=M84901", set()),
    ],
)
def test_a_filter_narrows_the_list(monday: Any, officer: Any, dates: GroupDates, text: str, subjects: set[str]) -> None:
    assert {case.subject for case in cases_of(officer, asked(text), dates)} == subjects


def test_pages_by_key_show_every_case_once(monday: Any, officer: Any, dates: GroupDates) -> None:
    for sort in ("due", "received", "oldest", "priority", "reference"):
        seen, after = [], None
        while after != "":
            page = KeysetPage(cases_of(officer, asked(), dates), order=order_of(sort), after=after, size=2)
            seen += [case.pk for case in page]
            after = page.next_token
        assert seen == [case.pk for case in every_case(officer, asked(f"sort={sort}"), dates)]
        assert len(seen) == len(set(seen)) == 5


def test_a_head_sees_the_whole_hub_and_a_stranger_nothing(monday: Any, seen_by: Any, dates: GroupDates) -> None:
    with seen_by("head") as head:
        a_case(head, ccg=Ccg.objects.get(ods_code="05Y"), subject="Next door")
    with seen_by("head", reading=True) as head:
        assert counts_by_view(head, dates)["all"] == cases_of(head, asked(), dates).count() == 6
        assert cases_of(head, asked("ccg=05Y"), dates).count() == 1
    with seen_by("stranger") as stranger:
        assert counts_by_view(stranger, dates)["all"] == cases_of(stranger, asked("ccg=05R"), dates).count() == 0


def test_a_search_is_narrowed_before_its_newest_matches_are_taken(
    officer: Any, seen_by: Any, dates: GroupDates, monkeypatch: Any
) -> None:
    monkeypatch.setattr("functions.figures.searching.MOST_FOUND", 1)
    old = a_case(officer, subject="Rota")
    done = a_case(officer, subject="Rota", kind="complaint")
    record_event(query_id=done.pk, version=None, kind="responded", on=TODAY, by=officer, at=at(TODAY))
    with seen_by("head") as head:
        newest = a_case(head, ccg=Ccg.objects.get(ods_code="05Y"), subject="Rota")
    with seen_by("head", reading=True) as head:
        assert [case.pk for case in cases_of(head, asked("q=rota"), dates)] == [newest.pk]
        assert [case.pk for case in cases_of(head, asked("q=rota&ccg=05R"), dates)] == [old.pk]
        assert [case.pk for case in cases_of(head, asked("q=rota&ccg=05R&state=any"), dates)] == [done.pk]
        assert not cases_of(head, asked("q=rota&ccg=06Q"), dates).exists()


def test_an_address_and_its_filter_are_one(officer: Any) -> None:
    text = "view=mine&group=overdue&ccg=05R&ccg=05Y&q=rota&received_from=2016-01-04&sort=received"
    assert asked(asked(text).query_string()) == asked(text)
    assert asked(text).query_string() == text


def test_nonsense_in_an_address_is_left_out(officer: Any, dates: GroupDates) -> None:
    text = "view=x&state=y&group=z&owner=1&received_from=never&sort=q&kind=%00&tag=%00"
    assert asked(text) == WorkListFilter()
    assert asked("q=%00").words == ""
