"""What the secretary is shown before something of a meeting is published."""

from collections.abc import Iterable

from governance.figures.meetings.contents import Entry
from governance.models import Marking, Meeting
from governance.rules.meetings.publishing import why_left_out
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


def left_out(entries: Iterable[Entry]) -> Table:
    """The papers that the public does not read, each with why."""
    rows: list[tuple[int, str, str]] = []
    for entry in entries:
        for paper in entry.papers:
            why = why_left_out(
                item_is_private=entry.item.is_private, marking=paper.marking, withheld_why=paper.withheld_why
            )
            if why:
                rows.append((entry.item.position, paper.title, why))
        if entry.withheld:
            rows.append((entry.item.position, plural(entry.withheld, "restricted paper"), "Restricted"))
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
