"""The kinds of record there are: each room registers its own in `ready()`, so that files, letters, dates and links of
any kind find their record, and its page, without knowing the room.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps

from hubportal.records.rules.moves import Move, Moves

if TYPE_CHECKING:
    from hubportal.organisations.models import Person

# What opens restricted records of most kinds; a kind that asks for another permission is absent without it.
ORDINARILY_RESTRICTED = "ccg_case_restricted"
_REFERENCE = re.compile(r"\s*([A-Z]{1,8})-([A-Z])-(\d{4})-(\d{1,9})\s*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record.

    `letters` are those of its references (WM-V-2016-00012 is a V). `model` is its label ("functions.Variation"), whose
    rows have `reference`, `ccg_id`, `hub_id`, `practice`, `subject`, `state`, `version`, `visible_to` and
    `get_absolute_url`. `moves_of` gives the table of moves where it differs from record to record. `values` gives what
    a letter's placeholders stand for, `parties` the words of those who sign besides the CCG and NHS England;
    `refuse_letter` says why a letter may not be issued now, in a sentence, and with `letters_need_two` none goes on the
    word of one person. `refuses` says why one record (by its type, say) takes no move that its state would allow.
    """

    key: str
    name: str
    plural: str
    letters: str
    model: str
    moves: Moves | None = None
    moves_of: Callable[[Any], Moves] | None = None
    edit_permission: str = "ccg_case_edit"
    refuses: Callable[[Any, Move], str | None] | None = None
    values: Callable[[Any], Mapping[str, str]] | None = None
    placeholders: frozenset[str] = field(default_factory=frozenset)
    parties: Mapping[str, str] = field(default_factory=dict)
    refuse_letter: Callable[[Any, Any], str | None] | None = None
    letters_need_two: bool = False

    def table(self, record: Any) -> Moves | None:
        """The table of moves of one record."""
        return self.moves_of(record) if self.moves_of else self.moves

    def why_not(self, record: Any, act: str) -> str | None:
        """Why a record does not take an act now, by its state or by what it is, in a sentence; None when it does."""
        table = self.table(record)
        if table is None:
            return None
        said = table.refuse(record.state, act)
        return said or (self.refuses(record, table.named(act)) if self.refuses else None)

    def open_moves(self, record: Any) -> list[Move]:
        """The moves a record takes now, by its state and by what it is, in the order of the table."""
        table = self.table(record)
        found = table.open_in(record.state) if table else []
        return [move for move in found if self.refuses is None or self.refuses(record, move) is None]

    @property
    def may_be_restricted(self) -> bool:
        """Whether single records of this kind can be kept from readers of their CCG."""
        return any(field.name == "is_restricted" for field in apps.get_model(self.model)._meta.concrete_fields)

    @property
    def restricted_permission(self) -> str:
        """What somebody must hold to see restricted records of this kind."""
        return str(getattr(apps.get_model(self.model), "restricted_permission", ORDINARILY_RESTRICTED))

    @property
    def rows(self) -> Any:
        """The model's manager."""
        return apps.get_model(self.model)._default_manager

    def visible_to(self, person: "Person") -> Any:
        """The records of this kind a person may see."""
        return self.rows.visible_to(person)


_kinds: dict[str, RecordKind] = {}


def register_kind(kind: RecordKind) -> RecordKind:
    """Make a kind known; a letter belongs to one kind."""
    taken = {letter: known.key for known in _kinds.values() for letter in known.letters if known.key != kind.key}
    twice = [letter for letter in kind.letters if letter in taken]
    if twice:
        raise ValueError(f"references with {twice[0]} belong to {taken[twice[0]]} already")
    _kinds[kind.key] = kind
    return kind


def kind_called(key: str) -> RecordKind:
    """The kind with this key; KeyError for none."""
    return _kinds[key]


def every_kind() -> list[RecordKind]:
    """All kinds, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def kind_of(record: Any) -> RecordKind:
    """The kind of a record."""
    label = record._meta.label
    return next(kind for kind in _kinds.values() if kind.model == label)


def kinds_closed_to(person: "Person") -> dict[str, frozenset[int]]:
    """Kinds that ask for a permission of their own, with the CCGs on which the person holds it."""
    return {
        kind.key: person.grants.ccgs(kind.restricted_permission)
        for kind in _kinds.values()
        if kind.restricted_permission != ORDINARILY_RESTRICTED
    }


def tidy_reference(typed: str) -> str | None:
    """A reference as it is printed, from how it was typed; None if it is none."""
    found = _REFERENCE.fullmatch(typed)
    if found is None:
        return None
    hub, letter, year, number = found.groups()
    return f"{hub.upper()}-{letter.upper()}-{year}-{int(number):05}"


def find_by_reference(reference: str, *, person: "Person") -> Any | None:
    """The record with this reference, of whatever kind, if the person may see it."""
    tidied = tidy_reference(reference)
    if tidied is None:
        return None
    letter = tidied.split("-")[1]
    kind = next((kind for kind in _kinds.values() if letter in kind.letters), None)
    return None if kind is None else kind.visible_to(person).filter(reference=tidied).first()
