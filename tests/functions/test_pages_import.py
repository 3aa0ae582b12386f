"""Bringing in an existing log: errors by line, a preview, and all of it or nothing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from functions.models import Query
from tests.functions.pages import text_of

pytestmark = pytest.mark.django_db
HEAD = "ccg,kind,stream,category,subject,received_on,practice,acknowledged_on\n"
GOOD = "05R,query,contracting,access,Opening hours,2016-01-04,M84901,2016-01-06\n"


@pytest.fixture(autouse=True)
def _strict(settings: Any) -> None:
    settings.STRICT_TEMPLATES = True


def a_file(text: str) -> SimpleUploadedFile:
    """A CSV as a browser sends it."""
    return SimpleUploadedFile("log.csv", text.encode("utf-8-sig"), content_type="text/csv")


def test_every_error_is_shown_by_line_and_nothing_comes_in(signed_in: Any, seen_by: Any) -> None:
    wrong = GOOD.replace("query", "riddle") + GOOD.replace("M84901", "Z00000")
    answer = signed_in("officer").post("/cases/import/", {"file": a_file(HEAD + GOOD + wrong)})
    page = text_of(answer)
    assert answer.status_code == 422
    assert "“riddle” is not one of" in page
    assert "There is no practice with the code “Z00000”" in page
    assert "Nothing was brought in" in page
    with seen_by("officer"):
        assert not Query.objects.exists()


def test_a_right_file_is_previewed_and_then_comes_in_whole(signed_in: Any, seen_by: Any) -> None:
    officer = signed_in("officer")
    page = text_of(officer.post("/cases/import/", {"file": a_file(HEAD + GOOD + GOOD.replace("Opening", "Closing"))}))
    assert "2 cases would be brought in" in page
    assert "Acknowledged 6 Jan 2016" in page
    with seen_by("officer"):
        assert not Query.objects.exists()
    token = page.split('name="held" value="')[1].split('"')[0]
    assert officer.post("/cases/import/", {"confirm": "1", "held": token}).status_code == 302
    with seen_by("officer"):
        assert [case.acknowledged_on.isoformat() for case in Query.objects.all()] == ["2016-01-06", "2016-01-06"]
    again = officer.post("/cases/import/", {"confirm": "1", "held": token})
    assert again.status_code == 400
    assert "it has been brought in already" in text_of(again)
    with seen_by("officer"):
        assert Query.objects.count() == 2


def test_a_file_that_is_no_csv_is_refused_by_name(signed_in: Any) -> None:
    answer = signed_in("officer").post("/cases/import/", {"file": SimpleUploadedFile("log.xlsx", b"PK")})
    assert answer.status_code == 422
    assert "must be a CSV" in text_of(answer)


def test_the_template_has_every_column(signed_in: Any) -> None:
    text = signed_in("officer").get("/cases/import/template/").content.decode("utf-8-sig")
    assert text.startswith("ccg,kind,stream,category,subject,received_on")


@pytest.mark.parametrize("who", ["lead", "practice", "auditor"])
def test_only_those_who_log_bring_in(signed_in: Any, who: str) -> None:
    assert signed_in(who).get("/cases/import/").status_code == 403
