"""Who else has a case open: colleagues who may work it are told of each other, and nobody else is."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from functions.models import CaseSight, Query
from tests.functions.cases import a_case
from tests.functions.pages import asked_of_database, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(seen_by: Any) -> Query:
    with seen_by("officer") as officer:
        return a_case(officer, practice="M84901")


@pytest.fixture
def look(signed_in: Any, case: Query, django_capture_on_commit_callbacks: Any) -> Any:
    """Opens a page of the case as somebody, with what follows the answer."""

    def opened(who: str, page: str = "", **headers: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return signed_in(who).get(f"/cases/{case.reference}/{page}", headers=headers)

    return opened


def test_colleagues_are_told_who_has_the_case_open_and_at_what(look: Any, case: Query, seen_by: Any) -> None:
    assert "has this case open" not in text_of(look("officer"))
    look("head", "respond/")
    page = text_of(look("officer"))
    assert "Head is at “Respond in full” now." in page
    assert "Officer has this case open" not in page  # not told of oneself
    with seen_by("officer"):
        assert CaseSight.objects.count() == 2  # one row a person, renewed
        CaseSight.objects.filter(doing="respond").update(at=timezone.now() - timedelta(minutes=3))
    assert "Head was at “Respond in full” in the last 5 minutes." in text_of(look("finance_officer", "note/"))
    with seen_by("officer"):
        CaseSight.objects.filter(doing="respond").update(at=timezone.now() - timedelta(minutes=6))
    assert "Head" not in text_of(look("officer", "sights/"))


def test_the_line_asks_again_by_itself_and_says_nothing_twice(look: Any) -> None:
    look("head")
    page = text_of(look("officer"))
    again = page.split('hx-get="')[1].split('"')[0].replace("&amp;", "&").split("/sights/")[1]
    assert look("officer", f"sights/{again}").status_code == 204
    look("director")
    answer = look("officer", f"sights/{again}")
    assert "Director has this case open now." in text_of(answer)
    assert "<html" not in text_of(answer)


def test_neither_the_ccg_nor_the_practice_is_told_or_noted(look: Any, seen_by: Any) -> None:
    look("head")
    for who in ("lead", "auditor", "practice"):
        assert "has this case open" not in text_of(look(who))
    with seen_by("officer"):
        assert [sight.person.name for sight in CaseSight.objects.select_related("person")] == ["Head"]


def test_whoever_may_no_longer_see_the_case_is_not_named(look: Any, case: Query, seen_by: Any) -> None:
    look("officer")
    with seen_by("head"):
        Query.objects.filter(pk=case.pk).update(is_restricted=True)
    assert "Officer has this case open" not in text_of(look("head"))


def test_older_sights_of_a_person_are_forgotten(look: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        other = a_case(officer)
        CaseSight.objects.create(
            hub=other.hub, ccg=other.ccg, query=other, person=officer, at=timezone.now() - timedelta(hours=2)
        )
    look("officer")
    with seen_by("officer"):
        assert not CaseSight.objects.filter(query=other).exists()


def test_an_open_page_asking_by_itself_keeps_no_session_alive(
    signed_in: Any, case: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("officer")
    client.get("/")
    began = client.session["last_seen"]
    monkeypatch.setattr("hubportal.organisations.middleware.time.time", lambda: began + 20 * 60)
    client.get(f"/cases/{case.reference}/sights/", headers={"X-Unattended": "yes"})
    assert client.session["last_seen"] == began
    client.get(f"/cases/{case.reference}/sights/")
    assert client.session["last_seen"] == began + 20 * 60


def test_the_line_is_one_statement_however_many_look(look: Any, case: Query, signed_in: Any) -> None:
    client = signed_in("officer")
    address = f"/cases/{case.reference}/sights/"
    asked_of_database(client, address)
    few = asked_of_database(client, address)
    for who in ("head", "director", "finance_officer"):
        look(who)
    assert len(asked_of_database(client, address)) == len(few)
