"""Dates, letters, links, files and signatures of a record: a case here, as every kind keeps them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from functions.models import Query
from hubportal.documents.models import Document
from hubportal.documents.services.files import find_for
from hubportal.notifications.models import Notice, OutboxItem
from hubportal.records.figures.thread import linked_with, thread_of
from hubportal.records.models import Deadline
from hubportal.records.services import deadlines, letters, signatures, signed_links, threads
from hubportal.records.services.files import keep_files
from hubportal.records.services.letters import Addressee, LetterWords
from hubportal.records.services.sweep import sweep
from hubportal.tenancy.scope import scope
from hubportal.web.refusals import Refused
from tests.functions.cases import NOW, a_case

PRACTICE = Addressee("Alder Lane Surgery", "1 Alder Lane\nWarwick", "alder@example.org")
WORDS = LetterWords("About your opening hours", "Dear colleague\n\nThe answer is yes.")
CONTENT = {"row": "X.14", "hub_part": "SUPPORT"}


def test_a_date_is_told_when_coming_the_day_before_on_the_day_and_late_each_once(case: Query, officer: Any) -> None:
    case.owner = officer
    case.save(update_fields=["owner"])
    deadlines.set_deadline(
        case, "review", due_on=date(2016, 2, 8), words="Review the agreement", warn_on=date(2016, 1, 11)
    )
    told = {}
    with scope(None):
        for day in (date(2016, 1, 10), date(2016, 1, 11), date(2016, 1, 12), date(2016, 2, 5), date(2016, 2, 8),
                    date(2016, 2, 9), date(2016, 2, 9)):  # fmt: skip
            told.setdefault(day, []).append(sweep(hub_id=case.hub_id, today=day))
    # A Friday's next working day is Monday the 8th; a late date also goes to the head and the CCG's lead.
    assert told == {
        date(2016, 1, 10): [0], date(2016, 1, 11): [1], date(2016, 1, 12): [0], date(2016, 2, 5): [1],
        date(2016, 2, 8): [1], date(2016, 2, 9): [3, 0],
    }  # fmt: skip
    words = set(Notice.objects.filter(person=officer).values_list("text", flat=True))
    assert f"{case.reference} is due today, Monday 8 February 2016. Review the agreement" in words


def test_a_date_that_was_met_or_dropped_is_not_told_and_setting_it_again_opens_it(case: Query) -> None:
    deadlines.set_deadline(case, "review", due_on=date(2016, 2, 8), words="Review")
    assert deadlines.meet(case, "review", on=date(2016, 2, 1))
    assert not deadlines.meet(case, "review", on=date(2016, 2, 1))
    deadlines.set_deadline(case, "review", due_on=date(2016, 5, 9), words="Review")
    assert Deadline.objects.of(case).open().get().due_on == date(2016, 5, 9)
    assert deadlines.drop(case, "review", on=date(2016, 2, 1))
    with scope(None):
        assert sweep(hub_id=case.hub_id, today=date(2016, 6, 1)) == 0


def test_a_letter_is_issued_once_its_pdf_kept_and_its_email_sent_once(
    case: Query, officer: Any, django_capture_on_commit_callbacks: Any
) -> None:
    by_email = LetterWords(WORDS.subject, WORDS.body, send_by="email", link="https://hub.example.org/x")
    letter = letters.draft(case, to=PRACTICE, words=by_email, by=officer, at=NOW)
    letters.issue(letter, by=officer, at=NOW)
    with pytest.raises(Refused, match="issued or discarded already"):
        letters.issue(letter, by=officer, at=NOW)
    for kind in (letters.MAKE_LETTER, letters.EMAIL_LETTER):
        run = {letters.MAKE_LETTER: letters.make_pdf, letters.EMAIL_LETTER: letters.send_email}[kind]
        run(OutboxItem.objects.get(kind=kind))
    letter.refresh_from_db()
    assert letter.document is not None
    assert letter.issued_on == date(2016, 1, 4)
    [sent] = mail.outbox
    assert sent.to == ["alder@example.org"]
    assert sent.attachments[0][2] == "application/pdf"
    assert "https://hub.example.org/x" in sent.body


def test_a_letter_is_approved_by_a_second_person_only(case: Query, officer: Any, person: Any) -> None:
    letter = letters.draft(case, to=PRACTICE, words=WORDS, by=officer, at=NOW)
    with pytest.raises(Refused, match="you wrote this one"):
        letters.approve(letter, by=officer, at=NOW)
    assert letters.approve(letter, by=person("head"), at=NOW).approved_by == person("head")


@pytest.mark.parametrize(
    ("to", "words", "field"),
    [
        (Addressee(" "), WORDS, "to_name"),
        (PRACTICE, LetterWords("", "x"), "subject"),
        (PRACTICE, LetterWords("x", " "), "body"),
        (Addressee("Alder"), LetterWords("x", "y", send_by="email"), "to_email"),
    ],
)
def test_a_letter_without_what_it_needs_is_refused_at_its_field(
    case: Query, officer: Any, to: Addressee, words: LetterWords, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        letters.draft(case, to=to, words=words, by=officer, at=NOW)
    assert refused.value.field == field


def test_a_signature_covers_exactly_what_was_seen_and_nothing_after_a_change(case: Query, person: Any) -> None:
    lead = person("lead")
    seen = signatures.digest_of(signatures.canonical(CONTENT))
    signatures.sign(case, content=CONTENT, seen=seen, party="ccg", by=lead, at=NOW)
    assert set(signatures.signed_by(case, content=CONTENT)) == {"ccg"}
    changed = {**CONTENT, "hub_part": "CORE"}
    assert signatures.signed_by(case, content=changed) == {}
    with pytest.raises(Refused, match="changed since you opened it"):
        signatures.sign(case, content=changed, seen=seen, party="ccg", by=lead, at=NOW)
    with pytest.raises(Refused, match="already signed"):
        signatures.sign(case, content=CONTENT, seen=seen, party="ccg", by=lead, at=NOW)
    with pytest.raises(Refused, match="does not sign"):
        signatures.sign(case, content=CONTENT, seen=seen, party="hub", by=person("officer"), at=NOW)


def test_the_database_refuses_a_signature_whose_hash_is_not_its_contents(case: Query, person: Any) -> None:
    seen = signatures.digest_of(signatures.canonical(CONTENT))
    row = signatures.sign(case, content=CONTENT, seen=seen, party="ccg", by=person("lead"), at=NOW)
    row.pk, row.party, row.content = None, "hub", '{"row":"X.15"}'
    with pytest.raises(IntegrityError, match="signature_hash_of_content"), transaction.atomic():
        row.save(force_insert=True)


def test_a_signed_link_holds_once_until_its_day_and_not_when_withdrawn(case: Query) -> None:
    link = signed_links.make_link(case, purpose="invitation", expires_on=date(2016, 1, 31))
    token = signed_links.token_of(link)
    opened = signed_links.read_token(token, purpose="invitation", reading=False)
    assert opened is not None
    assert opened[0].ccgs == (case.ccg_id,)
    assert signed_links.read_token(token, purpose="ballot", reading=False) is None
    assert signed_links.read_token(token + "x", purpose="invitation", reading=False) is None
    with pytest.raises(Refused, match="expired at the end of 31 January 2016"):
        signed_links.spend(public_id=opened[1], purpose="invitation", at=datetime(2016, 2, 1, 0, 1, tzinfo=UTC))
    signed_links.spend(public_id=opened[1], purpose="invitation", at=datetime(2016, 1, 31, 23, 59, tzinfo=UTC))
    with pytest.raises(Refused, match="used on 31 January 2016"):
        signed_links.spend(public_id=opened[1], purpose="invitation", at=NOW)
    other = signed_links.make_link(case, purpose="invitation", expires_on=date(2016, 1, 31))
    signed_links.revoke(other, at=NOW)
    with pytest.raises(Refused, match="withdrawn by the hub"):
        signed_links.spend(public_id=other.public_id, purpose="invitation", at=NOW)


def test_records_are_linked_once_and_walked_both_ways(case: Query, officer: Any) -> None:
    other = a_case(officer, subject="Another matter")
    threads.link(case, other, by=officer, sort="Led to", back="Came from")
    threads.link(other, case, by=officer)
    [forward] = linked_with(case, person=officer)
    [back] = linked_with(other, person=officer)
    assert (forward.how, forward.record) == ("Led to", other)
    assert (back.how, back.record) == ("Came from", case)
    threads.unlink(other, case, by=officer)
    assert linked_with(case, person=officer) == []
    with pytest.raises(Refused, match="not linked with itself"):
        threads.link(case, case, by=officer)


def test_a_file_of_a_restricted_record_is_no_more_open_than_the_record(
    case: Query, officer: Any, person: Any, seen_by: Any
) -> None:
    [kept] = keep_files(case, uploads=[SimpleUploadedFile("plan.pdf", b"%PDF-1.7 x")], by=officer)
    assert find_for(officer, kept.document.public_id) == kept.document
    with seen_by("head"):
        case.is_restricted = True
        case.save(update_fields=["is_restricted"])
    with pytest.raises(Document.DoesNotExist):
        find_for(person("officer"), kept.document.public_id)
    assert find_for(person("head"), kept.document.public_id)


def test_a_file_that_is_not_what_it_says_is_refused_by_name_and_none_is_kept(case: Query, officer: Any) -> None:
    good, bad = SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"), SimpleUploadedFile("b.pdf", b"MZ not a pdf")
    with pytest.raises(Refused, match="“b.pdf”"):
        keep_files(case, uploads=[good, bad], by=officer)
    assert thread_of(case, person=officer).files == []
