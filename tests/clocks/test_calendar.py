"""The working-day calendar: names, closures, edges."""

from datetime import timedelta

import pytest

from hubportal.clocks import OutsideCalendar, calendar_for
from tests.clocks.cases import d

ENGLAND, UK = calendar_for("england"), calendar_for("uk")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2016-03-25", "Good Friday (bank holiday)"),
        ("2016-03-28", "Easter Monday (bank holiday)"),
        ("2015-12-28", "Boxing Day, substitute day (bank holiday)"),
        ("2015-12-26", "Saturday"),
        ("2016-03-24", None),
    ],
)
def test_a_day_that_is_not_counted_is_named(day, why):
    assert ENGLAND.why_not_working(d(day)) == why


def test_a_bank_holiday_of_another_nation_names_the_nation():
    assert UK.why_not_working(d("2016-03-17")) == "Saint Patrick's Day, Northern Ireland (bank holiday)"
    assert ENGLAND.is_working_day(d("2016-03-17"))


def test_bank_holidays_of_england_are_those_published():
    found = [day for day in ENGLAND.numbered.named if d("2020-01-01") <= day <= d("2020-12-31")]
    assert [day.isoformat() for day in found] == [
        "2020-01-01",
        "2020-04-10",
        "2020-04-13",
        "2020-05-08",
        "2020-05-25",
        "2020-08-31",
        "2020-12-25",
        "2020-12-28",
    ]


def test_a_closure_is_not_counted_and_gives_its_reason():
    closed = calendar_for("england", [(d("2016-02-03"), "Staff training")])
    assert closed.add_working_days(d("2016-02-01"), 5) == d("2016-02-09")
    assert closed.why_not_working(d("2016-02-03")) == "Staff training (hub closure)"
    assert closed.named_days(d("2016-02-01"), d("2016-02-09")) == (d("2016-02-03"),)


def test_closures_next_to_each_other_and_on_days_not_worked_anyway():
    closed = calendar_for(
        "england", [(d(day), "Move") for day in ("2016-02-02", "2016-02-03", "2016-02-06", "2016-03-25")]
    )
    assert closed.add_working_days(d("2016-02-01"), 1) == d("2016-02-04")
    assert closed.add_working_days(d("2016-02-01"), 5) == d("2016-02-10")
    assert closed.why_not_working(d("2016-03-25")) == "Good Friday (bank holiday)"


def test_more_closures_can_be_put_on_top():
    once = calendar_for("england", [(d("2016-02-03"), "Training")])
    twice = once.with_closures({d("2016-02-04"): "Flood"})
    assert twice.add_working_days(d("2016-02-01"), 5) == d("2016-02-10")
    assert once.add_working_days(d("2016-02-01"), 5) == d("2016-02-09")


def test_no_working_days_added_is_the_day_itself():
    assert ENGLAND.add_working_days(d("2016-01-02"), 0) == d("2016-01-02")


def test_warning_two_working_days_before_walks_the_same_calendar_back():
    assert ENGLAND.add_working_days(d("2016-03-30"), -2) == d("2016-03-24")
    assert ENGLAND.add_working_days(d("2016-03-27"), -1) == d("2016-03-24")


def test_the_working_day_at_or_beside_a_day():
    assert ENGLAND.working_day_on_or_after(d("2016-03-25")) == d("2016-03-29")
    assert ENGLAND.working_day_on_or_before(d("2016-03-28")) == d("2016-03-24")
    assert ENGLAND.working_day_on_or_before(d("2016-03-24")) == d("2016-03-24")


@pytest.mark.parametrize("day", ["2009-12-31", "2036-01-01", "1900-01-01", "9999-12-31"])
def test_a_date_outside_the_calendar_is_refused_not_guessed(day):
    with pytest.raises(OutsideCalendar, match="from Friday 1 January 2010 to Monday 31 December 2035"):
        ENGLAND.add_working_days(d(day), 5)


@pytest.mark.parametrize(("day", "count"), [("2035-12-31", 1), ("2010-01-05", -5)])
def test_a_count_that_leaves_the_calendar_is_refused(day, count):
    with pytest.raises(OutsideCalendar):
        ENGLAND.add_working_days(d(day), count)


def test_the_same_closures_share_one_calendar():
    days = [(d("2016-02-03"), "Training"), (d("2016-02-04"), "Flood")]
    assert calendar_for("england", days) is calendar_for("england", list(reversed(days)))
    assert calendar_for("england") is calendar_for("england", [])


def test_every_working_day_has_its_own_number_in_a_row():
    closed = calendar_for("england", [(d("2016-02-03"), "Training")])
    day, numbers = d("2016-01-01"), []
    while day < d("2016-04-01"):
        if closed.is_working_day(day):
            numbers.append(closed.number(day))
            assert closed.working_day(closed.number(day)) == day
        day += timedelta(days=1)
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
