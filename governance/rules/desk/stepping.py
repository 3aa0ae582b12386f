"""Why an entry may not be stepped back now, and what rests on what."""

from collections.abc import Callable, Mapping
from typing import Any

from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.state import Desk
from governance.rules.desk.table import MEETINGS, Table
from hubportal.clauses import clause


@clause(MEETINGS, part="every state can be stepped back with a reason")
def step_back(table: Table, desk: Desk, entry: Entry) -> str | None:
    """Any entry can be stepped back with a reason, the later ones that rest on it first."""
    number = entry.facts["entry"]
    found = next((one for one in desk.entries if one.number == number), None)
    if found is None or found.kind is Kind.STEP_BACK:
        return "There is no such entry to step back."
    if number in desk.taken_back:
        return "This entry was stepped back already."
    if desk.closed_at is not None and found.kind is not Kind.CLOSE:
        return "The meeting is closed. Step its close back first."
    later = [one for one in desk.entries if one.number > number and _stands(one, desk) and _rests_on(desk, one, found)]
    if later:
        return f"Entry {later[-1].number} rests on this one. Step that back first."
    return None


def _stands(one: Entry, desk: Desk) -> bool:
    return one.number not in desk.taken_back and one.kind is not Kind.STEP_BACK


def _rests_on(desk: Desk, later: Entry, found: Entry) -> bool:
    if found.kind is Kind.MOVE:
        return later.facts.get("motion") == found.number
    if found.kind is Kind.RESULT:
        return _excluded(desk, found) and later.kind is Kind.READMIT
    if found.kind in {Kind.READMIT, Kind.END_ITEM} and _excluded(desk, later):
        return True
    rests = _RESTS.get(found.kind)
    return bool(rests and rests(later, found.facts))


def _excluded(desk: Desk, entry: Entry) -> bool:
    """Whether it is the result by which the public was excluded."""
    return entry.kind is Kind.RESULT and desk.motions[entry.facts["motion"]].excluded


Facts = Mapping[str, Any]
# What a result was decided on stays as it was until the result itself is stepped back.
_AFTER_VOTES = {Kind.RESULT, Kind.CASTING}
_WITHIN_ITEM = {Kind.ACTION, Kind.NOTE, Kind.DECLARE}


def _of_vote(later: Entry, facts: Facts) -> bool:
    return later.kind in _AFTER_VOTES and later.facts["motion"] == facts["motion"]


def _of_arrival(later: Entry, facts: Facts) -> bool:
    return facts["seat"] in {later.facts.get(name) for name in ("seat", "mover", "seconder", "absent")}


def _of_declaration(later: Entry, facts: Facts) -> bool:
    about = {later.facts.get("seat"), later.facts.get("absent")}
    return later.facts.get("item") == facts["item"] and facts["seat"] in about


def _of_item(later: Entry, facts: Facts) -> bool:
    return later.facts.get("item") == facts["item"] and later.kind not in _WITHIN_ITEM


_RESTS: dict[Kind, Callable[[Entry, Facts], bool]] = {
    Kind.OPEN: lambda later, facts: True,
    Kind.DECLARE: _of_declaration,
    Kind.TREAT: lambda later, facts: (
        later.facts.get("item") == facts["item"] and later.facts.get("absent") == facts["seat"]
    ),
    Kind.ARRIVE: _of_arrival,
    Kind.ATTEND: lambda later, facts: later.kind is Kind.LEAVE and later.facts["seat"] == facts["name"],
    Kind.LEAVE: lambda later, facts: later.kind is Kind.ARRIVE and later.facts["seat"] == facts["seat"],
    Kind.BEGIN_ITEM: _of_item,
    Kind.END_ITEM: lambda later, facts: later.kind is Kind.BEGIN_ITEM,
    Kind.VOTE: _of_vote,
    Kind.COUNT: _of_vote,
    Kind.CONSENSUS: _of_vote,
    Kind.CASTING: _of_vote,
}
