"""Schemes as people meet them: the hub's pages, and the page of a practice's own link."""

import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from functions.models import EnhancedService, Invitation, LocalScheme
from functions.services.schemes.answering import Answer, answer_by_link
from functions.services.schemes.gates import propose
from functions.services.schemes.inviting import invite
from hubportal.documents.models import Document
from hubportal.organisations.models import Ccg, Practice, PracticeMembership
from hubportal.records.models import Letter, SignedLink
from hubportal.records.services.signed_links import address_of
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.words import long_date
from tests.functions.pages import asked_of_database, day_boxes, text_of
from tests.functions.schemes.offers import a_service

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
OPEN: dict[str, Any] = {
    "sign_up_from": TODAY - timedelta(days=10),
    "answer_by": TODAY + timedelta(days=20),
    "remind_on": None,
    "periods": [
        {"name": "Quarter 1", "due_on": (TODAY - timedelta(days=3)).isoformat()},
        {"name": "Quarter 2", "due_on": (TODAY + timedelta(days=90)).isoformat()},
    ],
}
ANSWER = {"signs_up": "yes", "name": "Pat Example", "role": "Practice manager", "comment": "Saturday mornings"}


def scan(name: str = "scan.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"We agree.", content_type="text/plain")


def boxes(name: str, day: date) -> dict[str, str]:
    return day_boxes(name, datetime(day.year, day.month, day.day, 12, tzinfo=NOW.tzinfo))


def sent(seen_by: Any, *, by: str = "head", **changed: Any) -> EnhancedService:
    """A service offered to the practices of whoever sends it."""
    with seen_by(by) as person:
        service = a_service(person, at=NOW, **{**OPEN, **changed})
        invite(reference=service.reference, version=None, by=person, at=NOW - timedelta(days=2))
        service.refresh_from_db()
    return service


def link_for(seen_by: Any, code: str) -> tuple[SignedLink, str]:
    with seen_by("head"):
        found = SignedLink.objects.filter(practice__ods_code=code, used_at=None, revoked_at=None).get()
        return found, address_of(found, "enhanced:answer").split("/enhanced-services")[1]


def test_an_officer_makes_invites_and_sees_the_answers(signed_in: SignIn, seen_by: Any) -> None:
    client = signed_in("officer")
    assert "No enhanced service yet" in text_of(client.get("/enhanced-services/"))
    typed = {
        "subject": "Extended hours", "code": "EH", "year": "2016/17", "rate": "1.9000", "unit": "registered",
        **boxes("sign_up_from", OPEN["sign_up_from"]), **boxes("answer_by", OPEN["answer_by"]),
        "periods": "Quarter 1: 2016-07-31", "letter_subject": "Invitation: {scheme_name}",
        "letter_body": "Dear {practice_name}", "reminder_body": "", "specification": scan("specification.txt"),
    }  # fmt: skip
    refused = client.post("/enhanced-services/add/", {**typed, "letter_body": "Dear {someone}", "rate": "a lot"})
    assert refused.status_code == 422
    assert "{someone} is not a name that can be filled" in text_of(refused)
    assert "must be an amount in pounds" in text_of(refused)
    typed["specification"] = scan("specification.txt")
    assert client.post("/enhanced-services/add/", typed).status_code == 302
    with seen_by("officer"):
        service = EnhancedService.objects.get()
    page = service.get_absolute_url()
    assert "Nobody is invited yet" in text_of(client.get(page))
    assert 'value="Extended hours"' in text_of(client.get(f"{page}change/"))
    asked = text_of(client.get(f"{page}invite/"))
    assert "2 practices" in asked
    assert "Dear (the practice’s name)" in asked
    done = client.post(f"{page}invite/", {"version": service.version}, follow=True)
    assert "2 practices in 1 CCG are invited" in text_of(done)
    assert "0 of 2 letters are drawn" in text_of(done)
    assert "Alder Lane Surgery" in text_of(done)
    filtered = text_of(client.get(f"{page}?q=birch&state=invited&ccg=05r"))
    assert "Alder Lane Surgery" not in filtered
    assert "Birch Court Medical Centre" in filtered
    assert client.post(f"{page}invite/", {"version": "1"}).status_code == 409
    later = {"version": str(service.version + 1), **boxes("answer_by", TODAY + timedelta(days=40))}
    assert client.post(f"{page}last-day/", later).status_code == 302
    assert "written to today" in text_of(client.post(f"{page}remind/", {"version": "9"}))


def test_somebody_who_changed_the_terms_meanwhile_costs_nothing_that_was_typed(signed_in: SignIn, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer, at=NOW, **OPEN)
    client, address = signed_in("officer"), f"{service.get_absolute_url()}last-day/"
    day = boxes("answer_by", TODAY + timedelta(days=40))
    with seen_by("head"):
        EnhancedService.objects.update(version=2)
    stale = client.post(address, {"version": "1", **day})
    assert stale.status_code == 409
    page = text_of(stale)
    assert "Someone else changed this while you had it open" in page
    assert f'value="{(TODAY + timedelta(days=40)).year}"' in page
    assert re.search(r'name="version"[^>]*value="2"|value="2"[^>]*name="version"', page)
    assert client.post(address, {"version": "2", **day}).status_code == 302


def test_a_practice_answers_by_its_link_once_without_signing_in(signed_in: SignIn, seen_by: Any) -> None:
    sent(seen_by, specification=scan("specification.txt"))
    link, path = link_for(seen_by, "M84901")
    client = Client()
    page = client.get(f"/enhanced-services{path}")
    assert page.status_code == 200
    for said in ("Alder Lane Surgery", "£1.90 per registered patient a year", "Read the specification"):
        assert said in text_of(page)
    assert "Birch Court" not in text_of(page)
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert b"".join(client.get(f"/enhanced-services{path}specification/").streaming_content) == b"We agree."
    asked_again = client.post(f"/enhanced-services{path}", {"signs_up": "yes"})
    assert asked_again.status_code == 422
    assert "Enter your name" in text_of(asked_again)
    done = client.post(f"/enhanced-services{path}", ANSWER)
    assert "Your answer is with the hub" in text_of(done)
    assert "signs up to" in text_of(done)
    for again in (
        client.get(f"/enhanced-services{path}"),
        client.post(f"/enhanced-services{path}", ANSWER),
    ):
        assert again.status_code == 410
        assert "holds once" in text_of(again)
    assert client.get("/enhanced-services/answer/nonsense/").status_code == 404
    with seen_by("officer"):
        kept = Invitation.objects.get(practice__ods_code="M84901")
        assert (kept.state, kept.answered_by, kept.comment) == ("yes", "Pat Example", "Saturday mornings")
        link.refresh_from_db()
        assert link.opened_at is not None
    shown = text_of(signed_in("lead").get(kept.get_absolute_url()))
    assert "Pat Example, Practice manager" in shown
    assert "Record a paper answer" not in shown


def test_an_auditor_reads_the_letter_without_the_link_that_answers_for_the_practice(
    signed_in: SignIn, seen_by: Any
) -> None:
    sent(seen_by)
    with seen_by("head"):
        invitation = Invitation.objects.get(practice__ods_code="M84901")
        letter = Letter.objects.get(kind="invitation", record_id=invitation.pk)
    path = urlsplit(letter.link).path
    page = f"/records/letters/{letter.public_id}/"
    assert path in text_of(signed_in("officer").get(page))
    assert signed_in("officer").get(f"{page}preview/").status_code == 200
    shown = signed_in("auditor").get(page)
    assert shown.status_code == 200
    assert path not in text_of(shown)
    assert signed_in("auditor").get(f"{page}preview/").status_code == 403


def test_a_link_opens_no_specification_that_is_not_clean(signed_in: SignIn, seen_by: Any) -> None:
    sent(seen_by, specification=scan("specification.txt"))
    _, path = link_for(seen_by, "M84901")
    for state, said in (("waiting", "still to be checked for viruses"), ("infected", "holds a virus")):
        with seen_by("officer"):
            Document.objects.filter(name="specification.txt").update(scan=state)
        answer = Client().get(f"/enhanced-services{path}specification/")
        assert answer.status_code == 409
        assert said in text_of(answer)


def test_a_link_that_is_over_or_withdrawn_says_so(signed_in: SignIn, seen_by: Any) -> None:
    service = sent(seen_by)
    over, path = link_for(seen_by, "M84901")
    with seen_by("officer"):
        SignedLink.objects.filter(pk=over.pk).update(expires_on=TODAY - timedelta(days=1))
    ended = Client().get(f"/enhanced-services{path}")
    assert ended.status_code == 410
    assert "expired at the end of" in text_of(ended)
    _, birch = link_for(seen_by, "M84902")
    client, invitation = signed_in("officer"), f"{service.get_absolute_url()}practices/M84902/"
    assert client.post(f"{invitation}withdraw/", {"version": "1", "note": "Merging"}).status_code == 302
    assert client.get(f"{invitation}withdraw/").status_code == 409
    assert "This invitation was withdrawn" in text_of(client.get(f"{invitation}answer/"))
    withdrawn = Client().get(f"/enhanced-services{birch}")
    assert withdrawn.status_code == 410
    assert "was withdrawn by the hub" in text_of(withdrawn)
    assert client.post(f"{invitation}link/", {"version": "2"}).status_code == 302
    _, fresh = link_for(seen_by, "M84902")
    assert Client().get(f"/enhanced-services{fresh}").status_code == 200
    paper = {
        "version": "3", "signs_up": "no", "name": "Dr Example", "role": "Partner", **boxes("on", TODAY),
        "attachments": scan(),
    }  # fmt: skip
    assert client.post(f"{invitation}answer/", {**paper, "version": "2"}).status_code == 409
    paper["attachments"] = scan()
    assert client.post(f"{invitation}answer/", paper).status_code == 302
    page = text_of(client.get(invitation))
    assert "On paper, recorded by the hub" in page
    assert "scan.txt" in page


def test_returns_are_entered_in_the_table_and_reported(signed_in: SignIn, seen_by: Any) -> None:
    service = sent(seen_by)
    for code in ("M84901", "M84902", "M91901"):
        link, _ = link_for(seen_by, code)
        with seen_by("head"):
            answer_by_link(public_id=link.public_id, answer=Answer(code != "M91901", "Pat", "Manager"), at=NOW)
    client, page = signed_in("officer"), service.get_absolute_url()
    assert "Overdue" in text_of(client.get(f"{page}monitoring/?period=Quarter+1"))
    assert "Not due yet" in text_of(client.get(f"{page}monitoring/"))
    typed = {"period": "Quarter 1", **boxes("on", TODAY), "practices": ["M84901"], "figure-M84901": "120.5"}
    nothing = client.post(f"{page}monitoring/", {**typed, "practices": []})
    assert nothing.status_code == 422
    assert "Tick the practices" in text_of(nothing)
    assert "must be a number" in text_of(client.post(f"{page}monitoring/", {**typed, "figure-M84901": "many"}))
    assert client.post(f"{page}monitoring/?period=Quarter+1", typed).status_code == 302
    assert "Returned late" in text_of(client.get(f"{page}monitoring/?period=Quarter+1"))

    # The page as it stood before says nothing of that return: it is shown, and nothing is overwritten unasked.
    stale = client.post(f"{page}monitoring/?period=Quarter+1", {**typed, "figure-M84901": "99"})
    assert stale.status_code == 409
    assert "120.50" in text_of(stale)
    assert f'name="seen-M84901" value="{TODAY.isoformat()} 120.50"' in text_of(stale)
    seen = {"seen-M84901": f"{TODAY.isoformat()} 120.50"}
    again = client.post(f"{page}monitoring/?period=Quarter+1", {**typed, **seen, "figure-M84901": "99"})
    assert again.status_code == 302
    ours = text_of(client.get(f"{page}practices/M84901/"))
    assert "Quarter 1 returned: 99.00" in ours
    back = f"{page}practices/M84901/take-back/?period=Quarter+1"
    assert back.removeprefix("http://testserver").replace("&", "&amp;") in ours
    asked = client.get(back)
    assert "Take back the return of Quarter 1" in text_of(asked)
    assert client.get(back.replace("Quarter+1", "Quarter+2")).status_code == 404
    with seen_by("officer"):
        version = Invitation.objects.get(practice__ods_code="M84901").version
    assert client.post(back, {"version": version, "note": ""}).status_code == 422
    assert client.post(back, {"version": version, "note": "Of another practice"}).status_code == 302
    assert client.get(back).status_code == 404
    late = client.post(back, {"version": version + 1, "note": "Once more"})
    assert "No return is recorded for Quarter 1" in text_of(late)
    assert "Of another practice" in text_of(client.get(f"{page}practices/M84901/"))
    assert "Overdue" in text_of(client.get(f"{page}monitoring/?period=Quarter+1"))
    assert client.post(f"{page}monitoring/?period=Quarter+1", typed).status_code == 302

    report = text_of(signed_in("head").get(f"{page}report/"))
    assert "3 practices were invited; 2 signed up (67%), 1 declined" in report
    assert "All CCGs" in report
    # By practice and period, as the matrix asks (I.7): what came, when, and what is missing.
    assert f"120.50, {long_date(TODAY)}. Returned late" in report
    assert "Overdue" in report
    lines = b"".join(client.get(f"{page}report/csv/").streaming_content).decode("utf-8-sig").strip().splitlines()
    assert "Quarter 1: figure" in lines[0]
    assert any("M84901" in line and "120.50" in line and "Returned late" in line for line in lines)
    assert any("M84902" in line and "Overdue" in line for line in lines)
    answer = client.get(f"{page}report/csv/")
    with CaptureQueriesContext(connection) as caught:
        b"".join(answer.streaming_content)
    assert any("functions_schemereturn" in query["sql"] for query in caught), "read before it was sent, not meanwhile"
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{page}report/xlsx/").streaming_content)))
    assert book.active.max_row == 3
    assert client.get(f"{page}report/ods/").status_code == 404
    assert "All CCGs" not in text_of(signed_in("lead").get(f"{page}report/"))
    assert client.get(f"{page}report/pdf/").content.startswith(b"%PDF")
    csv = b"".join(client.get(f"{page}export/csv/?state=yes").streaming_content).decode("utf-8-sig")
    assert len(csv.strip().splitlines()) == 3
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{page}export/xlsx/").streaming_content)))
    assert book.active.max_row == 3
    assert client.get(f"{page}export/ods/").status_code == 404


def test_a_local_scheme_from_proposal_to_invitation(signed_in: SignIn, seen_by: Any) -> None:
    client = signed_in("officer")
    typed = {
        "ccg": "05R",
        "subject": "Frail patients",
        "code": "FP",
        "year": "2016/17",
        "note": "",
        **boxes("on", TODAY),
    }
    assert client.post("/schemes/propose/", {**typed, "ccg": "06Q"}).status_code == 422
    wrong = client.post("/schemes/propose/", {**typed, "year": "2026"})
    assert (wrong.status_code, "Enter a financial year like 2015/16" in text_of(wrong)) == (422, True)
    assert client.post("/schemes/propose/", typed).status_code == 302
    with seen_by("officer"):
        scheme = LocalScheme.objects.get()
    page, lead = scheme.get_absolute_url(), signed_in("lead")
    shown = text_of(client.get(page))
    assert f"{page}act/lmc/" not in shown
    assert "Waiting for the CCG’s lead: record the LMC’s support." in shown
    assert "The CCG records it (West Midlands MOU 4.1, function II.2)." in shown
    assert client.get(f"{page}act/lmc/").status_code == 403
    assert f"{page}act/lmc/" in text_of(lead.get(page))
    early = lead.get(f"{page}act/members/")
    assert early.status_code == 409
    assert "out of order" in text_of(early)
    given = {"note": "", "supporter": "Dr Example", **boxes("on", TODAY)}
    without = lead.post(f"{page}act/lmc/", {**given, "version": "1"})
    assert without.status_code == 422
    for version, act in enumerate(("lmc", "members", "england", "committee"), 1):
        more = {"decision": "PCC 16/3"} if act == "committee" else {}
        posted = {**given, **more, "version": str(version), "attachments": scan(f"{act}.txt")}
        passer = client if act == "england" else lead
        assert passer.post(f"{page}act/{act}/", posted).status_code == 302
    shown = text_of(client.get(page))
    assert shown.count(">Passed<") == 4
    assert "PCC 16/3" in shown
    assert "Offer it to practices" in shown
    assert "Set the window to sign up" in text_of(client.get(f"/enhanced-services/{scheme.reference}/invite/"))
    assert client.get(f"/enhanced-services/{scheme.reference}/change/").status_code == 200
    assert signed_in("neighbour_lead").get(f"/enhanced-services/{scheme.reference}/").status_code == 404
    assert "Frail patients" in text_of(client.get("/schemes/"))


def test_two_clicks_from_a_case_to_its_scheme_and_letter_and_back(signed_in: SignIn, seen_by: Any) -> None:
    from functions.services.kinds import CASE  # noqa: F401 - both kinds are registered
    from hubportal.records.services.letters import Addressee, LetterWords, draft
    from hubportal.records.services.threads import link
    from tests.functions.cases import a_case

    with seen_by("officer") as officer:
        case = a_case(officer)
        ccg = Ccg.objects.select_related("hub").get(ods_code="05R")
        scheme = propose(by=officer, ccg=ccg, subject="Frail patients", code="FP", year="2015/16", on=TODAY, at=NOW)
        link(case, scheme, by=officer, sort="Led to", back="Began with")
        words = LetterWords("About the scheme", "Dear LMC")
        letter = draft(scheme, to=Addressee("The LMC"), words=words, by=officer, at=NOW)
    client = signed_in("officer")
    assert scheme.get_absolute_url() in text_of(client.get(case.get_absolute_url()))
    there = text_of(client.get(scheme.get_absolute_url()))
    assert f"/records/letters/{letter.public_id}/" in there
    assert case.get_absolute_url() in there
    assert scheme.get_absolute_url() in text_of(client.get(f"/records/letters/{letter.public_id}/"))


def test_pages_ask_as_often_for_sixty_practices_as_for_three(signed_in: SignIn, seen_by: Any) -> None:
    service = sent(seen_by)
    pages = [service.get_absolute_url() + rest for rest in ("", "monitoring/", "report/")] + ["/enhanced-services/"]
    client = signed_in("head")
    with seen_by("head"):
        Invitation.objects.update(state="yes", answered_on=TODAY)
    few = {}
    for page in pages:
        asked_of_database(client, page)
        few[page] = len(asked_of_database(client, page))
    assert max(few.values()) <= 16
    ccg = Ccg.objects.get(ods_code="05Y")
    with scope(Scope(reason="test", ccgs=(ccg.pk,))):
        for number in range(57):
            practice = Practice.objects.create(ods_code=f"M88{number:03}", name=f"Practice {number}")
            PracticeMembership.objects.create(
                practice=practice, ccg=ccg, period=PracticeMembership.objects.first().period
            )
    with seen_by("head") as head:
        assert invite(reference=service.reference, version=None, by=head, at=NOW).practices == 57
        Invitation.objects.update(state="yes", answered_on=TODAY)
        assert Letter.objects.count() == 60
    assert {page: len(asked_of_database(client, page)) for page in pages} == few
