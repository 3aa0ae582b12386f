"""What hangs on one entry of a register: its papers, its meeting, the record or request it decides on, its report."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from governance.figures.carrying import recommended_by, told_by_hand
from governance.models import AgendaItem, AgendaRequest, DeskEntry, Paper, Recommendation, RecordDecision, RegisterEntry
from governance.rules.desk.entries import Entry, Kind, Outcome
from governance.rules.desk.reading import read
from governance.rules.register import EntryKind
from hubportal.documents.services.circles import circles_open_to
from hubportal.organisations.models import Person
from hubportal.records.kinds import find_by_reference, kind_of
from hubportal.records.models import Letter

HERE = frozenset({"recommendation", "urgent"})


@dataclass(frozen=True, slots=True)
class Reported:
    """The item on which an urgent decision is reported, and when its meeting was done with it."""

    item: AgendaItem
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Thread:
    """What an entry leads to, as one person may see it."""

    papers: list[Paper]
    record: Any | None
    decision: RecordDecision | None
    letters: list[Letter]
    request: AgendaRequest | None
    reported: list[Reported]
    recommended: list[Recommendation]


def thread_of_entry(entry: RegisterEntry, body: dict[str, Any], *, person: Person) -> Thread:
    """The thread; the record and its letters only for who sees them."""
    named = body.get("record") or {}
    kind, reference = named.get("kind", ""), named.get("reference", "")
    record = find_by_reference(reference, person=person) if reference and kind not in HERE else None
    return Thread(
        papers=_papers(entry, body),
        record=record,
        decision=_decision(entry, record),
        letters=_letters(record, person),
        request=_request(entry, kind, reference),
        reported=_reported(entry) if entry.kind == EntryKind.URGENT else [],
        recommended=recommended_by(entry) if entry.kind == EntryKind.RECOMMENDATION else [],
    )


def _papers(entry: RegisterEntry, body: dict[str, Any]) -> list[Paper]:
    sealed = [one["sha256"] for one in body.get("papers", ())]
    if not sealed or entry.item_id is None:
        return []
    rows = Paper.objects.filter(committee_id=entry.committee_id, item_id=entry.item_id, file__sha256__in=sealed)
    return list(rows.select_related("file").order_by("position", "id"))


def _decision(entry: RegisterEntry, record: Any) -> RecordDecision | None:
    if record is None:
        return None
    mine = RecordDecision.objects.filter(ccg_id=record.ccg_id, committee_id=entry.committee_id, number=entry.number)
    found: RecordDecision | None = told_by_hand(mine).select_related("document").first()
    return found


def _letters(record: Any, person: Person) -> list[Letter]:
    if record is None:
        return []
    rows = Letter.objects.filter(ccg_id=record.ccg_id, kind=kind_of(record).key, record_id=record.pk)
    open_to = rows.filter(circle__in=circles_open_to(person, record.ccg_id))
    return list(open_to.exclude(state=Letter.State.DISCARDED).order_by("id"))


def _request(entry: RegisterEntry, kind: str, reference: str) -> AgendaRequest | None:
    rows = AgendaRequest.objects.filter(committee_id=entry.committee_id).select_related("committee", "from_committee")
    if kind in HERE:
        return rows.filter(number=int(reference)).first() if reference.isdecimal() else None
    return rows.filter(item_id=entry.item_id).first() if entry.item_id is not None else None


def _reported(entry: RegisterEntry) -> list[Reported]:
    """The items on which an urgent decision is reported, oldest first, with the moment each was done."""
    asked = AgendaRequest.objects.filter(
        committee_id=entry.committee_id, source=AgendaRequest.Source.URGENT, from_entry=entry.number
    ).first()
    if asked is None:
        return []
    items = AgendaItem.objects.filter(
        committee_id=entry.committee_id, record_kind="urgent", record_reference=str(asked.number),
        withdrawn_at__isnull=True,
    ).select_related("meeting").order_by("meeting__starts_at", "id")  # fmt: skip
    return [Reported(item, done_at(item)) for item in items]


def done_at(item: AgendaItem) -> datetime | None:
    """When the meeting ended an item as done, by its entries; None while it has not."""
    rows = DeskEntry.objects.filter(committee_id=item.committee_id, meeting_id=item.meeting_id).order_by("number")
    desk = read(Entry(row.number, Kind(row.kind), row.facts, row.at, row.by_id) for row in rows)
    on = desk.items.get(item.pk)
    return on.ended_at if on is not None and on.outcome is Outcome.DONE else None
