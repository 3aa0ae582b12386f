"""A list of records of one kind: whose, which of them, and in which order; the address is the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from hubportal.organisations.models import Ccg, Person
from hubportal.records.kinds import RecordKind

OPEN, ANY = "open", "any"
ORDER = (("received_on", "desc"), ("id", "desc"))


class Parameters(Protocol):
    """The query string as Django reads it."""

    def get(self, key: str, default: str, /) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Choice:
    """One more filter: its name in the address, its label, its choices and the column it narrows."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    column: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list shows, as its address says it; what the address holds that nobody offers is passed over."""

    state: str = OPEN
    ccg: str = ""
    practice: str = ""
    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_parameters(cls, given: Parameters, *, kind: RecordKind, choices: tuple[Choice, ...]) -> "Asked":
        """Read from the address."""

        def text(name: str, most: int) -> str:
            return (given.get(name, "") or "").replace("\x00", "").strip()[:most]

        states = {OPEN, ANY, *(kind.moves.states if kind.moves else ())}
        picked = {one.name: text(one.name, 40) for one in choices}
        known = {one.name: {value for value, _ in one.choices} for one in choices}
        return cls(
            state=text("state", 24) if text("state", 24) in states else OPEN,
            ccg=text("ccg", 5).upper(),
            practice=text("practice", 6).upper(),
            words=text("q", 200),
            chosen={name: value for name, value in picked.items() if value in known[name]},
        )

    def as_parameters(self) -> dict[str, str]:
        """What differs from the plain list, by its name in the address."""
        given = {"state": "" if self.state == OPEN else self.state, "ccg": self.ccg, "practice": self.practice}
        return {name: value for name, value in {**given, "q": self.words, **self.chosen}.items() if value}

    def query_string(self) -> str:
        """The address of this list after its question mark."""
        return urlencode(self.as_parameters())


def records_of(kind: RecordKind, person: Person, asked: Asked, choices: tuple[Choice, ...]) -> QuerySet[Any]:
    """The records of a kind that a person sees by a filter, in no order yet."""
    found: QuerySet[Any] = kind.visible_to(person)
    if asked.ccg:
        found = found.filter(ccg__in=list(Ccg.objects.filter(ods_code=asked.ccg).values_list("pk", flat=True)))
    if asked.state == OPEN:
        found = found.filter(closed_on__isnull=True)
    elif asked.state != ANY:
        found = found.filter(state=asked.state)
    if asked.practice:
        found = found.filter(practice__ods_code=asked.practice)
    columns = {one.name: one.column or one.name for one in choices}
    found = found.filter(**{columns[name]: value for name, value in asked.chosen.items()})
    if asked.words:
        said = Q(subject__icontains=asked.words) | Q(practice__name__icontains=asked.words)
        coded = Q(reference__iexact=asked.words) | Q(practice__ods_code__iexact=asked.words)
        found = found.filter(said | coded)
    return found


def ccgs_read_by(person: Person) -> list[tuple[str, str]]:
    """Code and name of each CCG the person reads, by name."""
    return list(Ccg.objects.filter(pk__in=person.grants.ccgs("ccg_read")).values_list("ods_code", "name"))
