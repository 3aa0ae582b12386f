"""The register of risks on its pages: of CCGs and of a committee, raised, reviewed, closed, reported, sent as files."""

import csv
import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client

from governance.figures import risks as figures
from governance.models import CcgRisk, CommitteeRisk
from governance.rules.risks import Score
from governance.services.risks import keeping, of_ccg, of_committee
from hubportal.organisations.models import Committee
from tests.conftest import find_person, in_scope_of
from tests.functions.pages import asked_of_database, text_of
from tests.governance.agreements import moment
from tests.governance.risks.steps import COMMITTEE, HIGH, TODAY, raised, raised_at, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> str:
    """The first page of the committee's register."""
    return f"/committees/{Committee.objects.get(name=COMMITTEE).public_id}/risks/"


def typed(**changed: Any) -> dict[str, Any]:
    """What somebody types to raise a risk."""
    return {
        "kind": "risk",
        "subject": "Two practices may close",
        "description": "Both have partners who retire.",
        "activity": "III.1",
        "before_likelihood": 4,
        "before_impact": 4,
        "mitigation": "Both are met each month.",
        "likelihood": 3,
        "impact": 4,
        "beside": "One larger practice could open.",
        "owner": "",
        "owner_name": "Premises officer",
        **day("review_on", date(2016, 8, 3)),
    } | changed


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def reviewed(version: int, **changed: Any) -> dict[str, Any]:
    """What somebody types to review one."""
    return {
        "version": version,
        **day("on", TODAY),
        "before_likelihood": 4,
        "before_impact": 4,
        "mitigation": "A partner was found.",
        "likelihood": 2,
        "impact": 4,
        "note": "Better.",
        **day("next_on", date(2016, 11, 3)),
    } | changed


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def lines(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig"))))


def through_its_life(client: Client, *, raise_at: str, find: Any) -> None:
    """Raised, refused, reviewed, changed and closed on the pages."""
    wrong = client.post(raise_at, typed(likelihood=5, impact=5))
    page = text_of(wrong)
    assert wrong.status_code == 422
    assert "With mitigation the risk scores 25, and without it 16." in page
    assert "Both are met each month." in page
    assert client.post(raise_at, typed(owner_name="")).status_code == 422
    assert client.post(raise_at, typed()).status_code == 302
    made = find()
    page = text_of(client.get(made.get_absolute_url()))
    assert "Likelihood 4 × impact 4" in page
    assert "16 extreme" in page
    assert "12 high" in page
    assert "III.1" in page
    assert "One larger practice could open." in page
    address = f"{made.get_absolute_url()}review/"
    late = client.post(address, reviewed(1, **day("next_on", date(2016, 5, 2))))
    assert late.status_code == 422
    assert "The next review must be after this one." in text_of(late)
    assert client.post(address, reviewed(1)).status_code == 302
    stale = client.post(address, reviewed(1, note="Mine."))
    assert stale.status_code == 409
    assert "Mine." in text_of(stale)
    other = client.post(address, reviewed(1, likelihood=1, mitigation="Mine."))
    beside = " ".join(re.sub(r"<[^>]+>", " ", other.content.decode()).split())
    assert "Score as it stands, with mitigation 8 (likelihood 2, impact 4) 4 (likelihood 1, impact 4)" in beside
    assert "Mitigation A partner was found. Mine." in beside
    page = text_of(client.get(made.get_absolute_url()))
    assert "Down from 12" in page
    assert "8 high" in page
    change = f"{made.get_absolute_url()}change/"
    assert "Premises officer" in text_of(client.get(change))
    kept = {name: value for name, value in typed(subject="One practice may close").items() if name != "kind"}
    assert client.post(change, {"version": 2, **kept}).status_code == 302
    close = f"{made.get_absolute_url()}close/"
    assert "Select what became of it" in text_of(client.post(close, {"version": 3, "why": "Over."}))
    assert client.post(close, {"version": 3, "outcome": "gone", "why": "A partner was found."}).status_code == 302
    page = text_of(client.get(made.get_absolute_url()))
    assert "It can no longer happen" in page
    assert "Record a review" not in page
    assert client.get(change).status_code == 409


def test_of_a_ccg_through_its_life(signed_in: Any) -> None:
    def find() -> CcgRisk:
        with in_scope_of("lead"):
            return CcgRisk.objects.get()

    with time_machine.travel(moment(TODAY)):
        lead: Client = signed_in("lead")
        assert lead.get("/risks/new/").url == "/risks/new/05R/"
        through_its_life(lead, raise_at="/risks/new/05R/", find=find)
        assert "Nothing here" in text_of(lead.get("/risks/"))
        assert "One practice may close" in text_of(lead.get("/risks/?show=closed"))


def test_of_a_committee_through_its_life(signed_in: Any, room: str) -> None:
    def find() -> CommitteeRisk:
        with in_scope_of("secretary"):
            return CommitteeRisk.objects.select_related("committee").get()

    with time_machine.travel(moment(TODAY)):
        through_its_life(signed_in("secretary"), raise_at=f"{room}new/", find=find)
        member: Client = signed_in("member")
        assert "One practice may close" in text_of(member.get(f"{room}?show=all"))
        page = text_of(member.get(f"{room}1/"))
        assert "A partner was found." in page
        assert "Record a review" not in page


def test_a_head_says_which_ccg_first(signed_in: Any) -> None:
    head: Client = signed_in("head")
    assert "Select the CCG" in text_of(head.get("/risks/new/?ccg="))
    assert head.get("/risks/new/?ccg=05Y").url == "/risks/new/05Y/"
    with in_scope_of("neighbour_lead"):
        lead = find_person("neighbour_lead")
    form = text_of(head.get("/risks/new/05Y/"))
    assert str(lead.public_id) in form
    assert str(find_person("lead").public_id) not in form


def test_the_report_and_its_files(signed_in: Any) -> None:
    with time_machine.travel(moment(TODAY)):
        with in_scope_of("lead") as lead:
            old = raised(lead, on=date(2016, 1, 4), review_on=date(2016, 4, 4))
            moved = raised(lead, on=date(2016, 1, 4), subject="=Rents", owner=lead, owner_name="")
            of_ccg.review(risk_id=moved.pk, version=None, said=review(), by=lead, at=moment(TODAY))
            raised(lead, kind="opportunity", scores=keeping.Scores(Score(2, 3), Score(3, 3)), subject="One visit")
        with in_scope_of("neighbour_lead") as neighbour:
            raised(neighbour, code="05Y", subject="Of the neighbour")
        client: Client = signed_in("auditor")
        page = text_of(client.get("/risks/report/?" + "&".join(f"{k}={v}" for k, v in day("since", TODAY).items())))
        assert "The score went down from 12 to 8, last on 3 May 2016." in page
        assert "Raised on 3 May 2016 with a score of 9." in page
        assert "Overdue by 29 days" in page
        assert "Of the neighbour" not in page
        since = "?since=2016-05-03"
        told = lines(client.get(f"/risks/report/changes.csv{since}"))
        assert [(row["Change"], row["Name"]) for row in told] == [
            ("New", "One visit"), ("Score is lower", "'=Rents"),
        ]  # fmt: skip
        book = openpyxl.load_workbook(io.BytesIO(content(client.get(f"/risks/report/changes.xlsx{since}"))))
        assert book.active.max_row == 3
        rows = lines(client.get("/risks/register.csv"))
        assert [row["Score at each review"] for row in rows] == ["12", "9", "12, 8"]
        assert rows[0]["Reference"] == old.reference
        assert rows[2]["Owner"] == "Lead"
        assert len(lines(client.get("/risks/register.csv?show=overdue"))) == 1
        book = openpyxl.load_workbook(io.BytesIO(content(client.get("/risks/register.xlsx?kind=opportunity"))))
        assert book.active.max_row == 2
        head = text_of(signed_in("head").get("/risks/report/?ccg=05Y"))
        assert "Of the neighbour" in head
        assert "One visit" not in head
        tomorrow = client.get("/risks/report/?since=2016-05-04")
        assert "must be today or in the past" in text_of(tomorrow)


def test_the_report_of_a_committee_and_its_files(signed_in: Any, room: str) -> None:
    with time_machine.travel(moment(TODAY)):
        with in_scope_of("secretary") as secretary:
            made = raised_at(secretary, on=date(2016, 1, 4), review_on=date(2016, 4, 4))
            raised_at(secretary, subject="Papers come late")
            of_committee.review(risk_id=made.pk, version=None, said=review(scores=HIGH), by=secretary, at=moment(TODAY))
        member: Client = signed_in("member")
        page = text_of(member.get(f"{room}report/"))
        assert "Reviewed on 3 May 2016: the score stays at 12." in page
        assert [row["Reference"] for row in lines(member.get(f"{room}register.csv"))] == ["Risk 2", "Risk 1"]
        assert lines(member.get(f"{room}report/changes.csv"))[0]["CCG or committee"] == COMMITTEE
        for file in ("register", "report/changes"):
            book = openpyxl.load_workbook(io.BytesIO(content(member.get(f"{room}{file}.xlsx"))))
            assert book.active.max_row == 3
        overview = text_of(member.get(room.removesuffix("risks/")))
        assert "Risks and opportunities" in overview
        assert "2 open" in overview


def test_a_report_that_is_cut_says_so(signed_in: Any, room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_CHANGED", 1)
    monkeypatch.setattr(figures, "MOST_OVERDUE", 1)
    with time_machine.travel(moment(TODAY)):
        for who, raising, page in (("lead", raised, "/risks/"), ("secretary", raised_at, room)):
            with in_scope_of(who) as person:
                for _ in range(2):
                    raising(person, on=date(2016, 3, 1), review_on=date(2016, 4, 4))
            client: Client = signed_in(who)
            said = text_of(client.get(f"{page}report/"))
            assert "These are the 1 with the highest scores of the 2 that changed." in said
            assert "These are the first 1 of 2." in said
            assert len(lines(client.get(f"{page}report/changes.csv"))) == 2
        assert "?show=overdue&amp;ccg=05R" in signed_in("head").get("/risks/report/?ccg=05R").content.decode()


def test_the_lists_ask_as_much_for_one_as_for_many(signed_in: Any, room: str) -> None:
    head, secretary = signed_in("head"), signed_in("secretary")
    asked = [(head, "/risks/"), (head, "/risks/report/"), (secretary, room), (secretary, f"{room}report/")]

    def counts() -> list[int]:
        return [len(asked_of_database(client, page)) for client, page in asked]

    with in_scope_of("lead") as lead:
        first = raised(lead, owner=lead)
    with in_scope_of("secretary") as person:
        raised_at(person, owner=person)
    counts()
    one = counts()
    with in_scope_of("lead") as lead:
        raised(lead, kind="opportunity", scores=keeping.Scores(Score(2, 3), Score(3, 3)))
        of_ccg.review(risk_id=first.pk, version=None, said=review(), by=lead, at=moment(TODAY))
    with in_scope_of("neighbour_lead") as neighbour:
        raised(neighbour, code="05Y", owner=neighbour)
    with in_scope_of("secretary") as person:
        raised_at(person, owner=find_person("member"))
    assert counts() == one


def test_the_first_page_says_how_many_there_are(signed_in: Any) -> None:
    client: Client = signed_in("lead")
    with time_machine.travel(moment(TODAY)):
        assert "open; " not in text_of(client.get("/"))
        with in_scope_of("lead") as lead:
            raised(lead, on=date(2016, 1, 4), review_on=date(2016, 4, 4))
            raised(lead, scores=keeping.Scores(Score(5, 5), Score(4, 5)))
        page = text_of(client.get("/"))
        assert "2 risks and opportunities are open; 1 risk is extreme." in page
        assert "1 review of risks is overdue." in page
        assert "/risks/?show=overdue" in page


def test_the_api_reads_them(signed_in: Any, room: str) -> None:
    with in_scope_of("lead") as lead:
        made = raised(lead)
    with in_scope_of("secretary") as secretary:
        raised_at(secretary)
    client: Client = signed_in("lead")
    listed = client.get("/api/v1/risks/?ccg=05r&band=high&kind=risk").json()["results"]
    assert [(row["reference"], row["score"], row["before_band"], len(row["reviews"])) for row in listed] == [
        (made.reference, 12, "extreme", 1)
    ]
    assert client.get("/api/v1/risks/?band=low").json()["results"] == []
    assert client.get("/api/v1/risks/?band=purple").status_code == 400
    assert client.get("/api/v1/risks/?colour=red").status_code == 400
    assert client.get(f"/api/v1/risks/{made.reference}/").json()["owner"] == "Premises officer"
    assert signed_in("neighbour_lead").get(f"/api/v1/risks/{made.reference}/").status_code == 404
    theirs = f"/api/v1{room}"
    assert [row["number"] for row in signed_in("member").get(theirs).json()["results"]] == [1]
    assert client.get(theirs).status_code == 404
