"""Decisions that wait for a person, as a list."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from governance.models import RecordDecision
from governance.presenters.carrying import entry_href, link_if
from hubportal.organisations.models import Person
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table

CAPTION = "Decisions that wait for you"


def waiting_table(rows: Iterable[RecordDecision], records: Mapping[tuple[str, int], Any], *, person: Person) -> Table:
    """Each with its record, the decision and why it waits; the decision is a link for who reads its committee."""

    def record(row: RecordDecision) -> Markup:
        found = records[(row.kind, row.record_id)]
        href = f"{found.get_absolute_url()}#committees"
        return Markup('<a href="{}">{}</a><br><span dir="auto">{}</span>').format(href, row.reference, found.subject)

    def decided(row: RecordDecision) -> Markup:
        words = f"Decision {row.number} of {row.committee.name}"
        return link_if(entry_href(person, row.committee, row.number), words)

    columns = (
        Column("Record", record),
        Column("CCG", "ccg.name"),
        Column("Decision", decided),
        Column("Decided on", "decided_on", "date"),
        Column("Why it waits", "why_waiting"),
    )
    return table(caption=CAPTION, columns=columns, rows=rows)
