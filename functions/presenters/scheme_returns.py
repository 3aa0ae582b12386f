"""What practices return under a service, in words and tables: one return, the schedule, the report."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from functions.figures.schemes import Answers, OfCcg, OfPractice, total
from functions.models import Invitation, SchemeReturn
from functions.rules.schemes.answering import STANDING_WORDS, Standing, standing
from functions.rules.schemes.terms import Period, periods_of
from functions.services.schemes.returns import mark_of, said_of
from hubportal.web import words
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table

STANDING_COLOURS = {
    Standing.IN_TIME: "green", Standing.LATE: "orange", Standing.OVERDUE: "red", Standing.WAITED_FOR: "grey",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One practice in the monitoring table."""

    code: str
    practice: str
    href: str
    ccg: str
    standing: str
    colour: str
    returned: str
    figure: str
    ticked: bool
    seen: str
    take_back: str


def return_lines(
    rows: Iterable[Invitation],
    returns: Mapping[int, SchemeReturn],
    period: Period,
    *,
    today: date,
    typed: Any = None,
    shows_newer: bool = False,
) -> list[ReturnLine]:
    """How each signed-up practice stands with one return, with what was typed when the form comes back.

    A form that comes back for another reason is still that of the page first opened; where it shows what was recorded
    meanwhile, sending it again is a choice.
    """
    lines = []
    for row in rows:
        sent, code = returns.get(row.pk), row.practice.ods_code
        verdict = standing(due_on=period.due_on, returned_on=sent.returned_on if sent else None, today=today)
        figure = f"{sent.figure}" if sent and sent.figure is not None else ""
        lines.append(
            ReturnLine(
                code=code,
                practice=str(row.practice),
                href=row.get_absolute_url(),
                ccg=row.ccg.name,
                standing=STANDING_WORDS[verdict],
                colour=STANDING_COLOURS[verdict],
                returned=words.long_date(sent.returned_on) if sent else "",
                figure=typed.get(f"figure-{code}", "") if typed else figure,
                ticked=code in typed.getlist("practices") if typed else False,
                seen=typed.get(f"seen-{code}", "") if typed and not shows_newer else mark_of(sent),
                take_back=take_back_page(row, period.name) if sent else "",
            )
        )
    return lines


def take_back_page(invitation: Invitation, period: str) -> str:
    """Where a return recorded by mistake is taken back."""
    page = reverse("enhanced:take-back", args=[invitation.reference, invitation.practice.ods_code])
    return f"{page}?{urlencode({'period': period})}"


def report_table(lines: Sequence[OfCcg]) -> Table:
    """Invited and signed up by CCG, with a line for all."""
    rows: list[tuple[str, Answers]] = [(line.name, line.answers) for line in lines]
    if len(rows) > 1:
        rows.append(("All CCGs", total(lines)))
    columns = (
        Column("CCG", lambda row: row[0]),
        Column("Invited", lambda row: row[1].invited, "number"),
        Column("Signed up", lambda row: row[1].yes, "number"),
        Column("Declined", lambda row: row[1].no, "number"),
        Column("No answer yet", lambda row: row[1].waiting, "number"),
        Column("Withdrawn", lambda row: row[1].withdrawn, "number"),
        Column("Signed up, %", lambda row: f"{row[1].percent}%"),
    )
    return table(caption="Invitations and answers", columns=columns, rows=rows)


def monitoring_table(lines: Sequence[OfCcg], periods: Sequence[Period], *, today: date) -> Table | None:
    """Each return of the schedule by CCG: in time, late, outstanding of those signed up."""
    if not periods:
        return None
    rows = [
        (line.name, period, line.returns.get(period.name, (0, 0)), line.answers.yes)
        for line in lines
        if line.answers.yes
        for period in periods
    ]
    columns = (
        Column("CCG", lambda row: row[0]),
        Column("Return", lambda row: row[1].name),
        Column("Due", lambda row: row[1].due_on, "date"),
        Column("In time", lambda row: row[2][0] - row[2][1], "number"),
        Column("Late", lambda row: row[2][1], "number"),
        Column("Outstanding", lambda row: row[3] - row[2][0], "number"),
        Column("State", lambda row: _period_state(row[1], row[3] - row[2][0], today)),
    )
    return table(caption="Monitoring against the schedule", columns=columns, rows=rows)


def practices_table(lines: Sequence[OfPractice], periods: Sequence[Period], *, today: date) -> Table | None:
    """The report by practice: each that signed up, with every return as it stands."""
    if not periods:
        return None
    columns = (
        Column("Practice", lambda line: str(line.invitation.practice)),
        Column("CCG", "invitation.ccg.name"),
        Column("Signed up", "invitation.answered_on", "date"),
        *(Column(f"{one.name}, due {words.short_date(one.due_on)}", partial(_cell, one, today)) for one in periods),
    )
    return table(caption="Returns by practice", columns=columns, rows=lines)


def _cell(period: Period, today: date, line: OfPractice) -> str:
    """What came and how it stands: “120.50, 3 May 2016. Returned late”, or only how it stands."""
    sent = line.returns.get(period.name)
    return ". ".join(filter(None, (said_of(sent), _standing(period, today, line))))


def _standing(period: Period, today: date, line: OfPractice) -> str:
    sent = line.returns.get(period.name)
    return STANDING_WORDS[standing(due_on=period.due_on, returned_on=sent.returned_on if sent else None, today=today)]


def practice_export(periods: Sequence[Period], *, today: date) -> list[Column]:
    """The same as a file, with the figure, the day and the standing of each return in columns of their own."""
    columns = [
        Column("Reference", "invitation.reference"),
        Column("CCG code", "invitation.ccg.ods_code", width=10),
        Column("CCG", "invitation.ccg.name", width=32),
        Column("Practice code", "invitation.practice.ods_code", width=10),
        Column("Practice", "invitation.practice.name", width=36),
        Column("Signed up", "invitation.answered_on", "date"),
    ]
    for one in periods:
        columns += [
            Column(f"{one.name}: figure", partial(_returned, one, "figure"), "number"),
            Column(f"{one.name}: returned", partial(_returned, one, "returned_on"), "date"),
            Column(f"{one.name}: state", partial(_standing, one, today)),
        ]
    return columns


def _returned(period: Period, name: str, line: OfPractice) -> Any:
    sent = line.returns.get(period.name)
    return getattr(sent, name) if sent else None


def _period_state(period: Period, outstanding: int, today: date) -> str:
    if not outstanding:
        return "Complete"
    return "Overdue" if today > period.due_on else "Not due yet"


def returns_in_words(
    invitation: Invitation, returns: Mapping[str, SchemeReturn], *, today: date
) -> list[dict[str, str]]:
    """A signed-up practice's returns: each with its day, how it stands, what came, and where it is taken back."""
    if invitation.state != "yes":
        return []
    lines = []
    for period in periods_of(invitation.offer.periods):
        sent = returns.get(period.name)
        verdict = standing(due_on=period.due_on, returned_on=sent.returned_on if sent else None, today=today)
        lines.append(
            {
                "name": period.name,
                "due": words.long_date(period.due_on),
                "standing": STANDING_WORDS[verdict],
                "colour": STANDING_COLOURS[verdict],
                "said": said_of(sent),
                "take_back": take_back_page(invitation, period.name) if sent else "",
            }
        )
    return lines
