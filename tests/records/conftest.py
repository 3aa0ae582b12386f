"""An officer at work, and a case of theirs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from functions.models import Query
from tests.functions.cases import a_case


@pytest.fixture
def officer(db: None, seen_by: Callable[..., Any]) -> Iterator[Any]:
    """The contracting officer of South Warwickshire, in whose scope the test runs."""
    with seen_by("officer") as person:
        yield person


@pytest.fixture
def case(officer: Any) -> Query:
    """A query received on Saturday 2 January 2016."""
    return a_case(officer)
