"""The table of letters about records: `fixtures/letters/<room>.yaml`, checked as it is read."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from hubportal.organisations.models import Person
from hubportal.records.kinds import kind_called, kind_of
from hubportal.records.rules.filling import fill, names_in
from hubportal.web.words import long_date

# What every letter may name, whatever its record.
ALWAYS = frozenset(
    {"reference", "subject", "ccg_name", "practice_name", "hub_name", "officer_name", "officer_title", "today"}
)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """Words offered for letters of one kind of record: `act` says for which step, empty for any."""

    code: str
    kind: str
    act: str
    name: str
    subject: str
    body: str


class TemplateMistake(ValueError):
    """A row of the table of letters that cannot be used, with the reason."""


@cache
def letter_templates(folder: Path | None = None) -> tuple[LetterTemplate, ...]:
    """Every row of every table, each checked for names that cannot be filled and codes used twice."""
    found: list[LetterTemplate] = []
    for table in sorted((folder or settings.BASE_DIR / "fixtures" / "letters").glob("*.yaml")):
        found += [LetterTemplate(**row) for row in yaml.safe_load(table.read_text("utf-8"))]
    codes = [row.code for row in found]
    for row in found:
        unknown = set(names_in(row.subject + row.body)) - ALWAYS - kind_called(row.kind).placeholders
        if unknown:
            raise TemplateMistake(f"Letter {row.code}: {{{min(unknown)}}} is not a name that can be filled.")
        if codes.count(row.code) > 1:
            raise TemplateMistake(f"Letter {row.code} is there twice.")
    return tuple(found)


def templates_for(record: Any, *, act: str = "") -> list[LetterTemplate]:
    """The letters offered for a record, those of the step first."""
    offered = [row for row in letter_templates() if row.kind == kind_of(record).key]
    return sorted(offered, key=lambda row: row.act != act)


def template_called(code: str) -> LetterTemplate | None:
    """One template by its code."""
    return next((row for row in letter_templates() if row.code == code), None)


def values_of(record: Any, *, by: Person | None, today: Any) -> dict[str, str]:
    """What each placeholder stands for: what every record has, and what its kind adds."""
    own = kind_of(record).values
    return {
        "reference": record.reference,
        "subject": record.subject,
        "ccg_name": record.ccg.name,
        "practice_name": str(record.practice) if record.practice else "",
        "hub_name": record.hub.name,
        "officer_name": by.name if by else "",
        "officer_title": by.designation if by else "",
        "today": long_date(today),
        **(own(record) if own else {}),
    }


def filled(template: LetterTemplate, record: Any, *, by: Person | None, today: Any) -> tuple[str, str]:
    """Subject and body of a template for a record."""
    values = values_of(record, by=by, today=today)
    return fill(template.subject, values), fill(template.body, values)
