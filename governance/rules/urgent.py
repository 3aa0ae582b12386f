"""Urgent decisions outside a meeting: who must agree, why it could not wait, and that it is reported."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hubportal.clauses import clause

CLAUSE = "Specification of governance, section 5"
GROUNDS = {"patient_safety": "Patient safety", "continuity": "Continuity of services"}


@dataclass(frozen=True, slots=True)
class WhoAgrees:
    """At least one holder of an office, and so many more voting members."""

    offices: tuple[str, ...] = ("chair", "vice_chair")
    others: int = 1

    @property
    def words(self) -> str:
        """As the page says it."""
        held = " or ".join(office.replace("vice_chair", "vice-chair").replace("_", " ") for office in self.offices)
        more = f"at least {self.others} more voting member{'' if self.others == 1 else 's'}"
        if not held:
            return f"At least {self.others} voting member{'' if self.others == 1 else 's'}"
        return f"The {held}" + (f", and {more}" if self.others else "")


def who_agrees(setting: Mapping[str, Any]) -> WhoAgrees:
    """What the terms of reference say, or the usual where they say nothing."""
    usual = WhoAgrees()
    return WhoAgrees(
        tuple(setting.get("offices", usual.offices)),
        int(setting.get("others", usual.others)),
    )


@clause("Specification of governance, section 4", part="terms say who may agree an urgent decision")
def setting_fault(*, offices: Collection[str], others: int) -> str | None:
    """Terms say which offices must be among those who agree, how many more voting members, or both: never nobody."""
    if others < 0 or (not offices and others == 0):
        return "Select an office that must agree, or enter how many voting members must"
    return None


@dataclass(frozen=True, slots=True)
class Member:
    """Who sat in a seat on the day: the seat's code, name and office, and whether the seat votes."""

    seat: str
    name: str
    office: str = ""
    voting: bool = True


@clause(CLAUSE, part="an urgent decision records who agreed and why it could not wait")
def urgent_fault(
    *,
    needs: WhoAgrees,
    members: Sequence[Member],
    agreed: Collection[str],
    ground: str,
    why: str,
    on: date,
    today: date,
) -> tuple[str, str] | None:
    """The field at fault and a sentence; None where the decision may be entered.

    Those who agreed sat as voting members on that day; among them is a holder of an office the terms ask for, and as
    many more as they ask. It could not wait for patient safety or continuity, and is not dated ahead.
    """
    if on > today:
        return "decided_on", "The day of the decision must be today or in the past."
    if ground not in GROUNDS:
        return "ground", "Select why it could not wait."
    if not why.strip():
        return "why", "Enter why it could not wait for a meeting."
    known = {member.seat: member for member in members}
    unknown = [seat for seat in agreed if seat not in known or not known[seat].voting]
    if unknown:
        return "agreed", "Only people who sat as voting members on that day can agree. Check the day and the names."
    return _fault_of_those(needs, [known[seat] for seat in dict.fromkeys(agreed)])


def _fault_of_those(needs: WhoAgrees, agreed: Sequence[Member]) -> tuple[str, str] | None:
    asked = f"The terms of reference ask for: {needs.words[0].lower()}{needs.words[1:]}."
    holders = [member for member in agreed if member.office in needs.offices]
    if needs.offices and not holders:
        return "agreed", asked
    if len(agreed) < needs.others + (1 if needs.offices else 0) or not agreed:
        return "agreed", asked
    return None
