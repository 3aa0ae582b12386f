"""Who can see a case or a CCG: the page names exactly the people who are in fact shown it."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from functions.figures.sight import sight_of_case
from functions.models import Query
from hubportal.organisations.models import Assignment, Ccg, Person, Practice
from hubportal.organisations.services.assignments import assign
from hubportal.tenancy.scope import scope
from tests.functions.cases import a_case

pytestmark = pytest.mark.django_db


def names_on(page: str) -> set[str]:
    return set(re.findall(r'hub-table__row-heading" scope="row">([^<]+)<', page))


@pytest.mark.parametrize("restricted", [False, True])
def test_the_page_of_a_case_names_exactly_those_who_are_shown_it(
    restricted: bool, seen_by: Any, signed_in: Any, person: Any
) -> None:
    with seen_by("head") as head:
        practice = Practice.objects.get(ods_code="M84901")
        case = a_case(head, restricted=restricted, practice=practice)
    Assignment.objects.filter(person=person("finance_officer")).update(period="[2014-04-01,2015-04-01)")
    Person.objects.filter(email="director@example.org").update(is_active=False)
    shown = set()
    for one in Person.objects.filter(is_active=True):
        with scope(one.grants.scope(reading=True)):
            if Query.objects.visible_to(one).filter(pk=case.pk).exists():
                shown.add(one.name)
    expected = {"Head", "Finance head", "Lead", "Auditor"}
    assert shown == (expected if restricted else expected | {"Officer", "Finance lead", "Practice"})
    page = signed_in("head").get(f"/cases/{case.reference}/who-can-see/").text
    assert names_on(page) == shown
    assert ("this case is restricted" in page.lower()) is restricted
    with seen_by("head"):
        assert {one.assignment.person.name for one in sight_of_case(case, on=timezone.localdate())} == shown


def test_the_page_of_a_ccg_says_why_since_when_and_by_whom(seen_by: Any, signed_in: Any, person: Any) -> None:
    lent = {"until": date(2099, 3, 31), "reason": "Internal audit 2016", "by": person("admin")}
    warwick = Ccg.objects.get(ods_code="05R")
    assign(person=person("nobody"), role="auditor", organisation=warwick, on=date(2016, 1, 4), **lent)
    page = " ".join(signed_in("auditor").get("/cases/who-can-see/05R/").text.split())
    assert {"Nobody", "Officer", "Head", "Lead"} <= names_on(page)
    assert not {"Neighbour lead", "Stranger", "Admin", "Practice", "Secretary"} & names_on(page)
    assert "Auditor, South Warwickshire (05R)" in page
    assert "From 4 January 2016 to 31 March 2099, given by Admin. Reason: Internal audit 2016" in page
    assert "Cases, restricted cases, notes for the hub only, the history, finance" in page


def test_only_heads_leads_and_auditors_ask(seen_by: Any, signed_in: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer)
    address = f"/cases/{case.reference}/who-can-see/"
    assert signed_in("officer").get(address).status_code == 403
    assert address not in signed_in("officer").get(f"/cases/{case.reference}/").text
    assert address in signed_in("lead").get(f"/cases/{case.reference}/").text
    assert "Who can see a CCG" in signed_in("auditor").get("/reports/").text
    assert "Who can see a CCG" not in signed_in("finance_lead").get("/reports/").text
    assert signed_in("neighbour_lead").get("/cases/who-can-see/05R/").status_code == 404


def test_as_many_queries_for_many_people_as_for_few(signed_in: Any) -> None:
    head, warwick = signed_in("head"), Ccg.objects.get(ods_code="05R")

    def asked() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert head.get("/cases/who-can-see/05R/").status_code == 200
        return len(taken)

    asked()
    before = asked()
    for turn in range(10):
        more = Person.objects.create_user(f"more{turn}@example.org", None, name=f"More {turn}")
        assign(person=more, role="ccg_finance_lead", organisation=warwick, on=date(2016, 1, 4))
    assert asked() == before
