"""Which list answers for a CCG on a day: its agreed specification, or else the standard matrix."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hubportal.clauses import clause


@dataclass(frozen=True, slots=True)
class Held:
    """A specification that both parties signed, with its first and last day; `key` is its own."""

    key: int
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the standard matrix with the day it began; `of_hub` where a hub drew it up after the agreement."""

    key: int
    began: date
    of_hub: bool


@dataclass(frozen=True, slots=True)
class InForce:
    """What holds on a day: a signed specification, a version of the standard, or neither."""

    specification: int | None
    standard: int | None

    @property
    def signed(self) -> bool:
        """Whether the CCG has signed what holds."""
        return self.specification is not None


@clause("West Midlands MOU 4.1", part="the agreed list of each CCG")
def in_force_on(day: date, specifications: Iterable[Held], standards: Iterable[Edition]) -> InForce:
    """Each CCG's agreed list holds from its first to its last day; on any other day the standard matrix does.

    Of the standards begun by then the latest holds, and a hub's own before the agreement's of the same day.
    """
    for held in specifications:
        if held.first <= day and (held.last is None or day <= held.last):
            return InForce(held.key, None)
    begun = [edition for edition in standards if edition.began <= day]
    latest = max(begun, key=lambda edition: (edition.began, edition.of_hub), default=None)
    return InForce(None, latest.key if latest else None)
