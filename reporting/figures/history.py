"""Whose history a person may search, and what of it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from hubportal.audit.searching import Asked, Change, Table, columns_changed, search
from hubportal.documents.models import Document
from hubportal.organisations.models import Person
from hubportal.records.kinds import every_kind, kinds_closed_to
from hubportal.records.models import OfRecord, Record
from hubportal.tenancy.models import Wall
from hubportal.web.words import LONDON

PERMISSION = "ccg_history_read"
TO_OTHERS = (Document.Circle.HUB_AND_CCG, Document.Circle.ALL)
# Where a table's rows say that their case is restricted, and who may read them.
_RESTRICTED = ("pgh_obj__is_restricted", "query__is_restricted")
_CIRCLES = ("circle", "document__circle")


def rows_seen_by(person: Person, table: Table) -> Q | None:
    """The rows of a table whose history a person reads: of their CCGs, cleared for restricted cases, in their circles.

    None for tables that do not belong to a CCG.
    """
    if getattr(table.history, "wall", None) != Wall.CCG:
        return None
    ccgs = person.grants.ccgs(PERMISSION)
    whole = person.grants.whole_hub()
    mine = Q(hub_id=whole) if whole is not None and ccgs == person.grants.ccgs() else Q(ccg_id__in=ccgs)
    cleared, working = person.grants.ccgs("ccg_case_restricted"), person.grants.ccgs("ccg_case_edit")
    if not cleared >= ccgs:
        path = _RESTRICTED[0] if table.label == "functions.Query" else _RESTRICTED[1]
        if table.label == "functions.Query" or table.has("query"):
            mine &= Q(**{path: False}) | Q(ccg_id__in=cleared)
    mine &= _of_records_seen(person, table, ccgs)
    if not working >= ccgs:
        path = next((one for one in _CIRCLES if table.has(one)), "")
        if path:
            mine &= Q(**{f"{path}__in": TO_OTHERS}) | Q(ccg_id__in=working)
    return mine


def _of_records_seen(person: Person, table: Table, ccgs: frozenset[int]) -> Q:
    """Rows of records the person may see: not of a restricted one without the permission its kind asks for."""
    tracked: Any = table.history.pgh_tracked_model  # type: ignore[attr-defined]
    seen = Q()
    if issubclass(tracked, Record):
        cleared = person.grants.ccgs(tracked.restricted_permission)
        if not cleared >= ccgs:
            seen &= Q(pgh_obj__is_restricted=False) | Q(ccg_id__in=cleared)
    elif issubclass(tracked, OfRecord):
        for kind in every_kind():
            cleared = person.grants.ccgs(kind.restricted_permission)
            if kind.may_be_restricted and not cleared >= ccgs:
                restricted = kind.rows.filter(is_restricted=True).exclude(ccg_id__in=cleared).values("pk")
                seen &= ~Q(kind=kind.key, record_id__in=restricted)
    return seen


def tables_closed_to(person: Person) -> frozenset[str]:
    """Tables of kinds that ask for a permission of their own, which the person holds nowhere."""
    closed = {key for key, ccgs in kinds_closed_to(person).items() if not ccgs}
    return frozenset(kind.model for kind in every_kind() if kind.key in closed)


def moments(first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """The first moment wanted and the first no longer wanted, in London."""
    begin = datetime.combine(first, time(), tzinfo=LONDON) if first else None
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=LONDON) if last else None
    return begin, end


def history_page(
    person: Person, asked: Asked, *, after: str
) -> tuple[list[Change], dict[tuple[str, int], list[str]], str]:
    """One page of changes, the columns each changed, and where the next page begins."""
    found, following = search(asked, seen=lambda table: rows_seen_by(person, table), after=after)
    return found, columns_changed(found), following


def people_near(person: Person) -> list[tuple[int, str]]:
    """Everybody who holds or held a role at the CCGs or hubs whose history the person reads, by name."""
    ccgs = person.grants.ccgs(PERMISSION)
    held = Q(assignments__ccg_id__in=ccgs) | Q(assignments__hub__ccgs__in=ccgs)
    return list(Person.objects.filter(held).order_by("name", "pk").distinct().values_list("pk", "name"))


def names_of(keys: set[int]) -> dict[int, str]:
    """The names of people by key."""
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "name"))
