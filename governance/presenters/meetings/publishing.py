"""What the secretary is shown before something of a meeting is published."""

from collections.abc import Iterable

from governance.figures.meetings.contents import Entry, left_out_of
from governance.models import Marking, Meeting, Paper
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import clock_time, plural, weekday_date


def paper_choices(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """The public papers of items heard in public, as they may be withheld."""
    return [
        (str(paper.public_id), f"Item {entry.item.position}: {paper.title}")
        for entry in entries
        for paper in entry.papers
        if not entry.item.is_private and paper.marking == Marking.PUBLIC and paper.withdrawn_at is None
    ]


def title_left_out(kept: Paper | int) -> str:
    """A paper that is left out by its title; of restricted ones only how many there are."""
    return plural(kept, "restricted paper") if isinstance(kept, int) else kept.title


def left_out(entries: Iterable[Entry]) -> Table:
    """The papers that the public does not read, each with why."""
    rows = [(item.position, title_left_out(kept), why) for item, kept, why in left_out_of(entries)]
    columns = (Column("Item", None, "number"), Column("Paper"), Column("Why it is not public"))
    return table(caption="Kept from the public", columns=columns, rows=rows)


def date_rows(meetings: Iterable[Meeting]) -> Table:
    """Meetings that would be put into the public calendar."""
    columns = (
        Column("Meeting", "number", "number"),
        Column("Day", lambda row: weekday_date(row.starts_at)),
        Column("Time", lambda row: f"{clock_time(row.starts_at)} to {clock_time(row.ends_at)}"),
        Column("Place", "place"),
    )
    return table(caption="These meetings", columns=columns, rows=meetings)
