"""The words offered for a letter or e-mail, filled in from the case."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from functions.models import Query
from functions.rules.placeholders import fill, unknown_placeholders
from hubportal.organisations.models import Person
from hubportal.web.words import long_date


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """Words for one act on some kinds of case; no kinds means all of them."""

    code: str
    act: str
    name: str
    kinds: tuple[str, ...]
    subject: str
    body: str


class TemplateMistake(ValueError):
    """A row of the table of letters that cannot be used, with the reason."""


@cache
def letter_templates(table: Path | None = None) -> tuple[LetterTemplate, ...]:
    """Every row of `fixtures/letter_templates.yaml`, each checked for names that cannot be filled."""
    rows = yaml.safe_load((table or settings.BASE_DIR / "fixtures" / "letter_templates.yaml").read_text("utf-8"))
    found = tuple(LetterTemplate(**{**row, "kinds": tuple(row["kinds"])}) for row in rows)
    for template in found:
        unknown = unknown_placeholders(template.subject + template.body)
        if unknown:
            raise TemplateMistake(f"Letter {template.code}: {{{unknown[0]}}} is not a name that can be filled.")
    return found


def templates_for(*, act: str, kind: str) -> list[LetterTemplate]:
    """The templates offered for an act (acknowledge, update, respond) on a kind of case, its own first."""
    offered = [row for row in letter_templates() if row.act == act and (not row.kinds or kind in row.kinds)]
    return sorted(offered, key=lambda row: not row.kinds)


def template_called(code: str) -> LetterTemplate | None:
    """One template by its code."""
    return next((row for row in letter_templates() if row.code == code), None)


def filled(
    template: LetterTemplate, *, query: Query, by: Person, today: date, promised_on: date | None = None
) -> tuple[str, str]:
    """Subject and body of a template for a case, as plain text."""
    values = values_of(query, by=by, today=today, promised_on=promised_on)
    return fill(template.subject, values), fill(template.body, values)


def values_of(
    query: Query, *, by: Person, today: date, promised_on: date | None = None, answer: str = ""
) -> dict[str, str]:
    """What each placeholder stands for in a case; `answer` is the one that the CCG signed off."""
    return {
        "reference": query.reference,
        "subject": query.subject,
        "contact_name": query.contact_name or "colleague",
        "contact_organisation": query.contact_organisation,
        "received_on": long_date(query.received_on),
        "acknowledge_due_on": long_date(query.acknowledge_due_on),
        "respond_due_on": long_date(query.respond_due_on),
        "promised_on": long_date(promised_on or query.respond_due_on),
        "ccg_name": query.ccg.name,
        "practice_name": str(query.practice) if query.practice else "",
        "hub_name": query.hub.name,
        "officer_name": by.name,
        "officer_title": by.designation,
        "today": long_date(today),
        "answer": answer,
    }
