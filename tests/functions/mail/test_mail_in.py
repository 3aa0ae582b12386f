"""Mail from a real IMAP server becomes cases and answers: each once, none lost, machines ignored."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest

from functions.models import Correspondence, IncomingMessage, Mailbox, Query, QueryDocument
from functions.services.clock import record_event
from functions.services.mail_in.reading import MailboxTrouble, password_of
from hubportal.documents.services.store import open_stored
from hubportal.notifications.models import Notice
from hubportal.organisations.models import Hub
from tests.functions.cases import NOW, SATURDAY, a_case
from tests.functions.mail.conftest import in_hub
from tests.functions.mail.imap_server import Server

Fetch = Callable[[], list[IncomingMessage]]
PDF = b"%PDF-1.7 a plan"


def a_message(**given: Any) -> EmailMessage:
    """A message of the practice manager of Alder Lane, received on Wednesday 6 January 2016 at 9.30."""
    message = EmailMessage()
    plain = {
        "From": "Practice manager <practice@example.org>",
        "To": "hub@example.org",
        "Subject": "Closing on Wednesday",
        "Date": "Wed, 06 Jan 2016 09:30:00 +0000",
        "Message-ID": "<one@alder.example>",
    } | {name.replace("_", "-"): value for name, value in given.items() if name not in {"text", "files"}}
    for name, value in plain.items():
        if value:
            message[name] = value
    message.set_content(given.get("text", "May we close on Wednesday afternoon?"))
    for name, content in given.get("files", ()):
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def again(mailbox: Mailbox) -> Mailbox:
    with in_hub(mailbox.hub_id):
        return Mailbox.objects.get(pk=mailbox.pk)


def deliver(server: Server, message: EmailMessage | bytes) -> None:
    server.deliver(message if isinstance(message, bytes) else message.as_bytes())


def test_a_message_of_a_known_practice_is_a_case_with_its_files_once_whatever_the_server_does(
    server: Server, mailbox: Mailbox, fetch: Fetch, seen_by: Any
) -> None:
    deliver(server, a_message(files=[("plan.pdf", PDF)]))
    [kept] = fetch()
    assert kept.state == "logged"
    case = kept.query
    assert case is not None
    assert (case.practice.ods_code, case.ccg.ods_code) == ("M84901", "05R")
    assert case.contact_email == "practice@example.org"
    assert case.subject == "Closing on Wednesday"
    assert case.received_on.isoformat() == "2016-01-06"
    with in_hub(mailbox.hub_id):
        files = {row.document.name: row.document for row in QueryDocument.objects.select_related("document")}
    assert set(files) == {"plan.pdf", "Closing on Wednesday.eml"}
    assert files["Closing on Wednesday.eml"].circle == "hub"
    with open_stored(files["plan.pdf"].stored_as) as stored:
        assert stored.read() == PDF
    # Read again; delivered again by another route; and the mailbox made anew with other numbers.
    deliver(server, a_message(files=[("plan.pdf", PDF)], Received="by another route"))
    assert len(fetch()) == 1
    server.forget()
    assert len(fetch()) == 1
    with in_hub(mailbox.hub_id):
        assert Query.objects.count() == 1


def test_an_answer_goes_on_its_case_ends_the_wait_and_tells_the_owner(
    server: Server, mailbox: Mailbox, fetch: Fetch, seen_by: Any
) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, owner=officer)
        record_event(
            query_id=case.pk, version=None, kind="paused", on=SATURDAY, by=officer, at=NOW, reason="Which day?"
        )
    text = "Wednesday.\n\nOn Mon, 4 Jan 2016 the hub wrote:\n> Which day?"
    deliver(server, a_message(From="Ann <ann@example.org>", Subject=f"RE: {case.reference}: which day?", text=text))
    [kept] = fetch()
    assert (kept.state, kept.query_id) == ("reply", case.pk)
    with seen_by("officer") as officer:
        case.refresh_from_db()
        assert case.paused_on is None
        said = Correspondence.objects.get(form="email_in")
        assert (said.body, said.circle, said.on.isoformat()) == ("Wednesday.", "all", "2016-01-06")
        assert Notice.objects.filter(person=officer, kind="email_in", text__contains=case.reference).count() == 1


def test_an_answer_that_names_a_variation_first_still_goes_on_its_case(
    server: Server, mailbox: Mailbox, fetch: Fetch, seen_by: Any
) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, owner=officer)
    deliver(server, a_message(Subject=f"WM-V-2016-00003 and {case.reference}"))
    [kept] = fetch()
    assert (kept.state, kept.query_id) == ("reply", case.pk)


@pytest.mark.parametrize(
    "headers",
    [
        {"From": "somebody@elsewhere.example"},
        {"From": "ann@example.org", "Authentication_Results": "mx.example.org; dmarc=fail header.from=example.org"},
    ],
)
def test_a_reference_can_be_guessed_so_a_strangers_answer_is_for_the_hub_only_and_moves_no_clock(
    server: Server, mailbox: Mailbox, fetch: Fetch, seen_by: Any, headers: dict[str, str]
) -> None:
    with seen_by("officer") as officer:
        case = a_case(officer, owner=officer)
    deliver(server, a_message(Subject=f"Re: {case.reference}", **headers))
    fetch()
    with seen_by("officer"):
        assert Correspondence.objects.get(form="email_in").circle == "hub"
        assert case.events.count() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Subject": "Automatic reply: your letter"},
        {"From": "MAILER-DAEMON@mx.example"},
        {"From": "hub@example.org"},
        {"X_Case_Reference": "WM-Q-2016-00001"},
    ],
)
def test_what_a_machine_wrote_makes_no_case_and_says_why(
    server: Server, mailbox: Mailbox, fetch: Fetch, headers: dict[str, str]
) -> None:
    deliver(server, a_message(**headers))
    [kept] = fetch()
    assert kept.state == "ignored"
    assert kept.note
    with in_hub(mailbox.hub_id):
        assert Query.objects.count() == 0


def test_a_stranger_with_no_date_and_a_broken_encoding_waits_for_a_person_with_every_word_kept(
    server: Server, mailbox: Mailbox, fetch: Fetch
) -> None:
    raw = (
        b"From: =?x-unknown?Q?Zo=EB?= <zoe@elsewhere.example>\nSubject: =?utf-8?B?/////w==?=\n"
        b"Content-Type: text/plain; charset=klingon\n\nCaf\xe9 \x00 hours \xf0\x9f\x8f\xa5 \xff"
    )
    deliver(server, raw)
    [kept] = fetch()
    assert (kept.state, kept.said_at) == ("waiting", None)
    assert "hours" in kept.text
    assert kept.from_address == "zoe@elsewhere.example"
    assert kept.key.startswith("sha256:")


def test_a_case_says_where_the_date_of_its_message_does_not_count(
    server: Server, mailbox: Mailbox, fetch: Fetch
) -> None:
    deliver(server, a_message(Date=""))
    [kept] = fetch()
    assert kept.state == "logged"
    with in_hub(mailbox.hub_id):
        note = Correspondence.objects.get(form="note", query=kept.query)
    assert note.circle == "hub"
    assert "The message has no date that can be read: the moment it arrived counts." in note.body


def test_fifty_megabytes_are_taken_whole_and_a_file_too_large_stays_inside_the_message(
    server: Server, mailbox: Mailbox, fetch: Fetch
) -> None:
    deliver(server, a_message(files=[("scan.pdf", b"%PDF-1.7 " + bytes(36_000_000))]))
    [kept] = fetch()
    assert kept.size > 48_000_000
    assert kept.state == "logged"
    with in_hub(mailbox.hub_id):
        [document] = [row.document for row in QueryDocument.objects.select_related("document")]
        note = Correspondence.objects.get(form="note")
    assert document.name.endswith(".eml")
    assert document.size == kept.size
    assert "scan.pdf" in note.body


def test_a_mail_server_that_refuses_is_said_on_the_mailbox_and_read_when_it_answers_again(
    server: Server, mailbox: Mailbox, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(server, a_message())
    monkeypatch.setenv("HUBPORTAL_MAILBOX_WM_WM", "not the password")
    assert fetch() == []
    mailbox = again(mailbox)
    assert "did not let it be read" in mailbox.trouble
    monkeypatch.delenv("HUBPORTAL_MAILBOX_WM_WM")
    fetch()
    mailbox = again(mailbox)
    assert "HUBPORTAL_MAILBOX_WM_WM" in mailbox.trouble
    monkeypatch.setenv("HUBPORTAL_MAILBOX_WM_WM", "quiet-heron-mailbox")
    assert len(fetch()) == 1
    mailbox = again(mailbox)
    assert mailbox.trouble == ""


def test_a_mailbox_with_the_code_of_another_hubs_does_not_get_its_password(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUBPORTAL_MAILBOX_WM", "quiet-heron-mailbox")
    monkeypatch.setenv("HUBPORTAL_MAILBOX_WM_WM", "quiet-heron-mailbox")
    theirs = Mailbox(hub=Hub.objects.get(code="ES"), code="wm", host="elsewhere.example")
    with pytest.raises(MailboxTrouble, match="HUBPORTAL_MAILBOX_ES_WM"):
        password_of(theirs)
