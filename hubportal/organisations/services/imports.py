"""Importing the published registers: checked whole first, then written in one transaction or not at all."""

from collections import Counter
from dataclasses import dataclass, field

from hubportal.organisations.models import Person
from hubportal.organisations.rules.import_faults import Fault
from hubportal.web.refusals import Refused


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do: counts in words, notes, and the faults that stopped it."""

    counts: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    written: bool = False

    @property
    def lines(self) -> list[str]:
        """The report as lines of text."""
        said = [f"{words[0].upper()}{words[1:]}: {number:,}" for words, number in self.counts.items() if number]
        said += [f"Passed over, {words}: {number:,}" for words, number in sorted(self.skipped.items())]
        return [*said, *self.notes]


def refuse_importing(by: Person | None) -> None:
    """The registers of practices are the installation's: a system administrator imports them, or a command."""
    if by is not None and not by.is_system_administrator:
        raise Refused("Only a system administrator imports the registers of practices.", status=403)
