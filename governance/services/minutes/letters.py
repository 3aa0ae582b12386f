"""Letters that tell practices of decisions: written from the register, reviewed, and sent once.

Where the item decided on a record the letter becomes one of that record, in the hub's own scope: a committee's
secretary writes nothing into a CCG's rows.
"""

import re
from datetime import datetime
from typing import Any

from django.db import transaction

from governance.figures.register import body_of_entry
from governance.models import DecisionLetter, Meeting, RegisterEntry
from governance.rules import notification as rules
from governance.rules.register import EntryKind
from governance.services.files import keep_made, open_file
from governance.services.finding import changed, locked_row, of
from governance.services.minutes.printing import PDF, letter_pdf
from governance.services.writing import write_to
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Person, Practice
from hubportal.records.kinds import kind_called
from hubportal.records.models import Letter
from hubportal.records.services import letters as of_records
from hubportal.records.services.letters import Addressee, LetterWords
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

ON_RECORD = "governance.letter_on_record"
CODE = re.compile(r"[A-HJ-NPY][0-9]{5}")


@transaction.atomic
def write_letters(*, meeting_id: int, by: Person) -> int:
    """Write a draft for every practice that a decision of the meeting concerns and that has none; returns how many."""
    meeting = locked_row(Meeting, meeting_id, by=by, version=None)
    entries = RegisterEntry.objects.filter(meeting=meeting).exclude(kind=EntryKind.CORRECTION)
    known = set(DecisionLetter.objects.filter(decision__meeting=meeting).values_list("decision_id", "practice_code"))
    written = 0
    for entry in entries.select_related("item", "committee").prefetch_related("corrections"):
        written += _of_decision(entry, known, by=by)
    return written


def _of_decision(entry: RegisterEntry, known: set[tuple[int, str]], *, by: Person) -> int:
    body = body_of_entry(entry)
    codes = [str(name) for name in body.get("names") or () if CODE.fullmatch(str(name))]
    record = body.get("record") or {}
    taken_back = any(body_of_entry(one).get("taken_back") for one in entry.corrections.all())
    # A record has a practice of its own, which a committee's people do not see: the hub's letter is addressed to it.
    addressed = codes or ([""] if record else [])
    if not rules.is_told(kind=entry.kind, taken_back=taken_back, practices=len(addressed)):
        return 0
    practices = {one.ods_code: one for one in Practice.objects.filter(ods_code__in=codes)}
    written = 0
    for code in dict.fromkeys(addressed):
        practice = practices.get(code)
        if (entry.pk, code) in known or (code and practice is None):
            continue
        name = practice.name if practice else f"the practice of {record['reference']}"
        subject, text = rules.letter_words(
            body, committee=entry.committee.name, decided_on=entry.decided_on, practice=name, secretary=by.name
        )
        lines = [practice.address, practice.postcode] if practice else []
        DecisionLetter.objects.create(
            **of(entry.committee),
            decision=entry,
            practice_code=code,
            to_name=name,
            to_address="\n".join(line for line in lines if line),
            subject=subject,
            body=text,
            record_kind=record.get("kind", ""),
            record_reference=record.get("reference", ""),
            made_by=by,
        )
        written += 1
    return written


@transaction.atomic
def change_letter(*, letter_id: int, version: int | None, said: dict[str, str], by: Person) -> DecisionLetter:
    """Write a draft otherwise; refused once it has gone."""
    row = locked_row(DecisionLetter, letter_id, by=by, version=version)
    _refuse(row, said, by_email=False)
    for name in ("to_name", "to_address", "to_email", "subject", "body"):
        setattr(row, name, said.get(name, "").strip())
    changed(row, "to_name", "to_address", "to_email", "subject", "body")
    return row


@transaction.atomic
def send_letter(*, letter_id: int, version: int | None, way: str, by: Person, at: datetime) -> DecisionLetter:
    """Let a letter go, once: by e-mail, as posted, or to the hub as a letter of the record that was decided on."""
    row = locked_row(DecisionLetter, letter_id, by=by, version=version)
    row.decision = RegisterEntry.objects.get(pk=row.decision_id)
    said = {"subject": row.subject, "body": row.body, "to_email": row.to_email}
    _refuse(row, said, by_email=way == DecisionLetter.State.SENT)
    on_record = way == DecisionLetter.State.ON_RECORD
    if on_record != bool(row.record_reference):
        raise Refused(
            f"This decision is on {row.record_reference}, so that the hub sends the letter."
            if row.record_reference
            else "This decision is on no record. Send the letter by email, or mark it as posted."
        )
    row.state, row.ended_on, row.ended_by = way, local_day(at), by
    if on_record:
        enqueue(kind=ON_RECORD, dedupe=f"decision-letter:{row.pk}", payload={"letter": row.pk}, hub=row.hub_id)
    else:
        row.file = keep_made(
            name=f"Letter to {row.to_name} {local_day(at):%Y-%m-%d}.pdf",
            content_type=PDF,
            content=letter_pdf(row, row.committee, on=local_day(at)),
            committee=row.committee,
            by=by,
        )
    changed(row, "state", "ended_on", "ended_by", "file")
    if way == DecisionLetter.State.SENT:
        _email(row)
    return row


@transaction.atomic
def drop_letter(*, letter_id: int, version: int | None, why: str, by: Person, at: datetime) -> DecisionLetter:
    """Decide that a letter does not go, with the reason."""
    row = locked_row(DecisionLetter, letter_id, by=by, version=version)
    _refuse(row, {"subject": row.subject, "body": row.body}, by_email=False)
    if not why.strip():
        raise Refused("Say why it is not sent.", field="why", status=400)
    row.state, row.ended_on, row.ended_by = DecisionLetter.State.DROPPED, local_day(at), by
    row.why_dropped = why.strip()
    changed(row, "state", "ended_on", "ended_by", "why_dropped")
    return row


def _refuse(row: DecisionLetter, said: dict[str, str], *, by_email: bool) -> None:
    found = rules.why_not_send(
        state=row.state,
        subject=said.get("subject", ""),
        body=said.get("body", ""),
        by_email=by_email,
        email=said.get("to_email", ""),
    )
    if found is not None:
        sentence, field = found
        raise Refused(sentence, field=field or None, status=400 if field else 409)


def _email(row: DecisionLetter) -> None:
    assert row.file is not None  # noqa: S101 - made by the caller
    with open_file(row.file) as file:
        attached = (row.file.name, file.read(), PDF)
    write_to(
        addresses=[row.to_email],
        committee=row.committee,
        subject=row.subject,
        lines=[row.body],
        dedupe=f"decision-letter:{row.pk}",
        attached=attached,
    )


def put_on_record(*, letter_id: int) -> Letter | None:
    """Make the letter one of the record's, in the hub's scope, and issue it where its kind lets it go on one word.

    Where the kind asks for a second person, or says that it waits, it stays a draft there for the hub's people.
    """
    row = DecisionLetter.objects.select_related("committee").get(pk=letter_id)
    record = _record(row)
    if record is None:
        raise Refused(f"The hub has no record {row.record_reference}.")
    practice: Any = getattr(record, "practice", None)
    to = Addressee(
        name=practice.name if practice and not row.practice_code else row.to_name,
        address=row.to_address or (f"{practice.address}\n{practice.postcode}".strip() if practice else ""),
        email=row.to_email,
    )
    send_by = Letter.SendBy.EMAIL if row.to_email else Letter.SendBy.LETTER
    at = row.changed_at
    words = LetterWords(subject=row.subject, body=row.body, send_by=send_by)
    made = of_records.draft(record, to=to, words=words, by=None, at=at)
    if of_records.why_not_yet(made) is None and not of_records.waits_for_second(made):
        of_records.issue(made, by=None, at=at)
    return made


def _record(row: DecisionLetter) -> Any | None:
    try:
        kind = kind_called(row.record_kind)
    except KeyError:
        return None
    return kind.rows.filter(reference=row.record_reference, hub_id=row.hub_id).select_related("practice", "hub").first()
