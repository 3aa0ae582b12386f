"""What may be published, and until when it is shown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from hubportal.clauses import clause

CLAUSE = "Specification of reporting, Publication"
EMAIL = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[a-z]{2,}", re.IGNORECASE)


def texts_of(content: Any) -> Iterator[str]:
    """Every text in a publication's content, however deep."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from texts_of(value)
    elif isinstance(content, Iterable):
        for value in content:
            yield from texts_of(value)


@clause(CLAUSE, part="nothing private")
def private_in(content: Any) -> str | None:
    """No e-mail address is ever published; answers with the first that was found."""
    for text in texts_of(content):
        if found := EMAIL.search(text):
            return found.group()
    return None


@clause(CLAUSE, part="a row that leaves in time is not searched")
def searched_texts(content: Mapping[str, Any]) -> Iterator[str]:
    """The texts that a publication is found by: all of them, less the rows of a table that leave on a day of their own.

    What was put into the search is not looked at again each day, so that such a row would be found after it left.
    """
    yield from texts_of({name: part for name, part in content.items() if name not in {"table", "event"}})
    yield str(content.get("event", {}).get("place", ""))
    table = content.get("table", {})
    yield from texts_of([column["heading"] for column in table.get("columns", ())])
    yield from texts_of([row["cells"] for row in table.get("rows", ()) if not row.get("until")])


@clause(CLAUSE, part="rows leave a published register in time")
def rows_shown(rows: Iterable[Mapping[str, Any]], *, on: date) -> list[list[Any]]:
    """A row with a last day is shown up to that day, also when the register was published long before."""
    return [list(row["cells"]) for row in rows if not row.get("until") or on <= date.fromisoformat(row["until"])]
