"""The terms of reference of the source documents, from which a draft may begin (fixtures/terms_of_reference.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from governance.rules.terms_of_reference.composing import Composed, places
from governance.rules.voting.reading import WrongTerms, terms_from
from hubportal.organisations.services.tables import FaultyTable, read_yaml

FILE = "terms_of_reference.yaml"
PARTICULARS = (
    "kind", "source", "purpose", "recommends_only", "meetings_a_year", "notice_days", "papers_days", "minutes_days",
    "in_public",
)  # fmt: skip
LISTS = ("delegated", "left_to_others", "reports_to", "elections")
SEAT = ("code", "title", "organisation", "role")


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its name, and what it says in the words of the terms."""

    code: str
    name: str
    particulars: dict[str, Any]
    composed: Composed
    seats: tuple[dict[str, Any], ...]
    lists: dict[str, list[dict[str, Any]]]


@cache
def examples() -> dict[str, Example]:
    """The examples by code; raises `FaultyTable` where one cannot be what it says."""
    return {code: _example(code, row) for code, row in read_yaml(FILE).items()}


def _example(code: str, row: dict[str, Any]) -> Example:
    def fault(words: str) -> FaultyTable:
        return FaultyTable(f"{FILE}, {code}: {words}")

    composed = Composed(row["rules"], row.get("clauses", {}), row.get("readings", {}))
    try:
        terms_from(composed.rules)
    except WrongTerms as wrong:
        raise fault(str(wrong)) from wrong
    known = {*places(composed), "weights", "decision", "single_ccg", *PARTICULARS, "reviews"}
    for place in (*composed.clauses, *composed.readings):
        if place not in known:
            raise fault(f"there is no rule at {place}.")
    codes = [seat["code"] for seat in row["seats"]]
    if len(set(codes)) < len(codes):
        raise fault("a seat is there twice.")
    for seat in row["seats"]:
        if missing := [name for name in SEAT if not seat.get(name)]:
            raise fault(f"seat {seat.get('code')} has no {missing[0]}.")
        if seat.get("stands_in_for", codes[0]) not in codes:
            raise fault(f"seat {seat['code']} stands in for none.")
    return Example(
        code,
        row["name"],
        {name: row[name] for name in PARTICULARS if name in row},
        composed,
        tuple(row["seats"]),
        {name: row.get(name, []) for name in LISTS},
    )


def renamed(example: Example, names: Mapping[str, str]) -> Example:
    """The example with its organisations called otherwise, wherever its seats, rules and elections name them."""

    def called(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(value, value)
        if isinstance(value, dict):
            return {called(key): called(part) for key, part in value.items()}
        return [called(part) for part in value] if isinstance(value, list) else value

    return replace(
        example,
        composed=replace(example.composed, rules=called(dict(example.composed.rules))),
        seats=tuple(seat | {"organisation": called(seat["organisation"])} for seat in example.seats),
        lists=example.lists | {"elections": called(example.lists["elections"])},
    )
