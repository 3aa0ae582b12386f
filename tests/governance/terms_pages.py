"""Opening the pages of a committee's terms of reference and members."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.governance.terms import the_committee


def at(name: str, *more: Any) -> str:
    """The address of a page of the committee's terms."""
    return reverse(f"terms:{name}", args=[the_committee().public_id, *more])


def page(client: Client, path: str, status: int = 200, **typed: Any) -> str:
    """A page's words, opened with that answer."""
    answer = client.get(path, typed)
    assert answer.status_code == status
    return answer.content.decode()
