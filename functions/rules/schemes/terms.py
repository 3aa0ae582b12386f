"""What an offer to practices must say before it can go out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from functions.rules.financial_years import LIKE, is_financial_year
from functions.rules.schemes.gates import CLAUSE
from hubportal.clauses.register import clause
from hubportal.records.rules.filling import names_in

# What each placeholder of an invitation stands for.
PLACEHOLDERS = {
    "practice_name": "the practice",
    "ccg_name": "its CCG",
    "hub_name": "the hub",
    "scheme_name": "the service or scheme",
    "year": "its year",
    "rate": "the rate and its unit",
    "sign_up_from": "the first day to sign up",
    "answer_by": "the last day to answer",
    "reference": "the reference",
    "today": "the date of the letter",
}
PER_PRACTICE = ("practice_name", "ccg_name")
UNITS = {
    "registered": "per registered patient a year",
    "weighted": "per weighted patient a year",
    "check": "per completed check",
    "procedure": "per procedure",
    "practice": "per practice a year",
}
_PERIOD = re.compile(r"(?P<name>[^:]{1,60}):\s*(?P<day>\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class TermsFault:
    """What is wrong with the terms, at which field."""

    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Period:
    """One return of the monitoring schedule: its name and the day by which practices send it."""

    name: str
    due_on: date


@clause(CLAUSE, part="sign-up window")
def terms_faults(
    *, year: str, rate: Decimal | None, sign_up_from: date, answer_by: date, remind_on: date | None
) -> Iterator[TermsFault]:
    """An offer names its year, a rate above nothing, and a window to sign up that ends after it begins."""
    if not is_financial_year(year):
        yield TermsFault("year", LIKE)
    if rate is not None and rate <= 0:
        yield TermsFault("rate", "The rate must be more than 0")
    if answer_by < sign_up_from:
        yield TermsFault("answer_by", "The last day to answer must not be before the first day to sign up")
    if remind_on and not sign_up_from <= remind_on <= answer_by:
        yield TermsFault("remind_on", "The reminder must go between the first day to sign up and the last to answer")


def letter_fault(text: str) -> str | None:
    """The first name in braces that cannot be filled, in a sentence."""
    unknown = [name for name in names_in(text) if name not in PLACEHOLDERS]
    return f"{{{unknown[0]}}} is not a name that can be filled" if unknown else None


def read_periods(text: str) -> tuple[list[Period], str | None]:
    """The monitoring schedule typed one return a line (“Quarter 1: 2015-07-31”), in order of date; or what is wrong."""
    found: list[Period] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = _PERIOD.fullmatch(line)
        try:
            found.append(Period(match["name"].strip(), date.fromisoformat(match["day"])))  # type: ignore[index]
        except (TypeError, ValueError):
            return [], f"“{line[:60]}” must be a name and a date, like Quarter 1: 2015-07-31"
    names = [period.name.casefold() for period in found]
    if len(set(names)) < len(names):
        return [], "Each return of the schedule needs a name of its own"
    return sorted(found, key=lambda period: period.due_on), None


def periods_of(stored: Sequence[dict[str, str]]) -> list[Period]:
    """The schedule as it is kept."""
    return [Period(row["name"], date.fromisoformat(row["due_on"])) for row in stored]
