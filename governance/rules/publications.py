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


@clause(CLAUSE, part="rows leave a published register in time")
def rows_shown(rows: Iterable[Mapping[str, Any]], *, on: date) -> list[list[Any]]:
    """A row with a last day is shown up to that day, also when the register was published long before."""
    return [list(row["cells"]) for row in rows if not row.get("until") or on <= date.fromisoformat(row["until"])]
