"""The page of a record in words: who and what it is about, what can be done next, and what happened."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from hubportal.documents.services.circles import CIRCLE_TAGS
from hubportal.organisations.models import Person
from hubportal.records.figures.thread import Linked, Thread
from hubportal.records.kinds import kind_called, kind_of
from hubportal.records.models import Deadline, Letter, RecordFile
from hubportal.records.rules.deciding import turn_of
from hubportal.records.rules.moves import Move
from hubportal.records.rules.signing import PARTIES
from hubportal.records.rules.telling import told
from hubportal.web import words


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done now; `forward` when it takes the work on, and does not end, refuse or send it back."""

    text: str
    href: str
    forward: bool = True


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of what happened, newest first on the page."""

    title: str
    on: str
    by: str
    note: str


def state_words(record: Any) -> str:
    """The state of a record in words."""
    moves = kind_of(record).table(record)
    return moves.states[record.state] if moves else str(record.state)


def identity(record: Any) -> list[tuple[str, str]]:
    """The facts of the identity bar."""
    return [
        ("CCG", record.ccg.name),
        ("Began", words.long_date(record.received_on)),
        ("State", state_words(record)),
        ("Owner", record.owner.name if record.owner else "Nobody yet"),
    ]


def moves_open_to(person: Person, record: Any) -> list[Move]:
    """The moves a person may make now: by the table, and by permission."""
    return [move for move in kind_of(record).open_moves(record) if person.grants.can(move.permission, record.ccg_id)]


def waits_for_another(person: Person, record: Any) -> str:
    """Whose decision a record waits for where it is not this person's, in a sentence; empty otherwise."""
    turn = turn_of(kind_of(record).open_moves(record))
    if turn is None or person.grants.can(turn[0].permission, record.ccg_id):
        return ""
    return f"Waiting for {turn[1].words}: {words.lower_first(turn[0].words)}."


def steps(moves: Iterable[Move], address: Callable[[str], str]) -> list[Step]:
    """Moves as links to the pages that ask for them; `address` gives an act's page."""
    return [Step(move.words, address(move.act), forward=not move.needs_reason) for move in moves]


def happened(thread: Thread) -> list[Happened]:
    """Moves, issued letters and signatures, the newest first."""
    entries = [
        (
            move.at,
            Happened(told(move.words), words.long_date(move.on), move.by.name if move.by else "The portal", move.note),
        )
        for move in thread.moves
    ]
    entries += [
        (row.signed_at, Happened(f"Signed for {_party(row)}", words.long_date(row.signed_on), _signatory(row), ""))
        for row in thread.signatures
    ]
    entries.sort(key=lambda entry: entry[0], reverse=True)
    return [entry for _, entry in entries]


def _party(row: Any) -> str:
    """Whom somebody signed for: the CCG, NHS England, a capacity of the kind, or a party that what was signed names."""
    known = {**PARTIES, **kind_called(row.kind).parties}
    if row.party in known:
        return known[row.party]
    named = json.loads(row.content).get("parties", [])
    return next((str(one["organisation"]) for one in named if one["code"] == row.party), str(row.party))


def _signatory(row: Any) -> str:
    return f"{row.name}, {row.designation}" if row.designation else str(row.name)


@dataclass(frozen=True, slots=True)
class FileInWords:
    """One file: its name, where to fetch it, its size, its circle's tag and what it is for."""

    name: str
    href: str
    size: str
    circle: str
    added: str


def files(rows: Iterable[RecordFile], *, wanted: dict[str, str] | None = None) -> list[FileInWords]:
    """The files of a record; `wanted` gives the words of the requirements they meet."""
    names = wanted or {}
    return [
        FileInWords(
            name=row.document.name,
            href=reverse("documents:document", args=[row.document.public_id]),
            size=words.file_size(row.document.size),
            circle=CIRCLE_TAGS[row.document.circle],
            added=" · ".join(
                part
                for part in (
                    names.get(row.requirement, ""),
                    f"added {words.long_date(row.added_at)}",
                    row.document.added_by.name if row.document.added_by else "",
                )
                if part
            ),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class LetterInWords:
    """One letter: what it says, how far it is, and where it is read."""

    subject: str
    to: str
    state: str
    href: str
    file: str
    circle: str


def letters(rows: Iterable[Letter]) -> list[LetterInWords]:
    """The letters of a record."""
    return [
        LetterInWords(
            subject=row.subject,
            to=row.to_name,
            state=f"Issued {words.long_date(row.issued_on)}" if row.issued_on else _draft_words(row),
            href=reverse("records:letter", args=[row.public_id]),
            file=reverse("documents:document", args=[row.document.public_id]) if row.document else "",
            circle=CIRCLE_TAGS[row.circle],
        )
        for row in rows
    ]


def _draft_words(row: Letter) -> str:
    return f"Draft, approved by {row.approved_by.name}" if row.approved_by else "Draft"


@dataclass(frozen=True, slots=True)
class DateInWords:
    """One date to keep: what, by when, and how it stands today."""

    words: str
    due: str
    standing: str
    colour: str
    clause: str


def dates(rows: Iterable[Deadline], *, today: date) -> list[DateInWords]:
    """The dates of a record, dropped ones left out."""
    return [
        DateInWords(row.words, words.long_date(row.due_on), *standing(row, today=today), row.clause)
        for row in rows
        if row.dropped_on is None
    ]


def standing(row: Deadline, *, today: date) -> tuple[str, str]:
    """How a date stands, in words and as the colour of its tag."""
    if row.met_on:
        late = row.met_on > row.due_on
        return f"Done {words.long_date(row.met_on)}{', late' if late else ''}", "orange" if late else "green"
    if row.due_on < today:
        return "Late", "red"
    return ("Due today", "orange") if row.due_on == today else ("To do", "blue")


@dataclass(frozen=True, slots=True)
class RelatedInWords:
    """Another record of the same thread."""

    how: str
    kind: str
    reference: str
    subject: str
    state: str
    href: str


def related(thread: Thread) -> list[RelatedInWords]:
    """The records this one is linked with."""
    return related_in_words(thread.linked)


def related_in_words(linked: Iterable[Linked]) -> list[RelatedInWords]:
    """Linked records, each with its page."""
    return [
        RelatedInWords(
            how=one.how,
            kind=kind_of(one.record).name,
            reference=one.record.reference,
            subject=one.record.subject,
            state=state_words(one.record) if kind_of(one.record).table(one.record) else one.record.get_state_display(),
            href=one.record.get_absolute_url(),
        )
        for one in linked
    ]
