"""What the documents say as tables: headings of agreements, and what each level means."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from governance.rules.levels import LevelFacts
from hubportal.organisations.services.tables import read_yaml


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading an agreement begins with, and what belongs under it."""

    heading: str
    hint: str


@cache
def _agreements() -> dict[str, Any]:
    return dict(read_yaml("agreements.yaml"))


@cache
def headings_of(kind: str) -> tuple[Heading, ...]:
    """The headings of an agreement of a kind, in order."""
    return tuple(Heading(**row) for row in _agreements()[kind]["headings"])


@cache
def level_facts() -> dict[str, LevelFacts]:
    """What each level means, by its code."""
    return {code: LevelFacts(**row) for code, row in read_yaml("levels.yaml").items()}
