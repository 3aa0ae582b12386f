"""The groups of the work list, against counting working days one by one."""

from datetime import date, timedelta

import pytest

from functions.rules.work_groups import GROUP_NAMES, WorkGroup, group_dates, group_of, working_days_left
from hubportal.clocks.calendar import england

FRIDAY_BEFORE_EASTER_WEEK = date(2016, 3, 18)


@pytest.mark.parametrize("today", [FRIDAY_BEFORE_EASTER_WEEK + timedelta(days=n) for n in range(21)])
def test_groups_are_those_of_counting_working_days(today: date) -> None:
    calendar = england()
    dates = group_dates(calendar, today)
    for offset in range(-40, 40):
        due_on = calendar.working_day_on_or_after(today + timedelta(days=offset))
        late = calendar.working_days_between(due_on, today)
        left = calendar.working_days_between(today, due_on)
        if due_on < today:
            expected = WorkGroup.CRITICAL if late > 5 else WorkGroup.OVERDUE
        else:
            expected = WorkGroup.DUE_SOON if left <= 2 else WorkGroup.NOT_DUE
        assert group_of(due_on, dates) is expected, (today, due_on)


def test_a_case_without_a_date_stands_apart() -> None:
    assert group_of(None, group_dates(england(), date(2016, 1, 4))) is WorkGroup.NO_DATE
    assert set(GROUP_NAMES) == set(WorkGroup)


def test_the_week_ends_on_sunday() -> None:
    assert group_dates(england(), date(2016, 1, 4)).week_ends_on == date(2016, 1, 10)
    assert group_dates(england(), date(2016, 1, 10)).week_ends_on == date(2016, 1, 10)


def test_days_left_are_negative_when_late() -> None:
    assert working_days_left(date(2016, 1, 8), england(), date(2016, 1, 4)) == 4
    assert working_days_left(date(2015, 12, 31), england(), date(2016, 1, 4)) == -1
