"""A specification as the rows of a workbook."""

from collections.abc import Iterable, Iterator
from typing import Any

from functions.figures.specifications.lines import Line
from functions.presenters.specifications.words import ccg_words, hub_words
from functions.rules.specifications.parts import ACTS_WORDS, code_of, whose
from hubportal.web.columns import Column

COLUMNS = (
    Column("Reference", width=10),
    Column("Area", width=28),
    Column("Activity", width=60),
    Column("CCG", width=12),
    Column("Hub", width=24),
    Column("Who acts", width=34),
    Column("Standard", width=18),
    Column("Differs", kind="yes_no", width=10),
    Column("Comment", width=40),
    Column("Decided by whom", width=22),
    Column("Decided by", kind="date", width=14),
)


def rows(lines: Iterable[Line]) -> Iterator[tuple[Any, ...]]:
    """One row an activity."""
    for line in lines:
        row = line.decided
        yield (
            line.ref,
            line.activity.area,
            line.activity.activity,
            ccg_words(row.marks),
            hub_words(row.marks),
            ACTS_WORDS[whose(row.marks).acts],
            code_of(line.standard),
            line.differs,
            row.comment,
            row.owner,
            row.decide_by,
        )
