"""Pages of a list by key: the next page starts after the last row seen, so depth costs nothing.

Unlike pages by number, nothing is skipped or shown twice while rows come and go before the place one is at.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.utils.dateparse import parse_date, parse_datetime

from hubportal.tenancy.prepared import Slot, slot
from hubportal.web.refusals import Refused

SALT = "hubportal.web.paging"
MOST_ROWS = 200
Shown = Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Key:
    """One column of the order. Rows without a value come last in either direction when `nulls_last`."""

    name: str
    descending: bool = False
    nulls_last: bool = False

    @classmethod
    def read(cls, name: str, words: str) -> "Key":
        """From ("next_due_on", "asc nulls last")."""
        known = {"asc", "desc", "asc nulls last", "desc nulls last"}
        if words not in known:
            raise ValueError(f"An order is one of {sorted(known)}, not {words!r}.")
        return cls(name, words.startswith("desc"), words.endswith("nulls last"))

    def order_by(self, *, backwards: bool) -> OrderBy:
        """The SQL order of this column, read from the end when backwards."""
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.nulls_last else {}
        return OrderBy(F(self.name), descending=self.descending != backwards, **nulls)

    def of(self, row: Any) -> Any:
        """This column's value in a row (an object, or a mapping from .values())."""
        if isinstance(row, Mapping):
            return row[self.name]
        for part in self.name.split("__"):
            row = getattr(row, part)
        return row


class RowCompare(Func):
    """(a, b) > (x, y): one range of an index, which PostgreSQL does not make of the same thing written with
    OR.
    """

    output_field = BooleanField()

    def __init__(self, names: Sequence[str], values: Sequence[Any], *, less: bool) -> None:
        super().__init__(*(F(name) for name in names), *values)
        self.width = len(names)
        self.sign = "<" if less else ">"

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """The comparison; the value of each column is prepared as the column's own type."""
        columns, values = self.source_expressions[: self.width], self.source_expressions[self.width :]
        parts: list[str] = []
        params: list[Any] = []
        for expression in (*columns, *values):
            sql, more = compiler.compile(expression)
            parts.append(sql)
            params.extend(more)
        left, right = ", ".join(parts[: self.width]), ", ".join(parts[self.width :])
        return f"({left}) {self.sign} ({right})", tuple(params)


READERS: dict[str, Callable[[str], Any]] = {"t": parse_datetime, "d": parse_date, "n": Decimal, "u": UUID}


def _packed(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal | UUID):
        return {"n" if isinstance(value, Decimal) else "u": str(value)}
    return value


def _unpacked(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, text),) = value.items()
    return READERS[kind](text)


@dataclass(frozen=True, slots=True)
class Part:
    """The statement one range of a page needs, apart from its values: it names a prepared statement.

    `empty` says which values of the position are empty, None for a first page; `place` is which of the ranges beyond
    the position it is.
    """

    order: tuple[tuple[str, str], ...]
    backwards: bool
    size: int
    empty: tuple[bool, ...] | None = None
    place: int = 0

    @property
    def keys(self) -> list[Key]:
        """The columns of the order."""
        return [Key.read(name, words) for name, words in self.order]

    def of(self, found: QuerySet[Any], position: Sequence[Any], shown: Shown | None = None) -> QuerySet[Any]:
        """The rows of this range and one more, which says that there are more."""
        in_order = [key.order_by(backwards=self.backwards) for key in self.keys]
        if self.empty is not None:
            found = found.filter(list(_ranges(self.keys, position, backwards=self.backwards))[self.place])
        ordered = found.order_by(*in_order)
        rows = ordered[: self.size + 1]
        if shown is None:
            return rows
        return shown(ordered.model._default_manager.filter(pk__in=rows.values("pk"))).order_by(*in_order)

    def slots(self) -> list[Slot | None]:
        """The position with a slot in place of each value."""
        return [None if empty else slot(f"position_{place}") for place, empty in enumerate(self.empty or ())]

    @staticmethod
    def values(position: Sequence[Any]) -> dict[str, Any]:
        """What goes into those slots."""
        return {f"position_{place}": value for place, value in enumerate(position)}


class KeysetPage:
    """One page of a queryset in a total order.

    `order` lists columns with "asc", "desc", "asc nulls last" or "desc nulls last"; the last must be unique
    (id), and only columns marked "nulls last" may be empty. `after` is a token from `next_token` or
    `previous_token` of another page (empty: the first page). `rows`, `next_token`, `previous_token` are
    ready after construction, by one query (two where the dated rows end and the empty ones begin).

    Instead of a queryset it takes a function that finds the rows of a `Part` at a position, by a prepared statement.
    """

    def __init__(
        self,
        found: QuerySet[Any] | Callable[[Part, Sequence[Any]], Iterable[Any]],
        *,
        order: Sequence[tuple[str, str]],
        after: str | None = None,
        size: int = 25,
    ) -> None:
        self.order = tuple(order)
        self.keys = [Key.read(name, words) for name, words in order]
        self.size = max(1, min(size, MOST_ROWS))
        self.signer = signing.Signer(salt=f"{SALT}:{order!r}")
        self.backwards, position = self._read(after) if after else (False, None)
        rows = list(self._fetch(found, position))
        more = len(rows) > self.size
        rows = rows[: self.size]
        self.rows: list[Any] = rows[::-1] if self.backwards else rows
        has_next, has_previous = (position is not None, more) if self.backwards else (more, position is not None)
        self.next_token = self._token(self.rows[-1], backwards=False) if self.rows and has_next else ""
        self.previous_token = self._token(self.rows[0], backwards=True) if self.rows and has_previous else ""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def _token(self, row: Any, *, backwards: bool) -> str:
        values = [_packed(key.of(row)) for key in self.keys]
        return self.signer.sign_object([int(backwards), *values], compress=True)

    def _read(self, token: str) -> tuple[bool, list[Any]]:
        try:
            backwards, *values = self.signer.unsign_object(token)
            position = [_unpacked(value) for value in values]
        except (signing.BadSignature, ValueError, TypeError) as wrong:
            raise Refused(
                "This link to a page of the list is not valid for the list as it is now sorted."
                " Start again from the first page.",
                status=400,
            ) from wrong
        return bool(backwards), position

    def _fetch(self, found: Any, position: list[Any] | None) -> Iterator[Any]:
        rows_of = (lambda part, given: part.of(found, given)) if isinstance(found, QuerySet) else found
        if position is None:
            yield from rows_of(Part(self.order, self.backwards, self.size), ())
            return
        empty = tuple(value is None for value in position)
        wanted = self.size + 1
        for place in range(len(list(_ranges(self.keys, position, backwards=self.backwards)))):
            for row in rows_of(Part(self.order, self.backwards, self.size, empty, place), position):
                yield row
                wanted -= 1
                if not wanted:
                    return


def _ranges(keys: Sequence[Key], position: Sequence[Any], *, backwards: bool) -> Iterator[Q]:
    """Conditions that together select what lies beyond the position, disjoint and in order of travel.

    Each is one range of an index in the order of the list: columns equal, then one step beyond.
    """
    last = len(keys)
    while last > 0:
        first = _run_start(keys, position, last)
        equal = Q()
        for key, value in zip(keys[:first], position[:first], strict=True):
            equal &= Q(**{f"{key.name}__isnull": True}) if value is None else Q(**{key.name: value})
        key, value = keys[first], position[first]
        if value is not None:
            yield equal & Q(_beyond(keys[first:last], position[first:last], backwards=backwards))
            if key.nulls_last and not backwards:
                yield equal & Q(**{f"{key.name}__isnull": True})
        elif backwards:
            yield equal & Q(**{f"{key.name}__isnull": False})
        last = first


def _run_start(keys: Sequence[Key], position: Sequence[Any], last: int) -> int:
    """Where the run of columns that one row comparison can cover begins: same direction, none empty."""
    first = last - 1
    if position[first] is None or keys[first].nulls_last:
        return first
    while first > 0:
        before = keys[first - 1]
        if position[first - 1] is None or before.descending != keys[first].descending:
            return first
        first -= 1
        if before.nulls_last:
            return first  # its empty rows come after this run, so it may begin one but not continue one
    return first


def _beyond(keys: Sequence[Key], values: Sequence[Any], *, backwards: bool) -> RowCompare:
    given = [value if isinstance(value, Slot) else Value(value) for value in values]
    return RowCompare([key.name for key in keys], given, less=keys[0].descending != backwards)
