"""What a register says of itself: its columns, the dates its rows keep, and the moves of its flow.

A register is declared once, in `fixtures/registers.yaml`; list, form, reminders, export, import and the API are made
from the declaration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hubportal.records.rules.moves import Move, Moves

KINDS = ("text", "long", "date", "money", "number", "choice", "yes_no", "percentage", "year")


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """One column of a register.

    `after` names date columns that this date must not come before; `is_past` refuses a date that is still to come.
    `least` and `most` bound a number, an amount or a percentage. `listed` columns show in the list; `from_start` ones
    are on the form of a new row though a move asks for them too. A column of kind year is a financial year.
    """

    name: str
    label: str
    kind: str
    is_required: bool = False
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    after: tuple[str, ...] = ()
    is_past: bool = False
    least: int | None = None
    most: int | None = None
    listed: bool = False
    from_start: bool = False


@dataclass(frozen=True, slots=True)
class DateToKeep:
    """A date that each row keeps, counted from the date in `column`; met when the date column `done` is filled.

    Its owner is told `warn_days` before, then the day before, on the day, and when it is late.
    """

    step: str
    words: str
    column: str
    years: int = 0
    months: int = 0
    days: int = 0
    done: str = ""
    warn_days: int = 0
    clause: str = ""


@dataclass(frozen=True, slots=True)
class LetterOfMove:
    """A letter drafted by a move from a template, signed off by the move `signed_by` and issued only in some states, at
    the latest with the move `sent_by`.

    `waits` says why it may not be issued before it is signed off.
    """

    act: str
    template: str
    issued_in: frozenset[str]
    waits: str
    signed_by: str
    sent_by: str


@dataclass(frozen=True, slots=True)
class CommitteeStep:
    """Where a committee decides on a row: in which states, and which of its moves records an approval and a refusal.

    `day` and `reference` are the columns that hold the decision's. Without `approve` an approval is written on the row.
    """

    states: frozenset[str]
    refuse: str
    approve: str = ""
    day: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """One register. `practices` is "one" (one open row a practice), "required", "optional" or "none".

    `asks` names the columns that a move asks for, `offers` those it also takes; rows in a `locked` state are changed by
    their moves alone.
    """

    code: str
    name: str
    one: str
    about: str
    stream: str
    activity: str
    source: str
    subject: str
    owner_role: str
    practices: str
    columns: tuple[RegisterColumn, ...]
    dates: tuple[DateToKeep, ...]
    moves: Moves
    asks: Mapping[str, tuple[str, ...]]
    offers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    letters: tuple[LetterOfMove, ...] = ()
    locked: frozenset[str] = frozenset()
    is_restricted: bool = False
    committee: CommitteeStep | None = None

    def column(self, name: str) -> RegisterColumn:
        """The column of this name; KeyError for none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def asked(self, act: str) -> tuple[RegisterColumn, ...]:
        """The columns that a move asks for."""
        return tuple(self.column(name) for name in self.asks.get(act, ()))

    def offered(self, act: str) -> tuple[RegisterColumn, ...]:
        """The columns that a move takes but does not ask for."""
        return tuple(self.column(name) for name in self.offers.get(act, ()))

    def typed_columns(self, values: Mapping[str, object]) -> tuple[RegisterColumn, ...]:
        """The columns of the form: those no move asks for or takes, and those that hold something already."""
        later = {name for names in (*self.asks.values(), *self.offers.values()) for name in names}
        return tuple(
            column for column in self.columns if column.from_start or column.name not in later or column.name in values
        )

    @property
    def permission(self) -> str:
        """What somebody must hold to work its rows, or to own one: to see restricted records, where they are."""
        return "ccg_case_restricted" if self.is_restricted else "ccg_case_edit"

    @property
    def wants_practice(self) -> bool:
        """Whether a row must name a practice."""
        return self.practices in {"one", "required"}

    @property
    def listed(self) -> tuple[RegisterColumn, ...]:
        """The columns of the list."""
        return tuple(column for column in self.columns if column.listed)


# The flow of a register that declares none.
PLAIN_STATES = {"open": "Open", "closed": "Closed"}
PLAIN_MOVES = (
    Move("close", "Close the row", frozenset({"open"}), "closed", needs_reason=True, ends=True),
    Move("reopen", "Open the row again", frozenset({"closed"}), "open", needs_reason=True),
)
