"""Which page numbers the papers of a pack bear."""

from collections.abc import Sequence
from dataclasses import dataclass

from governance.rules.meetings.planning import MEETINGS
from hubportal.clauses import clause


@dataclass(frozen=True, slots=True)
class Layout:
    """`starts` holds the number of the first page of each paper of each item; `last` that of the last page of all."""

    first: int
    sheet: int
    starts: list[list[int]]
    last: int


@clause(MEETINGS, part="page numbers run through")
def lay_out(counts: Sequence[Sequence[int]], *, first: int, sheet: int) -> Layout:
    """Pages are numbered through the whole pack: the agenda sheet first, then the papers in the order of the agenda.

    `counts` are the pages of each paper of each item, `first` the number of the sheet's first page and `sheet` how many
    pages it has. The public's pack bears the same numbers and leaves out what it may not read, so that a page has one
    number for everybody.
    """
    number = first + sheet
    starts = []
    for papers in counts:
        begins = []
        for pages in papers:
            begins.append(number)
            number += pages
        starts.append(begins)
    return Layout(first, sheet, starts, number - 1)


@clause("Public Bodies (Admission to Meetings) Act 1960, section 1(4)", part="what the public is sent")
def is_published(*, item_is_private: bool, marking: str, withheld: bool = False, gone: bool = False) -> bool:
    """The public reads the public papers of items that are taken in public, less those that are withheld from
    publication or were taken off; everything else is left out.
    """
    return not item_is_private and marking == "public" and not withheld and not gone
