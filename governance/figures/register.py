"""The decision register as it is read: its list, one entry with what corrects it, and the files of its export."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from governance.figures.withheld import NOTHING, Withheld, withheld_from
from governance.models import RegisterAnchor, RegisterEntry
from governance.rules.register import EntryKind
from hubportal.organisations.models import Committee, Person

ORDER = (("number", "desc"),)
BESIDES = ("meeting", "item", "corrects", "round__ballot")


def body_of_entry(entry: RegisterEntry) -> dict[str, Any]:
    """The body of an entry's content: what follows its heading."""
    body: dict[str, Any] = json.loads(entry.content.partition("\n")[2])
    return body


def readable(withheld: Withheld) -> Q:
    """Not what was decided on an item for which the reader was asked to leave and that was heard in private."""
    return ~Q(item_id__in=withheld.private) | Q(item_id__isnull=True)


def entries_of(
    committee: Committee,
    *,
    words: str = "",
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
    withheld: Withheld = NOTHING,
) -> QuerySet[RegisterEntry]:
    """A committee's entries, narrowed by words in their content, kind and day."""
    rows: QuerySet[RegisterEntry] = RegisterEntry.objects.filter(readable(withheld), committee=committee)
    for word in words.split()[:8]:
        rows = rows.filter(content__icontains=word)
    if kind:
        rows = rows.filter(kind=kind)
    if since:
        rows = rows.filter(decided_on__gte=since)
    if until:
        rows = rows.filter(decided_on__lte=until)
    return _with_corrections(rows)


def _with_corrections(rows: QuerySet[RegisterEntry]) -> QuerySet[RegisterEntry]:
    corrections = RegisterEntry.objects.filter(kind=EntryKind.CORRECTION).order_by("number")
    return rows.select_related(*BESIDES).prefetch_related(Prefetch("corrections", queryset=corrections))


def entries_readable_by(person: Person) -> QuerySet[RegisterEntry]:
    """The entries of every committee at which a person holds a role."""
    rows = RegisterEntry.objects.visible_to(person).filter(readable(withheld_from(person)))
    return _with_corrections(rows.select_related("committee"))


def entry_of(committee: Committee, number: int) -> RegisterEntry | None:
    """One entry with its corrections."""
    return entries_of(committee).filter(number=number).first()


def last_anchor(committee: Committee) -> RegisterAnchor | None:
    """The newest anchor of the chain."""
    return RegisterAnchor.objects.filter(committee=committee).order_by("-number", "-id").first()


def decisions_on(committee_ids: frozenset[int], *, kind: str, reference: str) -> QuerySet[RegisterEntry]:
    """The decisions of these committees on one record."""
    return (
        RegisterEntry.objects.filter(committee_id__in=committee_ids)
        .filter(Q(item__record_kind=kind, item__record_reference=reference))
        .exclude(kind=EntryKind.CORRECTION)
        .select_related("committee", *BESIDES)
        .order_by("decided_on", "number")
    )


def exported(rows: Iterator[Any]) -> Iterator[str]:
    """Entries as lines of JSON, as the verifier in the export reads them."""
    for link in rows:
        yield json.dumps(link._asdict(), ensure_ascii=False) + "\n"
