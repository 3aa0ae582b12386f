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

# How long before its last day a notice or the papers are named here.
NEAR = timedelta(days=14)
AHEAD = {Meeting.State.PLANNED: "Give notice of", Meeting.State.NOTIFIED: "Send the papers of"}


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
    said = list(_meeting(one))
    if person.grants.can("committee_minute", one.committee.pk):
        said += [*_before(one, today), *_after(one, today), *_counts(one)]
    said += _own(one, today)
    return sorted(said, key=lambda sentence: not sentence.urgent)


def _address(one: Attention, name: str, *more: Any) -> str:
    return reverse(name, args=[one.committee.public_id, *more])


def _meeting(one: Attention) -> Iterator[Sentence]:
    meeting = one.meeting
    if meeting is None:
        yield Sentence("No meeting is planned.", _address(one, "meetings:list"))
    elif meeting.state == Meeting.State.OPEN:
        yield Sentence(
            f"Meeting {meeting.number} is in session.", _address(one, "desk:desk", meeting.number), urgent=True
        )
    else:
        when = f"{weekday_date(meeting.starts_at)} at {clock_time(meeting.starts_at)}"
        papers = " Its papers are out." if meeting.state == Meeting.State.ISSUED else ""
        yield Sentence(f"The next meeting is on {when}.{papers}", _address(one, "meetings:meeting", meeting.number))


def _before(one: Attention, today: date) -> Iterator[Sentence]:
    for passed in one.passed:
        yield Sentence(
            f"The meeting of {long_date(passed.starts_at)} was not opened."
            " Open it and enter what happened, or cancel it.",
            _address(one, "meetings:meeting", passed.number),
            urgent=True,
        )
    meeting, dates = one.meeting, one.dates
    act = AHEAD.get(meeting.state) if meeting else None  # type: ignore[call-overload]
    if meeting is None or dates is None or act is None:
        return
    by = dates.notice_by if meeting.state == Meeting.State.PLANNED else dates.papers_by
    if by - NEAR <= today:
        yield Sentence(
            f"{act} the meeting of {long_date(meeting.starts_at)}: {_due(by, today)}.",
            _address(one, "meetings:meeting", meeting.number),
            urgent=by < today,
        )


def _due(by: date, today: date) -> str:
    return f"this was due by {long_date(by)}" if by < today else f"the last day is {weekday_date(by)}"


def _after(one: Attention, today: date) -> Iterator[Sentence]:
    for owed in one.owed:
        yield Sentence(
            f"The minutes of {long_date(owed.meeting.starts_at)} have not gone to members{_by(owed, today)}.",
            _address(one, "minutes:minutes", owed.meeting.number),
            urgent=owed.due_on is not None and owed.due_on < today,
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
