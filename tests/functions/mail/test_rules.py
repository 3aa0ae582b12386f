"""What a message is, when it was received, and which case it answers."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.rules.mail_in import receipt, references_named, seems_forged, subject_of, why_ignored, without_quotes
from functions.services.mail_in.parsing import parse

ARRIVED = datetime(2016, 1, 6, 9, 31, tzinfo=UTC)
OWN = ["hub@example.org", "portal@example.org"]


@pytest.mark.clause("Specification of casework, section 5 (loops and auto-replies)")
@pytest.mark.parametrize(
    ("headers", "sender", "lately"),
    [
        ({"auto-submitted": "auto-replied; x=1"}, "a@b.example", 0),
        ({"return-path": "<>"}, "a@b.example", 0),
        ({"subject": "Out of office until Monday"}, "a@b.example", 0),
        ({"precedence": "Bulk"}, "a@b.example", 0),
        ({"x-autoreply": "yes", "subject": "Autoresponse"}, "a@b.example", 0),
        ({}, "HUB@example.org", 0),
        ({}, "postmaster@b.example", 0),
        ({"x-record-reference": "WM-V-2016-00001"}, "a@b.example", 0),
        ({}, "a@b.example", 20),
    ],
)
def test_loops_and_automatic_replies_are_ignored(headers: dict[str, str], sender: str, lately: int) -> None:
    assert why_ignored(headers, own_addresses=OWN, sender=sender, lately=lately)


@pytest.mark.parametrize(
    "headers",
    [{}, {"auto-submitted": "no"}, {"subject": "Reply on automatic doors"}, {"x-auto-response-suppress": "All"}],
)
def test_a_persons_message_is_not_ignored(headers: dict[str, str]) -> None:
    assert why_ignored(headers, own_addresses=OWN, sender="ann@b.example", lately=19) == ""


@pytest.mark.clause("Specification of casework, section 5 (received date of an e-mail)")
@pytest.mark.parametrize(
    ("said", "at", "noted"),
    [
        (ARRIVED - timedelta(hours=2), ARRIVED - timedelta(hours=2), False),
        (ARRIVED + timedelta(minutes=5), ARRIVED, False),  # clocks differ: never after its arrival
        (ARRIVED + timedelta(hours=3), ARRIVED, True),
        (ARRIVED - timedelta(days=20), ARRIVED, True),
        (None, ARRIVED, True),
    ],
)
def test_a_message_is_received_when_it_says_unless_that_cannot_be(
    said: datetime | None, at: datetime, noted: bool
) -> None:
    found = receipt(said=said, arrived=ARRIVED)
    assert (found.at, bool(found.note)) == (at, noted)


def test_the_reference_is_looked_for_in_the_subject_first() -> None:
    named = references_named("Re: [WM-Q-2016-00042] hours", "WM-V-2016-00003, WM-Q-2016-00001, WM-Q-2016-00042")
    assert named == ["WM-Q-2016-00042", "WM-V-2016-00003", "WM-Q-2016-00001"]
    assert references_named("hours", "see wm-q-2016-00001.") == ["WM-Q-2016-00001"]
    assert references_named("hours", "nothing") == []


def test_quoted_lines_are_left_out_of_a_reply_unless_nothing_else_is_there() -> None:
    assert without_quotes("Yes.\n> Which day?\nOn 4 Jan 2016 the hub wrote:\nold words") == "Yes."
    assert without_quotes("> only quoted") == "> only quoted"


def test_a_subject_loses_its_re_and_is_never_empty() -> None:
    assert subject_of("RE: Fwd:  hours\n today") == "hours today"
    assert subject_of(" ") == "Email without a subject"


def test_a_message_its_own_domain_disowns_is_forged() -> None:
    assert seems_forged({"authentication-results": "mx; DMARC = fail"})
    assert not seems_forged({"authentication-results": "mx; dmarc=pass"})


def test_a_message_disowned_by_a_later_mail_server_is_forged_too() -> None:
    raw = b"Authentication-Results: mx; spf=pass\nAuthentication-Results: inner; dmarc=fail\nFrom: a@b.example\n\nx"
    assert seems_forged(parse(raw).headers)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: =?utf-8?B?AAA?=\nContent-Type: multipart/mixed; boundary=x\n\n--x\n--x--",
        b"From: =?iso-8859-99?Q?=E9?= <a@b>\nDate: yesterday\n\nx",
        b"Content-Type: text/html\n\n<style>p{}</style><p>One&nbsp;two<br>three</p><script>x()</script>",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!not base64",
        b"Content-Type: message/rfc822\n\nSubject: inner\n\nwords",
    ],
)
def test_no_message_is_too_broken_to_be_read(raw: bytes) -> None:
    found = parse(raw)
    assert "\0" not in found.text + found.subject
    assert found.key
    assert "x()" not in found.text


def test_html_is_read_as_text_and_a_file_without_a_name_gets_one() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n"
        b"Content-Type: text/html; charset=utf-8\n\n<p>One</p><p>two</p>\n"
        b"--x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0=\n--x--\n"
    )
    found = parse(raw)
    assert found.text == "One\ntwo"
    assert [(file.name, file.content[:4]) for file in found.files] == [("part 2", b"\x89PNG")]


@pytest.mark.parametrize(
    ("subject", "read"),
    [
        (b"=?utf-8?Q?caf=C3=A9?= caf\xe9 here", "café caf\ufffd here"),  # one sign lost, and no more
        (b"=?utf-8?Q?caf=C3=A9?= caf\xc3\xa9 here", "café café here"),
        (b"plain caf\xc3\xa9", "plain café"),
        (b"plain caf\xe9", "plain café"),
        (b"=?utf-8?Q?caf=C3=A9?= and plain", "café and plain"),
    ],
)
def test_a_subject_with_bytes_of_no_named_encoding_reads_as_its_words(subject: bytes, read: str) -> None:
    assert parse(b"From: a@b.example\r\nSubject: " + subject + b"\r\n\r\nText").subject == read
