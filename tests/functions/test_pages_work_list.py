"""The work list: groups, views, filters, bulk acts and exports, each within what the person may see."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import timezone

from functions.models import Query, QueryEvent, SavedView
from functions.services.clock import record_event
from functions.services.queries import assign
from hubportal.notifications.models import AccessRecord
from tests.conftest import find_person
from tests.functions.cases import a_case, at
from tests.functions.pages import asked_of_database, day_boxes, text_of

pytestmark = pytest.mark.django_db
LIST = "/cases/"


@pytest.fixture(autouse=True)
def _strict(settings: Any) -> None:
    settings.STRICT_TEMPLATES = True


def many(by: Any, count: int) -> list[Query]:
    """Cases received today, an hour ago."""
    now = timezone.now()
    return [
        a_case(by, subject=f"Question {number}", received_at=now - timedelta(hours=1), at=now)
        for number in range(count)
    ]


def test_the_list_asks_the_database_as_often_for_sixty_cases_as_for_ten(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("officer")
    with seen_by("officer") as officer:
        many(officer, 10)
    client.get(f"{LIST}?view=all")
    few = asked_of_database(client, f"{LIST}?view=all")
    with seen_by("officer") as officer:
        many(officer, 50)
    assert len(asked_of_database(client, f"{LIST}?view=all")) == len(few) <= 8
    assert len(asked_of_database(client, f"{LIST}?view=all&kind=query&sort=received")) <= 8
    head = signed_in("head")
    head.get(LIST)
    assert len(asked_of_database(head, f"{LIST}?view=late&ccg=05R")) <= 9  # one more to find the CCG by its code


def test_cases_stand_in_groups_the_most_pressing_first(signed_in: Any, seen_by: Any) -> None:
    plain: dict[str, Any] = {"version": None, "on": timezone.localdate()}
    with seen_by("officer") as officer:
        plain |= {"by": officer, "at": timezone.now()}
        old = a_case(officer, subject="Long late")
        new = many(officer, 1)[0]
        waiting = many(officer, 1)[0]
        record_event(query_id=waiting.pk, kind="acknowledged", **plain)
        record_event(query_id=waiting.pk, kind="paused", reason="the data", **plain)
    page = text_of(signed_in("officer").get(f"{LIST}?view=all"))
    places = [page.index(words) for words in ("Critically overdue", old.reference, new.reference, waiting.reference)]
    assert places == sorted(places)
    assert "working days late" in page
    assert "Paused since" in page


def test_ones_own_cases_come_first_and_an_empty_list_says_what_to_do(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        mine, other = many(officer, 2)
        assign(query_id=mine.pk, version=None, owner=officer, team="", by=officer, at=timezone.now())
    page = text_of(signed_in("officer").get(LIST))
    assert mine.reference in page
    assert other.reference not in page
    assert "Nothing is waiting for you" in text_of(signed_in("head").get(LIST))


@pytest.mark.parametrize(
    ("who", "sees"),
    [("officer", True), ("lead", True), ("auditor", True), ("neighbour_lead", False), ("stranger", False)],
)
def test_each_sees_the_cases_of_their_ccgs(signed_in: Any, seen_by: Any, who: str, sees: bool) -> None:
    with seen_by("officer") as officer:
        case = many(officer, 1)[0]
    page = text_of(signed_in(who).get(f"{LIST}?view=all"))
    assert (case.reference in page) is sees


def test_a_practice_sees_its_own_questions_and_may_ask(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("practice")
    typed = {
        "practice": "", "category": "access", "subject": "May we close early?", "detail": "On Wednesday",
        "contact_phone": "", "confirm_nhs_number": "",
    }  # fmt: skip
    key = text_of(client.get("/cases/ask/")).split('name="practice"')[1].split('value="')[1].split('"')[0]
    answer = client.post("/cases/ask/", {**typed, "practice": key}, follow=True)
    assert "Your question is with the hub" in text_of(answer)
    assert "May we close early?" in text_of(client.get(LIST))
    assert "May we close early?" not in text_of(signed_in("neighbour_practice").get(LIST))
    with seen_by("officer"):
        case = Query.objects.get()
        assert (case.channel, case.practice.ods_code, case.contact_email) == (
            "portal",
            "M84901",
            "practice@example.org",
        )


def test_the_next_page_goes_on_where_this_one_ended(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        cases = {case.reference for case in many(officer, 30)}
    client, seen, address = signed_in("officer"), set(), f"{LIST}?view=all"
    for _ in range(2):
        page = text_of(client.get(address))
        seen |= {reference for reference in cases if f">{reference}</a>" in page}
        if 'rel="next"' in page or "More cases" in page:
            address = LIST + page.split("More cases")[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert seen == cases


def test_filters_show_as_chips_that_take_themselves_off(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        many(officer, 1)
    page = text_of(signed_in("officer").get(f"{LIST}?view=all&kind=complaint&received_from=2016-01-04"))
    assert "Kind: Complaint" in page
    assert "Received from: 4 January 2016" in page
    assert 'href="?kind=complaint"' in page
    assert "No case fits these filters" in page


def test_an_address_full_of_nonsense_still_opens(signed_in: Any) -> None:
    nonsense = "?view=zzz&sort=zzz&kind=zzz&received_from=never&owner=zzz&ccg=zzz"
    assert signed_in("officer").get(f"{LIST}{nonsense}").status_code == 200
    assert signed_in("officer").get(f"{LIST}?q=%00").status_code == 400  # no text has a null byte
    assert signed_in("officer").get(f"{LIST}?after=zzz").status_code == 400


def test_a_view_is_saved_shared_and_deleted_by_its_owner_only(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("officer")
    typed = {"name": "Late access", "parameters": "view=late&category=access", "is_shared": "on"}
    assert client.post("/cases/views/", typed).status_code == 302
    with seen_by("officer"):
        view = SavedView.objects.get()
    assert "view=late" in view.parameters
    assert "Late access" in text_of(signed_in("head").get(LIST))
    assert "Late access" not in text_of(signed_in("stranger").get(LIST))
    address = f"/cases/views/{view.public_id}/"
    assert signed_in("head").post(address, {"act": "delete"}).status_code == 404
    client.post(address, {"act": "keep"})
    assert "Late access" not in text_of(signed_in("head").get(LIST))
    client.post(address, {"act": "delete"})
    with seen_by("officer"):
        assert not SavedView.objects.exists()


def test_the_list_is_filtered_by_any_colleague_in_views_exports_and_bulk(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("head")
    with seen_by("head") as head:
        officer = find_person("officer")
        theirs, own = many(head, 2)
        assign(query_id=theirs.pk, version=None, owner=officer, team="", by=head, at=timezone.now())
        assign(query_id=own.pk, version=None, owner=head, team="", by=head, at=timezone.now())
    asked = f"view=all&owner={officer.public_id}"
    page = text_of(client.get(f"{LIST}?{asked}"))
    assert f'<option value="{officer.public_id}" selected>Officer</option>' in page
    assert "Owner: Officer" in page
    assert "Stranger" not in page
    assert (theirs.reference in page, own.reference in page) == (True, False)
    text = b"".join(client.get(f"{LIST}export/csv/?{asked}").streaming_content).decode()
    assert (theirs.reference in text, own.reference in text) == (True, False)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(f"{LIST}export/xlsx/?{asked}").streaming_content)))
    assert [row[0].value for row in book.active.iter_rows(min_row=2)] == [theirs.reference]
    client.post("/cases/views/", {"name": "Of the officer", "parameters": asked, "is_shared": "on"})
    with seen_by("head"):
        assert f"owner={officer.public_id}" in SavedView.objects.get().parameters
    ticked = {"act": "assign", "cases": [theirs.pk], "back_to": asked}
    assert f"owner={officer.public_id}" in text_of(client.post("/cases/bulk/", ticked))
    few = asked_of_database(client, f"{LIST}?{asked}")
    with seen_by("head") as head:
        for case in many(head, 9):
            assign(query_id=case.pk, version=None, owner=officer, team="", by=head, at=timezone.now())
    assert len(asked_of_database(client, f"{LIST}?{asked}")) == len(few)


def test_a_practice_is_told_of_no_colleague_and_a_view_names_nobody_who_left(signed_in: Any, seen_by: Any) -> None:
    assert "Finance officer" not in text_of(signed_in("practice").get(LIST))
    assert "Finance officer" not in text_of(signed_in("lead").get(f"{LIST}?view=all"))
    page = text_of(signed_in("officer").get(f"{LIST}?view=all&owner={find_person('stranger').public_id}"))
    assert "Owner: Somebody who has left" in page
    assert "Stranger" not in page


def test_bulk_acts_ask_once_and_tell_what_became_of_each_case(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        fresh, done = many(officer, 2)
        record_event(
            query_id=done.pk, version=None, kind="acknowledged", on=timezone.localdate(), by=officer, at=timezone.now()
        )
    client = signed_in("officer")
    ticked = {"act": "acknowledge", "cases": [fresh.pk, done.pk]}
    assert "2 cases ticked" in text_of(client.post("/cases/bulk/", ticked))
    page = text_of(client.post("/cases/bulk/", {**ticked, "confirmed": "1", **day_boxes("on")}))
    assert "1 of 2 cases done" in page
    assert "It was acknowledged on" in page
    with seen_by("officer"):
        assert QueryEvent.objects.filter(query=fresh, kind="acknowledged").exists()


def test_bulk_without_a_tick_says_so(signed_in: Any) -> None:
    answer = signed_in("officer").post("/cases/bulk/", {"act": "assign"})
    assert answer.status_code == 422
    assert "Select at least one case" in text_of(answer)


def test_bulk_reaches_no_case_of_another_hub(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = many(officer, 1)[0]
    ticked = {"act": "acknowledge", "cases": [case.pk], "confirmed": "1", **day_boxes("on")}
    assert signed_in("stranger").post("/cases/bulk/", ticked).status_code == 422
    with seen_by("officer"):
        assert not QueryEvent.objects.exists()


HOSTILE = '=HYPERLINK("http://example.org","x")'


def test_the_exports_hold_every_page_and_run_no_formula(
    signed_in: Any, seen_by: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with seen_by("officer") as officer:
        many(officer, 29)
        a_case(officer, subject=HOSTILE)
    client = signed_in("officer")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.get("/cases/export/csv/?view=all")
        lines = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == 30
    assert f"'{HOSTILE}" in {line["Subject"] for line in lines}
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get("/cases/export/xlsx/?view=all").streaming_content)))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert book.active.max_row == 31
    assert HOSTILE in {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]
    with seen_by("officer"):
        assert AccessRecord.objects.filter(what="Export of cases as CSV").exists()


def test_an_export_holds_only_what_the_list_shows(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        many(officer, 1)
    answer = signed_in("stranger").get("/cases/export/csv/?view=all")
    assert b"".join(answer.streaming_content).decode("utf-8-sig").count("\n") == 1


def test_open_cases_are_counted_by_ccg(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        a_case(officer, received_at=at(datetime(2016, 1, 2, tzinfo=UTC).date()))
    page = text_of(signed_in("head").get("/cases/by-ccg/"))
    assert "ccg=05R" in page
    assert '1<span class="nhsuk-u-visually-hidden"> late' in page
