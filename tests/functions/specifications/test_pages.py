"""The pages of specifications: decide, propose, sign, compare, ask whose an activity is."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from functions.figures.specifications.lines import lines_of
from functions.models import Specification
from functions.rules.specifications.parts import Allocation
from functions.services.specifications.making import Decision, decide
from hubportal.web.words import long_date
from tests.functions.pages import asked_of_database, day_boxes, freshly, text_of
from tests.functions.specifications.making import ALONE, agreed, begun, decided, proposed, signed

pytestmark = pytest.mark.django_db
TODAY = {**day_boxes("on"), "note": ""}


def page_of(made: Specification, name: str = "specification", *more: Any) -> str:
    return reverse(f"specifications:{name}", args=[made.reference, *more])


def area_with(seen_by: Any, made: Specification, ref: str) -> int:
    from functions.presenters.specifications.page import split

    with seen_by("officer"):
        areas = split(lines_of(made))
    return next(n for n, (_, rows) in enumerate(areas, start=1) if any(line.ref == ref for line in rows))


def test_a_specification_is_begun_decided_proposed_and_signed(signed_in: Any, seen_by: Any) -> None:
    officer = signed_in("officer")
    begin = {"ccg": "05R", "effective_from_day": "1", "effective_from_month": "4", "effective_from_year": "2016"}
    began = officer.post("/specifications/start/", begin, follow=True)
    assert "WM-A-" in text_of(began)
    assert "121 activities: 0 decided otherwise" in text_of(began)
    made = Specification(reference=began.redirect_chain[-1][0].split("/")[2])
    with seen_by("officer"):
        made = Specification.objects.select_related("ccg", "standard").get(reference=made.reference)

    number = area_with(seen_by, made, "X.4")
    address = page_of(made, "area", number)
    shown = text_of(officer.get(address))
    assert "Core functions are the hub’s for every CCG and cannot be changed. West Midlands MOU 4.1 key." in shown
    assert 'name="X_4-part"' in shown
    assert 'name="X_2-part"' not in shown
    typed = {"version": "1", "X_4-part": "3", "X_4-comment": "Ask Ann"} | {
        f"X_{number}-part": "1" for number in (5, 6, 8, 13, 17)
    }
    no_such_day = {"X_4-decide_by_day": "31", "X_4-decide_by_month": "2", "X_4-decide_by_year": "2027"}
    refused = officer.post(address, typed | no_such_day)
    assert refused.status_code == 422
    assert "Ask Ann" in text_of(refused)
    assert "1 row changed" in text_of(officer.post(address, typed, follow=True))
    stale = officer.post(address, typed | {"X_4-part": "2"})
    assert stale.status_code == 409
    assert "What you entered" in text_of(stale)

    propose = {**TODAY, "version": "2"}
    wanting = officer.post(page_of(made, "act", "propose"), propose)
    assert "X.4: enter the day by which it is decided. (West Midlands MOU 4.1 key)" in text_of(wanting)
    decided(made, X_4=ALONE)
    assert "Proposed for signature." in text_of(
        officer.post(page_of(made, "act", "propose"), propose | {"version": "3"}, follow=True)
    )
    assert signed_in("lead").get(page_of(made, "sign")).url.startswith("/accounts/reauthenticate/")
    assert officer.get(page_of(made, "sign")).status_code == 403

    lead = freshly("lead")
    sheet = text_of(lead.get(page_of(made, "sign")))
    assert "You sign for <strong>the CCG</strong>" in sheet
    assert "121 of 121" in sheet
    assert '<div><strong>The standard says: CCG + Support</strong></div><div class="hub-typed" dir="auto">As' in sheet
    wrong = lead.post(page_of(made, "sign"), {"seen": "0" * 64, "confirm": "on"})
    assert wrong.status_code == 422
    assert "It has changed since you opened it" in text_of(wrong)
    assert page_of(made, "sign") in text_of(lead.get(page_of(made)))
    assert "The other party has still to sign" in text_of(_sign(lead, made))
    assert page_of(made, "sign") not in text_of(lead.get(page_of(made)))
    again = lead.get(page_of(made, "sign"))
    assert again.status_code == 409
    assert "The CCG has signed all of it already" in text_of(again)
    assert "Signed. It is agreed by both parties" in text_of(_sign(freshly("director"), made))
    done = text_of(officer.get(page_of(made)))
    assert "Signed for the CCG" in done
    assert "The standard says: CCG + Support" in done


def _sign(client: Client, made: Specification) -> Any:
    address = page_of(made, "sign")
    page = text_of(client.get(address))
    seen = re.findall(r"\b[0-9a-f]{64}\b", page)[0]
    return client.post(address, {"seen": seen, "confirm": "on"}, follow=True)


def test_lists_files_and_changes_say_what_was_decided(signed_in: Any, seen_by: Any) -> None:
    made = agreed(XII_15=ALONE)
    lead = signed_in("lead")
    assert made.reference in text_of(lead.get("/specifications/"))
    assert "CCG instead of CCG + Support" in text_of(lead.get(page_of(made, "changes")))
    assert lead.get(page_of(made, "file", "pdf")).content.startswith(b"%PDF")
    book = load_workbook(BytesIO(b"".join(lead.get(page_of(made, "file", "xlsx")).streaming_content)))
    rows = {row[0]: row for row in book.active.iter_rows(values_only=True)}
    assert rows["XII.15"][3:8] == ("Does this", "No part", "The CCG acts", "CCG + Support", "Yes")
    assert lead.get(page_of(made, "file", "odt")).status_code == 404
    matrix = text_of(lead.get("/functions/?ccg=05R&on=2016-05-02"))
    assert f"specification {made.reference}" in matrix
    assert "The standard says: CCG + Support" in matrix
    two = f"?before={made.standard.public_id}&after={made.reference}"
    assert "CCG instead of CCG + Support" in text_of(lead.get(f"/specifications/against/{two}"))


def test_what_is_agreed_from_a_later_day_is_listed_with_what_is_still_to_be_confirmed(
    signed_in: Any, seen_by: Any
) -> None:
    now = timezone.now()
    later = timezone.localdate() + timedelta(days=120)
    made = begun(effective_from=later, at=now)
    with seen_by("officer") as officer:
        row = {"X.4": Decision(Allocation(True, "TBC"), "", officer, later)}
        decide(specification_id=made.pk, version=None, decisions=row, by=officer, at=now)
    proposed(made, at=now)
    signed(made, "lead", at=now)
    assert signed(made, "director", at=now).state == "agreed"
    page = " ".join(text_of(signed_in("lead").get("/specifications/")).split())
    assert f"{made.reference}</a>, from {long_date(later)}" in page
    assert f"1 row, the first by {long_date(later)}" in page
    # Agreed once more, from a day later still: both are to come, in their order.
    latest = timezone.localdate() + timedelta(days=200)
    again = agreed(effective_from=latest, at=now)
    page = " ".join(text_of(signed_in("lead").get("/specifications/")).split())
    first, second = (
        page.find(f"{one.reference}</a>, from {long_date(day)}") for one, day in ((made, later), (again, latest))
    )
    assert 0 < first < second


def test_whose_is_it_is_answered_for_any_activity_ccg_and_day(signed_in: Any) -> None:
    agreed(XII_15=ALONE)
    client = signed_in("head")

    def asked(on: str, ccg: str = "05R", activity: str = "XII.15") -> str:
        return text_of(client.get("/specifications/whose/", {"activity": activity, "ccg": ccg, "on": on}))

    assert "The hub prepares; the CCG signs off" in asked("2016-03-31")
    after = asked("2016-04-01")
    assert "The CCG acts" in after
    assert "agreed by both parties" in after
    assert "no specification of this CCG was in force" in asked("2016-04-01", "05F")
    assert "The hub acts" in asked("2016-04-01", "05F", "QOF.1")
    none = asked("2010-01-01", activity="X.5")
    headline = re.findall(r'id="answer">(.*?)</h2>', none)[0]
    assert "No list was in force that day" in headline
    assert "By version 1.0 of the standard matrix, which begins on 1 October 2015: the hub prepares; the CCG" in none
    nothing = client.get("/specifications/whose/", {"activity": "", "ccg": "05R", "on": "2016-04-01"})
    assert nothing.status_code == 422
    assert "Enter an activity" in text_of(nothing)


def test_comparing_all_ccgs_says_each_difference_in_words_in_as_many_statements_for_many(
    signed_in: Any, seen_by: Any
) -> None:
    client = signed_in("head")
    client.get("/specifications/compare/")
    few = asked_of_database(client, "/specifications/compare/?on=2016-05-02")
    agreed(XII_15=ALONE, VIII_4=Allocation(False, "CORE"))
    page = text_of(client.get("/specifications/compare/?on=2016-05-02"))
    assert "77 activities by 14 CCGs on 2 May 2016; 2 cells differ from the standard" in page
    assert "Differs, standard: CCG + Support" in page
    assert "South Warwickshire has CCG for XII.15, where the standard has CCG + Support." in page
    assert page.count('<td class="hub-mx ') == 77 * 14
    many = asked_of_database(client, "/specifications/compare/?on=2016-05-02")
    assert len(many) <= len(few) + 1 <= 9
    only = text_of(client.get("/specifications/compare/?on=2016-05-02&differing=on"))
    assert "2 activities by 14 CCGs" in only
    book = load_workbook(BytesIO(b"".join(client.get("/specifications/compare/xlsx/?on=2016-05-02").streaming_content)))
    rows = {row[0]: row for row in book.active.iter_rows(values_only=True)}
    assert "CCG (differs)" in rows["XII.15"]
    assert "77 activities by 1 CCG on" in text_of(signed_in("lead").get("/specifications/compare/"))


def test_pages_ask_the_same_number_of_statements_however_many_rows_were_decided(signed_in: Any) -> None:
    made = begun()
    client = signed_in("lead")
    for address in (page_of(made), "/specifications/"):
        client.get(address)
    few = {address: len(asked_of_database(client, address)) for address in (page_of(made), "/specifications/")}
    decided(made, XII_15=ALONE, X_4=ALONE, VIII_4=ALONE)
    assert {address: len(asked_of_database(client, address)) for address in few} == few
    assert max(few.values()) <= 18


def test_a_draft_is_dated_anew_taken_back_and_withdrawn_by_its_pages(signed_in: Any, seen_by: Any) -> None:
    made = begun()
    officer = signed_in("officer")
    again = {"ccg": "05R", "effective_from": "2016-04-01"}
    refused = officer.post("/specifications/start/", again)
    assert "is still in the making. Finish it first" in text_of(refused)
    dated = officer.post(page_of(made, "redate"), {"version": "1", "effective_from": "2016-06-01"}, follow=True)
    assert "It holds from 1 June 2016" in text_of(dated)
    early = officer.post(page_of(made, "redate"), {"version": "2", "effective_from": "2015-09-01"})
    assert "It cannot begin before 1 October 2015" in text_of(early)
    assert officer.get(page_of(made, "redate")).status_code == 200
    assert officer.get(page_of(made, "area", 99)).status_code == 404
    assert officer.get(page_of(made, "act", "agree")).status_code == 404
    proposed(made)
    assert officer.get(page_of(made, "area", 1)).status_code == 409
    assert officer.get(page_of(made, "redate")).status_code == 409
    taken = {**TODAY, "version": "3", "note": "One more row"}
    assert "Took back to change." in text_of(officer.post(page_of(made, "act", "change"), taken, follow=True))
    gone = officer.post(page_of(made, "act", "withdraw"), taken | {"version": "4"}, follow=True)
    assert "Withdrew." in text_of(gone)
    assert freshly("lead").get(page_of(made, "sign")).status_code == 409
