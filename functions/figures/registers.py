"""Rows of registers as lists read them: filtered, ordered and counted in the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet
from django.utils.dateparse import parse_date

from functions.models import RegisterRow
from hubportal.organisations.models import Ccg, Person

OPEN, CLOSED, ANY = "open", "closed", "any"
DUE = {"late": "Late", "30": "In the next 30 days", "90": "In the next 90 days", "none": "No date to keep"}
ORDERS: dict[str, tuple[tuple[str, str], ...]] = {
    "due": (("due_on", "asc nulls last"), ("id", "asc")),
    "-due": (("due_on", "desc nulls last"), ("id", "desc")),
    "reference": (("reference", "asc"), ("id", "asc")),
    "-reference": (("reference", "desc"), ("id", "desc")),
    "began": (("received_on", "asc"), ("id", "asc")),
    "-began": (("received_on", "desc"), ("id", "desc")),
}


@dataclass(frozen=True, slots=True)
class RowFilter:
    """What a list of rows is narrowed to, as its address says; anything unknown is passed over."""

    words: str = ""
    ccg: str = ""
    practice: str = ""
    state: str = OPEN
    due: str = ""
    due_from: date | None = None
    due_to: date | None = None
    sort: str = "due"

    @classmethod
    def from_parameters(cls, given: Mapping[str, Any], states: Iterable[str]) -> "RowFilter":
        """From the address."""

        def text(name: str, longest: int = 60) -> str:
            return " ".join(str(given.get(name) or "").replace("\x00", "").split())[:longest]

        state = text("state")
        due = text("due")
        sort = text("sort")
        return cls(
            words=text("q", 200),
            ccg=text("ccg", 5).upper(),
            practice=text("practice", 6).upper(),
            state=state if state in {CLOSED, ANY, *states} else OPEN,
            due=due if due in DUE else "",
            due_from=_day(text("due_from")),
            due_to=_day(text("due_to")),
            sort=sort if sort in ORDERS else "due",
        )

    def query_string(self, **changed: Any) -> str:
        """The address of this list, with some of it changed."""
        asked = replace(self, **changed)
        plain = {
            "q": asked.words,
            "ccg": asked.ccg,
            "practice": asked.practice,
            "state": "" if asked.state == OPEN else asked.state,
            "due": asked.due,
            "due_from": asked.due_from.isoformat() if asked.due_from else "",
            "due_to": asked.due_to.isoformat() if asked.due_to else "",
            "sort": "" if asked.sort == "due" else asked.sort,
        }
        return urlencode({name: value for name, value in plain.items() if value})


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def rows_of(person: Person, register: str, asked: RowFilter, *, today: date) -> QuerySet[RegisterRow]:
    """The rows of a register that a person may see and asked for."""
    rows = RegisterRow.objects.visible_to(person).filter(register=register)
    if asked.ccg:
        rows = rows.filter(ccg__ods_code=asked.ccg)
    if asked.practice:
        rows = rows.filter(practice__ods_code=asked.practice)
    if asked.state == OPEN:
        rows = rows.open()
    elif asked.state == CLOSED:
        rows = rows.filter(closed_on__isnull=False)
    elif asked.state != ANY:
        rows = rows.filter(state=asked.state)
    for word in asked.words.casefold().split()[:10]:
        rows = rows.filter(
            Q(words__contains=word)
            | Q(subject__icontains=word)
            | Q(reference__istartswith=word)
            | Q(practice__name__icontains=word)
            | Q(practice__ods_code__iexact=word)
        )
    return _due(rows, asked, today)  # type: ignore[no-any-return]


def _due(rows: Any, asked: RowFilter, today: date) -> Any:
    if asked.due == "late":
        rows = rows.filter(due_on__lt=today)
    elif asked.due == "none":
        rows = rows.filter(due_on__isnull=True)
    elif asked.due:
        rows = rows.filter(due_on__gte=today, due_on__lte=today + timedelta(days=int(asked.due)))
    if asked.due_from:
        rows = rows.filter(due_on__gte=asked.due_from)
    return rows.filter(due_on__lte=asked.due_to) if asked.due_to else rows


def shown(rows: Any) -> Any:
    """With what a line of the list shows."""
    return rows.select_related("ccg", "practice", "owner")


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """How a register stands: open rows, late ones, those due in 30 days, and the earliest date."""

    open: int = 0
    late: int = 0
    soon: int = 0
    next_due_on: date | None = None


def counts_by_register(person: Person, *, today: date) -> dict[str, RegisterCount]:
    """Every register that has open rows, in one statement."""
    rows = RegisterRow.objects.visible_to(person).open().order_by()
    soon = Q(due_on__gte=today, due_on__lte=today + timedelta(days=30))
    counted = rows.values("register").annotate(
        open=Count("id"),
        late=Count("id", filter=Q(due_on__lt=today)),
        soon=Count("id", filter=soon),
        first=Min("due_on"),
    )
    return {row["register"]: RegisterCount(row["open"], row["late"], row["soon"], row["first"]) for row in counted}


def ccgs_read_by(person: Person) -> list[Ccg]:
    """The CCGs a person reads, by name."""
    return list(Ccg.objects.filter(pk__in=person.grants.ccgs("ccg_read")))
