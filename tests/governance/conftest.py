"""People of a committee at its pages, and its terms of reference."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from governance.models import TermsOfReference
from governance.services.terms_of_reference import drafts
from tests.conftest import in_scope_of
from tests.governance.terms import adopted_terms


@pytest.fixture
def secretary(signed_in: Callable[[str], Client]) -> Client:
    """The committee's secretary, signed in."""
    return signed_in("secretary")


@pytest.fixture
def member(signed_in: Callable[[str], Client]) -> Client:
    """A member of the committee, signed in."""
    return signed_in("member")


@pytest.fixture
def adopted(db: None) -> TermsOfReference:
    """Version 1, adopted."""
    return adopted_terms()


@pytest.fixture
def draft(adopted: TermsOfReference) -> TermsOfReference:
    """Version 2, a copy."""
    with in_scope_of("secretary") as person:
        return drafts.begin_draft(committee_id=adopted.committee_id, by=person, on=date(2030, 1, 1))
