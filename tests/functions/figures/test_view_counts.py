"""The counts on the tabs of the work list, kept by trigger, against the lists that the tabs lead to."""

from datetime import date
from typing import Any

import pytest

from functions.figures.view_counts import counts_by_view
from functions.figures.work_filter import VIEWS, WorkListFilter
from functions.figures.work_list import cases_of
from functions.rules.work_groups import group_dates
from functions.services.clock import record_event
from functions.services.queries import assign
from hubportal.clocks.calendar import england
from hubportal.organisations.models import Ccg, Person
from tests.conftest import find_person
from tests.functions.cases import a_case, at

TODAY = date(2016, 1, 18)
DATES = group_dates(england(), TODAY)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cases(seen_by: Any) -> None:
    """Late, due this week, due later, paused and closed; owned, given to a team and nobody's; some restricted."""
    Person.objects.filter(email__in=("officer@example.org", "head@example.org")).update(team="Contracting")
    with seen_by("head") as head:
        for ccg in ("05R", "05Y"):
            given = {"ccg": Ccg.objects.get(ods_code=ccg), "at": at(TODAY)}
            for received in (date(2016, 1, 2), date(2016, 1, 12), date(2016, 1, 15), date(2016, 1, 17)):
                for restricted in (False, True):
                    a_case(head, received_at=at(received), restricted=restricted, **given)
            owned, theirs, paused, closed = (a_case(head, received_at=at(TODAY, 9), **given) for _ in range(4))
            for case, owner, team in ((owned, head, ""), (theirs, None, "Contracting"), (paused, None, "Finance")):
                assign(query_id=case.pk, version=None, owner=owner, team=team, by=head, at=at(TODAY))
            if ccg == "05R":
                mine = a_case(head, received_at=at(date(2016, 1, 4)), **given)
                assign(query_id=mine.pk, version=None, owner=find_person("officer"), team="", by=head, at=at(TODAY))
            for case, kind in ((paused, "acknowledged"), (paused, "paused"), (closed, "responded")):
                record_event(query_id=case.pk, version=None, kind=kind, on=TODAY, by=head, at=at(TODAY))
        a_case(head, practice="M84901", received_at=at(TODAY, 9), at=at(TODAY))
    with seen_by("stranger") as stranger:
        a_case(stranger, ccg=Ccg.objects.get(ods_code="06Q"))


@pytest.mark.parametrize(
    "who", ["officer", "finance_officer", "head", "lead", "finance_lead", "auditor", "neighbour_lead", "stranger"]
)
@pytest.mark.parametrize("reading", [False, True])
def test_each_tab_says_how_many_its_list_shows(
    seen_by: Any, who: str, reading: bool, django_assert_num_queries: Any
) -> None:
    with seen_by(who, reading=reading) as person:
        assert person.grants
        with django_assert_num_queries(1):
            counts = counts_by_view(person, DATES)
        assert counts == {view: cases_of(person, WorkListFilter(view=view), DATES).count() for view in VIEWS}


def test_what_was_compared_fills_every_view(seen_by: Any) -> None:
    with seen_by("head", reading=True) as head:
        assert counts_by_view(head, DATES) == {
            "mine": 2, "team": 2, "unassigned": 17, "week": 12, "late": 5, "all": 24,
        }  # fmt: skip


def test_a_practice_is_told_of_its_own_open_questions(seen_by: Any) -> None:
    with seen_by("practice", reading=True) as practice:
        assert counts_by_view(practice, DATES) == {"all": 1}
