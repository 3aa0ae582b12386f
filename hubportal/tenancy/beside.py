"""Rows of another table carried beside each row of a statement, as JSON and without a join.

PostgreSQL takes about twice as long to plan a statement for each table that is joined to it, and a page that shows one
record joins many. What is asked for as an array is planned on its own:

    case = Query.objects.annotate(steps=beside(CaseTurn.objects.filter(query=OuterRef("pk")), "by__name"))
    for turn in rows_of(CaseTurn, case.steps): ...

Row security holds for these rows as for any other.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, QuerySet
from django.db.models.functions import JSONObject

Row = TypeVar("Row", bound=Model)


def beside(rows: QuerySet[Any], *annotated: str) -> ArraySubquery:
    """Every column of these rows, in their order, with what they are annotated with under these names."""
    names = [field.attname for field in rows.model._meta.concrete_fields] + [*annotated]
    return ArraySubquery(rows.values(row=JSONObject(**{name: name for name in names})))


def rows_of(model: type[Row], carried: Iterable[Mapping[str, Any]] | None) -> list[Row]:
    """The rows that were carried, as the model's own objects with their annotations."""
    return [_row(model, columns) for columns in carried or ()]


def _row(model: type[Row], columns: Mapping[str, Any]) -> Row:
    fields = model._meta.concrete_fields
    row = model(**{field.attname: field.to_python(columns[field.attname]) for field in fields})
    row._state.adding = False
    for name in columns.keys() - {field.attname for field in fields}:
        setattr(row, name, columns[name])
    return row
