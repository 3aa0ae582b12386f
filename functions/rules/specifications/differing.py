"""What differs between two lists of rows: a specification and its standard, two specifications, two versions."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.rules.specifications.deciding import Decided
from functions.rules.specifications.parts import Allocation, code_of


@dataclass(frozen=True, slots=True)
class Change:
    """One row that differs, in words: what it said, what it says, and every other column that changed."""

    ref: str
    before: str
    after: str
    words: tuple[str, ...]


def changes(before: Mapping[str, Decided], after: Mapping[str, Decided]) -> list[Change]:
    """The rows that differ, in the order of what is there now, then those that are gone."""
    found = [change for ref, row in after.items() if (change := _changed(before.get(ref), row)) is not None]
    return found + [
        Change(ref, _words(row), "Not in it", ("Removed",)) for ref, row in before.items() if ref not in after
    ]


def _changed(old: Decided | None, new: Decided) -> Change | None:
    if old is None:
        return Change(new.ref, "Not in it", _words(new), ("Added",))
    said = tuple(sentence for sentence in (_marks(old.marks, new.marks), *_besides(old, new)) if sentence)
    return Change(new.ref, _words(old), _words(new), said) if said else None


def _words(row: Decided) -> str:
    return f"{code_of(row.marks)} ({row.marks.qualifier})" if row.marks.qualifier else code_of(row.marks)


def _marks(old: Allocation, new: Allocation) -> str:
    """The change of the marks in a sentence; empty where there is none."""
    if (old.ccg_acts, old.hub_part) != (new.ccg_acts, new.hub_part):
        return f"{code_of(new)} instead of {code_of(old)}"
    if old.qualifier != new.qualifier:
        return f"Limited to: {new.qualifier}" if new.qualifier else "No longer limited"
    if old.needs_sign_off != new.needs_sign_off:
        return "Now with the CCG’s sign-off" if new.needs_sign_off else "No longer with the CCG’s sign-off"
    return ""


def _besides(old: Decided, new: Decided) -> tuple[str, ...]:
    said = []
    if old.comment != new.comment:
        said.append(
            "Comment changed" if old.comment and new.comment else "Comment added" if new.comment else "Comment removed"
        )
    if old.owner != new.owner:
        said.append(f"Owner: {new.owner or 'nobody'}")
    if old.decide_by != new.decide_by:
        said.append(f"Decide by: {f'{new.decide_by.day} {new.decide_by:%B %Y}' if new.decide_by else 'no day'}")
    return tuple(said)
