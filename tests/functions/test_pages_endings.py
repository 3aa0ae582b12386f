"""The outcome of a complaint and the ladder of a concern, on the pages of their cases."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from functions.models import Query
from functions.services.clock import record_event
from governance.models import ResolutionPanel
from hubportal.notifications.models import Notice
from tests.functions.cases import NOW, SATURDAY, a_case
from tests.functions.pages import asked_of_database, day_boxes, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
RAISE = "/cases/concern/"


def test_a_complaint_shows_its_outcome_and_what_was_learnt(signed_in: SignIn, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="complaint", practice="M84901")
    client, page = signed_in("officer"), case.get_absolute_url()
    assert "Record the outcome and learning" in text_of(client.get(page))
    refused = client.post(f"{page}outcome/", {"version": "1", "learning": "Ring back the same day"})
    assert refused.status_code == 422
    assert "Ring back the same day" in text_of(refused)
    happened = {"happened_on_day": "1", "happened_on_month": "12", "happened_on_year": "2014"}
    typed = {"version": "1", "outcome": "partly", "learning": "Ring back", "to_practice": "yes", **happened}
    assert client.post(f"{page}outcome/", typed).status_code == 302
    shown = text_of(client.get(page))
    for said in ("Partly upheld", "more than 12 months after the event", "only one body answers"):
        assert said in shown
    assert "Partly upheld" not in text_of(signed_in("practice").get(page))
    assert "1 December 2014" in shown
    assert 'value="2014"' in text_of(client.get(f"{page}outcome/"))
    assert len(asked_of_database(client, page)) <= 14


def test_an_answered_request_is_reviewed_from_its_page(signed_in: SignIn, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="foi")
        record_event(query_id=case.pk, version=None, kind="responded", on=SATURDAY, by=officer, at=NOW)
    client, page = signed_in("officer"), case.get_absolute_url()
    assert "Begin an internal review" in text_of(client.get(page))
    assert client.get(f"{page}review/").status_code == 200
    posted = client.post(f"{page}review/", {"version": "2", "detail": "Section 43 does not hold"}, follow=True)
    assert f"Internal review of {case.reference}" in text_of(posted)
    assert page in text_of(posted)
    typed = {"version": "2", "disclosure": "part", "exemptions": ["s40", "s43"]}
    assert "public interest was weighed" in text_of(client.post(f"{page}outcome/", typed))
    typed["public_interest"] = "Prices still in use"
    assert client.post(f"{page}outcome/", typed).status_code == 302
    assert "Section 40: personal information; Section 43" in text_of(client.get(page))
    told = text_of(client.get(f"{page}history/"))
    assert "Outcome recorded" in told
    assert "Prices still in use" in told


def test_a_lead_raises_a_concern_and_it_goes_to_the_hub_lead(signed_in: SignIn, seen_by: Any) -> None:
    lead = signed_in("lead")
    assert RAISE in text_of(lead.get(reverse("functions:list")))
    with seen_by("lead") as person:
        (ccg,) = person.grants.ccgs("ccg_approve")
    typed = {
        "ccg": str(ccg),
        "subject": "Answers come without names",
        "detail": "Three letters this month",
        "category": "",
    }
    kept = text_of(lead.post(RAISE, typed))
    assert "Select what it is about" in kept
    assert "Three letters this month" in kept
    sent = typed | {"category": "performance", "attachments": SimpleUploadedFile("a.txt", b"Dear Sir")}
    shown = lead.post(RAISE, sent, follow=True)
    assert "Your concern is with the hub" in text_of(shown)
    assert "a.txt" in text_of(shown)
    page = shown.redirect_chain[-1][0]
    assert "Hub lead with the CCG lead" in text_of(lead.get(page))
    assert "Answers come without names" in text_of(signed_in("head").get(page))
    assert signed_in("neighbour_lead").get(page).status_code == 404
    assert signed_in("practice").get(page).status_code == 404
    with seen_by("head") as head:
        told = list(Notice.objects.filter(person=head, kind="escalated").values_list("text", flat=True))
    assert len(told) == 1
    with seen_by("lead") as person:
        assert not Notice.objects.filter(person=person, kind="escalated").exists()
        case = Query.objects.get(subject="Answers come without names")
        assert (case.kind, case.channel, case.practice) == ("concern", "portal", None)
    for who in ("officer", "practice", "secretary", "auditor"):
        assert signed_in(who).get(RAISE).status_code == 403


def test_a_concern_is_taken_to_the_panel_and_settled_once_the_panel_decided(signed_in: SignIn, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, kind="concern")
    page, lead, officer_client = case.get_absolute_url(), signed_in("lead"), signed_in("officer")
    due = day_boxes("due_on", timezone.now() + timedelta(days=14))
    assert "Nobody holds it yet" in text_of(lead.get(page))
    assert "hub lead and the CCG lead" in text_of(lead.get(f"{page}pass-on/"))
    for step, client in enumerate((lead, officer_client, officer_client)):
        sent = {"version": case.version + step, "reason": "Late", **due}
        assert client.post(f"{page}pass-on/", sent).status_code == 302
        assert "The concern is now with the " in text_of(client.get(page))
        again = client.post(f"{page}pass-on/", sent)  # sent twice, it goes one rung only
        assert "while you had it open" in text_of(again)
    assert client.get(f"{page}pass-on/").status_code == 409
    assert "Resolution panel" in text_of(lead.get(page))
    typed = {"version": case.version + 3, "outcome": "Schedules a week earlier", "decision": "RP 2016/1"}
    assert officer_client.post(f"{page}settle/", typed).status_code == 422
    file = SimpleUploadedFile("decision.txt", b"Decided.", content_type="text/plain")
    assert "Choose who sits on the panel first" in text_of(
        officer_client.post(f"{page}settle/", {**typed, "attachments": file})
    )
    with seen_by("officer"):
        today = timezone.localdate()
        ResolutionPanel.objects.create(
            hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, number=1, chosen_on=today, decided_on=today
        )
    file.seek(0)
    assert officer_client.post(f"{page}settle/", {**typed, "attachments": file}).status_code == 302
    shown = text_of(lead.get(page))
    assert "Schedules a week earlier (RP 2016/1)" in shown
    assert "Settle the concern" not in shown
    assert "decision.txt" in shown
    told = text_of(lead.get(f"{page}history/"))
    assert "Concern given to the hub lead with the CCG lead" in told
    assert "Concern settled by the resolution panel" in told
    assert "Decision RP 2016/1" in told
    assert signed_in("auditor").get(f"{page}pass-on/").status_code == 403
    with seen_by("officer"):
        assert Query.objects.get().state == "open"
