"""A meeting and its agenda in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.figures.meetings.agenda import Agenda
from governance.figures.meetings.expected import expected_of
from governance.figures.seating import SeatedMember
from governance.figures.withheld import NOTHING, Withheld
from governance.models import AgendaItem, KnownInterest, Marking, Meeting, Paper, TermsOfReference
from governance.presenters.meetings.calendars import minutes_in_words
from governance.rules.desk.leaving import LEFT
from governance.rules.meetings.forecast import Forecast
from governance.rules.meetings.moves import ISSUED, NOTIFIED, PLANNED
from governance.rules.meetings.notice import Dates
from governance.services.withholding import is_withheld
from hubportal.records.presenters.page import Step
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import clock_time, long_date, moment, plural, weekday_date

COLOURS = {
    "planned": "white", "notified": "blue", "issued": "green", "open": "purple", "closed": "grey", "cancelled": "red",
}  # fmt: skip
MARKINGS = {
    "public": ("Public", "grey"),
    "confidential": ("Confidential", "orange"),
    "restricted": ("Restricted", "red"),
}


def state_tag(meeting: Meeting) -> Markup:
    """The state of a meeting as a tag."""
    words = meeting.get_state_display()
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(COLOURS[meeting.state], words)


def _link(meeting: Meeting) -> Markup:
    address = reverse("meetings:meeting", args=[meeting.committee.public_id, meeting.number])
    return Markup('<a href="{}">Meeting {}</a>').format(address, meeting.number)


LIST_COLUMNS = (
    Column("Meeting", _link),
    Column("Day", lambda meeting: weekday_date(meeting.starts_at)),
    Column("Time", lambda meeting: f"{clock_time(meeting.starts_at)} to {clock_time(meeting.ends_at)}"),
    Column("Place", "place"),
    Column("State", state_tag),
    Column("Items", "item_count", "number"),
)


def meetings_table(meetings: Iterable[Meeting], *, caption: str) -> Table:
    """Meetings as a list."""
    return table(caption=caption, columns=LIST_COLUMNS, rows=meetings)


def facts_of(meeting: Meeting, dates: Dates, terms: TermsOfReference | None, agenda: Agenda) -> list[dict[str, Any]]:
    """What is known of a meeting."""
    planned = sum(item.minutes for item in agenda.standing)
    rows: list[tuple[str, Any]] = [
        ("State", state_tag(meeting)),
        ("Day", weekday_date(meeting.starts_at)),
        ("Time", f"{clock_time(meeting.starts_at)} to {clock_time(meeting.ends_at)}"),
        ("Place", meeting.place),
        ("How to join", meeting.joining),
        ("Reason for cancelling", meeting.cancelled_why),
        ("Notice by", _by(dates.notice_by, terms.notice_days if terms else 5)),
        ("Notice given", _done(meeting.notified_at, meeting.notified_why)),
        ("Papers by", _by(dates.papers_by, terms.papers_days if terms else 5)),
        ("Papers sent", _done(meeting.issued_at, meeting.issued_why)),
        ("Public told by", long_date(dates.public_by)),
        ("Planned length", minutes_in_words(planned) if planned else ""),
    ]
    return [{"key": key, "html" if isinstance(value, Markup) else "value": value} for key, value in rows if value]


def _by(day: date, clear: int) -> str:
    return f"{weekday_date(day)}: {plural(clear, 'clear working day')} before"


def _done(at: Any, why: str) -> str:
    if at is None:
        return ""
    return f"{moment(at)}. Late: {why}" if why else moment(at)


def overrun(meeting: Meeting, agenda: Agenda) -> str:
    """That the items take longer than the meeting, if they do."""
    planned = sum(item.minutes for item in agenda.standing)
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    if planned <= length:
        return ""
    return (
        f"The items are planned to take {minutes_in_words(planned)}, and the meeting lasts {minutes_in_words(length)}."
    )


def steps(meeting: Meeting, agenda: Agenda, *, secretary: bool, seated: bool) -> list[Step]:
    """What somebody can do next with a meeting that has not begun, the likeliest first."""

    def to(words: str, name: str) -> Step:
        return Step(words, reverse(f"meetings:{name}", args=[meeting.committee.public_id, meeting.number]))

    found = []
    if secretary:
        if meeting.state == PLANNED and agenda.standing:
            found.append(to("Give notice", "notice"))
        if meeting.state == NOTIFIED and agenda.standing:
            found.append(to("Send the papers", "send"))
        if meeting.state == ISSUED and agenda.untold:
            found.append(to("Send a supplement", "supplement"))
        found.append(to("Add an item", "add-item"))
    if secretary or seated:
        found.append(to("Send apologies", "apologise"))
    return found


def others(meeting: Meeting) -> list[Step]:
    """What else the secretary can do with a meeting that has not begun."""
    at = [meeting.committee.public_id, meeting.number]
    return [
        Step("Change date or place", reverse("meetings:change", args=at)),
        Step("Cancel the meeting", reverse("meetings:cancel", args=at)),
    ]


@dataclass(frozen=True, slots=True)
class PaperInWords:
    """A paper on the page; without an address it is withheld, and `withheld` says why."""

    key: Any
    title: str
    about: str
    marking: str
    colour: str
    href: str
    late: bool
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class InterestInWords:
    """An interest in an item; `seat` is empty where only the register knows it."""

    seat: str
    words: str


@dataclass(frozen=True, slots=True)
class ItemInWords:
    """An item on the page."""

    key: Any
    number: int
    title: str
    about: str
    asks: str
    private: str
    concerns: str
    record: str
    withdrawn: str
    quorum: str
    quorum_colour: str
    quorum_why: list[str] = field(default_factory=list)
    papers: list[PaperInWords] = field(default_factory=list)
    interests: list[InterestInWords] = field(default_factory=list)


def items_in_words(
    agenda: Agenda,
    forecasts: Mapping[int, Forecast],
    seated: Sequence[SeatedMember],
    *,
    committee: Any,
    own: Sequence[str],
    secretary: bool,
    votes: bool,
    withheld: Withheld = NOTHING,
    matched: Mapping[int, Mapping[str, str]] | None = None,
) -> list[ItemInWords]:
    """Each item in order. Interests are shown to the secretary; a restricted paper is withheld from whoever has one,
    and what is not public from whoever was asked to leave for its item.
    """
    names = {one.code: one.member.name if one.member else one.title for one in seated}
    made = []
    shown = [item for item in agenda.items if item.position]
    if secretary:
        shown += [item for item in agenda.items if not item.position]
    for item in shown:
        known = agenda.interests.get(item.pk, [])
        restricted = not secretary and (not votes or any(row.seat_code in own for row in known))
        off = item.withdrawn_at is not None
        expected = None if off else forecasts.get(item.pk)
        quorum, colour, why = _quorum(expected, names)
        made.append(
            ItemInWords(
                key=item.public_id,
                number=item.position,
                title=item.title,
                about=_about(item),
                asks=item.asks,
                private=f"Private: {item.ground}" if item.is_private else "",
                concerns=", ".join(item.names),
                record=item.record_reference,
                withdrawn=f"Off the agenda. {item.withdrawn_why}" if off else "",
                quorum=quorum,
                quorum_colour=colour,
                quorum_why=why if secretary else [],
                papers=[]
                if off
                else [
                    _paper(
                        one,
                        committee,
                        restricted=restricted,
                        left=is_withheld(one, is_private=item.is_private, withheld=withheld),
                    )
                    for one in agenda.papers.get(item.pk, [])
                ],
                interests=_interests(known, (matched or {}).get(item.pk, {}), names) if secretary and not off else [],
            )
        )
    return made


def _about(item: AgendaItem) -> str:
    business = f"business of {item.business_of} alone" if item.business_of else ""
    parts = (item.get_purpose_display(), item.presenter, plural(item.minutes, "minute"), business)
    return ", ".join(part for part in parts if part)


def _paper(paper: Paper, committee: Any, *, restricted: bool, left: bool) -> PaperInWords:
    words, colour = MARKINGS[paper.marking]
    if left:
        return PaperInWords(paper.public_id, "Withheld paper", "", words, colour, "", paper.is_late, LEFT)
    if paper.marking == Marking.RESTRICTED and restricted:
        why = "Withheld from you: restricted papers are read by members without a known interest in the item."
        return PaperInWords(paper.public_id, "Restricted paper", "", words, colour, "", paper.is_late, why)
    version = ", replaces an earlier version" if paper.replaces_id else ""
    about = f"PDF, {plural(paper.file.pages or 0, 'page')}{f', {paper.author}' if paper.author else ''}{version}"
    href = reverse("governance:file", args=[committee.public_id, paper.file.public_id])
    return PaperInWords(paper.public_id, paper.title, about, words, colour, href, paper.is_late)


def _interests(
    known: Sequence[KnownInterest], matched: Mapping[str, str], names: Mapping[str, str]
) -> list[InterestInWords]:
    """What the forecast goes by, each with what it is known from; what only the register knows is not taken back."""
    entered = {row.seat_code: row for row in known}
    made = []
    for seat, one in expected_of(known, matched).items():
        row = entered.get(seat)
        if row is not None:
            said = f"{row.why}. {row.get_expected_display()}"
        else:
            said = f"{matched[seat]}. Counted as leaving, until you enter what is expected"
        made.append(InterestInWords(seat if row else "", f"{names.get(seat, seat)}: {said} ({one.source})."))
    return made


def _quorum(expected: Forecast | None, names: Mapping[str, str]) -> tuple[str, str, list[str]]:
    if expected is None:
        return "", "", []
    reasons = [_named(reason, names) for reason in expected.reasons]
    if not expected.is_quorate:
        return "Quorum not expected", "red", [*(_named(part, names) + "." for part in expected.missing), *reasons]
    if not expected.needed_from:
        return "Quorum expected", "green", reasons
    spare = " and ".join(names.get(key, key) for key in expected.needed_from)
    return "Quorum expected, with nobody to spare", "yellow", [f"It would fail without {spare}.", *reasons]


def _named(sentence: str, names: Mapping[str, str]) -> str:
    """The sentence with its leading seat as the person who holds it."""
    first, space, rest = sentence.partition(" ")
    return f"{names.get(first, first)}{space}{rest}"
