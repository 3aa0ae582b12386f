"""The menu shows what a person may see, and where they are."""

from typing import Any

import pytest

from hubportal.web import navigation


class Officer:
    is_authenticated = True

    def __str__(self) -> str:
        return "Amara Osei"


class Stranger:
    is_authenticated = False


@pytest.fixture(autouse=True)
def _menu(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.web.urls"
    monkeypatch.setattr(navigation, "_items", {})
    navigation.register("Queries", "queries", order=2)
    navigation.register("Home", "home", order=1)
    navigation.register("Finance", "finance", allowed=lambda person: False, order=3)


def test_the_menu_is_in_order_and_holds_only_what_is_allowed() -> None:
    assert [item["text"] for item in navigation.items_for(Officer(), path="/")] == ["Home", "Queries"]


def test_a_page_below_an_entry_marks_it_and_home_only_marks_itself() -> None:
    home, queries = navigation.items_for(Officer(), path="/queries/WM-2015-1/")
    assert (home["active"], home["current"], queries["active"], queries["current"]) == (
        False,
        False,
        True,
        False,
    )
    home, queries = navigation.items_for(Officer(), path="/")
    assert (home["current"], queries["active"]) == (True, False)


def test_a_stranger_sees_only_the_way_in() -> None:
    assert navigation.items_for(Stranger(), path="/") == []
    assert [item["text"] for item in navigation.account_items_for(Stranger())] == ["Sign in"]


def test_a_page_this_installation_lacks_is_left_out() -> None:
    assert [item["text"] for item in navigation.account_items_for(Officer())] == ["Amara Osei"]
