"""The first page: each role its own, in a fixed number of queries, every number the number of its list."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from functions.services.queries import assign
from hubportal.organisations.models import Ccg
from tests.functions.cases import a_case

pytestmark = pytest.mark.django_db

ROLES = [
    "officer", "finance_officer", "head", "finance_head", "director", "lead", "finance_lead", "auditor", "secretary",
    "member", "practice", "admin", "nobody", "stranger",
]  # fmt: skip


def cases(seen_by: Callable[..., Any], count: int, **given: Any) -> None:
    """So many cases of South Warwickshire, each received a week before the last."""
    now = timezone.now()
    with seen_by("officer") as officer:
        for number in range(count):
            a_case(officer, received_at=now - timedelta(days=7 * number + 1), at=now, **given)


@pytest.mark.parametrize("role", ROLES)
def test_everybody_who_signs_in_has_a_first_page(signed_in: Any, role: str) -> None:
    response = signed_in(role).get("/")
    assert response.status_code == 200
    assert ("You have no role yet" in response.content.decode()) == (role == "nobody")


def test_nobody_signed_in_is_asked_to_sign_in(client: Any) -> None:
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("role", ["officer", "head", "lead", "auditor", "practice", "secretary"])
def test_the_first_page_takes_as_many_queries_for_many_cases_as_for_few(
    signed_in: Any, seen_by: Callable[..., Any], role: str
) -> None:
    client = signed_in(role)
    cases(seen_by, 2, practice="M84901")
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/")
    cases(seen_by, 14, practice="M84901")
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(few) == len(many)
    assert len(many) <= 24


def links(page: str) -> list[tuple[str, int]]:
    """Every number that is a link, with its address."""
    found = re.findall(r'<a href="(/cases/[^"]*)">([\d,]+)<span', page)
    return [(href.replace("&amp;", "&"), int(number.replace(",", ""))) for href, number in found]


@pytest.mark.parametrize("role", ["officer", "head", "lead"])
def test_every_number_is_the_number_of_rows_of_the_list_it_leads_to(
    signed_in: Any, seen_by: Callable[..., Any], role: str
) -> None:
    cases(seen_by, 9)
    with seen_by("officer") as officer:
        mine = a_case(officer, received_at=timezone.now() - timedelta(days=90), at=timezone.now())
        assign(query_id=mine.pk, version=None, owner=officer, team="Contracting", by=officer, at=timezone.now())
    client = signed_in(role)
    shown = [one for one in links(client.get("/").content.decode())]
    assert any(number for _, number in shown)
    warwick = [(href, number) for href, number in shown if "ccg=05R" in href or "owner=" in href or "team=" in href]
    assert len(warwick) >= 5
    for href, number in warwick:
        listed = client.get(href).content.decode()
        assert len(set(re.findall(r'href="/cases/(WM-[A-Z]-\d{4}-\d{5})/"', listed))) == number, href


def test_an_officer_reads_first_which_of_their_own_cases_are_late(signed_in: Any, seen_by: Callable[..., Any]) -> None:
    with seen_by("officer") as officer:
        late = a_case(officer, received_at=timezone.now() - timedelta(days=60), at=timezone.now())
        assign(query_id=late.pk, version=None, owner=officer, team="", by=officer, at=timezone.now())
    page = signed_in("officer").get("/").content.decode()
    assert "1 of your cases is late." in page
    assert "1 of your cases is critically late." in page


def test_an_officer_without_cases_is_told_so(signed_in: Any) -> None:
    assert "You have no open cases." in signed_in("officer").get("/").content.decode()


def test_a_lead_sees_their_ccg_with_the_standards_and_not_the_neighbours(
    signed_in: Any, seen_by: Callable[..., Any]
) -> None:
    cases(seen_by, 3)
    page = signed_in("lead").get("/").content.decode()
    assert "South Warwickshire" in page
    assert "Queries acknowledged within 5 working days" in page
    neighbour = signed_in("neighbour_lead").get("/").content.decode()
    assert "South Warwickshire" not in neighbour
    assert "0 cases were received in the last 7 days." in neighbour


def test_a_practice_sees_its_own_questions_and_where_they_stand(signed_in: Any, seen_by: Callable[..., Any]) -> None:
    cases(seen_by, 1, practice="M84901", subject="Flu clinic on a Sunday")
    page = signed_in("practice").get("/").content.decode()
    assert "Flu clinic on a Sunday" in page
    assert "Acknowledgement due by" in page
    assert 'href="/cases/ask/"' in page
    assert "Flu clinic" not in signed_in("neighbour_practice").get("/").content.decode()


def test_committee_people_have_their_committees_and_the_administrator_the_people(signed_in: Any) -> None:
    assert "South Warwickshire Primary Care Committee" in signed_in("secretary").get("/").content.decode()
    assert 'href="/people/"' in signed_in("admin").get("/").content.decode()


def test_a_restricted_case_is_not_counted_for_those_who_may_not_see_it(
    signed_in: Any, seen_by: Callable[..., Any]
) -> None:
    with seen_by("head") as head:
        now = timezone.now()
        a_case(head, ccg=Ccg.objects.get(ods_code="05R"), restricted=True, received_at=now - timedelta(days=1), at=now)
    counts = {role: dict(links(signed_in(role).get("/").content.decode())) for role in ("head", "officer")}
    assert counts["head"]["/cases/?ccg=05R"] == 1
    assert counts["officer"]["/cases/?ccg=05R"] == 0
