"""Who can see a case or a CCG, and why, in words."""

from collections.abc import Iterable
from datetime import timedelta

from functions.figures.sight import RESTRICTED, Sight
from hubportal.organisations.roles import ROLES
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date

_MORE = (
    (RESTRICTED, "restricted cases"),
    ("ccg_hub_notes", "notes for the hub only"),
    ("ccg_history_read", "the history"),
    ("ccg_finance_read", "finance"),
)


def _why(sight: Sight) -> str:
    held = sight.assignment
    return f"{ROLES[held.role].name}, {held.organisation}"


def _since(sight: Sight) -> str:
    held = sight.assignment
    upper = held.period.upper
    until = f" to {long_date(upper - timedelta(days=1))}" if upper else ""
    given = f", given by {held.approved_by.name}" if held.approved_by else ""
    reason = f". Reason: {held.reason}" if held.reason else ""
    return f"From {long_date(held.period.lower)}{until}{given}{reason}"


def _sees(sight: Sight) -> str:
    if "practice_read" in sight.permissions:
        return "What is for all parties"
    more = [words for codename, words in _MORE if codename in sight.permissions]
    return "Cases" + (", " + ", ".join(more) if more else "")


def sight_table(found: Iterable[Sight]) -> Table:
    """The people, by name."""
    return table(caption="People who can see it today", columns=(
        Column("Who", "assignment.person.name"), Column("Why", _why), Column("Since when", _since),
        Column("Sees", _sees), Column("May work cases", lambda one: "ccg_case_edit" in one.permissions, kind="yes_no"),
    ), rows=found)  # fmt: skip
