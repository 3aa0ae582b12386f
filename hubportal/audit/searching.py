"""Searching the history that the triggers keep, across every tracked table, newest first and page by page.

Each row is one change of one record: when, by whom, in which table. What was changed can be asked for the rows
shown. Which rows a person may see is the caller's to say; row security stands behind it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

REFERENCE = CharField(max_length=40)


@dataclass(frozen=True, slots=True)
class Table:
    """A tracked table: its label ("functions.Query"), its history, and the path to the reference its rows are about."""

    label: str
    history: type[Model]
    reference: str

    def has(self, path: str) -> bool:
        """Whether its history rows have this column; for "query__…" whether they belong to a case."""
        try:
            self.history._meta.get_field(path.partition("__")[0])
        except FieldDoesNotExist:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; empty means anything. `last` is the first moment no longer wanted."""

    first: datetime | None = None
    last: datetime | None = None
    person: int | None = None
    reference: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record. `act` is insert, update or delete; `person` is None for the portal itself."""

    at: datetime
    place: int
    key: int
    table: str
    object_id: int
    act: str
    person: int | None
    reference: str

    @property
    def position(self) -> str:
        """Where the list goes on after this row, for the address of the next page."""
        return f"{self.at.isoformat()}~{self.place}~{self.key}"


def tracked_tables() -> list[Table]:
    """Every tracked table, in a fixed order."""
    found = []
    for model in apps.get_models():
        tracked = getattr(model, "pgh_tracked_model", None)
        if tracked is not None:
            found.append(Table(tracked._meta.label, model, _reference_path(tracked)))
    return sorted(found, key=lambda table: table.label)


def _reference_path(tracked: type[Model]) -> str:
    """Its own reference, or that of the record it belongs to; empty when it has none."""
    if any(field.name == "reference" for field in tracked._meta.concrete_fields):
        return "reference"
    for field in tracked._meta.concrete_fields:
        near = field.related_model
        if not isinstance(near, type) or not hasattr(near, "pgh_event_model"):
            continue
        if any(one.name == "reference" for one in near._meta.concrete_fields):
            return f"{field.name}__reference"
    return ""


def search(
    asked: Asked, *, seen: Callable[[Table], Q | None], after: str = "", size: int = 25
) -> tuple[list[Change], str]:
    """One page of changes and the position of the next page (empty: none), in one query.

    `seen` says which rows of a table the person may see; None leaves the table out. An `after` that is no position
    is the first page.
    """
    cursor = _position(after)
    branches = []
    tables = tracked_tables()
    for place, table in enumerate(tables):
        allowed = seen(table)
        if allowed is None or (asked.table and asked.table != table.label) or (asked.reference and not table.reference):
            continue
        branches.append(_branch(table, place, asked, allowed, cursor)[: size + 1])
    if not branches:
        return [], ""
    rows = branches[0]
    if len(branches) > 1:
        rows = rows.union(*branches[1:], all=True).order_by("-pgh_created_at", "-nth_table", "-pgh_id")[: size + 1]
    found = [
        Change(
            at=row["pgh_created_at"],
            place=row["nth_table"],
            key=row["pgh_id"],
            table=tables[row["nth_table"]].label,
            object_id=row["pgh_obj_id"],
            act=row["pgh_label"],
            person=(row["pgh_context__metadata"] or {}).get("person"),
            reference=row["about"],
        )
        for row in rows
    ]
    return found[:size], found[size - 1].position if len(found) > size else ""


def _branch(
    table: Table, place: int, asked: Asked, allowed: Q, cursor: tuple[datetime, int, int] | None
) -> QuerySet[Any, dict[str, Any]]:
    rows = table.history._default_manager.filter(allowed)
    if asked.first:
        rows = rows.filter(pgh_created_at__gte=asked.first)
    if asked.last:
        rows = rows.filter(pgh_created_at__lt=asked.last)
    if asked.person is not None:
        rows = rows.filter(pgh_context__metadata__person=asked.person)
    if asked.reference:
        rows = rows.filter(**{table.reference: asked.reference})
    if cursor:
        at, last_place, key = cursor
        older = Q(pgh_created_at__lt=at)
        if place < last_place:
            older = Q(pgh_created_at__lte=at)
        elif place == last_place:
            older |= Q(pgh_created_at=at, pgh_id__lt=key)
        rows = rows.filter(older)
    about = Cast(F(table.reference), REFERENCE) if table.reference else Value("", REFERENCE)
    return (
        rows.order_by("-pgh_created_at", "-pgh_id")
        .annotate(nth_table=Value(place), about=about)
        .values("pgh_created_at", "nth_table", "pgh_id", "pgh_obj_id", "pgh_label", "pgh_context__metadata", "about")
    )


def _position(after: str) -> tuple[datetime, int, int] | None:
    at, _, rest = after.partition("~")
    place, _, key = rest.partition("~")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, int(place), int(key)) if moment.tzinfo and int(key) < 2**63 else None
    except ValueError:
        return None


def columns_changed(changes: Iterable[Change]) -> dict[tuple[str, int], list[str]]:
    """By table and key of each update: the names of the columns in which the row differs from the one before.

    One query for each table among the changes.
    """
    found = versions(change for change in changes if change.act == "update")
    return {
        key: [name for name in after if after[name] != before[name]] for key, (before, after) in found.items() if before
    }


Row = dict[str, Any]


def versions(changes: Iterable[Change]) -> dict[tuple[str, int], tuple[Row, Row]]:
    """By table and key of each change: the row before it (empty: none is known) and as it left it.

    Of a removed row both are what it last said. One query for each table among the changes.
    """
    wanted: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        wanted[change.table].append(change)
    found: dict[tuple[str, int], tuple[Row, Row]] = {}
    for table in tracked_tables():
        if table.label in wanted:
            found |= _versions(table, wanted[table.label])
    return found


def _versions(table: Table, changes: list[Change]) -> dict[tuple[str, int], tuple[Row, Row]]:
    keys = {change.key for change in changes}
    told = [field.attname for field in table.history._meta.concrete_fields if not field.name.startswith("pgh_")]
    rows = table.history._default_manager.filter(
        pgh_obj_id__in={change.object_id for change in changes}, pgh_id__lte=max(keys)
    )
    before: dict[int, Row] = {}
    found = {}
    for row in rows.order_by("pgh_id").values("pgh_id", "pgh_obj_id", *told):
        said = {name: row[name] for name in told}
        if row["pgh_id"] in keys:
            found[table.label, row["pgh_id"]] = (before.get(row["pgh_obj_id"], {}), said)
        before[row["pgh_obj_id"]] = said
    return found
