"""Readiness assessments on their pages: from the first to the comparison, and what comes back when the answer is no."""

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client

from governance.models import Readiness, ReadinessArea
from governance.rules import readiness as rules
from governance.services import readiness as services
from tests.conftest import in_scope_of
from tests.functions.pages import asked_of_database, text_of
from tests.governance.agreements import moment
from tests.governance.readiness.steps import GREEN, TODAY, begun, ccg_called, completed, filled

pytestmark = pytest.mark.django_db
ACTION = rules.Action("Survey every building", "Head of estates", date(2016, 9, 1))
RED = replace(GREEN, rating="red", actions=(ACTION,))


def area_form(version: int = 1, **changed: Any) -> dict[str, Any]:
    """What somebody types for an area."""
    typed: dict[str, Any] = {"version": version, "rating": "green"}
    typed |= {f"position_{team}": f"Ours as {team}." for team in ("corporate", "finance", "primary_care", "contracts")}
    return typed | changed


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def lines(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig"))))


def test_from_the_beginning_to_the_completed_assessment(signed_in: Any) -> None:
    with time_machine.travel(moment(TODAY)):
        lead: Client = signed_in("lead")
        day = {"assessed_on_day": 2, "assessed_on_month": 5, "assessed_on_year": 2016}
        address = lead.post("/readiness/new/", {"ccg": "05R", **day}).url
        page = text_of(lead.get(address))
        assert "Before it can be completed, 14 areas are still to be finished." in page
        assert "Complete the assessment" not in page
        assert lead.get(f"{address}complete/").status_code == 409
        with in_scope_of("lead"):
            codes = list(ReadinessArea.objects.order_by("pk").values_list("code", flat=True))
        for code in codes:
            sent = lead.post(
                f"{address}areas/{code}/", area_form(principles=["quality"], patients="The panel reads it.")
            )
            assert sent.status_code == 302, text_of(sent)
        page = text_of(lead.get(address))
        assert "Ours as finance." in page
        assert "The panel reads it." in page
        assert "Raises quality, safety and patient experience" in page
        with in_scope_of("lead"):
            version = Readiness.objects.get().version
        assert lead.post(f"{address}complete/", {"version": version, "note": ""}).status_code == 302
        assert "Completed" in text_of(lead.get(address))
        assert lead.get(f"{address}areas/estates/").status_code == 409
        assert lead.post(f"{address}areas/estates/", area_form(2)).status_code == 422


def test_what_was_typed_comes_back_with_every_fault(signed_in: Any) -> None:
    with in_scope_of("lead") as lead:
        made = begun(lead)
    client: Client = signed_in("lead")
    address = f"/readiness/{made.reference}/areas/estates/"
    half = client.post(address, area_form(action_1_words="Survey every building", resources="Two people"))
    page = text_of(half)
    assert half.status_code == 422
    assert "Enter who does it." in page
    assert "Enter the day by which it is done." in page
    assert "Survey every building" in page
    assert "Two people" in page
    assert client.post(address, area_form(rating="blue")).status_code == 422


def test_a_stale_page_shows_both_and_loses_nothing(signed_in: Any) -> None:
    with in_scope_of("officer") as officer:
        made = begun(officer)
        theirs = replace(GREEN, positions={**GREEN.positions, "finance": "Theirs of finance."})
        services.say_area(assessment_id=made.pk, code="estates", version=1, said=theirs, by=officer)
    client: Client = signed_in("lead")
    address = f"/readiness/{made.reference}/areas/estates/"
    stale = client.post(address, area_form(1, action_4_words="A fourth action"))
    page = text_of(stale)
    assert stale.status_code == 409
    assert "Officer changed this area" in page
    assert "Theirs of finance." in page
    assert "Ours as finance." in page
    assert "A fourth action" in page
    assert client.post(address, area_form(2)).status_code == 302


def test_there_are_always_two_lines_more_than_actions(signed_in: Any) -> None:
    with in_scope_of("lead") as lead:
        made = begun(lead)
    client: Client = signed_in("lead")
    address = f"/readiness/{made.reference}/areas/estates/"
    assert "Action 2" in text_of(client.get(address))
    assert "Action 3" not in text_of(client.get(address))
    by = {"action_2_by_day": 1, "action_2_by_month": 9, "action_2_by_year": 2016}
    sent = client.post(address, area_form(action_2_words="Rank them", action_2_owner="Estates lead", **by))
    assert sent.status_code == 302
    page = text_of(client.get(address))
    assert "Action 3" in page
    assert "Action 4" not in page
    with in_scope_of("lead"):
        kept = ReadinessArea.objects.get(code="estates").actions
    assert kept == [{"words": "Rank them", "owner": "Estates lead", "by": "2016-09-01"}]


def test_one_ccg_over_time_in_words_and_as_files(signed_in: Any) -> None:
    with in_scope_of("lead") as lead:
        first = completed(lead, on=date(2016, 2, 1), estates=RED)
        second = completed(lead, on=date(2016, 4, 1))
        third = begun(lead)
        filled(third, lead, market=RED)
    client: Client = signed_in("auditor")
    page = text_of(client.get("/readiness/over-time/05r/"))
    assert "3 May 2016 (in preparation)" in page
    assert "1 area says something else" in page
    assert "4 Market and procurement: worse than before" in page
    two = f"?first={first.reference}&second={second.reference}"
    page = text_of(client.get(f"/readiness/over-time/05R/{two}"))
    assert "13 Estates: better than before" in page
    assert "Survey every building (Head of estates, by 1 September 2016)" in page
    turned = f"?first={second.reference}&second={first.reference}"
    assert "13 Estates: better than before" in text_of(client.get(f"/readiness/over-time/05R/{turned}"))
    rows = lines(client.get(f"/readiness/over-time/05R/changes.csv{two}"))
    assert [(row["Area"], row["What"], row["Now"]) for row in rows][0] == ("13 Estates", "Rating", "Green: ready")
    book = openpyxl.load_workbook(io.BytesIO(content(client.get(f"/readiness/over-time/05R/changes.xlsx{two}"))))
    assert [cell.value for cell in book.active[1]] == ["Area", "Rating moved", "What", "Before", "Now"]
    assert signed_in("neighbour_lead").get("/readiness/over-time/05R/").status_code == 404
    assert "No assessment yet" in text_of(signed_in("neighbour_lead").get("/readiness/over-time/05Y/"))
    assert signed_in("neighbour_lead").get("/readiness/over-time/05Y/changes.csv").status_code == 404


def test_all_ccgs_side_by_side_as_at_a_day(signed_in: Any) -> None:
    with in_scope_of("head") as head:
        completed(head, on=date(2016, 2, 1), estates=RED)
        completed(head, on=date(2016, 4, 1))
    with in_scope_of("neighbour_lead") as lead:
        completed(lead, on=date(2016, 3, 1), code="05Y", market=replace(RED, rating="amber"))
    client: Client = signed_in("head")
    day = "?on_day=15&on_month=3&on_year=2016"
    page = text_of(client.get(f"/readiness/compare/{day}"))
    assert "as at 15 March 2016" in page
    assert "Red: not ready" in page
    assert "Amber: ready in part" in page
    assert "Without a completed assessment by that day:" in page
    assert "Red: not ready" not in text_of(client.get("/readiness/compare/"))
    rows = lines(client.get(f"/readiness/compare/readiness.csv{day}"))
    assert len(rows) == 15
    assert rows[12][ccg_called("05R").name] == "Red: not ready"
    assert rows[14][ccg_called("05Y").name] == "2016-03-01"
    book = openpyxl.load_workbook(io.BytesIO(content(client.get(f"/readiness/compare/readiness.xlsx{day}"))))
    assert book.active.max_row == 16
    one = signed_in("neighbour_lead").get(f"/readiness/compare/{day}")
    assert "Red: not ready" not in text_of(one)
    wrong = client.get("/readiness/compare/?on_day=31&on_month=2&on_year=2016")
    assert wrong.status_code == 200
    assert "must be a real date" in text_of(wrong)


def test_the_lists_ask_as_much_for_one_as_for_many(signed_in: Any) -> None:
    client: Client = signed_in("head")
    with in_scope_of("head") as head:
        first = completed(head, on=date(2016, 2, 1))
    pages = ("/readiness/", "/readiness/compare/", "/readiness/over-time/05R/", f"/readiness/{first.reference}/")
    for page in pages:
        client.get(page)
    one = [len(asked_of_database(client, page)) for page in pages]
    with in_scope_of("head") as head:
        second = completed(head, on=date(2016, 3, 1), estates=RED)
        completed(head, on=date(2016, 3, 1), code="05Y")
        begun(head)
    many = [len(asked_of_database(client, page)) for page in (*pages[:3], f"/readiness/{second.reference}/")]
    assert many == one


def test_the_list_is_narrowed_and_withdrawn_ones_stay(signed_in: Any) -> None:
    with in_scope_of("head") as head:
        mine = begun(head)
        completed(head, on=date(2016, 3, 1), code="05Y")
    client: Client = signed_in("lead")
    away = f"/readiness/{mine.reference}/withdraw/"
    assert client.post(away, {"version": 1, "note": ""}).status_code == 422
    assert client.post(away, {"version": 1, "note": "Typed twice"}).status_code == 302
    assert mine.reference in text_of(client.get("/readiness/?state=withdrawn"))
    assert "No assessment here" in text_of(client.get("/readiness/?state=draft"))
    assert mine.reference not in text_of(signed_in("head").get("/readiness/?ccg=05y"))
    wrong = client.post("/readiness/new/", {"ccg": "05R", "assessed_on_day": "1"})
    assert wrong.status_code == 422


def test_the_api_reads_them(signed_in: Any) -> None:
    with in_scope_of("lead") as lead:
        first = completed(lead, on=date(2016, 2, 1), estates=RED)
        second = begun(lead)
    client: Client = signed_in("lead")
    listed = client.get("/api/v1/readiness/?ccg=05R&state=draft").json()["results"]
    assert [(row["reference"], row["copied_from"], len(row["areas"])) for row in listed] == [
        (second.reference, first.reference, 14)
    ]
    found = client.get(f"/api/v1/readiness/{first.reference}/").json()
    assert next(area for area in found["areas"] if area["code"] == "estates")["actions"][0]["by"] == "2016-09-01"
    assert client.get("/api/v1/readiness/?colour=red").status_code == 400
    assert signed_in("neighbour_lead").get(f"/api/v1/readiness/{first.reference}/").status_code == 404
