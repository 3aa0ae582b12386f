"""Two people of a committee at the same time, each in a real transaction of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

from django.db import connections

from governance.models import Meeting
from governance.services.meetings import carrying, items, sending
from tests.conftest import in_scope_of
from tests.governance.meetings import making
from tests.governance.meetings.making import MEETING_ON, PLANNED, moment
from tests.governance.meetings.test_acts import LATER, plan


def at_once(*acts: Any) -> list[Any]:
    """Each act in a thread and transaction of its own; what it answered or raised."""

    def run(act: Any) -> Any:
        try:
            return act()
        except Exception as wrong:  # noqa: BLE001 - what went wrong is the answer
            return wrong
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_secretaries_adding_items_give_each_its_own_number(committed: str) -> None:
    making.with_terms()
    meeting = making.planned()
    found = at_once(*[lambda place=place: making.item(meeting, f"Item {place}") for place in range(6)])
    assert sorted(item.position for item in found) == [1, 2, 3, 4, 5, 6]


def test_of_two_who_give_notice_one_is_told_that_it_has_been_given(committed: str) -> None:
    making.with_terms()
    meeting = making.planned()
    making.item(meeting)

    def notice() -> Meeting:
        with in_scope_of("secretary") as by:
            return sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(date(2015, 12, 21)))

    found = at_once(notice, notice)
    assert sorted(type(one).__name__ for one in found) == ["Meeting", "Refused"]


def test_two_who_plan_the_same_day_do_not_both(committed: str) -> None:
    found = at_once(lambda: plan(MEETING_ON), lambda: plan(MEETING_ON))
    assert sorted(type(one).__name__ for one in found) == ["Refused", "list"]


def test_two_meetings_taking_up_what_waits_take_it_once(committed: str) -> None:
    first, second, third = plan(MEETING_ON, LATER, LATER + timedelta(days=28))
    item = making.item(first)
    with in_scope_of("secretary") as by:
        items.defer_item(item_id=item.pk, version=None, by=by, why="Wait", at=PLANNED)

    def take(meeting: Meeting) -> tuple[int, int]:
        with in_scope_of("secretary") as by:
            return carrying.take_over(meeting_id=meeting.pk, by=by, at=PLANNED)

    found = at_once(lambda: take(second), lambda: take(third))
    assert sorted(found) == [(0, 0), (0, 1)]
