"""Searching the history: by date, person, reference and kind of record, newest first, each row once."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from functions.services.correspondence import add_note
from hubportal.audit.searching import Asked, search, tracked_tables
from hubportal.organisations.models import Ccg
from reporting.figures.history import history_page, rows_seen_by
from tests.functions.cases import NOW, a_case
from tests.reporting.conftest import record

pytestmark = pytest.mark.django_db


def everything(person: Any, asked: Asked, *, size: int = 3) -> list[Any]:
    """All pages of a search."""
    found, after = [], ""
    for _ in range(100):
        page, after = search(asked, seen=lambda table: rows_seen_by(person, table), after=after, size=size)
        found += page
        if not after:
            return found
    raise AssertionError("the pages never end")


def test_the_pages_hold_every_change_once_newest_first(seen_by: Callable[..., Any]) -> None:
    with seen_by("officer") as officer:
        for _ in range(4):
            record(a_case(officer), "acknowledged", date(2016, 1, 6), officer)
        whole = search(Asked(), seen=lambda table: rows_seen_by(officer, table), size=500)[0]
        paged = everything(officer, Asked())
        assert [(one.table, one.key) for one in paged] == [(one.table, one.key) for one in whole]
        assert len(paged) == len(set(paged)) == 12  # each case: logged, changed by its event, and the event
        assert [one.at for one in paged] == sorted((one.at for one in paged), reverse=True)


def test_a_reference_finds_the_case_and_what_belongs_to_it(seen_by: Callable[..., Any]) -> None:
    with seen_by("officer") as officer:
        case, _ = a_case(officer), a_case(officer)
        record(case, "acknowledged", date(2016, 1, 6), officer)
        add_note(query_id=case.pk, by=officer, body="Rang them", circle="hub", on=date(2016, 1, 4), at=NOW)
        found = everything(officer, Asked(reference=case.reference))
        assert {one.table for one in found} == {"functions.Query", "functions.QueryEvent", "functions.Correspondence"}
        assert {one.reference for one in found} == {case.reference}
        events = everything(officer, Asked(table="functions.QueryEvent"))
        assert [one.act for one in events] == ["insert"]


def test_what_changed_is_named_by_column(seen_by: Callable[..., Any]) -> None:
    with seen_by("officer") as officer:
        record(a_case(officer), "acknowledged", date(2016, 1, 6), officer)
        found, columns, _ = history_page(officer, Asked(table="functions.Query"), after="")
        update = next(one for one in found if one.act == "update")
        assert {"acknowledged_on", "next_step", "version"} <= set(columns[update.table, update.key])
        assert "subject" not in columns[update.table, update.key]


def test_another_ccgs_history_is_not_found(seen_by: Callable[..., Any]) -> None:
    with seen_by("officer") as officer:
        a_case(officer)
    for other in ("neighbour_lead", "stranger", "stranger_head"):
        with seen_by(other) as person:
            assert everything(person, Asked()) == []


def test_restricted_cases_and_the_hubs_own_notes_are_absent_for_others(seen_by: Callable[..., Any]) -> None:
    with seen_by("head") as head:
        hidden = a_case(head, restricted=True)
        case = a_case(head)
        add_note(query_id=case.pk, by=head, body="Between us", circle="hub", on=date(2016, 1, 4), at=NOW)
        add_note(query_id=case.pk, by=head, body="For the CCG", circle="hub_ccg", on=date(2016, 1, 4), at=NOW)
    with seen_by("finance_lead") as person:
        found = everything(person, Asked())
        assert hidden.reference not in {one.reference for one in found}
        assert len([one for one in found if one.table == "functions.Correspondence"]) == 1
    with seen_by("auditor") as auditor:
        assert hidden.reference in {one.reference for one in everything(auditor, Asked())}
    with seen_by("officer") as officer:
        assert hidden.reference not in {one.reference for one in everything(officer, Asked())}


def test_a_date_outside_finds_nothing_and_a_mended_address_the_first_page(seen_by: Callable[..., Any]) -> None:
    with seen_by("officer") as officer:
        a_case(officer)
        now = timezone.now()
        assert everything(officer, Asked(first=now + timedelta(days=1))) == []
        assert everything(officer, Asked(last=now - timedelta(days=1))) == []
        seen = lambda table: rows_seen_by(officer, table)  # noqa: E731
        for after in ("x", "2016-01-01~1", "2016-01-01T00:00:00+00:00~a~b", "2016-01-01T00:00:00+00:00~1~9" + "9" * 30):
            assert search(Asked(), seen=seen, after=after)[0], after


def test_every_tracked_table_of_a_ccg_can_be_searched() -> None:
    labels = {table.label for table in tracked_tables()}
    assert {"functions.Query", "functions.QueryEvent", "documents.Document", "reporting.IssuedLog"} <= labels


@pytest.mark.parametrize("role", ["officer", "head", "lead", "finance_lead", "auditor"])
def test_readers_of_history_have_the_page(signed_in: Any, seen_by: Callable[..., Any], role: str) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer)
    page = signed_in(role).get("/history/").content.decode()
    assert case.reference in page
    assert "Case added" in page
    assert case.subject not in page.replace(f'"visually-hidden"> {case.subject}', "")


@pytest.mark.parametrize("role", ["practice", "secretary", "nobody", "admin"])
def test_for_everybody_else_it_is_not_there(signed_in: Any, role: str) -> None:
    assert signed_in(role).get("/history/").status_code == 404


def test_the_page_filters_by_person_and_says_who_did_what(signed_in: Any, warwick_by_post: str) -> None:
    client = signed_in("head")
    page = client.get("/history/").content.decode()
    officer = re.search(r'<option value="(\d+)">Officer</option>', page)
    head = re.search(r'<option value="(\d+)">Head</option>', page)
    assert officer
    assert head
    assert warwick_by_post in client.get(f"/history/?person={officer[1]}").content.decode()
    assert "No change fits" in client.get(f"/history/?person={head[1]}").content.decode()
    assert "No change fits" not in client.get(f"/history/?reference={warwick_by_post.lower()}").content.decode()


def test_a_wrong_date_is_said_at_its_box(signed_in: Any) -> None:
    page = signed_in("head").get("/history/?first=2016-02-01&last=2016-01-01").content.decode()
    assert "The last day must be the same as or after the first day" in page


def test_the_page_takes_as_many_queries_for_many_changes_as_for_few(
    signed_in: Any, seen_by: Callable[..., Any]
) -> None:
    client = signed_in("head")
    with seen_by("officer") as officer:
        record(a_case(officer), "acknowledged", date(2016, 1, 6), officer)
    client.get("/history/")
    with CaptureQueriesContext(connection) as few:
        client.get("/history/")
    with seen_by("officer") as officer:
        for _ in range(10):
            record(a_case(officer), "acknowledged", date(2016, 1, 6), officer)
    with CaptureQueriesContext(connection) as many:
        client.get("/history/")
    assert len(many) == len(few)


@pytest.fixture
def warwick_by_post(signed_in: Any, seen_by: Callable[..., Any]) -> str:
    """A case that the officer changed through a page, so that the history knows by whom."""
    with seen_by("officer") as officer:
        case = a_case(officer, ccg=Ccg.objects.get(ods_code="05R"))
    response = signed_in("officer").post(f"/cases/{case.reference}/take/", {"version": case.version})
    assert response.status_code == 302
    return case.reference
