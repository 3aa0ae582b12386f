"""Reading the declaration of a register strictly: anything unknown, missing or contradictory is named."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from functions.rules.registers.declaration import (
    KINDS,
    PLAIN_MOVES,
    PLAIN_STATES,
    CommitteeStep,
    DateToKeep,
    LetterOfMove,
    Register,
    RegisterColumn,
)
from hubportal.records.rules.moves import Move, Moves

PRACTICES = ("one", "required", "optional", "none")
STREAMS = ("contracting", "finance")
# Names that the form, the file and the API have for something else.
RESERVED = frozenset({"ccg", "practice", "owner", "note", "on", "version", "state", "reference", "register", "subject"})
_CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
_NAME = re.compile(r"[a-z][a-z0-9_]{1,39}")
_NEEDED = ("code", "name", "one", "about", "stream", "activity", "source", "subject", "columns")
_MAY = ("owner_role", "practices", "is_restricted", "dates", "states", "moves", "letters", "locked", "committee")
_COLUMN = ("name", "label", "kind")
_COLUMN_MAY = ("is_required", "hint", "choices", "after", "is_past", "least", "most", "listed", "from_start")
_DATE = ("step", "words", "column")
_DATE_MAY = ("years", "months", "days", "done", "warn_days", "clause")
_MOVE = ("act", "words", "from", "to")
_MOVE_MAY = ("clause", "permission", "needs_reason", "four_eyes", "ends", "asks", "offers")
_COMMITTEE, _COMMITTEE_MAY = ("in", "refuse"), ("approve", "day", "reference")
_LETTER = ("act", "template", "issued_in", "waits", "signed_by", "sent_by")


class DeclarationMistake(ValueError):
    """A declaration that cannot be used: names the register, the place in it, and what is wrong."""


def read_registers(plain: Any, *, activities: Collection[str], roles: Collection[str]) -> dict[str, Register]:
    """Every register by its code. `activities` are those of the function matrix, `roles` those that may own rows."""
    if not isinstance(plain, list):
        raise DeclarationMistake("The table of registers must be a list.")
    found: dict[str, Register] = {}
    for entry in plain:
        register = _register(entry, activities, roles)
        if register.code in found:
            raise DeclarationMistake(f"Register {register.code} is declared twice.")
        found[register.code] = register
    return found


def _register(entry: Any, activities: Collection[str], roles: Collection[str]) -> Register:
    place = f"Register {entry.get('code', '?')}" if isinstance(entry, Mapping) else "A register"
    _members(entry, place, _NEEDED, _MAY)
    _one_of(entry["stream"], STREAMS, f"{place}: stream")
    _one_of(entry["activity"], activities, f"{place}: activity")
    _one_of(entry.get("owner_role", "hub_contracting_officer"), roles, f"{place}: owner_role")
    _one_of(entry.get("practices", "optional"), PRACTICES, f"{place}: practices")
    if not _CODE.fullmatch(str(entry["code"])):
        raise DeclarationMistake(f"{place}: the code must be small letters, digits and hyphens.")
    columns = tuple(_column(one, place) for one in entry["columns"])
    names = [column.name for column in columns]
    _once(names, f"{place}: column")
    for column in columns:
        _dates_among(column.after, columns, f"{place}, column {column.name}: after")
    dates = tuple(_date(one, place, columns) for one in entry.get("dates", ()))
    _once([one.step for one in dates], f"{place}: date")
    moves, asks, offers = _flow(entry, place, names)
    _subject(str(entry["subject"]), names, place)
    for state in entry.get("locked", ()):
        _one_of(state, moves.states, f"{place}: locked")
    return Register(
        code=entry["code"],
        name=entry["name"],
        one=entry["one"],
        about=entry["about"],
        stream=entry["stream"],
        activity=entry["activity"],
        source=entry["source"],
        subject=entry["subject"],
        owner_role=entry.get("owner_role", "hub_contracting_officer"),
        practices=entry.get("practices", "optional"),
        is_restricted=entry.get("is_restricted", False),
        columns=columns,
        dates=dates,
        moves=moves,
        asks=asks,
        offers=offers,
        locked=frozenset(entry.get("locked", ())),
        letters=tuple(_letter(one, place, moves) for one in entry.get("letters", ())),
        committee=_committee(entry["committee"], place, moves, columns) if "committee" in entry else None,
    )


def _members(entry: Any, place: str, needed: tuple[str, ...], may: tuple[str, ...]) -> None:
    if not isinstance(entry, Mapping):
        raise DeclarationMistake(f"{place} must be a mapping of names to values.")
    missing = [name for name in needed if entry.get(name) in (None, "", [])]
    if missing:
        raise DeclarationMistake(f"{place}: {missing[0]} is missing.")
    unknown = sorted(set(entry) - set(needed) - set(may))
    if unknown:
        raise DeclarationMistake(f"{place}: {unknown[0]} is not known. Known are {', '.join((*needed, *may))}.")


def _one_of(value: Any, known: Collection[str], place: str) -> None:
    if value not in known:
        raise DeclarationMistake(f"{place} {value!r} is not one of {', '.join(sorted(known)[:12])}.")


def _once(names: list[str], place: str) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise DeclarationMistake(f"{place} {twice} is there twice.")


def _column(entry: Any, place: str) -> RegisterColumn:
    here = f"{place}, column {entry.get('name', '?')}" if isinstance(entry, Mapping) else f"{place}: a column"
    _members(entry, here, _COLUMN, _COLUMN_MAY)
    _one_of(entry["kind"], KINDS, f"{here}: kind")
    if not _NAME.fullmatch(entry["name"]) or entry["name"] in RESERVED:
        raise DeclarationMistake(f"{here}: choose another name; it must be small letters and not one of ours.")
    if (entry["kind"] == "choice") != bool(entry.get("choices")):
        raise DeclarationMistake(f"{here}: choices belong to a choice column, and to no other.")
    if entry["kind"] != "date" and (entry.get("after") or entry.get("is_past")):
        raise DeclarationMistake(f"{here}: only a date comes after another, or lies in the past.")
    if entry["kind"] not in {"number", "money", "percentage"} and {"least", "most"} & set(entry):
        raise DeclarationMistake(f"{here}: least and most are for numbers, amounts and percentages.")
    return RegisterColumn(**{**entry, "after": tuple(entry.get("after", ()))})


def _dates_among(names: Collection[str], columns: tuple[RegisterColumn, ...], place: str) -> None:
    dates = {column.name for column in columns if column.kind == "date"}
    stray = next((name for name in names if name not in dates), None)
    if stray:
        raise DeclarationMistake(f"{place} names {stray}, which is not a date column.")


def _date(entry: Any, place: str, columns: tuple[RegisterColumn, ...]) -> DateToKeep:
    here = f"{place}, date {entry.get('step', '?')}" if isinstance(entry, Mapping) else f"{place}: a date"
    _members(entry, here, _DATE, _DATE_MAY)
    _dates_among([name for name in (entry["column"], entry.get("done")) if name], columns, here)
    return DateToKeep(**entry)


Columns = dict[str, tuple[str, ...]]


def _flow(entry: Mapping[str, Any], place: str, names: list[str]) -> tuple[Moves, Columns, Columns]:
    states, given = entry.get("states"), entry.get("moves")
    if not states and not given:
        return Moves(PLAIN_STATES, PLAIN_MOVES, "open"), {}, {}
    if not states or not given:
        raise DeclarationMistake(f"{place}: states and moves come together.")
    made, asks, offers = [], {}, {}
    for move in given:
        here = f"{place}, move {move.get('act', '?')}" if isinstance(move, Mapping) else f"{place}: a move"
        _members(move, here, _MOVE, _MOVE_MAY)
        for state in (*move["from"], move["to"]):
            _one_of(state, states, f"{here}: state")
        for name in (*move.get("asks", ()), *move.get("offers", ())):
            _one_of(name, names, f"{here}: asks or offers")
        asks[move["act"]], offers[move["act"]] = tuple(move.get("asks", ())), tuple(move.get("offers", ()))
        plain = {key: value for key, value in move.items() if key not in {"from", "to", "asks", "offers"}}
        made.append(Move(**plain, sources=frozenset(move["from"]), target=move["to"]))
    _once([move.act for move in made], f"{place}: move")
    return Moves(states, tuple(made), next(iter(states))), asks, offers


def _letter(entry: Any, place: str, moves: Moves) -> LetterOfMove:
    _members(entry, f"{place}: a letter", _LETTER, ())
    for name in ("act", "signed_by", "sent_by"):
        _one_of(entry[name], [move.act for move in moves.moves], f"{place}, letter {entry['template']}: {name}")
    for state in entry["issued_in"]:
        _one_of(state, moves.states, f"{place}, letter {entry['template']}: state")
    return LetterOfMove(**{**entry, "issued_in": frozenset(entry["issued_in"])})


def _committee(entry: Any, place: str, moves: Moves, columns: tuple[RegisterColumn, ...]) -> CommitteeStep:
    here = f"{place}, committee"
    _members(entry, here, _COMMITTEE, _COMMITTEE_MAY)
    acts = {move.act: move for move in moves.moves}
    for name in ("approve", "refuse"):
        if name in entry:
            _one_of(entry[name], acts, f"{here}: {name}")
            for state in entry["in"]:
                _one_of(state, acts[entry[name]].sources, f"{here}: in, for {entry[name]},")
    if "day" in entry:
        _dates_among([entry["day"]], columns, f"{here}: day")
    if "reference" in entry:
        _one_of(entry["reference"], [column.name for column in columns], f"{here}: reference")
    given = {name: value for name, value in entry.items() if name != "in"}
    return CommitteeStep(states=frozenset(entry["in"]), **given)


def _subject(words: str, names: list[str], place: str) -> None:
    stray = next((name for name in re.findall(r"\{(\w+)\}", words) if name not in {"practice", "ccg", *names}), None)
    if stray:
        raise DeclarationMistake(f"{place}: the subject names {stray}, which is not a column.")
