"""Statements made once: Django makes the SQL of a queryset the first time, and every later time only fills it in.

Building a queryset and compiling it costs a page more than PostgreSQL takes to answer. A statement is a function of
its shape alone (which filters are set, not to what), so nothing of one request can stay in the SQL it keeps:

    @statement
    def open_cases(seen: Sight) -> QuerySet[Query]:
        return Query.objects.seen_by(seen).filter(team=slot("team"))

    open_cases(Sight(ccgs=slot("ccgs")))({"ccgs": [1, 2], "team": "Finance"})

It runs as any query does: in the transaction and scope of the request, behind row security.
"""

from collections import namedtuple
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Expression, F, Func, Q, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

MOST_KEPT = 2_000


class Slot(Expression):
    """A place in a statement that each run fills with a value of its own."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def __repr__(self) -> str:
        return f"Slot({self.name!r})"

    def __eq__(self, other: object) -> bool:
        return type(other) is Slot and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """A parameter that is itself the slot, until a run puts a value in its place."""
        return "%s", (self,)


@cache
def slot(name: str) -> Slot:
    """The slot of a name; one object however often it is asked for, since shapes are compared on each page."""
    return Slot(name)


class _Among(Func):
    """Whether a key is one of many, however many: one parameter, so that their number is not part of the SQL."""

    template = "%(expressions)s::%(of)s[])"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def among(name: str, values: Collection[Any] | Slot, *, of: Literal["bigint", "text"] = "bigint") -> Q:
    """The condition that a key (or a word) is one of these, whether they are known already or filled in later."""
    return Q(_Among(F(name), values, of=of)) if isinstance(values, Slot) else Q(**{f"{name}__in": values})


class Listed(NamedTuple):
    """SQL with its parameters, slots among them, and what makes rows of what the database answers."""

    sql: str
    params: tuple[Any, ...]
    read: Callable[[list[tuple[Any, ...]]], list[Any]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The SQL of one shape; calling it runs it. Empty when Django sees that nothing can fit."""

    listed: Listed | None

    def __call__(self, values: Mapping[str, Any]) -> list[Any]:
        """The rows with these values in the slots; a slot without a value is a mistake, never an empty condition."""
        if self.listed is None:
            return []
        given = [values[item.name] if type(item) is Slot else item for item in self.listed.params]
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self.listed.sql, given)
            return self.listed.read(cursor.fetchall())


class Statement:
    """A statement by its shape: each shape's SQL is made the first time somebody asks with it."""

    def __init__(self, build: Callable[..., QuerySet[Any] | Listed]) -> None:
        self.build = build
        self.made: dict[tuple[Hashable, ...], Prepared] = {}

    def __call__(self, *shape: Hashable) -> Prepared:
        """The prepared statement of a shape."""
        found = self.made.get(shape)
        if found is None:
            if len(self.made) >= MOST_KEPT:
                self.made.clear()
            found = self.made[shape] = self.fresh(*shape)
        return found

    def fresh(self, *shape: Hashable) -> Prepared:
        """The same, made now and not kept."""
        try:
            built = self.build(*shape)
            return Prepared(listed(built) if isinstance(built, QuerySet) else built)
        except EmptyResultSet:
            return Prepared(None)


def statement(build: Callable[..., QuerySet[Any] | Listed]) -> Statement:
    """Make a statement of a function from a shape to its queryset (or to SQL made of several)."""
    return Statement(build)


def listed(queryset: QuerySet[Any]) -> Listed:
    """The SQL of a queryset of objects, or of `values_list`, whose rows are then read by their names."""
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    objects = queryset._iterable_class is ModelIterable
    read = _objects(compiler) if objects else _named(queryset)
    return Listed(sql, tuple(params), _converted(converters, read) if converters else read)


def _converted(converters: Mapping[int, Any], read: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    """What a field does to its column on the way in (JSON, for one), before the rows are read."""

    def reading(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
        connection, changed = connections[DEFAULT_DB_ALIAS], [list(row) for row in rows]
        for row in changed:
            for place, (steps, expression) in converters.items():
                for step in steps:
                    row[place] = step(row[place], expression, connection)
        return read(changed)

    return reading


def _named(queryset: QuerySet[Any]) -> Callable[[Any], list[Any]]:
    """Tuples with the names asked for, in whatever order the SQL has its columns."""
    query = queryset.query
    names = [*query.extra_select, *query.values_select, *query.annotation_select]
    wanted = list(queryset._fields or names)  # type: ignore[attr-defined]
    row: Any = namedtuple("Row", wanted)  # type: ignore[misc]  # noqa: PYI024 - the names are known only now
    if wanted == names:
        return lambda rows: list(map(row._make, rows))
    places = [names.index(name) for name in wanted]
    return lambda rows: [row._make([given[place] for place in places]) for given in rows]


def _objects(compiler: Any) -> Callable[[Any], list[Any]]:
    """Objects with the relations the queryset selected, as Django's own iteration makes them."""
    columns = compiler.klass_info["select_fields"]
    start, end = columns[0], columns[-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[start:end]]
    model = compiler.klass_info["model"]
    related = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]
    besides = list(compiler.annotation_col_map.items())

    def reading(rows: Any) -> list[Any]:
        found = []
        for row in rows:
            made = model.from_db(DEFAULT_DB_ALIAS, names, row[start:end])
            for populator in related:
                populator.populate(row, made)
            for name, place in besides:
                setattr(made, name, row[place])
            found.append(made)
        return found

    return reading
