"""What stands beside the work list: whose CCGs, colleagues and saved views it offers."""

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from functions.figures.beside_list import Beside, beside_list
from functions.services.saved_views import save_view
from tests.conftest import find_person

TODAY = date(2016, 1, 18)

pytestmark = pytest.mark.django_db


@pytest.fixture
def views(seen_by: Any) -> None:
    """A shared view and a private one of an officer, of the head of their hub, and of somebody of another hub."""
    for who in ("officer", "head", "stranger"):
        with seen_by(who) as person:
            for name, shared in (("Shared", True), ("Private", False)):
                save_view(by=person, name=f"{name} of the {who}", parameters=QueryDict("view=late"), shared=shared)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("officer", ["Private of the officer", "Shared of the head", "Shared of the officer"]),
        ("head", ["Private of the head", "Shared of the head", "Shared of the officer"]),
        ("auditor", ["Shared of the head", "Shared of the officer"]),
        ("stranger", ["Private of the stranger", "Shared of the stranger"]),
        ("stranger_head", ["Shared of the stranger"]),
    ],
)
def test_views_are_ones_own_and_those_shared_in_ones_hub(views: None, seen_by: Any, who: str, names: list[str]) -> None:
    with seen_by(who, reading=True) as person:
        saved = beside_list(person, on=TODAY).saved
        assert [view.name for view in saved] == names
        for view in saved:
            assert view.parameters == "view=late"
            assert view.is_shared is view.name.startswith("Shared")
            assert (view.person_id == person.pk) is (view.person_name == person.name)


def test_ccgs_are_those_read_and_colleagues_those_who_may_own_what_one_works(seen_by: Any) -> None:
    here = {str(find_person(key).public_id) for key in ("finance_officer", "head", "finance_head", "director")}
    with seen_by("officer", reading=True) as officer:
        offered = beside_list(officer, on=TODAY)
        assert [code for code, _ in offered.ccgs] == ["05R"]
        assert {key for key, _ in offered.owners} == here
    with seen_by("auditor", reading=True) as auditor:  # who works no cases is told of nobody
        assert beside_list(auditor, on=TODAY) == Beside(offered.ccgs, [], [])
    with seen_by("head", reading=True) as head:
        whole = beside_list(head, on=TODAY)
        assert {"05R", "05Y"} < {code for code, _ in whole.ccgs}
        assert "06Q" not in dict(whole.ccgs)
        assert find_person("officer").public_id.hex in {key.replace("-", "") for key, _ in whole.owners}
        assert find_person("stranger").name not in dict(whole.owners).values()
        assert [name for _, name in whole.ccgs] == sorted(name for _, name in whole.ccgs)


def test_it_is_one_statement_and_for_a_practice_none(views: None, seen_by: Any, django_assert_num_queries: Any) -> None:
    with seen_by("officer", reading=True) as officer:
        assert officer.grants
        with django_assert_num_queries(1):
            beside_list(officer, on=TODAY)
    with seen_by("practice", reading=True) as practice:
        assert practice.grants
        with django_assert_num_queries(0):
            assert beside_list(practice, on=TODAY) == Beside([], [], [])
