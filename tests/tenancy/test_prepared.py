"""Prepared statements: SQL made once, filled in for each request, behind the same two walls as any query."""

from datetime import date
from typing import Any

import pytest
from django.db import ProgrammingError, connection, connections
from django.db.models import QuerySet
from django.http import QueryDict

from functions.figures.work_filter import VIEWS, WorkListFilter
from functions.figures.work_list import Reader, _dates, _page, cases_of, order_of, page_of
from functions.models import Query
from functions.models.sight import Sight
from functions.rules.work_groups import WorkGroup, group_dates
from hubportal.clocks.calendar import england
from hubportal.clocks.models import PolicyVersion
from hubportal.organisations.models import Ccg
from hubportal.tenancy.prepared import Listed, Slot, among, slot, statement
from hubportal.web.paging import KeysetPage, Part
from tests.cast import CAST
from tests.conftest import find_person
from tests.functions.cases import a_case
from tests.tenancy.samples import sample
from tests.tenancy.test_querysets import a_row_of_every_sort, wrong_cases  # noqa: F401 - a fixture of that room

TODAY = date(2016, 1, 18)


@statement
def seen(sight: Sight) -> QuerySet[Any]:
    return Query.objects.seen_by(sight).order_by("pk").values_list("pk", "reference")


def test_each_shape_is_made_once_and_run_with_each_ones_values(django_db_setup: None) -> None:
    made = seen(Sight(ccgs=slot("sight_ccgs")))
    assert seen(Sight(ccgs=[1, 2]).shape()) is made is not seen(Sight(hub=1).shape())
    assert made.listed is not None
    assert [item for item in made.listed.params if item == slot("sight_ccgs")]
    assert not [item for item in made.listed.params if isinstance(item, int)]


def test_a_slot_without_a_value_is_a_mistake(db: None, seen_by: Any) -> None:
    with seen_by("officer"), pytest.raises(KeyError):
        seen(Sight(hub=1).shape())({})


def test_a_statement_runs_in_the_scope_that_is_open_and_in_no_other(db: None, seen_by: Any) -> None:
    with seen_by("head") as head:
        case = a_case(head)
    with seen_by("officer") as officer:
        found = seen(Sight.of(officer.grants).shape())(Sight.of(officer.grants).values())
        assert [row.reference for row in found] == [case.reference]
    with seen_by("stranger"):  # the officer's values, run by somebody else: row security has the last word
        assert seen(Sight.of(officer.grants).shape())(Sight.of(officer.grants).values()) == []


def test_without_a_scope_a_statement_is_an_error(committed: str) -> None:
    sample(Query, ccg=Ccg.objects.get(ods_code="05R"))
    with pytest.raises(ProgrammingError, match="no tenant scope"):
        seen(Sight(hub=1).shape())({"sight_hub": 1})


def test_everybody_sees_by_a_statement_what_they_see_by_a_queryset(a_row_of_every_sort: None) -> None:  # noqa: F811
    """Asked as the schema's owner, so that row security hides no mistake."""
    wrong = []
    for key in CAST:
        sight = Sight.of(find_person(key).grants)
        listed = seen(sight.shape()).listed
        assert listed is not None
        values = sight.values()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                listed.sql, [values[item.name] if item in map(slot, values) else item for item in listed.params]
            )
            keys = [row[0] for row in cursor.fetchall()]
        wrong += wrong_cases(Query.objects.using("owner").filter(pk__in=keys), key)
    assert wrong == []


FILTERS = (
    *(f"view={view}" for view in VIEWS),
    *(f"group={group}" for group in WorkGroup),
    "state=any", "state=closed&sort=received", "ccg=05R", "ccg=05R&ccg=05Y", "kind=query&stream=contracting",
    "category=access&priority=normal", "practice=M84901", "owner=me", "owner=nobody", "tag=rota",
    "owner=3b241101-e2bb-4255-8caf-4136c566a962", "team=Contracting", "q=training+afternoon",
    "received_from=2016-01-02", "received_to=2016-01-01", "sort=priority", "sort=reference",
)  # fmt: skip


@pytest.mark.parametrize("who", ["officer", "head", "lead", "practice"])
def test_every_filter_finds_the_same_prepared_as_built(db: None, seen_by: Any, who: str) -> None:
    with seen_by("head") as head:
        a_case(head, practice="M84901"), a_case(head, subject="Rota", tags=["rota"])
    dates = group_dates(england(), TODAY)
    with seen_by(who, reading=True) as person:
        for text in FILTERS:
            asked = WorkListFilter.from_parameters(QueryDict(text))
            built = KeysetPage(cases_of(person, asked, dates), order=order_of(asked.sort))
            assert [row.id for row in page_of(person, asked, dates)] == [case.pk for case in built], text


def test_sql_kept_holds_no_value_of_the_request_that_made_it(db: None, seen_by: Any) -> None:
    asked = WorkListFilter.from_parameters(QueryDict("q=secret&tag=private&practice=M84901&ccg=05R&team=Ours"))
    with seen_by("officer") as officer:
        reader = Reader.of(officer, asked)
        made = _page.fresh(reader.shape(), asked.shape(), Part(tuple(order_of("due")), backwards=False, size=25)).listed
        assert made is not None
        assert not {"secret", "private", "M84901", "05R", "Ours", officer.pk} & {
            item for item in made.params if type(item) in {str, int}
        }
        values = reader.values() | asked.values() | _dates(group_dates(england(), TODAY))
        assert {item.name for item in made.params if isinstance(item, Slot)} <= values.keys()


def test_pages_by_a_statement_go_on_where_the_last_one_ended(db: None, seen_by: Any) -> None:
    dates = group_dates(england(), TODAY)
    with seen_by("officer") as officer:
        for number in range(5):
            a_case(officer, subject=f"Question {number}")
        for sort in ("due", "received", "oldest", "priority", "reference"):
            asked = WorkListFilter(sort=sort)
            found, after = [], None
            while after != "":
                page = page_of(officer, asked, dates, after=after, size=2)
                found += [row.id for row in page]
                after = page.next_token
            whole = KeysetPage(cases_of(officer, asked, dates), order=order_of(sort))
            assert found == [case.pk for case in whole]
            back = page_of(officer, asked, dates, after=page.previous_token, size=2)
            assert [row.id for row in back] == found[2:4]


def test_objects_come_with_their_relations_and_converted_fields(db: None, seen_by: Any) -> None:
    @statement
    def cases() -> QuerySet[Query]:
        return Query.objects.filter(among("ccg_id", slot("ccgs"))).select_related("policy", "ccg", "practice")

    with seen_by("officer") as officer:
        case = a_case(officer)
        (found,) = cases()({"ccgs": [case.ccg_id]})
        assert found == case
        assert found.practice is None
        with connection.execute_wrapper(_refuse):
            assert found.ccg.ods_code == "05R"
            assert isinstance(found.policy.definition, dict)
    assert found.policy == PolicyVersion.objects.get(pk=case.policy_id)


def _refuse(*asked: Any) -> None:
    raise AssertionError("a relation was read again")


def test_a_statement_may_be_sql_of_several_querysets(db: None) -> None:
    @statement
    def sums(most: int) -> Listed:
        return Listed(f"SELECT %s::int + {most}", (slot("one"),), list)

    assert sums(2)({"one": 1}) == [(3,)]
    assert sums(3)({"one": 1}) == [(4,)]
