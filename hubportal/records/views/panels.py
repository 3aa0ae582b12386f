"""What records add to the pages of others."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from hubportal.organisations.models import Person
from hubportal.records.figures.thread import linked_with
from hubportal.records.presenters.page import related_in_words


def records_of_case(request: HttpRequest | None, *, query: Any) -> str:
    """The records a case is linked with, on the case's page."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person) or not person.grants.can("ccg_read", query.ccg_id):
        return ""
    rows = related_in_words(linked_with(query, person=person))
    return render_to_string("records/related.jinja", {"related": rows}, request=request, using="jinja2") if rows else ""
