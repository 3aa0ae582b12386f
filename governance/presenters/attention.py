"""What waits at a committee in sentences: for its secretary what is due, for its members what is theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from governance.models import Meeting
from governance.services.attention import Attention, Owed
from hubportal.organisations.models import Person
from hubportal.web.sentences import Sentence
from hubportal.web.words import clock_time, long_date, plural, weekday_date

SHOWN = 5  # minutes, the longest owed first
# How long before its last day a notice or the papers are named here.
NEAR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One committee, its page, and what waits there."""

    name: str
    href: str
    sentences: list[Sentence]


def waiting_at(found: Iterable[Attention], person: Person, *, today: date) -> list[Waiting]:
    """What waits at each committee of a person."""
    return [
        Waiting(one.committee.name, _address(one, "governance:committee"), sentences_of(one, person, today=today))
        for one in found
    ]


def sentences_of(one: Attention, person: Person, *, today: date) -> list[Sentence]:
    """What waits for this person at a committee; the urgent first, then as they come before and after a meeting."""
    said = list(_meetings(one))
    if person.grants.can("committee_minute", one.committee.pk):
        said += [*_before(one, today), *_after(one, today), *_counts(one)]
    said += _own(one, today)
    return sorted(said, key=lambda sentence: not sentence.urgent)


def _address(one: Attention, name: str, *more: Any) -> str:
    return reverse(name, args=[one.committee.public_id, *more])


def _meetings(one: Attention) -> Iterator[Sentence]:
    for meeting in one.in_session:
        since = f" since {long_date(meeting.starts_at)}" if meeting.ends_at < one.at else ""
        yield Sentence(
            f"Meeting {meeting.number} is in session{since}.", _address(one, "desk:desk", meeting.number), urgent=True
        )
    if one.coming:
        meeting, _ = one.coming[0]
        when = f"{weekday_date(meeting.starts_at)} at {clock_time(meeting.starts_at)}"
        papers = " Its papers are out." if meeting.state == Meeting.State.ISSUED else ""
        yield Sentence(f"The next meeting is on {when}.{papers}", _address(one, "meetings:meeting", meeting.number))
    elif not one.in_session:
        yield Sentence("No meeting is planned.", _address(one, "meetings:list"))


def _before(one: Attention, today: date) -> Iterator[Sentence]:
    for meeting in one.passed:
        yield Sentence(
            f"The meeting of {long_date(meeting.starts_at)} was not opened."
            " Open it and enter what happened, or cancel it.",
            _address(one, "meetings:meeting", meeting.number),
            urgent=True,
        )
    for meeting, dates in one.coming:
        is_planned = meeting.state == Meeting.State.PLANNED
        by = dates.notice_by if is_planned else dates.papers_by
        if meeting.state != Meeting.State.ISSUED and by - NEAR <= today:
            yield Sentence(
                f"{'Give notice' if is_planned else 'Send the papers'} of the meeting of"
                f" {long_date(meeting.starts_at)}: {_due(by, today)}.",
                _address(one, "meetings:meeting", meeting.number),
                urgent=by < today,
            )


def _due(by: date, today: date) -> str:
    return f"this was due by {long_date(by)}" if by < today else f"the last day is {weekday_date(by)}"


def _after(one: Attention, today: date) -> Iterator[Sentence]:
    for owed in one.owed[:SHOWN]:
        yield Sentence(
            f"The minutes of {long_date(owed.meeting.starts_at)} have not gone to members{_by(owed, today)}.",
            _address(one, "minutes:minutes", owed.meeting.number),
            urgent=owed.due_on is not None and owed.due_on < today,
        )
    more = len(one.owed) - SHOWN
    if more > 0:
        yield Sentence(
            f"Members wait for the minutes of {plural(more, 'more meeting')}.",
            _address(one, "minutes:list"),
            urgent=True,
        )


def _by(owed: Owed, today: date) -> str:
    return f": {_due(owed.due_on, today)}" if owed.due_on else ""


def _counts(one: Attention) -> Iterator[Sentence]:
    for count, what, name in (
        (one.requests, ("request waits", "requests wait"), "carrying:requests"),
        (one.letters, ("letter about a decision waits", "letters about decisions wait"), "minutes:letters"),
    ):
        if count:
            rest = "for a place on an agenda" if name == "carrying:requests" else "to be read and sent"
            yield Sentence(f"{plural(count, *what)} {rest}.", _address(one, name))
    if one.overdue:
        yield Sentence(
            f"{plural(one.overdue, 'action is', 'actions are')} overdue.",
            f"{_address(one, 'minutes:actions')}?state=overdue",
        )


def _own(one: Attention, today: date) -> Iterator[Sentence]:
    for action in one.own:
        if action.due_on is None:
            continue
        late = action.due_on < today
        due = f"was due on {long_date(action.due_on)}" if late else f"is due on {weekday_date(action.due_on)}"
        yield Sentence(
            f"Your action {action.number} {due}.", _address(one, "minutes:action", action.number), urgent=late
        )
