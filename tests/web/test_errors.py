"""What people see when something cannot be answered."""

import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import connection
from django.http import HttpRequest
from django.template import engines
from django.test.utils import CaptureQueriesContext
from django.urls import ResolverMatch

from hubportal.web import errors
from hubportal.web.refusals import Difference, RefusalMiddleware, Refused, Stale, check_version, differences
from tests.web.pages import Page, faults

PAGES = [
    (errors.bad_request, (), 400),
    (errors.bad_request, (RequestDataTooBig(),), 413),
    (errors.permission_denied, (PermissionDenied(),), 403),
    (errors.page_not_found, (), 404),
    (errors.csrf_failure, (), 403),
    (errors.too_many_requests, (), 429),
    (errors.server_error, (), 500),
]


@pytest.fixture(autouse=True)
def _addresses(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.urls"


def _request(rf: Any, path: str = "/queries/") -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request: HttpRequest = rf.get(path)
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize(("view", "said", "status"), PAGES)
def test_each_error_has_a_page_with_one_heading(rf: Any, view: Any, said: tuple[Any, ...], status: int) -> None:
    response = view(_request(rf), *said)
    assert response.status_code == status
    assert faults(response.content) == []


@pytest.mark.parametrize(("view", "said", "status"), PAGES)
def test_under_the_api_each_error_is_a_problem(rf: Any, view: Any, said: tuple[Any, ...], status: int) -> None:
    response = view(_request(rf, "/api/v1/queries/"), *said)
    assert response["Content-Type"] == "application/problem+json"
    assert json.loads(response.content)["status"] == response.status_code == status


def test_the_page_for_a_fault_asks_the_database_nothing(rf: Any, db: None) -> None:
    with CaptureQueriesContext(connection) as made:
        errors.server_error(rf.get("/queries/"))
    assert len(made) == 0


def _page_of(rf: Any, refused: Exception) -> Any:
    return RefusalMiddleware(lambda request: None).process_exception(_request(rf), refused)  # type: ignore[arg-type, return-value]


def test_a_refusal_nobody_caught_is_the_409_page_with_its_clause(rf: Any) -> None:
    response = _page_of(rf, Refused("Acknowledge it first.", clause="London MOU, standard 3"))
    assert response.status_code == 409
    words = Page(response.content).words()
    assert "Acknowledge it first." in words
    assert "London MOU, standard 3" in words
    assert faults(response.content) == []


@pytest.mark.parametrize(
    ("referer", "links"),
    [
        ("http://testserver/cases/WM-Q-2016-00001/?view=late", ["/cases/WM-Q-2016-00001/?view=late"]),
        ("http://elsewhere.example/cases/", ["/"]),
        ("", ["/"]),
    ],
)
def test_a_refusal_leads_back_to_where_its_reader_came_from(rf: Any, referer: str, links: list[str]) -> None:
    request = _request(rf)
    request.META["HTTP_REFERER"] = referer
    middleware: Any = RefusalMiddleware(lambda request: None)  # type: ignore[arg-type, return-value]
    page = middleware.process_exception(request, Refused("The case is still open.")).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r'href="([^"]*)"', main) == links


def test_an_act_out_of_order_leads_back_to_its_record_and_any_other_page_home(rf: Any) -> None:
    def links(path: str, **kwargs: str) -> str:
        request = rf.get(path)
        request.user = AnonymousUser()
        request.resolver_match = ResolverMatch(lambda: None, (), kwargs)
        said = RefusalMiddleware(lambda request: None).process_exception(request, Refused("Out of order."))  # type: ignore[arg-type, return-value]
        return said.content.decode()  # type: ignore[union-attr]

    act = links("/levels/WM-L-2015-00001/panels/national/", reference="WM-L-2015-00001")
    assert '<a href="/levels/WM-L-2015-00001/">Go to WM-L-2015-00001</a>' in act
    assert "Open the page again" not in act
    for page in (links("/levels/WM-L-2015-00001/", reference="WM-L-2015-00001"), links("/agreements/new/")):
        assert '<a href="/">Go to the home page</a>' in page


def test_other_exceptions_go_on_their_way(rf: Any) -> None:
    assert _page_of(rf, LookupError()) is None


def test_a_stale_page_shows_both_versions(rf: Any) -> None:
    found = differences(
        labels={"subject": "Subject", "stream": "Stream"},
        saved={"subject": "Rent", "stream": "Finance"},
        yours={"subject": "Rent <2015>", "stream": "Finance"},
    )
    assert found == (Difference("Subject", "Rent", "Rent <2015>"),)
    response = _page_of(rf, Stale(changed_by="Ben Hart", changed_at="4 January 2016", differences=found))
    words = Page(response.content).words()
    assert response.status_code == 409
    assert "Subject Rent Rent <2015>" in words
    assert "Ben Hart" in words
    assert faults(response.content) == []


def test_a_page_made_from_an_older_version_is_stale() -> None:
    check_version(held=3, submitted="3")
    with pytest.raises(Stale):
        check_version(held=3, submitted="2", changed_by="Ben Hart")
    with pytest.raises(Stale):
        check_version(held=3, submitted=None)


def test_every_error_page_is_drawn_in_strict_mode(settings: Any) -> None:
    settings.STRICT_TEMPLATES = True
    from hubportal.web.jinja import environment

    strict = environment()
    for name in engines["jinja2"].env.list_templates(filter_func=lambda path: path.startswith("errors/")):  # type: ignore[attr-defined]
        html = strict.get_template(name).render(refused=Refused("No."))
        assert faults(html) == [], name
