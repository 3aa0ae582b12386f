"""The monthly executive summary to NHS England and each governing body."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from governance.rules.minutes.sections import Block, Section
from governance.rules.minutes.wording import sentence
from governance.rules.terms import add_months
from hubportal.clauses import clause
from hubportal.web.words import long_date, plural

ESSEX = "Mid Essex ToR 28"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the month; of a private one only that there was one."""

    number: int
    on: date
    title: str
    resolution: str
    outcome: str
    is_private: bool
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class ToDo:
    """An action, with its state in words."""

    number: int
    words: str
    owner: str
    stands: str


@clause(ESSEX, part="what the executive summary tells")
def draft_summary(
    *, met: Iterable[date], decided: Iterable[Decided], actions: Iterable[ToDo], ahead: Iterable[str]
) -> tuple[Section, ...]:
    """Meetings, decisions, actions and the next meetings. A decision in private is counted and not told: the summary
    leaves the committee.
    """
    rows = list(decided)
    shown = [one for one in rows if not one.is_private]
    hidden = len(rows) - len(shown)
    told = [_decision(one) for one in shown]
    if hidden:
        told.append(f"{plural(hidden, 'decision was', 'decisions were')} taken in private.")
    return (
        _section("meetings", "Meetings held", [f"{long_date(day)}" for day in met], "The committee did not meet."),
        _section("decisions", "Decisions", told, "No decision was taken."),
        _section(
            "actions",
            "Actions",
            [f"Action {one.number}: {sentence(one.words)} Owner: {one.owner}. {one.stands}." for one in actions],
            "No action is open.",
        ),
        _section("ahead", "Next meetings", list(ahead), "No meeting is planned."),
    )


def _decision(one: Decided) -> str:
    back = " Taken back since." if one.taken_back else ""
    return f"Decision {one.number}, {long_date(one.on)}: {one.title}. {sentence(one.resolution)} {one.outcome}.{back}"


def _section(key: str, heading: str, lines: list[str], none: str) -> Section:
    return Section(key, heading, False, (Block(heading, tuple(lines or [none])),))


@clause(ESSEX, part="monthly")
def month_to_tell(on: date) -> date:
    """The month that a summary is due for on a day: the one before."""
    return add_months(date(on.year, on.month, 1), -1)


def why_not_begin(month: date, *, on: date) -> str | None:
    """A summary tells of a month that is over or runs now."""
    return "That month has not begun yet." if month > date(on.year, on.month, 1) else None
