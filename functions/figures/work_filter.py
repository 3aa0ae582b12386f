"""What a work list shows, as the address says it: the address is the view, and a saved view is an address."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlencode
from uuid import UUID

from functions.models.queries import Kind, Priority, State, Stream
from functions.rules.categories import CATEGORY_NAMES
from functions.rules.work_groups import WorkGroup
from hubportal.tenancy.prepared import slot

VIEWS = {
    "mine": "My cases",
    "team": "My team’s cases",
    "unassigned": "Not given to anybody",
    "week": "Due this week",
    "late": "Late",
    "all": "All cases",
}
SORTS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "due": ("Next due date", (("next_due_on", "asc nulls last"), ("id", "asc"))),
    "received": ("Newest first", (("received_on", "desc"), ("id", "desc"))),
    "oldest": ("Oldest first", (("received_on", "asc"), ("id", "asc"))),
    "priority": ("Most urgent first", (("priority", "desc"), ("id", "asc"))),
    "reference": ("Reference", (("reference", "asc"), ("id", "asc"))),
}
# What holds a value to be looked for; the rest is a word of a closed list, each of which has SQL of its own.
TYPED = (
    "kind", "stream", "category", "priority", "practice", "owner", "team", "tag", "words", "received_from",
    "received_to",
)  # fmt: skip
ANY_STATE, ME, NOBODY = "any", "me", "nobody"


class Parameters(Protocol):
    """The query string as Django reads it."""

    def get(self, key: str, default: str, /) -> str | None: ...

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class WorkListFilter:
    """Every choice of the work list; what the address holds that is not a choice is left out, never an error.

    `ccgs` and `practice` are ODS codes; `owner` is `me`, `nobody` or a person's public id; `words` is searched.
    """

    view: str = "all"
    state: str = State.OPEN
    group: str = ""
    ccgs: tuple[str, ...] = ()
    kind: str = ""
    stream: str = ""
    category: str = ""
    priority: str = ""
    practice: str = ""
    owner: str = ""
    team: str = ""
    tag: str = ""
    words: str = ""
    received_from: date | None = None
    received_to: date | None = None
    sort: str = "due"

    @classmethod
    def from_parameters(cls, given: Parameters) -> "WorkListFilter":
        """Read from the address."""

        def text(name: str, most: int = 60) -> str:
            return (given.get(name, "") or "").replace("\x00", "").strip()[:most]

        def one_of(name: str, choices: Mapping[str, object] | list[str], otherwise: str = "") -> str:
            return text(name) if text(name) in choices else otherwise

        ccgs = (code.replace("\x00", "").strip().upper()[:5] for code in given.getlist("ccg"))
        return cls(
            view=one_of("view", VIEWS, "all"),
            state=one_of("state", [*State.values, ANY_STATE], State.OPEN),
            group=one_of("group", list(WorkGroup)),
            ccgs=tuple(dict.fromkeys(code for code in ccgs if code)),
            kind=one_of("kind", Kind.values),
            stream=one_of("stream", Stream.values),
            category=one_of("category", CATEGORY_NAMES),
            priority=one_of("priority", Priority.values),
            practice=text("practice", 6).upper(),
            owner=_owner(text("owner")),
            team=text("team"),
            tag=text("tag", 40).lower(),
            words=text("q", 200),
            received_from=_day(text("received_from")),
            received_to=_day(text("received_to")),
            sort=one_of("sort", SORTS, "due"),
        )

    def shape(self) -> "WorkListFilter":
        """The same choices with a slot in place of each value that differs from person to person."""
        given: dict[str, Any] = {name: slot(f"asked_{name}") for name in TYPED if getattr(self, name)}
        if self.owner in {ME, NOBODY}:
            given["owner"] = self.owner
        given["ccgs"] = tuple(slot(f"asked_ccg_{place}") for place in range(len(self.ccgs)))
        return replace(self, **given)

    def values(self) -> dict[str, Any]:
        """What goes into those slots."""
        codes = {f"asked_ccg_{place}": code for place, code in enumerate(self.ccgs)}
        return codes | {f"asked_{name}": getattr(self, name) for name in TYPED}

    @property
    def narrowed(self) -> bool:
        """Whether more than a view and an order was chosen."""
        return bool(self.chosen().keys() - {"view", "sort"})

    def chosen(self) -> dict[str, str | list[str]]:
        """The parameters that differ from the plain list, by their names in the address."""
        plain = WorkListFilter()
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        named = {"words": "q", "ccgs": "ccg"}
        return {
            named.get(name, name): list(value) if isinstance(value, tuple) else str(value)
            for name, value in values.items()
            if value != getattr(plain, name)
        }

    def query_string(self) -> str:
        """The address of this list after its question mark; the same choices always give the same text."""
        return urlencode(self.chosen(), doseq=True)


def _owner(given: str) -> str:
    if given in {ME, NOBODY}:
        return given
    try:
        return str(UUID(given)) if given else ""
    except ValueError:
        return ""


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        return None
