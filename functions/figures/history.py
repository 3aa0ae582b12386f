"""The history of a case as its triggers kept it: each version of its row with who and when."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from functions.models import (
    Activity,
    CaseFinding,
    Correspondence,
    EscalationStep,
    FollowLink,
    Query,
    QueryDocument,
    QueryEvent,
)
from hubportal.organisations.models import Person, Practice

TOLD = (
    "kind",
    "stream",
    "category",
    "subject",
    "detail",
    "practice_id",
    "activity_id",
    "priority",
    "tags",
    "is_restricted",
    "contact_name",
    "contact_organisation",
    "contact_email",
    "contact_phone",
    "owner_id",
    "team",
    "received_on",
    "state",
    "merged_into_id",
    "acknowledge_due_on",
    "respond_due_on",
    "excluded_reason",
    "outcome",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the columns that differ with their values before and after; none before for the first row."""

    at: datetime
    person_id: int | None
    before: dict[str, Any]
    after: dict[str, Any]
    is_first: bool = False


def changes_of(case: Query) -> Iterator[Change]:
    """Every change to the case's row, oldest first."""
    history = Query.pgh_event_model.objects.filter(ccg_id=case.ccg_id, pgh_obj_id=case.pk)  # type: ignore[attr-defined]
    rows = history.order_by("pgh_id").values(*TOLD, "pgh_created_at", "pgh_context__metadata")
    last: dict[str, Any] = {}
    for row in rows:
        differing = [name for name in TOLD if name not in last or row[name] != last[name]]
        yield Change(
            at=row["pgh_created_at"],
            person_id=(row["pgh_context__metadata"] or {}).get("person"),
            before={name: last.get(name) for name in differing},
            after={name: row[name] for name in differing},
            is_first=not last,
        )
        last = row


def entries_of(
    case: Query, *, circles: Collection[str]
) -> tuple[list[QueryEvent], list[Correspondence], list[QueryDocument]]:
    """What was added to the case: events of its clock, what was said, and files."""
    events = QueryEvent.objects.filter(ccg_id=case.ccg_id, query=case).select_related("by")
    said = Correspondence.objects.filter(ccg_id=case.ccg_id, query=case, circle__in=circles).select_related("by")
    files = QueryDocument.objects.filter(ccg_id=case.ccg_id, query=case, document__circle__in=circles)
    return list(events), list(said), list(files.select_related("document", "document__added_by"))


@dataclass(frozen=True, slots=True)
class LinkChange:
    """The link for whoever asked was made, renewed or ended."""

    at: datetime
    by: str
    was_made: bool
    was_ended: bool
    works_until: date


def link_changes(case: Query) -> list[LinkChange]:
    """What became of the case's links, from the history of their rows."""
    return [
        LinkChange(
            at=row.pgh_created_at,
            by=by,
            was_made=row.pgh_label == "insert",
            was_ended=row.ended_at is not None,
            works_until=row.works_until,
        )
        for row, by in _kept(FollowLink, case)
    ]


@dataclass(frozen=True, slots=True)
class Ending:
    """A version of how a case of its kind ends: its finding, or a rung of the ladder, as it was then kept."""

    at: datetime
    by: str
    is_first: bool
    kind: str
    row: Any


def endings_of(case: Query) -> tuple[list[Ending], list[Ending]]:
    """The findings that were recorded, and the rungs of the ladder, each as often as it was changed."""
    found, rungs = (
        [Ending(row.pgh_created_at, by, row.pgh_label == "insert", case.kind, row) for row, by in _kept(model, case)]
        for model in (CaseFinding, EscalationStep)
    )
    return found, rungs


def _kept(model: Any, case: Query) -> list[tuple[Any, str]]:
    """The history of a model's rows that belong to a case, oldest first, each with the name of whoever changed it."""
    kept = model.pgh_event_model.objects.filter(ccg_id=case.ccg_id, query_id=case.pk)
    rows = list(kept.order_by("pgh_id").select_related("pgh_context"))
    keys = [(row.pgh_context.metadata if row.pgh_context else {}).get("person") for row in rows]
    names = dict(Person.objects.filter(pk__in=[key for key in keys if key]).values_list("pk", "name"))
    return [(row, names.get(key or 0, "")) for key, row in zip(keys, rows, strict=True)]


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the keys a history holds."""

    people: dict[int, str]
    practices: dict[int, str]
    activities: dict[int, str]
    cases: dict[int, str]


def names_in(changes: Collection[Change]) -> Names:
    """Every name needed to say these changes, in one query for each kind of thing."""
    keys: dict[str, set[int]] = {"owner_id": set(), "practice_id": set(), "activity_id": set(), "merged_into_id": set()}
    for change in changes:
        keys["owner_id"] |= {change.person_id} if change.person_id else set()
        for name, wanted in keys.items():
            wanted.update(value for values in (change.before, change.after) if (value := values.get(name)))
    return Names(
        people=dict(Person.objects.filter(pk__in=keys["owner_id"]).values_list("pk", "name")),
        practices={found.pk: str(found) for found in Practice.objects.filter(pk__in=keys["practice_id"])},
        activities={found.pk: str(found) for found in Activity.objects.filter(pk__in=keys["activity_id"])},
        cases=dict(Query.objects.filter(pk__in=keys["merged_into_id"]).values_list("pk", "reference")),
    )
