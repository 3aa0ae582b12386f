"""The table of sorts of notice, read from plain rows and checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


class FaultySort(ValueError):
    """A row of the table that cannot be used, with the reason."""


@dataclass(frozen=True, slots=True)
class NoticeSort:
    """One sort of notice, with where it is written down; `sure` is False for figures to check in the contract."""

    code: str
    name: str
    source: str
    clause: str
    activity: str
    letter: str
    ccg_approves: bool
    next: tuple[str, ...] = ()
    remedy_days: int | None = None
    dispute_days: int | None = None
    sure: bool = True


def read_sorts(rows: Iterable[Mapping[str, Any]]) -> dict[str, NoticeSort]:
    """Every sort by its code; a row at fault is named with what is wrong."""
    given = list(rows)
    codes = [str(row.get("code", "")) for row in given]
    found = {}
    for row in given:
        code = str(row.get("code", "a row without a code"))
        try:
            made = NoticeSort(**{**row, "next": tuple(row.get("next", ()))})
        except TypeError as wrong:
            raise FaultySort(f"{code}: {wrong}.") from wrong
        if codes.count(code) > 1:
            raise FaultySort(f"{code} is there twice.")
        if not set(made.next) <= set(codes) - {code}:
            raise FaultySort(f"{code}: what follows it is another sort of this table.")
        if not all(text.strip() for text in (made.name, made.source, made.clause, made.activity, made.letter)):
            raise FaultySort(f"{code}: name, source, clause, activity and letter are not empty.")
        found[code] = made
    return found
