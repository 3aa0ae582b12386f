"""Pages by key visit every row once, forwards and backwards, whatever the order and whatever is missing."""

import random
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import F, IntegerField, QuerySet
from django.db.models.functions import Cast, NullIf, Substr
from django.test.utils import CaptureQueriesContext

from hubportal.tenancy.scope import Scope, scope
from hubportal.web.paging import KeysetPage
from hubportal.web.refusals import Refused

ORDERS = [
    [("due", "asc nulls last"), ("id", "asc")],
    [("due", "desc nulls last"), ("id", "desc")],
    [("due", "asc nulls last"), ("id", "desc")],
    [("team", "desc"), ("due", "asc nulls last"), ("id", "asc")],
    [("team", "asc nulls last"), ("due", "asc nulls last"), ("id", "asc")],
    [("team", "asc"), ("name", "asc"), ("id", "asc")],
    [("id", "desc")],
]


@pytest.fixture
def rows(db: None) -> Any:
    """Forty rows: a name begins with two digits, the team and what is due; 0 means nothing is."""
    with scope(Scope(reason="test")):
        shuffled = random.Random(7)
        for number in range(40):
            Group.objects.create(name=f"{shuffled.randrange(1, 4)}{shuffled.randrange(0, 5)} paged {number}")
        yield Group.objects.filter(name__contains="paged").annotate(
            team=Cast(Substr("name", 1, 1), IntegerField()),
            due=NullIf(Cast(Substr("name", 2, 1), IntegerField()), 0),
        )


def _plainly(queryset: QuerySet[Any], order: list[tuple[str, str]]) -> list[int]:
    """The ids in order, sorted by the database without pages."""
    terms = []
    for name, words in order:
        term = F(name).desc(nulls_last=True) if words.startswith("desc") else F(name).asc(nulls_last=True)
        terms.append(term)
    return [row.pk for row in queryset.order_by(*terms)]


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("size", [1, 7, 40, 50])
def test_paging_forwards_then_backwards_visits_every_row_once(rows: Any, order: Any, size: int) -> None:
    wanted = _plainly(rows, order)
    page = KeysetPage(rows, order=order, size=size)
    forwards = [row.pk for row in page]
    pages = [[row.pk for row in page]]
    while page.next_token:
        page = KeysetPage(rows, order=order, after=page.next_token, size=size)
        pages.append([row.pk for row in page])
        forwards += pages[-1]
    assert forwards == wanted

    backwards = [pages[-1]]
    while page.previous_token:
        page = KeysetPage(rows, order=order, after=page.previous_token, size=size)
        backwards.append([row.pk for row in page])
    assert [pk for chunk in reversed(backwards) for pk in chunk] == wanted


def test_a_row_that_comes_in_before_the_place_neither_repeats_nor_hides_another(rows: Any) -> None:
    order = [("id", "desc")]
    wanted = _plainly(rows, order)
    first = KeysetPage(rows, order=order, size=10)
    Group.objects.create(name="11 paged early")
    second = KeysetPage(rows, order=order, after=first.next_token, size=10)
    assert [row.pk for row in (*first, *second)] == wanted[:20]


def test_a_page_deep_in_the_list_costs_one_query(rows: Any) -> None:
    order = [("due", "asc nulls last"), ("id", "asc")]
    page = KeysetPage(rows, order=order, size=5)
    for _ in range(3):
        with CaptureQueriesContext(connection) as made:
            page = KeysetPage(rows, order=order, after=page.next_token, size=5)
        assert len(made) == 1


@pytest.mark.parametrize("spoil", [lambda t: t[:-1] + ("a" if t[-1] != "a" else "b"), lambda t: "x", lambda t: t + "é"])
def test_a_token_somebody_changed_is_refused(rows: Any, spoil: Any) -> None:
    order = [("id", "asc")]
    token = KeysetPage(rows, order=order, size=5).next_token
    with pytest.raises(Refused) as refused:
        KeysetPage(rows, order=order, after=spoil(token), size=5)
    assert refused.value.status == 400


def test_a_token_of_another_order_is_refused(rows: Any) -> None:
    token = KeysetPage(rows, order=[("id", "asc")], size=5).next_token
    with pytest.raises(Refused):
        KeysetPage(rows, order=[("id", "desc")], after=token, size=5)


def test_an_empty_list_has_one_empty_page(rows: Any) -> None:
    page = KeysetPage(rows.none(), order=[("id", "asc")])
    assert (len(page), page.next_token, page.previous_token) == (0, "", "")
