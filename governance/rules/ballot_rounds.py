"""Rounds of a ballot: what one asks, how far it is at a moment, and what is wrong with it as it was entered."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from hubportal.clauses import clause

SECTION = "Specification of governance, section 3"
LONGEST_REMINDER = 60


class Mode(StrEnum):
    """How silence counts."""

    OPT_IN = "opt_in"
    BY_EXCEPTION = "by_exception"


class Standing(StrEnum):
    """How far a round is at a moment: what was stored, read by the clock."""

    DRAFT = "draft"
    WAITING = "waiting"
    OPEN = "open"
    OVER = "over"
    COUNTED = "counted"
    CERTIFIED = "certified"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


# Once it is counted nobody answers any more, and the next round may follow.
SETTLED = frozenset({Standing.COUNTED, Standing.CERTIFIED, Standing.PUBLISHED, Standing.CANCELLED})
RESULT_KNOWN = SETTLED - {Standing.CANCELLED}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer on the paper. `commits` is false for one that is neither for nor against."""

    code: str
    words: str
    in_favour: bool = False
    commits: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """A round as it is entered; `turnout` is not asked of a round by exception, where `approval` is the part of the
    eligible practices whose objections defeat the proposal.
    """

    question: str
    options: tuple[Option, ...]
    opens_at: datetime
    closes_at: datetime
    mode: Mode = Mode.OPT_IN
    turnout: Fraction = Fraction(1, 2)
    approval: Fraction = Fraction(3, 4)
    reminders: tuple[int, ...] = ()


@clause(SECTION, part="opening and closing moment")
def standing_of(*, state: str, opens_at: datetime, closes_at: datetime, at: datetime) -> Standing:
    """A round that was issued waits until its opening moment, is open until its closing moment, and is over from
    that moment on, also before it is counted.
    """
    if state != "issued":
        return Standing(state)
    if at < opens_at:
        return Standing.WAITING
    return Standing.OPEN if at < closes_at else Standing.OVER


def read_fraction(typed: str) -> Fraction | None:
    """A threshold as people type it: 1/2, 50%, 0.5; None when it is none above 0 and up to 1."""
    text = typed.replace(" ", "")
    try:
        found = Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None
    return found if 0 < found <= 1 else None


def read_reminders(typed: str) -> tuple[int, ...] | None:
    """Days before closing as people type them: "7, 2"; the earliest first, each once. None when it is no such list."""
    words = [word for word in re.split(r"[,;\s]+", typed.strip()) if word]
    if any(not re.fullmatch(r"[0-9]{1,2}", word) for word in words):
        return None
    days = sorted({int(word) for word in words}, reverse=True)
    return tuple(days) if all(1 <= day <= LONGEST_REMINDER for day in days) else None


def plan_faults(plan: Plan) -> list[tuple[str, str]]:
    """What is wrong with a round as entered, each with the field it is about."""
    found = _option_faults(plan.options, plan.mode)
    if plan.closes_at <= plan.opens_at:
        found.append(("closes_at", "The closing moment must be after the opening moment."))
    for day in plan.reminders:
        if (plan.closes_at - plan.opens_at).days < day:
            found.append(("reminders", f"The round is open for less than {day} days, so no reminder can go then."))
    return found


def _option_faults(options: Sequence[Option], mode: Mode) -> list[tuple[str, str]]:
    found = []
    if len(options) < 2:
        found.append(("option_1", "Enter at least two options."))
    if len({option.code for option in options}) < len(options):
        found.append(("option_1", "Two options say the same. Word them differently."))
    if not any(option.in_favour for option in options):
        found.append(("option_1", "Say of at least one option that it is in favour."))
    if mode == Mode.BY_EXCEPTION and not any(option.commits and not option.in_favour for option in options):
        found.append(("option_1", "By exception, at least one option must be an objection."))
    return found


@clause("Mid Essex paper, appendix 4", part="by exception")
def refuse_mode(mode: str, *, terms_allow: bool) -> str | None:
    """Silence counts as consent only where the version of the terms in force allows ballots by exception."""
    if mode != Mode.BY_EXCEPTION or terms_allow:
        return None
    return (
        "The committee’s terms of reference do not allow ballots by exception, in which silence counts as consent."
        " Ask the practices to opt in."
    )
