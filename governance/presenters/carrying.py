"""Requests, decisions on records and recommendations in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from markupsafe import Markup

from governance.models import AgendaRequest, Meeting, Recommendation, RecordDecision
from governance.presenters.register import OUTCOMES
from governance.rules.carrying import KINDS, STATES
from governance.rules.register import TREATMENTS
from hubportal.organisations.models import Committee, Person
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date, moment

COLOURS = {
    "sent": "blue", "waiting": "blue", "placed": "purple", "declined": "red", "accepted": "green", "varied": "yellow",
    "rejected": "red", "taken_back": "red", "carried_out": "green", "by_hand": "green",
}  # fmt: skip


def link_if(href: str | None, words: str) -> Markup:
    """A link for who may follow it, else the words alone."""
    return Markup('<a href="{}">{}</a>').format(href, words) if href else Markup("{}").format(words)


def may_read(person: Person, committee_id: int) -> bool:
    """Whether somebody reads a committee's rows."""
    return person.grants.can("committee_read", committee_id)


def entry_href(person: Person, committee: Committee, number: int | None) -> str | None:
    """The page of an entry, for who may read it."""
    if number is None or not may_read(person, committee.pk):
        return None
    return reverse("decisions:entry", args=[committee.public_id, number])


def meeting_href(person: Person, committee: Committee, number: int | None) -> str | None:
    """The page of a meeting, for who may read it; None while no room shows meetings."""
    if number is None or not may_read(person, committee.pk):
        return None
    try:
        return reverse("meetings:meeting", args=[committee.public_id, number])
    except NoReverseMatch:
        return None


def request_href(request: AgendaRequest) -> str:
    """The page of a request."""
    return reverse("carrying:request", args=[request.committee.public_id, request.public_id])


def state_of(request: AgendaRequest) -> str:
    """How far a request is: also what a committee made of a recommendation."""
    if request.answer:
        return STATES[request.answer]
    if getattr(request, "came_off", False):
        return "Taken off the agenda"
    return request.get_state_display()


def what_it_is(request: AgendaRequest) -> str:
    """The kind of request, with the kind of recommendation."""
    if request.source == AgendaRequest.Source.RECOMMENDATION:
        return f"Recommendation: {KINDS[request.about].lower()}" if request.about in KINDS else "Recommendation"
    return "Urgent decision to report" if request.source == AgendaRequest.Source.URGENT else "Record of a CCG"


COLUMNS = (
    Column("Number", "number", "number"),
    Column("Title", lambda request: link_if(request_href(request), request.title)),
    Column("What it is", what_it_is),
    Column("From", lambda request: request.asked_by),
    Column("Asked on", "asked_on", "date"),
    Column("State", state_of),
)


def requests_table(rows: Iterable[AgendaRequest], caption: str) -> Table:
    """Requests as a list."""
    return table(caption=caption, columns=COLUMNS, rows=rows)


def request_facts(request: AgendaRequest, *, person: Person, record: Any) -> list[dict[str, Any]]:
    """What a request says, with links to what the person may see of it. `record` is None for who may not see it."""
    item, file = request.item, request.file
    href = reverse("governance:file", args=[request.committee.public_id, file.public_id]) if file else None
    meeting = item.meeting if item else None
    named = request.record_reference
    forum = request.from_committee
    rows: list[tuple[str, Any]] = [
        ("State", state_of(request)),
        ("What it is", what_it_is(request)),
        ("From", request.asked_by),
        ("Asked on", long_date(request.asked_on)),
        ("Proposed resolution", request.asks),
        ("If it is carried", request.get_if_carried_display() if request.if_carried else ""),
        ("CCG", request.ccg.name if request.ccg else ""),
        ("Record", link_if(record.get_absolute_url() if record else None, named) if named else ""),
        ("Practices", ", ".join(request.names)),
        ("Paper", link_if(href, file.name) if file else ""),
        (
            "Entry it comes from",
            link_if(entry_href(person, forum, request.from_entry), f"{forum.name}, entry {request.from_entry}")
            if forum and request.from_entry
            else "",
        ),
        (
            "On the agenda of",
            link_if(
                meeting_href(person, request.committee, meeting.number),
                f"meeting {meeting.number}, {long_date(meeting.starts_at.date())}, item {item.position or '–'}",
            )
            if meeting and item
            else "",
        ),
        ("Taken off because", item.withdrawn_why if item and getattr(request, "came_off", False) else ""),
        ("Reason", request.why),
        (
            "Answered by",
            link_if(
                entry_href(person, request.committee, request.answered_by_entry.number),
                f"decision {request.answered_by_entry.number}",
            )
            if request.answered_by_entry
            else "",
        ),
        ("Reasons of the answer", request.answer_why),
    ]
    return [{"key": name, "value": value} for name, value in rows if value]


def recommended_table(rows: Iterable[Recommendation], *, person: Person) -> Table:
    """To which committees a recommendation went and what each made of it."""

    def answered(row: Recommendation) -> Markup:
        if row.answer_entry is None:
            return Markup("")
        href = entry_href(person, row.to_committee, row.answer_entry)
        return link_if(href, f"Decision {row.answer_entry}, {long_date(row.answered_on) if row.answered_on else ''}")

    heads = (
        Column("Committee", "to_committee.name"),
        Column("State", lambda row: STATES.get(row.state, row.state)),
        Column("Decision", answered),
        Column("Reasons", "why"),
    )
    return table(caption="What the committees made of it", columns=heads, rows=rows)


def votes_line(decision: RecordDecision) -> str:
    """Carried: 3 for, 1 against, 0 abstained."""
    summary: Mapping[str, Any] = decision.summary
    outcome = OUTCOMES.get(summary.get("outcome", ""), "")
    return ": ".join(part for part in (outcome, summary.get("votes", "")) if part)


def interests_line(decision: RecordDecision) -> str:
    """How declared interests were treated, and never what was declared."""
    said = [
        f"{one['name'] or 'A member'}: {TREATMENTS.get(one['treatment'], one['treatment']).lower()}"
        for one in decision.summary.get("interests", ())
    ]
    return "; ".join(said) or "None declared"


def standing(decision: Any) -> tuple[str, str]:
    """How a decision, read with `by_hand`, stands on its record, in words and colour."""
    if decision.state == RecordDecision.State.WAITING and decision.by_hand:
        return "Recorded by hand", COLOURS["by_hand"]
    if decision.settled_at is not None:
        return "Dealt with by hand", COLOURS["by_hand"]
    return decision.get_state_display(), COLOURS[decision.state] if decision.state != "waiting" else "yellow"


def still_waits(decision: Any) -> bool:
    """Whether a decision, read with `by_hand`, waits for a person."""
    if not decision.why_waiting or decision.settled_at is not None:
        return False
    return decision.state == RecordDecision.State.TAKEN_BACK or not decision.by_hand


def meeting_words(meeting: Meeting) -> str:
    """A meeting in a list of those to come."""
    sent = ", papers sent" if meeting.state == Meeting.State.ISSUED else ""
    return f"Meeting {meeting.number}, {moment(meeting.starts_at)}{sent}"
