"""The words of a meeting's agenda as the public reads it, and what in them would say something private."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from governance.figures.meetings.contents import Entry
from governance.figures.minutes.record import practice_names
from governance.models import AgendaChange, Meeting, PaperText
from governance.rules.minutes.publishing import first_named, hidden_names
from governance.rules.naming import codes_in, stands_in
from governance.rules.publications import CLAUSE, texts_of
from governance.services.meetings.days import when_and_where
from governance.services.meetings.sheets import names_public
from governance.services.publications import refuse_private
from hubportal.web.nhs_numbers import find_nhs_numbers
from hubportal.web.refusals import Refused
from hubportal.web.words import plural

Content = dict[str, Any]


def agenda_content(meeting: Meeting, entries: Iterable[Entry], changes: Mapping[int, Sequence[str]]) -> Content:
    """The agenda as it is published: a private item shows nothing but its ground."""
    return {
        "lead": when_and_where(meeting),
        "sections": [
            _private(entry) if entry.item.is_private else _open(entry, changes.get(entry.item.pk, ()))
            for entry in entries
        ],
    }


def _private(entry: Entry) -> Content:
    return {
        "heading": f"{entry.item.position}. Private item",
        "text": f"The public is to be excluded: {entry.item.ground}",
    }


def _open(entry: Entry, changes: Sequence[str]) -> Content:
    item = entry.item
    facts = ", ".join(part for part in (item.get_purpose_display(), item.presenter, f"{item.minutes} minutes") if part)
    state = ""
    if item.withdrawn_at is not None:
        state = "Put off to a later meeting" if getattr(item, "is_put_off", False) else "Withdrawn"
    shown = [paper.title for paper in entry.public_papers]
    hidden = len(entry.papers) - len(shown) + entry.withheld
    notes = [f"{plural(hidden, 'paper')} not published"] if hidden else []
    text = "\n\n".join(part for part in (facts, state, item.asks, *(f"Changed: {one}" for one in changes)) if part)
    made: Content = {"heading": f"{item.position}. {item.title}", "text": text}
    return made | ({"items": [*shown, *notes]} if shown or notes else {})


def told_changes(meeting: Meeting) -> dict[int, list[str]]:
    """What supplements told of each item, less what names a paper that the public does not read."""
    rows = AgendaChange.objects.filter(committee_id=meeting.committee_id, meeting=meeting, sent_in__isnull=False)
    found: dict[int, list[str]] = defaultdict(list)
    for change in rows.select_related("paper").order_by("id"):
        if names_public(change):
            found[change.item_id].append(f"{change.words}. {change.why}")
    return dict(found)


def _names(entries: Iterable[Entry], *, private: bool) -> list[tuple[str, list[str]]]:
    chosen = [entry.item for entry in entries if entry.item.is_private == private]
    called = practice_names(name for item in chosen for name in item.names)
    return [(item.title, [said for name in item.names for said in (name, called.get(name, ""))]) for item in chosen]


def _hidden(entries: Sequence[Entry]) -> list[str]:
    return hidden_names(_names(entries, private=True), _names(entries, private=False))


def refuse_private_words(meeting: Meeting, entries: Sequence[Entry]) -> None:
    """Refuse to publish an agenda, or titles of papers, that hold an e-mail address or a patient's number, or name what
    only a private item concerns.
    """
    content = agenda_content(meeting, entries, told_changes(meeting))
    refuse_private(content)
    refuse_private([paper.author for entry in entries for paper in entry.public_papers])
    found = first_named(texts_of(content), _hidden(entries))
    if found is not None:
        raise Refused(
            f"The public part of the agenda names “{found}”, which only a private item concerns. Change the item, or"
            " withhold the agenda from publication.",
            clause=CLAUSE,
        )


def warnings_of(entries: Sequence[Entry]) -> list[str]:
    """What the secretary should look at before publishing: public papers whose text names what only a private item
    concerns, or holds what looks like an NHS number; and those whose text could not be read.
    """
    hidden = _hidden(entries)
    papers = [paper for entry in entries for paper in entry.public_papers]
    texts = {
        row.file_id: row
        for row in PaperText.objects.filter(
            committee_id__in={paper.committee_id for paper in papers}, file__in=[paper.file_id for paper in papers]
        )
    }
    found = []
    for paper in papers:
        text = texts.get(paper.file_id)
        if text is None or text.state != PaperText.State.READ:
            found.append(f"“{paper.title}” has not been read for private names. Look through it yourself.")
            continue
        named = [name for name in hidden if stands_in(f" {text.words} ", name) or name in codes_in(text.words)]
        if named:
            found.append(f"“{paper.title}” names {named[0]}, which only a private item concerns.")
        if find_nhs_numbers(text.words):
            found.append(f"“{paper.title}” holds what looks like an NHS number.")
    return found
