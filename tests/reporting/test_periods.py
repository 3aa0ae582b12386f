"""Months and quarters of the financial year."""

from datetime import date

import pytest

from reporting.rules.periods import Month, Quarter, months_up_to, quarters_up_to


@pytest.mark.parametrize(
    ("day", "code", "first", "last"),
    [
        (date(2016, 3, 31), "2015-16-q4", date(2016, 1, 1), date(2016, 3, 31)),
        (date(2016, 4, 1), "2016-17-q1", date(2016, 4, 1), date(2016, 6, 30)),
        (date(2015, 12, 31), "2015-16-q3", date(2015, 10, 1), date(2015, 12, 31)),
        (date(2015, 7, 1), "2015-16-q2", date(2015, 7, 1), date(2015, 9, 30)),
    ],
)
def test_the_financial_year_begins_in_april(day: date, code: str, first: date, last: date) -> None:
    quarter = Quarter.of(day)
    assert (str(quarter), quarter.first, quarter.last) == (code, first, last)
    assert Quarter.read(code) == quarter


@pytest.mark.parametrize("code", ["2015-17-q1", "2015-16-q5", "2009-10-q1", "2030-31-q1", "", "2015-16", "٢٠١٥-16-q1"])
def test_what_is_no_quarter_is_not_read(code: str) -> None:
    assert Quarter.read(code) is None


@pytest.mark.parametrize("code", ["2016-13", "2016-00", "2009-12", "2031-01", "2016-1", "january"])
def test_what_is_no_month_is_not_read(code: str) -> None:
    assert Month.read(code) is None


def test_a_leap_february_has_29_days_and_january_follows_december() -> None:
    assert Month.read("2016-02").last == date(2016, 2, 29)
    assert str(Month(2016, 1).before) == "2015-12"
    assert Month(2016, 2).before == Month(2016, 1)
    assert Month(2016, 2).holds(date(2016, 2, 29))
    assert not Month(2016, 2).holds(None)


def test_periods_are_named_as_people_say_them() -> None:
    assert Month(2016, 1).words == "January 2016"
    assert Quarter(2015, 4).words == "Quarter 4 of 2015/16 (January to March 2016)"
    assert Quarter(2015, 2).words == "Quarter 2 of 2015/16 (July to September 2015)"


def test_the_periods_on_offer_run_backwards_and_stop_where_the_portal_begins() -> None:
    assert [str(one) for one in quarters_up_to(Quarter(2016, 1), 3)] == ["2016-17-q1", "2015-16-q4", "2015-16-q3"]
    assert quarters_up_to(Quarter(2010, 1), 3) == [Quarter(2010, 1)]
    assert [str(one) for one in months_up_to(Month(2010, 2), 5)] == ["2010-02", "2010-01"]
