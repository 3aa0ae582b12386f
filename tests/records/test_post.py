"""Letters that go by post: in bundles, each one PDF, and none about a restricted record."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from functions.models import Query
from hubportal.notifications.models import AccessRecord
from tests.functions.cases import a_case
from tests.tenancy.worlds.records import posted

AT = datetime(2016, 2, 2, 9, tzinfo=UTC)
BUNDLE = "/records/post/05R/2016-02-02/case/"


@pytest.fixture(autouse=True)
def _that_day() -> Any:
    with time_machine.travel(datetime(2016, 2, 3, 9, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def two_letters(case: Query, officer: Any) -> None:
    posted(case, by=officer, at=AT)
    posted(case, by=officer, at=AT)


def _pages(answer: Any) -> int:
    return len(PdfReader(BytesIO(b"".join(answer.streaming_content))).pages)


@pytest.mark.usefixtures("two_letters")
def test_the_letters_of_a_ccg_and_day_are_printed_as_one_file_and_that_is_kept(
    signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    officer = signed_in("officer")
    page = officer.get("/records/post/").content.decode()
    assert "South Warwickshire" in page
    assert "PDF of 2" in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = officer.get(BUNDLE)
    assert answer["Content-Disposition"] == 'attachment; filename="letters-05R-case-2016-02-02.pdf"'
    assert _pages(answer) == 2
    assert AccessRecord.objects.filter(what="2 letters to post", ccg__ods_code="05R").count() == 1


def test_a_letter_that_is_not_drawn_yet_is_counted_and_not_printed(case: Query, officer: Any, signed_in: Any) -> None:
    letter = posted(case, by=officer, at=AT)
    letter.document = None
    letter.save(update_fields=["document"])
    assert "1 still being drawn" in signed_in("officer").get("/records/post/").content.decode()
    assert signed_in("officer").get(BUNDLE).status_code == 404


def test_a_letter_about_a_restricted_record_is_in_no_pile(officer: Any, signed_in: Any) -> None:
    restricted = a_case(officer)
    restricted.is_restricted = True
    restricted.save(update_fields=["is_restricted"])
    posted(restricted, by=officer, at=AT)
    head = signed_in("head")
    assert "No letter to post" in head.get("/records/post/").content.decode()
    assert head.get(BUNDLE).status_code == 404


@pytest.mark.usefixtures("two_letters")
def test_older_letters_leave_the_page_and_stay_printable(signed_in: Any) -> None:
    with time_machine.travel(datetime(2016, 4, 1, 9, tzinfo=UTC), tick=False):
        officer = signed_in("officer")
        assert "No letter to post" in officer.get("/records/post/").content.decode()
        assert _pages(officer.get(BUNDLE)) == 2


@pytest.mark.parametrize(
    "asked", ["05R/2016-02-30/case", "05R/yesterday/case", "05R/2016-02-02/hat", "06Q/2016-02-02/case"]
)
@pytest.mark.usefixtures("two_letters")
def test_an_address_that_names_no_bundle_is_not_found(asked: str, signed_in: Any) -> None:
    assert signed_in("officer").get(f"/records/post/{asked}/").status_code == 404


@pytest.mark.usefixtures("two_letters")
def test_the_page_takes_as_many_statements_for_one_bundle_as_for_many(
    case: Query, officer: Any, signed_in: Any
) -> None:
    client = signed_in("officer")
    client.get("/records/post/")
    with CaptureQueriesContext(connection) as few:
        client.get("/records/post/")
    for day in range(1, 20):
        posted(case, by=officer, at=datetime(2016, 1, day + 5, 9, tzinfo=UTC))
    with CaptureQueriesContext(connection) as many:
        client.get("/records/post/")
    assert len(many) == len(few)
    assert date(2016, 1, 24).isoformat() in client.get("/records/post/").content.decode()
