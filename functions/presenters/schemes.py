"""Enhanced services and local schemes in words and tables."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from markupsafe import Markup

from functions.figures.schemes import Answers
from functions.models import EnhancedService, Invitation, LocalScheme
from functions.rules.schemes.answering import STATES
from functions.rules.schemes.gates import MOVES
from functions.rules.schemes.terms import periods_of
from functions.services.schemes.letters import rate_words
from functions.services.schemes.practice import why_no_answer
from hubportal.records.models import RecordMove
from hubportal.records.presenters.page import Happened
from hubportal.records.rules.telling import told
from hubportal.web import words
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table

STATE_COLOURS = {"invited": "yellow", "yes": "green", "no": "grey", "withdrawn": "grey"}


def link(href: str, text: str) -> Markup:
    """A link in a cell."""
    return Markup('<a href="{}">{}</a>').format(href, text)


def tag(text: str, colour: str) -> Markup:
    """A state in a cell."""
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(colour, text)


def window(offer: Any, today: date) -> tuple[str, str]:
    """How the window to sign up stands: words and colour."""
    if offer.invited_at is None:
        return "Not sent yet", "yellow"
    if offer.answer_by and today > offer.answer_by:
        return "Closed", "grey"
    return "Open to answers", "green"


def services_table(rows: Iterable[tuple[EnhancedService, Answers]], today: date) -> Table:
    """The enhanced services, a line each."""
    columns = (
        Column("Service", lambda row: link(row[0].get_absolute_url(), f"{row[0].subject} ({row[0].code})")),
        Column("Year", lambda row: row[0].year),
        Column("State", lambda row: tag(*window(row[0], today))),
        Column("Answer by", lambda row: row[0].answer_by, "date"),
        Column("Invited", lambda row: row[1].invited, "number"),
        Column("Signed up", lambda row: row[1].yes, "number"),
        Column("Declined", lambda row: row[1].no, "number"),
        Column("No answer yet", lambda row: row[1].waiting, "number"),
    )
    return table(caption="Enhanced services", columns=columns, rows=rows)


def schemes_table(rows: Iterable[tuple[LocalScheme, Answers]]) -> Table:
    """The local schemes, a line each."""
    columns = (
        Column("Scheme", lambda row: link(row[0].get_absolute_url(), f"{row[0].reference} {row[0].subject}")),
        Column("CCG", lambda row: row[0].ccg.name),
        Column("Year", lambda row: row[0].year),
        Column("State", lambda row: tag(MOVES.states[row[0].state], MOVES.colours.get(row[0].state, "yellow"))),
        Column("Invited", lambda row: row[1].invited, "number"),
        Column("Signed up", lambda row: row[1].yes, "number"),
    )
    return table(caption="Local incentive schemes", columns=columns, rows=rows)


def own_invitations_table(rows: Iterable[Invitation], today: date) -> Table:
    """A practice's invitations, a line each, with what it is asked or what it answered."""
    columns = (
        Column("Invited to", lambda row: link(reverse("enhanced:own-answer", args=[row.public_id]), row.subject)),
        Column("Year", "offer.year"),
        Column("Practice", "practice.name"),
        Column("Answer by", "offer.answer_by", "date"),
        Column("Answer", lambda row: tag(*_own_state(row, today))),
        Column("On", "answered_on", "date"),
        Column("By", "answered_by"),
    )
    return table(caption="Invitations to your practice, newest first", columns=columns, rows=rows)


def _own_state(row: Invitation, today: date) -> tuple[str, str]:
    if row.state == "invited" and why_no_answer(row, today=today) is None:
        return "Waits for your answer", "yellow"
    return STATES[row.state], "grey" if row.state == "invited" else STATE_COLOURS[row.state]


def how_answered(row: Invitation) -> str:
    """How an answer came: whoever was signed in stands on record with it, a link's holder does not."""
    if row.answered_how == Invitation.How.LINK and row.recorded_by_id is not None:
        return "Signed in to the portal"
    return str(row.get_answered_how_display())


def terms_of(offer: Any, *, specification: Any) -> list[dict[str, Any]]:
    """What is offered, as facts."""
    rows: list[dict[str, Any]] = [
        {"key": "Year", "value": offer.year},
        {"key": "Rate", "value": rate_words(offer)[0].upper() + rate_words(offer)[1:]},
        {"key": "To sign up", "value": _window_words(offer)},
        {"key": "Reminder", "value": words.long_date(offer.remind_on) if offer.remind_on else "By hand only"},
    ]
    periods = periods_of(offer.periods)
    if periods:
        said = "; ".join(f"{period.name} by {words.long_date(period.due_on)}" for period in periods)
        rows.append({"key": "Returns", "value": said})
    if specification is not None:
        href = reverse("documents:document", args=[specification.public_id])
        rows.append({"key": "Specification", "html": link(href, specification.name)})
    return rows


def _window_words(offer: Any) -> str:
    if not offer.sign_up_from or not offer.answer_by:
        return "Not set yet"
    return f"{words.long_date(offer.sign_up_from)} to {words.long_date(offer.answer_by)}"


def cards(answers: Answers) -> list[dict[str, Any]]:
    """The answers as numbers, each a link to the practices behind it."""
    states = (
        ("Signed up", "yes", answers.yes),
        ("Declined", "no", answers.no),
        ("No answer yet", "invited", answers.waiting),
    )
    return [{"label": "Invited", "count": answers.invited, "href": "?"}] + [
        {"label": label, "count": count, "href": f"?state={state}"} for label, state, count in states
    ]


def sign_up_table(rows: Iterable[Invitation], *, many_ccgs: bool) -> Table:
    """The practices and their answers."""
    columns = [
        Column("Practice", lambda row: link(row.get_absolute_url(), str(row.practice))),
        Column("CCG", "ccg.name"),
        Column("Answer", lambda row: tag(STATES[row.state], STATE_COLOURS[row.state])),
        Column("On", "answered_on", "date"),
        Column("By", lambda row: ", ".join(filter(None, (row.answered_by, row.answered_role)))),
        Column("Reminded", lambda row: _reminded(row)),
    ]
    if not many_ccgs:
        del columns[1]
    return table(caption="Practices and their answers", columns=columns, rows=rows)


def _reminded(row: Invitation) -> str:
    return f"{words.short_date(row.reminded_on)} ({row.reminders})" if row.reminded_on else ""


EXPORT_COLUMNS = (
    Column("Reference", "reference"),
    Column("CCG code", "ccg.ods_code", width=10),
    Column("CCG", "ccg.name", width=32),
    Column("Practice code", "practice.ods_code", width=10),
    Column("Practice", "practice.name", width=36),
    Column("Answer", lambda row: STATES[row.state], width=20),
    Column("Answered on", "answered_on", "date"),
    Column("How", how_answered, width=28),
    Column("Answered by", "answered_by", width=24),
    Column("Role", "answered_role", width=24),
    Column("Comment", "comment", width=50),
    Column("Invited on", "invited_on", "date"),
    Column("Sent to", lambda row: row.sent_to or "By post", width=32),
    Column("Reminders", "reminders", "number"),
    Column("Last reminded", "reminded_on", "date"),
)


def with_parameters(asked: Mapping[str, str]) -> str:
    """The filters as part of an address."""
    found = QueryDict(mutable=True)
    found.update({name: value for name, value in asked.items() if value})
    return found.urlencode()


def chips(asked: Mapping[str, str], ccgs: list[tuple[str, str]]) -> list[dict[str, str]]:
    """The filters that are on, each with the address that takes it off."""
    named = {"q": "Practice", "ccg": "CCG", "state": "Answer"}
    said = {"ccg": dict(ccgs), "state": STATES}
    return [
        {
            "label": label,
            "value": str(said.get(name, {}).get(asked[name], asked[name])),
            "href": f"?{with_parameters({key: value for key, value in asked.items() if key != name})}",
        }
        for name, label in named.items()
        if asked.get(name)
    ]


def happened(invitation: Invitation, moves: Iterable[RecordMove] = ()) -> list[Happened]:
    """What happened to an invitation, the newest first. `moves` are its answers, new links and returns as kept."""
    kept = list(moves)
    entries = [(invitation.invited_on, Happened("Invited", words.long_date(invitation.invited_on), "The hub", ""))]
    if invitation.reminded_on:
        on, times = invitation.reminded_on, words.plural(invitation.reminders, "time")
        entries.append((on, Happened(f"Reminded, {times} in all", words.long_date(on), "The hub", "")))
    if invitation.answered_on and not any(move.act == "answer" for move in kept):
        said = Happened(
            STATES[invitation.state], words.long_date(invitation.answered_on), invitation.answered_by or "The hub", ""
        )
        entries.append((invitation.answered_on, said))
    for move in kept:
        who = move.facts.get("who") or (move.by.name if move.by else "The hub")
        entries.append((words.local_day(move.at), Happened(told(move.words), words.long_date(move.on), who, move.note)))
    # In the order in which they were kept, whatever day each was about.
    return [entry for _, entry in sorted(entries, key=lambda one: one[0])][::-1]
