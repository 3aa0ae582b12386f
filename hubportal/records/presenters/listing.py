"""A list of records in words."""

from dataclasses import replace
from typing import Any

from django.utils.html import format_html
from markupsafe import Markup

from hubportal.records.figures.listing import OPEN, Asked
from hubportal.records.kinds import kind_of
from hubportal.records.presenters.page import state_words
from hubportal.web.columns import Column
from hubportal.web.forms import PortalForm


def heading_of(row: Any) -> Markup:
    """The reference as a link, with the subject below."""
    return Markup(  # noqa: S704 - escaped by format_html
        format_html(
            '<a class="hub-reference" href="{}">{}</a><span class="hub-worklist__subject" dir="auto">{}</span>',
            row.get_absolute_url(),
            row.reference,
            row.subject,
        )
    )


def state_tag(row: Any) -> Markup:
    """The state as a tag."""
    moves = kind_of(row).moves
    colour = moves.colours.get(row.state, "grey") if moves else "grey"
    said = state_words(row)
    return Markup(format_html('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>', colour, said))  # noqa: S704


def where(row: Any) -> str:
    """The practice and its CCG."""
    return f"{row.practice.name}, {row.ccg.name}" if row.practice else str(row.ccg.name)


FIRST = (Column("Reference", heading_of), Column("Practice and CCG", where), Column("State", state_tag))
LAST = (
    Column("Owner", lambda row: row.owner.name if row.owner else "Nobody yet"),
    Column("Began", "received_on", "date"),
)
# What an export of any kind begins with.
EXPORTED = (
    Column("Reference", "reference"),
    Column("CCG code", "ccg.ods_code"),
    Column("CCG", "ccg.name", width=30),
    Column("Practice code", lambda row: row.practice.ods_code if row.practice else ""),
    Column("Practice", lambda row: row.practice.name if row.practice else "", width=30),
    Column("Subject", "subject", width=40),
    Column("State", state_words),
    Column("Owner", lambda row: row.owner.name if row.owner else ""),
    Column("Began", "received_on", "date"),
    Column("Closed", "closed_on", "date"),
)


def chips(asked: Asked, form: PortalForm) -> list[dict[str, str]]:
    """The filters that are on, each with the address of the list without it."""
    shown = []
    for name, value in asked.as_parameters().items():
        bound = form.fields.get(name)
        if bound is None:
            continue
        words = dict(getattr(bound, "choices", ())).get(value, value)
        shown.append({"label": str(bound.label), "value": str(words), "href": f"?{_without(asked, name)}"})
    return shown


def _without(asked: Asked, name: str) -> str:
    plain = {"q": "words"}.get(name, name)
    if name in asked.chosen:
        return replace(asked, chosen={key: value for key, value in asked.chosen.items() if key != name}).query_string()
    return replace(asked, **{plain: OPEN if name == "state" else ""}).query_string()  # type: ignore[arg-type]
