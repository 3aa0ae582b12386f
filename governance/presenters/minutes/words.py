"""Minutes, actions, letters and summaries in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from functions.presenters.clock import StepInWords, left_of
from governance.figures.minutes.record import Kept
from governance.models import Action, DecisionLetter, Meeting, Minutes, MonthlySummary
from governance.presenters.sections import Place
from governance.rules.actions import due_words, is_overdue
from hubportal.clocks.reading import StepReading
from hubportal.organisations.models import Committee
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date, moment

TABS = (
    ("actions", "Action log", "minutes:actions", False),
    ("minutes", "Minutes", "minutes:list", False),
    ("letters", "Letters to practices", "minutes:letters", True),
    ("summaries", "Monthly summaries", "minutes:summaries", False),
)
STATE_COLOURS = {"draft": "yellow", "circulated": "blue", "approved": "green"}
LETTER_COLOURS = {"draft": "yellow", "sent": "green", "posted": "green", "on_record": "blue", "dropped": "grey"}


def tabs(place: Place, current: str) -> list[dict[str, Any]]:
    """The parts of the room; letters are the secretary's."""
    at = [place.committee.public_id]
    return [
        {"text": words, "href": reverse(name, args=at), "current": key == current}
        for key, words, name, secretary in TABS
        if place.minutes or not secretary
    ]


def tag(words: str, colour: str) -> Markup:
    """A state in words; the colour repeats them."""
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(colour, words)


def _link(address: str, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(address, words)


def state_tag(row: Minutes) -> Markup:
    """A version's state."""
    return tag(row.get_state_display(), STATE_COLOURS[row.state])


def seen(versions: Iterable[Minutes], *, minutes: bool) -> list[Minutes]:
    """The versions somebody reads: a draft is the secretary's until it is circulated or approved."""
    return [one for one in versions if minutes or one.state != Minutes.State.DRAFT]


def meetings_table(rows: Iterable[Meeting], committee: Committee, *, minutes: bool) -> Table:
    """The meetings held, each with how far its minutes are."""

    def state(meeting: Meeting) -> Any:
        shown = seen(meeting.minutes_versions.all(), minutes=minutes)
        return state_tag(shown[-1]) if shown else tag("Not written" if minutes else "Not circulated", "grey")

    def when(meeting: Meeting) -> str:
        circulated = [one for one in meeting.minutes_versions.all() if one.circulated_at]
        return long_date(circulated[0].circulated_at) if circulated else ""

    columns = (
        Column(
            "Meeting",
            lambda one: _link(
                reverse("minutes:minutes", args=[committee.public_id, one.number]),
                f"{long_date(one.starts_at)}, meeting {one.number}",
            ),
        ),
        Column("Minutes", state),
        Column("Circulated", when),
        Column(
            "Approved",
            lambda one: next((long_date(row.approved_on) for row in one.minutes_versions.all() if row.approved_on), ""),
        ),
    )
    return table(caption="Meetings and their minutes", columns=columns, rows=rows)


def clock_in_words(step: StepReading) -> StepInWords:
    """The clock of circulation as `clockPanel` draws it."""
    return StepInWords(
        name="Circulate the minutes and actions",
        state=step.state.value,
        due_on=step.due_on,
        met_on=step.met_on,
        left=left_of(step),
        clause=step.clause,
        clause_href="",
        explanation=step.explanation,
        days=(),
    )


def minutes_facts(row: Minutes, kept: Kept, committee: Committee) -> list[dict[str, Any]]:
    """A version's particulars."""
    sent = row.circulated_to or {}
    approving = row.approved_at_meeting
    rows: list[tuple[str, Any]] = [
        ("State", state_tag(row)),
        ("Version", f"{row.number} of {len(kept.versions)}" if len(kept.versions) > 1 else ""),
        ("Drafted", moment(row.drafted_at)),
        ("Circulated", moment(row.circulated_at)),
        ("Sent to", ", ".join(sent.get("sent", ()))),
        ("No address is known", _by_hand(sent.get("by_hand", ()))),
        ("Amended", row.amendments),
        ("Approved", f"{long_date(row.approved_on)}, at meeting {approving.number}" if approving else ""),
        ("Moved and seconded by", row.approved_by),
        ("PDF", file_link(row.file, committee)),
        ("PDF of the public part", file_link(row.public_file, committee)),
    ]
    return [
        {"key": key, "html": value} if isinstance(value, Markup) else {"key": key, "value": value}
        for key, value in rows
        if value
    ]


def _by_hand(names: Iterable[str]) -> str:
    listed = ", ".join(names)
    return f"{listed}. Send them a copy yourself." if listed else ""


def file_link(file: Any, committee: Committee) -> Markup | str:
    """A link to a file; nothing where there is none."""
    if file is None:
        return ""
    return _link(reverse("governance:file", args=[committee.public_id, file.public_id]), file.name)


def action_tag(row: Action, *, on: date) -> Markup:
    """How an action stands, in words and colour."""
    words = due_words(state=row.state, due_on=row.due_on, ended_on=row.ended_on, on=on)
    if is_overdue(state=row.state, due_on=row.due_on, on=on):
        return tag(words, "red")
    if row.state != Action.State.OPEN:
        return tag(words, "grey" if row.state == Action.State.DROPPED else "green")
    soon = row.due_on is not None and (row.due_on - on).days <= 7
    return tag(words, "yellow" if soon else "blue")


def actions_table(rows: Iterable[Action], committee: Committee, *, on: date, caption: str = "Action log") -> Table:
    """The action log."""
    columns = (
        Column(
            "Action",
            lambda one: _link(
                reverse("minutes:action", args=[committee.public_id, one.number]), f"{one.number}. {one.words}"
            ),
        ),
        Column("Owner", "owner"),
        Column("Due", "due_on", "date"),
        Column("State", lambda one: action_tag(one, on=on)),
        Column("Agreed", lambda one: one.meeting.starts_at.date(), "date"),
        Column("Heard", lambda one: "In private" if one.is_private else "In public"),
    )
    return table(caption=caption, columns=columns, rows=rows)


def exported(on: date) -> tuple[Column, ...]:
    """The action log as a file."""
    return (
        Column("Number", "number", "number"),
        Column("Action", "words"),
        Column("Owner", "owner"),
        Column("Due", "due_on", "date"),
        Column("State", lambda one: one.get_state_display()),
        Column(
            "How it stands",
            lambda one: due_words(state=one.state, due_on=one.due_on, ended_on=one.ended_on, on=on),
        ),
        Column("Ended", "ended_on", "date"),
        Column("Meeting", "meeting.number", "number"),
        Column("Agreed on", lambda one: one.meeting.starts_at.date(), "date"),
        Column("Item", lambda one: one.item.title if one.item else ""),
        Column("Heard in private", "is_private", "yes_no"),
    )


def action_facts(row: Action, committee: Committee, *, on: date) -> list[dict[str, Any]]:
    """An action's particulars."""
    agreed = _link(
        reverse("minutes:minutes", args=[committee.public_id, row.meeting.number]),
        f"Meeting {row.meeting.number}, {long_date(row.meeting.starts_at)}",
    )
    rows: list[tuple[str, Any]] = [
        ("Action", row.words),
        ("Owner", row.owner),
        ("Due", long_date(row.due_on)),
        ("State", action_tag(row, on=on)),
        ("Agreed at", agreed),
        ("Item", row.item.title if row.item else ""),
        ("Heard", "In private" if row.is_private else ""),
    ]
    return [
        {"key": key, "html": value} if isinstance(value, Markup) else {"key": key, "value": value}
        for key, value in rows
        if value
    ]


def letter_tag(row: DecisionLetter) -> Markup:
    """A letter's state."""
    return tag(row.get_state_display(), LETTER_COLOURS[row.state])


def letters_table(rows: Iterable[DecisionLetter], committee: Committee) -> Table:
    """The letters, those to review first."""
    columns = (
        Column(
            "Letter",
            lambda one: _link(reverse("minutes:letter", args=[committee.public_id, one.public_id]), one.subject),
        ),
        Column("To", "to_name"),
        Column("Decision", "decision.number", "number"),
        Column("Decided", "decision.decided_on", "date"),
        Column("State", letter_tag),
        Column("On", "ended_on", "date"),
    )
    return table(caption="Letters to practices", columns=columns, rows=rows)


def letter_facts(row: DecisionLetter, committee: Committee) -> list[dict[str, Any]]:
    """A letter's particulars."""
    decision = _link(
        reverse("decisions:entry", args=[committee.public_id, row.decision.number]),
        f"Decision {row.decision.number}, {long_date(row.decision.decided_on)}",
    )
    rows: list[tuple[str, Any]] = [
        ("State", letter_tag(row)),
        ("Decision", decision),
        ("Record", row.record_reference),
        ("To", "\n".join(line for line in (row.to_name, row.to_address) if line)),
        ("Email address", row.to_email),
        ("Ended", long_date(row.ended_on)),
        ("Why it was not sent", row.why_dropped),
        ("PDF", file_link(row.file, committee)),
    ]
    return [
        {"key": key, "html": value} if isinstance(value, Markup) else {"key": key, "value": value}
        for key, value in rows
        if value
    ]


def summaries_table(rows: Iterable[MonthlySummary], committee: Committee) -> Table:
    """The summaries by month."""
    columns = (
        Column(
            "Month",
            lambda one: _link(
                reverse("minutes:summary", args=[committee.public_id, one.month.year, one.month.month]),
                f"{one.month:%B %Y}",
            ),
        ),
        Column("State", lambda one: tag("Sent", "green") if one.sent_at else tag("Draft", "yellow")),
        Column("Sent", lambda one: moment(one.sent_at)),
        Column("To", lambda one: ", ".join(one.recipients.splitlines())),
    )
    return table(caption="Monthly summaries", columns=columns, rows=rows)
