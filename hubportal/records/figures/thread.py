"""Everything that hangs on one record, read in a constant number of statements."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hubportal.documents.services.circles import circles_open_to
from hubportal.organisations.models import Person
from hubportal.records.kinds import every_kind, kind_of
from hubportal.records.models import Deadline, Letter, RecordFile, RecordLink, RecordMove, Signature
from hubportal.tenancy.prepared import slot, statement


@dataclass(frozen=True, slots=True)
class Linked:
    """Another record, as the person who looks may see it."""

    how: str
    record: Any


@dataclass(frozen=True, slots=True)
class Thread:
    """What hangs on a record: its moves, files, letters, dates, signatures and other records, oldest first."""

    moves: list[RecordMove]
    files: list[RecordFile]
    letters: list[Letter]
    dates: list[Deadline]
    signatures: list[Signature]
    linked: list[Linked]


def thread_of(record: Any, *, person: Person) -> Thread:
    """The thread of a record, less what is outside the person's circles."""
    circles = circles_open_to(person, record.ccg_id)
    return Thread(
        moves=list(RecordMove.objects.of(record).select_related("by").order_by("id")),
        files=list(
            RecordFile.objects.of(record)
            .filter(document__circle__in=circles)
            .select_related("document", "document__added_by")
            .order_by("id")
        ),
        letters=list(
            Letter.objects.of(record)
            .filter(circle__in=circles)
            .exclude(state=Letter.State.DISCARDED)
            .select_related("document", "written_by", "approved_by")
            .order_by("id")
        ),
        dates=list(Deadline.objects.of(record).select_related("owner").order_by("due_on", "id")),
        signatures=list(Signature.objects.of(record).order_by("id")),
        linked=linked_with(record, person=person),
    )


def linked_with(record: Any, *, person: Person) -> list[Linked]:
    """The other records a record is linked with, one statement for the links and one for each kind among them."""
    kind = kind_of(record).key
    ends: list[tuple[str, str, int]] = []
    for row in _links()({"ccg": record.ccg_id, "kind": kind, "key": record.pk}):
        if (row.kind, row.record_id) == (kind, record.pk):
            ends.append((row.sort, row.other_kind, row.other_id))
        else:
            ends.append((row.back, row.kind, row.record_id))
    keys: dict[str, set[int]] = defaultdict(set)
    for _, other, key in ends:
        keys[other].add(key)
    found = {
        (known.key, row.pk): row
        for known in every_kind()
        if known.key in keys
        for row in known.visible_to(person).filter(pk__in=keys[known.key])
    }
    return [Linked(how, found[other, key]) for how, other, key in ends if (other, key) in found]


@statement
def _links() -> QuerySet[RecordLink]:
    ours = Q(kind=slot("kind"), record_id=slot("key"))
    theirs = Q(other_kind=slot("kind"), other_id=slot("key"))
    return RecordLink.objects.filter(ours | theirs, ccg_id=slot("ccg")).order_by("id")


def dates_to_keep(person: Person, *, until: date | None = None) -> Any:
    """The open dates a person may see, the earliest first."""
    dates = Deadline.objects.visible_to(person).open()
    return dates.filter(due_on__lte=until) if until else dates
