"""Drafting minutes, writing their prose, and taking over what the record says by now."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.http import Http404

from governance.figures.minutes.record import Kept, kept_of, record_of
from governance.models import Meeting, Minutes
from governance.rules.minutes import moves
from governance.rules.minutes.drafting import draft
from governance.rules.minutes.sections import Section, as_data, brought_up_to, from_data, with_prose
from governance.services.finding import changed, locked_row, of
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused


def refuse(sentence: str | None, *, field: str = "") -> None:
    """Raise what a rule says against an act, if it says anything."""
    if sentence is not None:
        raise Refused(sentence, field=field or None)


@transaction.atomic
def draft_minutes(*, meeting_id: int, by: Person, at: datetime) -> Minutes:
    """Draft the minutes of a closed meeting from its record; refused where it is not closed or has minutes."""
    meeting = locked_row(Meeting, meeting_id, by=by, version=None)
    has_minutes = Minutes.objects.filter(meeting=meeting).exists()
    refuse(moves.why_not_draft(meeting_state=meeting.state, has_minutes=has_minutes))
    return Minutes.objects.create(
        **of(meeting.committee),
        meeting=meeting,
        number=1,
        sections=as_data(draft(record_of(meeting))),
        drafted_at=at,
        made_by=by,
    )


def locked_minutes(minutes_id: int, *, version: int | None, by: Person) -> tuple[Minutes, Kept]:
    """A version of minutes and all of its meeting’s, locked by the meeting; 404, refused or stale as `locked_row`."""
    found = Minutes.objects.filter(pk=minutes_id).values_list("meeting_id", flat=True).first()
    if found is None:
        raise Http404("No minutes of yours are these.")
    meeting = locked_row(Meeting, found, by=by, version=None)
    row = locked_row(Minutes, minutes_id, by=by, version=version)
    row.meeting = meeting
    return row, kept_of(meeting)


@transaction.atomic
def write_prose(*, minutes_id: int, version: int | None, key: str, prose: str, by: Person) -> Minutes:
    """Write the prose of one section of a draft; what is from the record cannot be written."""
    row, _ = locked_minutes(minutes_id, version=version, by=by)
    refuse(moves.why_not_edit(state=row.state))
    sections = from_data(row.sections)
    if key not in {one.key for one in sections}:
        raise Http404("These minutes have no such section.")
    _save(row, with_prose(sections, key, prose.strip()))
    return row


@transaction.atomic
def take_over_record(*, minutes_id: int, version: int | None, by: Person) -> Minutes:
    """Bring a draft up to what the record says now; prose stays where it is."""
    row, kept = locked_minutes(minutes_id, version=version, by=by)
    refuse(moves.why_not_edit(state=row.state))
    _save(row, brought_up_to(from_data(row.sections), kept.fresh))
    return row


@transaction.atomic
def begin_amendment(*, meeting_id: int, words: str, by: Person, at: datetime) -> Minutes:
    """Begin a further version with the same words, in which the committee's amendments are written."""
    meeting = locked_row(Meeting, meeting_id, by=by, version=None)
    versions = list(Minutes.objects.filter(meeting=meeting).order_by("number"))
    refuse(moves.why_not_amend(states=[one.state for one in versions]))
    if not words.strip():
        raise Refused("Say what the committee amends.", field="words", status=400)
    return Minutes.objects.create(
        **of(meeting.committee),
        meeting=meeting,
        number=versions[-1].number + 1,
        sections=versions[-1].sections,
        amendments=words.strip(),
        drafted_at=at,
        made_by=by,
    )


@transaction.atomic
def drop_amendment(*, minutes_id: int, version: int | None, by: Person) -> None:
    """Take an amendment back that was not approved; its history stays."""
    row, _ = locked_minutes(minutes_id, version=version, by=by)
    refuse(moves.why_not_edit(state=row.state))
    if row.number == 1:
        raise Refused("This is the first draft, and no amendment.")
    row.delete()


def _save(row: Minutes, sections: Iterable[Section]) -> None:
    row.sections = as_data(sections)
    changed(row, "sections")
