"""Sorting by hand: log a message, add it to a case, put it aside; and the mailboxes that the heads of a hub set up."""

from typing import Any

import pytest

from functions.models import Correspondence, IncomingMessage, Mailbox, Query, QueryDocument
from functions.services.mail_in.reading import keep_message
from hubportal.organisations.models import Ccg, Hub
from hubportal.organisations.services.assignments import assign
from tests.cast import START
from tests.conftest import find_person
from tests.functions.cases import NOW, a_case
from tests.functions.mail.conftest import in_hub

pytestmark = pytest.mark.django_db
RAW = (
    b"From: Zoe <zoe@elsewhere.example>\nSubject: Re: a branch\n"
    b"Date: Mon, 04 Jan 2016 08:30:00 +0000\n\nMay we open one?"
)


@pytest.fixture
def waiting(db: None) -> IncomingMessage:
    """A message of a stranger, arrived on Monday 4 January 2016."""
    hub = Hub.objects.get(code="WM")
    with in_hub(hub.pk):
        box = Mailbox.objects.create(hub=hub, code="WM", address="hub@example.org", host="localhost", user="hub")
        keep_message(box, [RAW[:40], RAW[40:]], size=len(RAW), arrived_at=NOW)
        return IncomingMessage.objects.get()


def now_of(message: IncomingMessage) -> IncomingMessage:
    with in_hub(message.hub_id):
        return IncomingMessage.objects.select_related("query").get(pk=message.pk)


def test_an_officer_logs_a_message_with_its_own_date_and_keeps_it_whole(
    waiting: Any, signed_in: Any, seen_by: Any
) -> None:
    client = signed_in("officer")
    page = client.get("/cases/mail/").content.decode()
    assert "Re: a branch" in page
    address = f"/cases/mail/{waiting.public_id}/"
    page = client.get(address).content.decode()
    assert "May we open one?" in page
    assert 'value="a branch"' in page
    ccg = Ccg.objects.get(ods_code="05R")
    typed = {
        "act": "log", "ccg": ccg.pk, "practice": "", "subject": "A branch", "kind": "query", "category": "",
        "received_at": "2016-01-04T09:00",
        "contact_name": "Zoe", "contact_organisation": "",
    }  # fmt: skip
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "A branch" in answer.content.decode()
    client.post(address, typed | {"category": "premises"})
    with seen_by("officer"):
        case = Query.objects.get(subject="A branch")
        assert case.contact_email == "zoe@elsewhere.example"
        assert case.detail == "May we open one?"
        assert QueryDocument.objects.get().document.size == len(RAW)
    assert now_of(waiting).state == "logged"
    # A colleague who had it open hears what became of it, not that there is no such page.
    late = signed_in("officer").post(address, {"act": "aside", "reason": "Not ours"})
    assert late.status_code == 409
    assert f"This message is sorted already: logged as a case, {case.reference}" in late.content.decode()


def test_an_officer_adds_a_message_to_a_case_and_a_case_of_another_hub_is_unknown(
    waiting: Any, signed_in: Any, seen_by: Any
) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer)
    client, address = signed_in("officer"), f"/cases/mail/{waiting.public_id}/"
    answer = client.post(address, {"act": "add", "reference": "ES-Q-2016-00001"})
    assert "No case of yours has the reference" in answer.content.decode()
    client.post(address, {"act": "add", "reference": case.reference})
    assert "from zoe@elsewhere.example, recorded by Officer" in client.get(case.get_absolute_url()).content.decode()
    with seen_by("officer"):
        assert Correspondence.objects.get(form="email_in").query_id == case.pk
    assert now_of(waiting).state == "reply"


def test_a_message_to_one_hub_does_not_go_on_a_case_of_another(waiting: Any, signed_in: Any, seen_by: Any) -> None:
    there = Ccg.objects.select_related("hub").get(ods_code="06Q")
    assign(person=find_person("officer"), role="hub_contracting_officer", organisation=there, on=START)
    with seen_by("officer") as officer:
        theirs = a_case(officer, ccg=there)
    client, address = signed_in("officer"), f"/cases/mail/{waiting.public_id}/"
    answer = client.post(address, {"act": "add", "reference": theirs.reference})
    assert answer.status_code == 422
    assert "came to the mailbox of another hub" in answer.content.decode()
    typed = {
        "act": "log", "ccg": there.pk, "practice": "", "subject": "A branch", "kind": "query", "category": "premises",
        "received_at": "2016-01-04T09:00", "contact_name": "Zoe", "contact_organisation": "",
    }  # fmt: skip
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "came to the mailbox of another hub" in answer.content.decode()
    assert now_of(waiting).state == "waiting"


def test_a_message_put_aside_says_why_and_can_still_be_opened(waiting: Any, signed_in: Any) -> None:
    client, address = signed_in("officer"), f"/cases/mail/{waiting.public_id}/"
    assert client.post(address, {"act": "aside", "reason": " "}).status_code == 422
    client.post(address, {"act": "aside", "reason": "An advertisement"})
    assert (now_of(waiting).state, now_of(waiting).note) == ("ignored", "An advertisement")
    assert client.get(address).status_code == 200


def test_nobody_outside_the_hub_reads_its_mail_not_even_in_the_database(
    waiting: Any, seen_by: Any, signed_in: Any
) -> None:
    for key in ("lead", "practice", "stranger"):
        assert signed_in(key).get(f"/cases/mail/{waiting.public_id}/raw/").status_code == 404
    for key in ("lead", "stranger", "officer"):
        with seen_by(key):
            assert not IncomingMessage.objects.exists()
    assert signed_in("officer").get(f"/cases/mail/{waiting.public_id}/raw/").content == RAW


def test_somebody_of_two_hubs_sorts_the_mail_of_both_each_within_its_hub(waiting: Any, signed_in: Any) -> None:
    there = Ccg.objects.select_related("hub").get(ods_code="06Q")
    assign(person=find_person("officer"), role="hub_contracting_officer", organisation=there, on=START)
    with in_hub(there.hub_id):
        box = Mailbox.objects.create(hub=there.hub, code="ES", address="es@example.org", host="localhost", user="es")
        raw = RAW.replace(b"a branch", b"another branch")
        keep_message(box, [raw], size=len(raw), arrived_at=NOW)
        theirs = IncomingMessage.objects.get(hub=there.hub)
    client = signed_in("officer")
    page = client.get("/cases/mail/").content.decode()
    assert "Re: a branch" in page
    assert "Re: another branch" in page
    typed = {
        "act": "log", "ccg": there.pk, "practice": "", "subject": "A branch", "kind": "query", "category": "premises",
        "received_at": "2016-01-04T09:00", "contact_name": "Zoe", "contact_organisation": "",
    }  # fmt: skip
    refused = client.post(f"/cases/mail/{waiting.public_id}/", typed)
    assert refused.status_code == 422
    assert "came to the mailbox of another hub" in refused.content.decode()
    assert client.post(f"/cases/mail/{theirs.public_id}/", typed).status_code == 302
    assert (now_of(waiting).state, now_of(theirs).state) == ("waiting", "logged")
    reference = now_of(theirs).query.reference
    added = client.post(f"/cases/mail/{waiting.public_id}/", {"act": "add", "reference": reference})
    assert "came to the mailbox of another hub" in added.content.decode()
    lately = client.get("/cases/mail/").content.decode().split("What became of the rest")[1]
    assert reference in lately


def test_a_head_sets_up_a_mailbox_and_an_officer_only_reads_the_settings(db: None, signed_in: Any) -> None:
    typed = {
        "code": "WM2", "address": "finance@example.org", "host": "mail.example.org", "port": "993", "uses_tls": "on",
        "user": "finance", "folder": "INBOX", "stream": "finance", "is_active": "on",
    }  # fmt: skip
    answer = signed_in("officer").post("/settings/mailboxes/", typed)
    assert "Only the heads of the hub" in answer.content.decode()
    assert signed_in("head").post("/settings/mailboxes/", typed).status_code == 302
    assert signed_in("head").post("/settings/mailboxes/", typed | {"code": "wm2"}).status_code == 422
    assert "finance@example.org" in signed_in("officer").get("/settings/mailboxes/").content.decode()
