"""How two versions of terms of reference differ, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One thing terms say: under which heading, what it is about (the same in every version), and in which words."""

    heading: str
    about: str
    words: str
    key: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """What makes it the same thing in another version."""
        return self.heading, self.key or self.about


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what is new, gone, or said otherwise."""

    heading: str
    about: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """New, Removed or Changed."""
        if not self.before:
            return "New"
        return "Changed" if self.after else "Removed"


def changes(before: Iterable[Said], after: Iterable[Said]) -> list[Change]:
    """Everything in which two versions differ, in the order of the later one, what is gone last under its heading.

    The same version twice gives nothing; the other way round gives the same things, before and after changed over.
    """
    old: Mapping[tuple[str, str], Said] = {said.name: said for said in before}
    new: Mapping[tuple[str, str], Said] = {said.name: said for said in after}
    headings = list(dict.fromkeys(said.heading for said in (*new.values(), *old.values())))
    found = []
    for heading in headings:
        for name, said in new.items():
            was = old.get(name)
            if said.heading == heading and (was is None or was.words != said.words):
                found.append(Change(heading, said.about, was.words if was else "", said.words))
        found += [
            Change(heading, said.about, said.words, "")
            for name, said in old.items()
            if said.heading == heading and name not in new
        ]
    return found
