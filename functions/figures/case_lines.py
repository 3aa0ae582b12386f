"""The cases of a list as lines of CSV that the database writes, so that a million of them never become objects.

The twin of `functions.presenters.work_list.COLUMNS`: a test holds the two to the same bytes.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, CharField, F, Func, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable

from functions.figures.work_filter import WorkListFilter
from functions.figures.work_list import EXPORTED_AT_ONCE, in_order
from functions.models import Query
from functions.models.queries import Kind, Priority, State, Stream
from functions.rules.categories import CATEGORY_NAMES
from hubportal.web.exports import FORMULA_STARTS

_STARTS = ", ".join(str(ord(start)) for start in sorted(FORMULA_STARTS))


class _Text(Func):
    """Words that somebody typed: quoted, and defused when a spreadsheet would run them."""

    output_field = TextField()

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:  # type: ignore[override]
        """The expression stands three times in the SQL, and so do its parameters in their tuple."""
        said, given = compiler.compile(self.source_expressions[0])
        said = f"coalesce({said}, '')"
        defused = f"CASE WHEN ascii({said}) IN ({_STARTS}) THEN '''' ELSE '' END"
        return f"""'"' || {defused} || replace({said}, '"', '""') || '"'""", (*given, *given)


class _Plain(Func):
    """What cannot hold a quotation mark or begin a formula: a date, or a word of ours."""

    template = """'"' || coalesce((%(expressions)s)::text, '') || '"'"""
    output_field = TextField()


class _Moment(_Plain):
    """A moment in London, to the second."""

    template = """'"' || to_char(%(expressions)s AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI:SS') || '"'"""


class _Listed(Func):
    """Words of a list."""

    template = "array_to_string(%(expressions)s, ', ')"
    output_field = TextField()


class _Named(Func):
    """A practice by name and code, as it calls itself."""

    template = "%(expressions)s || ')'"
    arg_joiner = " || ' (' || "
    output_field = TextField()


class _Line(Func):
    """The cells of one row, in order."""

    template = "%(expressions)s"
    arg_joiner = " || ',' || "
    output_field = TextField()


def _words(name: str, choices: Any) -> Case:
    """The words of a choice; a value that is not among them shows as it is."""
    whens = [When(**{name: value}, then=Value(str(label))) for value, label in choices]
    return Case(*whens, default=F(name), output_field=CharField())


LINE: tuple[Combinable, ...] = (
    _Plain("reference"),
    _Text("ccg__name"),
    _Text(_Named("practice__name", "practice__ods_code")),
    _Plain(_words("kind", Kind.choices)),
    _Plain(_words("stream", Stream.choices)),
    _Text(_words("category", CATEGORY_NAMES.items())),
    _Text("subject"),
    _Text("contact_name"),
    _Text("contact_organisation"),
    _Plain(_words("priority", Priority.choices)),
    _Text("owner__name"),
    _Text("team"),
    _Moment("received_at"),
    _Plain(_words("state", State.choices)),
    _Plain("acknowledge_due_on"),
    _Plain("acknowledged_on"),
    _Plain("respond_due_on"),
    _Plain("responded_on"),
    _Plain("paused_on"),
    _Plain("excluded_reason"),
    _Plain("closed_on"),
    _Text(_Listed("tags")),
)


def lines_of(cases: QuerySet[Query], asked: WorkListFilter) -> Iterator[str]:
    """Each case as a line of CSV without its end, in the order of the list."""
    found = in_order(cases, asked.sort).values_list(_Line(*LINE), flat=True)
    return found.iterator(chunk_size=EXPORTED_AT_ONCE)
