"""A practice's own people answer its invitations while they are signed in, by the same service as the link, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from functions.models import Invitation
from functions.services.schemes.answering import Answer, answer_by_link, answer_signed_in
from functions.services.schemes.gates import pass_gate, propose
from functions.services.schemes.inviting import invite
from functions.services.schemes.terms import change_terms
from hubportal.organisations.models import Ccg
from hubportal.records.models import SignedLink
from hubportal.web.refusals import Refused
from tests.functions.pages import asked_of_database, text_of
from tests.functions.schemes.offers import TERMS
from tests.functions.schemes.test_pages import ANSWER, NOW, OPEN, TODAY, link_for, scan, sent

pytestmark = pytest.mark.django_db
LIST = "/enhanced-services/invited/"
YES = Answer(True, "Pat Example", "Practice manager")


def invitation_of(seen_by: Any, code: str) -> Invitation:
    with seen_by("head"):
        return Invitation.objects.select_related("practice").get(practice__ods_code=code)


def own_page(invitation: Invitation) -> str:
    return reverse("enhanced:own-answer", args=[invitation.public_id])


def test_a_practice_sees_its_open_invitations_and_answers_once(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("practice")
    assert "No invitation yet" in text_of(client.get(LIST))
    assert "for your answer" not in text_of(client.get("/"))
    sent(seen_by, specification=scan("specification.txt"))
    page = own_page(invitation_of(seen_by, "M84901"))
    assert "1 invitation waits for your answer" in text_of(client.get("/"))
    listed = text_of(client.get(LIST))
    assert "Waits for your answer" in listed
    assert page in listed
    assert "Birch Court" not in listed
    shown = text_of(client.get(page))
    for said in ("Alder Lane Surgery", "£1.90 per registered patient a year", 'value="Practice"'):
        assert said in shown
    assert b"".join(client.get(f"{page}specification/").streaming_content) == b"We agree."

    again = client.post(page, {**ANSWER, "name": ""})
    assert again.status_code == 422
    assert "Saturday mornings" in text_of(again)
    done = client.post(page, ANSWER, follow=True)
    assert "Your answer is with the hub" in text_of(done)
    second = client.post(page, {**ANSWER, "signs_up": "no"})
    assert second.status_code == 409
    assert "The practice has answered already: signed up. To change the answer, ask the hub." in text_of(second)
    assert "Signed up" in text_of(client.get(LIST))
    assert "for your answer" not in text_of(client.get("/"))

    kept = invitation_of(seen_by, "M84901")
    assert (kept.state, kept.answered_by, kept.comment) == ("yes", "Pat Example", "Saturday mornings")
    assert "Signed in to the portal" in text_of(signed_in("lead").get(kept.get_absolute_url()))


def test_an_answer_signed_in_spends_the_link_and_the_other_way_round(signed_in: Any, seen_by: Any) -> None:
    sent(seen_by)
    link, path = link_for(seen_by, "M84901")
    page = own_page(invitation_of(seen_by, "M84901"))
    assert signed_in("practice").post(page, ANSWER).status_code == 302
    ended = Client().post(f"/enhanced-services{path}", ANSWER)
    assert ended.status_code == 410
    assert "holds once" in text_of(ended)

    other, _ = link_for(seen_by, "M91901")
    with seen_by("head"):
        answer_by_link(public_id=other.public_id, answer=YES, at=NOW)
    theirs = invitation_of(seen_by, "M91901")
    refused = signed_in("neighbour_practice").post(own_page(theirs), ANSWER)
    assert "The practice has answered already" in text_of(refused)
    with seen_by("head"):
        assert theirs.recorded_by_id is None
        assert SignedLink.objects.filter(pk__in=[link.pk, other.pk], used_at__isnull=False).count() == 2


def test_of_two_at_once_the_service_takes_one(seen_by: Any) -> None:
    sent(seen_by)
    invitation = invitation_of(seen_by, "M84901")
    with seen_by("practice") as person:
        answered = answer_signed_in(public_id=invitation.public_id, answer=YES, by=person, at=NOW)
        assert (answered.state, answered.recorded_by) == ("yes", person)
        with pytest.raises(Refused, match="The practice has answered already"):
            answer_signed_in(public_id=invitation.public_id, answer=YES, by=person, at=NOW)


@pytest.mark.parametrize("key", ["neighbour_practice", "officer", "lead", "head", "stranger"])
def test_nobody_else_answers_for_the_practice(key: str, signed_in: Any, seen_by: Any) -> None:
    sent(seen_by)
    invitation = invitation_of(seen_by, "M84901")
    expected = 404 if key == "neighbour_practice" else 403
    for answered in (
        signed_in(key).get(own_page(invitation)),
        signed_in(key).post(own_page(invitation), ANSWER),
        signed_in(key).get(f"{own_page(invitation)}specification/"),
    ):
        assert answered.status_code == expected
    with seen_by(key) as person, pytest.raises(Http404):
        answer_signed_in(public_id=invitation.public_id, answer=YES, by=person, at=NOW)
    assert invitation_of(seen_by, "M84901").state == "invited"


def test_a_local_scheme_behind_the_ccgs_wall_is_read_and_answered_too(signed_in: Any, seen_by: Any) -> None:
    with seen_by("officer") as officer:
        ccg = Ccg.objects.select_related("hub").get(ods_code="05R")
        made = propose(by=officer, ccg=ccg, subject="Frail patients", code="FP", year="2015/16", on=TODAY, at=NOW)
    passed: dict[str, Any] = {"scheme_id": made.pk, "version": None, "at": NOW, "on": TODAY, "decision": "PCC 15/7"}
    for act in ("lmc", "members", "england", "committee"):
        with seen_by("officer" if act == "england" else "lead") as person:
            pass_gate(act=act, supporter="Example", evidence=[scan()], by=person, **passed)
    with seen_by("officer") as officer:
        made.refresh_from_db()
        offered = {**TERMS, **OPEN, "subject": "Frail patients"}
        change_terms(reference=made.reference, version=made.version, by=officer, terms=offered)
        invite(reference=made.reference, version=None, by=officer, at=NOW)
    client, page = signed_in("practice"), own_page(invitation_of(seen_by, "M84901"))
    assert "Frail patients" in text_of(client.get(LIST))
    assert "Frail patients" in text_of(client.get(page))
    assert client.post(page, {**ANSWER, "signs_up": "no"}).status_code == 302
    assert invitation_of(seen_by, "M84901").state == "no"


def test_a_window_that_has_closed_says_so_and_takes_no_answer(signed_in: Any, seen_by: Any) -> None:
    service = sent(seen_by)
    with seen_by("head"):
        type(service).objects.filter(pk=service.pk).update(answer_by=TODAY - timedelta(days=1))
    client, page = signed_in("practice"), own_page(invitation_of(seen_by, "M84901"))
    closed = "The window to sign up has closed. The hub can set a later day to answer."
    shown = client.get(page)
    assert shown.status_code == 200
    assert closed in text_of(shown)
    assert "Send the answer" not in text_of(shown)
    assert closed in text_of(client.post(page, ANSWER))
    assert "No answer yet" in text_of(client.get(LIST))


def test_the_pages_ask_as_often_for_many_invitations_as_for_one(signed_in: Any, seen_by: Any) -> None:
    sent(seen_by)
    client = signed_in("practice")
    for page in (LIST, "/"):
        asked_of_database(client, page)
    few = [len(asked_of_database(client, page)) for page in (LIST, "/")]
    for number in range(5):
        sent(seen_by, code=f"S{number}", subject=f"Service {number}")
    assert [len(asked_of_database(client, page)) for page in (LIST, "/")] == few
    assert few[0] <= 8
