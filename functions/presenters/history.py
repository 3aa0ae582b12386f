"""The history of a case in readable words: who did what, when, and from what to what."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from functions.figures.history import Change, Ending, LinkChange, Names
from functions.models import Correspondence, QueryDocument, QueryEvent, Satisfaction
from functions.models.queries import Kind, Priority, State, Stream
from functions.presenters.findings import facts_in_words
from functions.presenters.words import CIRCLES, category_words
from functions.rules.escalation import RUNG_OF
from functions.rules.particulars import LABELS
from hubportal.clocks import REASONS
from hubportal.web import words
from hubportal.web.words import lower_first

_LABELS = {
    **LABELS,
    "practice_id": "Practice",
    "activity_id": "Function",
    "owner_id": "Owner",
    "received_on": "Day of receipt",
    "state": "State",
    "merged_into_id": "Merged into",
    "acknowledge_due_on": "Acknowledge by",
    "respond_due_on": "Respond by",
    "excluded_reason": "Excluded from the standard",
    "outcome": "Outcome",
}
_CHOICES = {"kind": Kind, "stream": Stream, "priority": Priority, "state": State}
_LONG = 160


@dataclass(frozen=True, slots=True)
class Said:
    """One field: what it was and what it became."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history."""

    title: str
    at: datetime
    by: str
    said: tuple[Said, ...] = ()
    text: str = ""


def history(
    changes: Iterable[Change],
    names: Names,
    added: tuple[list[QueryEvent], list[Correspondence], list[QueryDocument]],
    links: Iterable[LinkChange] = (),
    judged: Satisfaction | None = None,
    endings: tuple[list[Ending], list[Ending]] = ([], []),
) -> list[Entry]:
    """Everything that happened to a case, newest first."""
    events, said, files = added
    entries = [
        *_changed(changes, names),
        *_events(events),
        *_said(said),
        *_files(files),
        *_links(links),
        *_judged(judged),
        *_found(endings[0]),
        *_climbed(endings[1]),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _changed(changes: Iterable[Change], names: Names) -> Iterator[Entry]:
    for change in changes:
        by = names.people.get(change.person_id or 0, "") or "The portal"
        if change.is_first:
            yield Entry("Case logged", change.at, by)
            continue
        said = tuple(
            Said(_LABELS[name], _value(name, change.before[name], names), _value(name, change.after[name], names))
            for name in change.after
        )
        if said:
            yield Entry("Changed", change.at, by, said)


def _events(events: list[QueryEvent]) -> Iterator[Entry]:
    for event in events:
        reason = REASONS[event.reason].words if event.reason in REASONS else event.reason
        parts = (
            f"On {words.long_date(event.on)}",
            f"Date promised: {words.long_date(event.promised_on)}" if event.promised_on else "",
            f"Reason: {reason}" if reason else "",
            event.note,
        )
        yield Entry(event.get_kind_display(), event.at, _name(event.by), text="\n".join(part for part in parts if part))


def _said(said: list[Correspondence]) -> Iterator[Entry]:
    for one in said:
        circle = CIRCLES[one.circle]
        yield Entry(f"{one.get_form_display()} ({lower_first(circle)})", one.at, _name(one.by), text=one.subject)


def _files(files: list[QueryDocument]) -> Iterator[Entry]:
    for one in files:
        found = one.document
        yield Entry(
            f"File added ({lower_first(CIRCLES[found.circle])})", found.added_at, _name(found.added_by), text=found.name
        )


def _links(links: Iterable[LinkChange]) -> Iterator[Entry]:
    for one in links:
        what = "ended" if one.was_ended else "made" if one.was_made else "renewed"
        until = "" if one.was_ended else f"It works until {words.long_date(one.works_until)}."
        yield Entry(f"Link for whoever asked {what}", one.at, one.by or "The portal", text=until)


def _judged(said: Satisfaction | None) -> Iterator[Entry]:
    if said is not None:
        by = said.by.name if said.by else "Whoever asked, by the link"
        yield Entry(f"Satisfied with the answer: {said.get_answer_display()}", said.changed_at, by, text=said.comment)


def _found(findings: Iterable[Ending]) -> Iterator[Entry]:
    for one in findings:
        text = "\n".join(f"{line['key']}: {line['value']}" for line in facts_in_words(one.kind, one.row.facts))
        yield Entry(
            "Outcome recorded" if one.is_first else "Outcome changed", one.at, one.by or "The portal", text=text
        )


def _climbed(rungs: Iterable[Ending]) -> Iterator[Entry]:
    for one in rungs:
        step, by = one.row, one.by or "The portal"
        rung = RUNG_OF[step.rung]
        if one.is_first:
            text = f"To be settled or passed on by {words.long_date(step.due_on)}.\n{step.reason}"
            yield Entry(f"Concern given to {rung.holder}", one.at, by, text=text)
        elif step.outcome:
            decision = f"Decision {step.decision}" if step.decision else ""
            text = "\n".join(filter(None, (step.outcome, decision)))
            yield Entry(f"Concern settled by {rung.holder}", one.at, by, text=text)


def _name(person: Any) -> str:
    return person.name if person else "The portal"


def _value(name: str, value: Any, names: Names) -> str:
    if value in (None, "", []):
        return "nothing"
    by_key = {
        "owner_id": names.people,
        "practice_id": names.practices,
        "activity_id": names.activities,
        "merged_into_id": names.cases,
    }
    if name in by_key:
        return by_key[name].get(value, "not known")
    if name in _CHOICES:
        return str(_CHOICES[name](value).label)
    if name == "category":
        return category_words(value)
    if name == "excluded_reason":
        return REASONS[value].words if value in REASONS else str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return words.weekday_date(value)
    if isinstance(value, list):
        return ", ".join(value)
    text = str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
