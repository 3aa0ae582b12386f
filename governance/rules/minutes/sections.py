"""The parts of minutes: what the record says, which nobody writes, and the secretary's prose around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one sort under their heading, such as a motion with its vote."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the minutes: `key` names it through every draft, `record` is from the record, `prose` is written."""

    key: str
    heading: str
    is_private: bool
    record: tuple[Block, ...]
    prose: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.record and not self.prose.strip()

    def says_as(self, other: "Section") -> bool:
        """Whether the record says the same in both."""
        return (self.heading, self.is_private, self.record) == (other.heading, other.is_private, other.record)


@dataclass(frozen=True, slots=True)
class Difference:
    """A section whose record changed after it was drafted: as it was, and as it is now. None where it is not."""

    key: str
    before: Section | None
    now: Section | None


def as_data(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """As they are kept."""
    return [
        {
            "key": one.key,
            "heading": one.heading,
            "private": one.is_private,
            "record": [{"heading": block.heading, "lines": list(block.lines)} for block in one.record],
            "prose": one.prose,
        }
        for one in sections
    ]


def from_data(rows: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    """As they were kept."""
    return tuple(
        Section(
            row["key"],
            row["heading"],
            bool(row["private"]),
            tuple(Block(block["heading"], tuple(block["lines"])) for block in row["record"]),
            row.get("prose", ""),
        )
        for row in rows
    )


def differences(kept: Iterable[Section], fresh: Iterable[Section]) -> tuple[Difference, ...]:
    """What the record says otherwise now than when these sections were drafted, in the order of the record."""
    before, now = {one.key: one for one in kept}, {one.key: one for one in fresh}
    found = [Difference(key, before.get(key), one) for key, one in now.items() if not _same(before.get(key), one)]
    gone = [Difference(key, one, None) for key, one in before.items() if key not in now]
    return tuple(found + gone)


def _same(before: Section | None, now: Section) -> bool:
    return before is not None and before.says_as(now)


def with_prose(sections: Iterable[Section], key: str, prose: str) -> tuple[Section, ...]:
    """The same with other prose in one section: nothing else of it is ever written by hand."""
    return tuple(replace(one, prose=prose) if one.key == key else one for one in sections)


def brought_up_to(kept: Iterable[Section], fresh: Iterable[Section]) -> tuple[Section, ...]:
    """What the record says now, with the prose that was written. Prose of a section that is gone stays, as a section
    without a record, so that nothing anybody wrote is lost.
    """
    before = {one.key: one for one in kept}
    now = list(fresh)
    made = [replace(one, prose=before[one.key].prose if one.key in before else one.prose) for one in now]
    keys = {one.key for one in now}
    left = [replace(one, record=()) for one in before.values() if one.key not in keys and one.prose.strip()]
    return (*made, *left)


def for_the_public(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The public part."""
    return tuple(one for one in sections if not one.is_private and not one.is_empty)


def confidential(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The confidential part."""
    return tuple(one for one in sections if one.is_private and not one.is_empty)
