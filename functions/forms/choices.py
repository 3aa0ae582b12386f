"""Choices shared by the forms about cases."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import SimpleLazyObject

from functions.figures.choosing import Choosing
from functions.models.queries import Stream
from functions.rules.categories import CATEGORIES
from functions.rules.particulars import tags_fault
from hubportal.documents.models import Document
from hubportal.web.addresses import address
from hubportal.web.fields import Option, TextField

CIRCLES = Document.Circle.choices
CIRCLE_HINTS = {
    Document.Circle.HUB: "The hub's own people",
    Document.Circle.HUB_AND_CCG: "Also the people of this CCG",
    Document.Circle.ALL: "Also the practice and whoever asked",
}


def category_choices() -> Iterator[tuple[str, str]]:
    """Every category under the name of its stream."""
    for stream, listed in CATEGORIES.items():
        for code, name in listed.items():
            yield code, f"{Stream(stream).label}: {name}"


def stream_of(category: str) -> str:
    """The stream a category belongs to; empty for an unknown one."""
    return next((stream for stream, listed in CATEGORIES.items() if category in listed), "")


def tags_field() -> TextField:
    """Tags on one line."""
    return TextField(label="Tags", required=False, max_length=600, help_text="Separated by commas")


def tags_problem(tags: list[str]) -> list[str]:
    """The tags, refused when there are too many or one is too long."""
    fault = tags_fault(tags)
    if fault:
        raise ValidationError(fault.sentence)
    return tags


def offer_choices(form: Any, choosing: Choosing) -> None:
    """Give the fields that a form has the choices of this person; the long ones are read only if they are needed."""
    fields = form.fields
    if "ccg" in fields:
        fields["ccg"].choices = [(str(ccg.pk), ccg.name) for ccg in choosing.ccgs]
        if len(choosing.ccgs) == 1:
            fields["ccg"].initial = str(choosing.ccgs[0].pk)
    if "practice" in fields:
        fields["practice"].find = choosing.find_practices
        fields["practice"].search_url = address("functions:practices")
    if "activity" in fields:
        fields["activity"].options = SimpleLazyObject(
            lambda: [Option(found.ref, found.activity) for found in choosing.activities]
        )
    if "owner" in fields:
        fields["owner"].choices = lambda: [(str(person.pk), person.name) for person in choosing.people]
    if "team" in fields:
        fields["team"].choices = lambda: [(team, team) for team in choosing.teams]
