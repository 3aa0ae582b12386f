"""The ledger of exclusions in words: which case, for which of the agreement's reasons, by whom and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from functions.models import QueryEvent
from hubportal.clocks.exclusions import REASONS
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date
from reporting.figures.exclusions import Exclusion
from reporting.presenters.numbers import linked


@dataclass(frozen=True, slots=True)
class Line:
    """One exclusion as its row says it."""

    of: Exclusion
    reason: str
    clause: str
    by: str
    removed_on: date | None
    removed_by: str
    removed_why: str

    @classmethod
    def from_exclusion(cls, one: Exclusion) -> Self:
        """In words."""
        reason, removed = REASONS.get(one.made.reason), one.removed
        return cls(
            of=one,
            reason=reason.words.capitalize() if reason else one.made.reason,
            clause=reason.clause if reason else "",
            by=_name(one.made),
            removed_on=removed.on if removed else None,
            removed_by=_name(removed) if removed else "",
            removed_why=removed.note if removed else "",
        )


def _name(event: QueryEvent) -> str:
    return event.by.name if event.by else "The portal"


COLUMNS = (
    Column("Case", "of.case.reference", width=20),
    Column("Subject", "of.case.subject", width=50),
    Column("CCG", "of.case.ccg.name", width=32),
    Column("Reason", "reason", width=40),
    Column("Clause", "clause", width=28),
    Column("What happened", "of.made.note", width=50),
    Column("Excluded on", "of.made.on", kind="date"),
    Column("By", "by", width=24),
    Column("Recorded", "of.made.at", kind="moment"),
    Column("Removed on", "removed_on", kind="date"),
    Column("Removed by", "removed_by", width=24),
    Column("Why removed", "removed_why", width=50),
)


def lines_of(exclusions: Sequence[Exclusion]) -> list[Line]:
    """The rows of the ledger, of the page and of a file alike."""
    return [Line.from_exclusion(one) for one in exclusions]


def exclusions_table(lines: Sequence[Line], *, caption: str) -> Table:
    """The ledger in as many columns as a page has room for, each case leading to its page."""
    shown = (
        Column("Case", lambda line: linked(line.of.case.reference, line.of.case.get_absolute_url(), "case")),
        Column("CCG", "of.case.ccg.name"),
        Column("Reason", lambda line: f"{line.reason} ({line.clause})" if line.clause else line.reason),
        Column("What happened", "of.made.note"),
        Column("Excluded", lambda line: f"{long_date(line.of.made.on)}, {line.by}"),
        Column("Removed", _removed),
    )
    return table(caption=caption, columns=shown, rows=lines)


def _removed(line: Line) -> str:
    if line.removed_on is None:
        return "No"
    why = f": {line.removed_why}" if line.removed_why else ""
    return f"{long_date(line.removed_on)}, {line.removed_by}{why}"
