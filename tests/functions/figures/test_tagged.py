"""The work list by a tag: the same whether its cases are fetched by their keys or met in the order of the list."""

from datetime import date
from typing import Any

import pytest
from django.db.models import Q
from django.http import QueryDict

from functions.figures.case_lines import lines_of
from functions.figures.searching import Searching
from functions.figures.work_filter import WorkListFilter
from functions.figures.work_list import cases_of, every_case, order_of, page_of
from functions.models import Query
from functions.rules.work_groups import group_dates
from functions.services.clock import record_event
from hubportal.clocks.calendar import england
from hubportal.organisations.models import Ccg
from hubportal.web.paging import KeysetPage
from tests.functions.cases import a_case, at

TODAY = date(2016, 1, 18)
DATES = group_dates(england(), TODAY)
ADDRESSES = (
    "tag=rota", "tag=rota&state=any", "tag=rota&state=closed&sort=received", "tag=rota&view=late&sort=reference",
    "tag=rota&ccg=05R", "tag=rota&ccg=05R&ccg=05Y&state=any", "tag=rota&ccg=06Q", "tag=rota&q=hours&state=any",
    "tag=rent", "tag=nobody-has-this", "tag=rota&owner=nobody&sort=priority",
)  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cases(seen_by: Any) -> None:
    """Cases with the tag and without, open, closed and restricted, in two CCGs of a hub and one of another."""
    with seen_by("head") as head:
        neighbour = Ccg.objects.get(ods_code="05Y")
        a_case(head, subject="Untagged")
        a_case(head, subject="Other tag", tags=["rent"])
        for ccg in (None, neighbour):
            for number in range(3):
                a_case(head, ccg=ccg, subject=f"Open {number}", tags=["rota", f"only-{number}"])
            closed = a_case(head, ccg=ccg, subject="Closed", kind="complaint", tags=["rota"])
            record_event(query_id=closed.pk, version=None, kind="responded", on=TODAY, by=head, at=at(TODAY))
            a_case(head, ccg=ccg, subject="Restricted", restricted=True, tags=["rota"])
        a_case(head, practice="M84901", subject="A practice's", tags=["rota"])
    with seen_by("stranger") as stranger:
        a_case(stranger, ccg=Ccg.objects.get(ods_code="06Q"), subject="Elsewhere", tags=["rota"])


def pages(person: Any, asked: WorkListFilter) -> list[int]:
    """The keys of all pages of two, one after the other."""
    found, after = [], None
    while after != "":
        page = page_of(person, asked, DATES, after=after, size=2)
        found += [row.id for row in page]
        after = page.next_token
    return found


@pytest.mark.parametrize("who", ["officer", "head", "lead", "finance_lead", "auditor", "stranger", "practice"])
def test_few_and_many_show_the_same(seen_by: Any, monkeypatch: Any, who: str) -> None:
    with seen_by(who, reading=True) as person:
        for text in ADDRESSES:
            asked = WorkListFilter.from_parameters(QueryDict(text))
            with monkeypatch.context() as changed:
                changed.setattr(Searching, "tagged", lambda *asked: None)
                plain = [case.pk for case in every_case(person, asked, DATES)]
            for most in (0, 1, 3, 1_000):
                monkeypatch.setattr("functions.figures.searching.MOST_TAGGED", most)
                assert pages(person, asked) == plain, (text, most)
                assert [case.pk for case in every_case(person, asked, DATES)] == plain, (text, most)
                assert len(list(lines_of(cases_of(person, asked, DATES), asked))) == len(plain), (text, most)
            by_hand = Query.objects.visible_to(person).filter(cases_by_hand(asked))
            if not asked.words and asked.view == "all":
                assert sorted(plain) == sorted(by_hand.values_list("pk", flat=True)), text


def cases_by_hand(asked: WorkListFilter) -> Q:
    """The tag, the CCGs, the state and the owner, as anybody would write them."""
    found = Q(tags__contains=[asked.tag])
    found &= Q(ccg__ods_code__in=asked.ccgs) if asked.ccgs else Q()
    found &= Q(state=asked.state) if asked.state != "any" else Q()
    return found & (Q(owner=None) if asked.owner else Q())


def test_what_was_compared_holds_cases_that_some_may_not_see(seen_by: Any) -> None:
    seen = {}
    for who in ("officer", "head", "lead", "finance_lead", "stranger", "practice"):
        with seen_by(who, reading=True) as person:
            seen[who] = len(pages(person, WorkListFilter(tag="rota", state="any")))
    assert seen == {"officer": 5, "head": 11, "lead": 6, "finance_lead": 5, "stranger": 1, "practice": 1}


def test_many_are_told_from_few_within_what_is_asked_for(seen_by: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("functions.figures.searching.MOST_TAGGED", 6)
    with seen_by("head", reading=True) as head:
        searching = Searching.by(head)
        assert searching.tagged(WorkListFilter(tag="rota")) is None  # nine are open
        few = searching.tagged(WorkListFilter(tag="rota", ccgs=("05Y",)))
        assert few is not None
        assert len(few) == 4  # three and a restricted one, of which the list itself asks whether they may be seen
        assert searching.tagged(WorkListFilter(tag="rent")) is not None
        assert searching.tagged(WorkListFilter(tag="rota", ccgs=("06Q",))) == []
    with seen_by("practice", reading=True) as practice:
        assert Searching.by(practice).tagged(WorkListFilter(tag="rent")) is None


def test_the_keys_are_asked_for_once_a_page_and_only_for_a_tag(seen_by: Any, django_assert_num_queries: Any) -> None:
    with seen_by("officer", reading=True) as officer:
        assert officer.grants
        for text, statements in (("", 1), ("tag=rota", 2)):
            asked = WorkListFilter.from_parameters(QueryDict(text))
            with django_assert_num_queries(statements):
                page_of(officer, asked, DATES)
            with django_assert_num_queries(statements):
                list(KeysetPage(cases_of(officer, asked, DATES), order=order_of("due")))
