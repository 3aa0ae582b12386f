"""Rent reviews: three years from the effective day, and back payments split by financial year."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.rules.rent_reviews import (
    back_payment,
    back_payment_of,
    financial_year,
    next_review_of,
    next_review_on,
    quarter_of,
)


@pytest.mark.clause("West Midlands MOU 4.1, function X.10 (next review)")
def test_the_next_review_counts_from_the_effective_day_and_not_from_the_day_it_was_agreed() -> None:
    # effective 1 April 2014, agreed on 15 October 2015: the next falls in April 2017
    assert next_review_on(date(2014, 4, 1)) == date(2017, 4, 1)
    assert next_review_on(date(2012, 2, 29)) == date(2015, 2, 28)
    assert next_review_of({"effective_on": "2014-04-01"}) == date(2017, 4, 1)
    assert next_review_of({}) is None


@pytest.mark.clause("West Midlands MOU 4.2 (rent back payment)")
def test_a_rent_agreed_late_is_owed_by_months_and_split_by_financial_year() -> None:
    owed = back_payment(
        old_rent=Decimal(40_000), new_rent=Decimal(46_500), effective_on=date(2014, 4, 1), paid_to=date(2015, 10, 31)
    )

    assert (owed.months, owed.total) == (19, Decimal("10291.67"))
    assert [(line.year, line.amount) for line in owed.lines] == [
        ("2014/15", Decimal("6500.00")),
        ("2015/16", Decimal("3791.67")),
    ]
    assert owed.working == "(£46,500.00 − £40,000.00) × 19 months ÷ 12"
    assert owed.lines[1].working == "£6,500.00 × 7 months ÷ 12"


def test_a_month_in_part_counts_by_its_days() -> None:
    owed = back_payment(
        old_rent=Decimal(0), new_rent=Decimal(1200), effective_on=date(2015, 4, 16), paid_to=date(2015, 5, 31)
    )

    assert (owed.months, owed.total) == (Fraction(3, 2), Decimal("150.00"))
    assert owed.working == "(£1,200.00 − £0.00) × 1 month and 15/30 of a month ÷ 12"


def test_a_lower_rent_was_overpaid_and_no_day_before_the_effective_one_is_asked() -> None:
    owed = back_payment(
        old_rent=Decimal(900), new_rent=Decimal(600), effective_on=date(2015, 6, 1), paid_to=date(2015, 6, 15)
    )

    assert owed.total == Decimal("-12.50")
    assert owed.working == "(£600.00 − £900.00) × 15/30 of a month ÷ 12"
    with pytest.raises(ValueError, match="before the new one"):
        back_payment(old_rent=Decimal(1), new_rent=Decimal(2), effective_on=date(2015, 6, 1), paid_to=date(2015, 5, 1))


def test_a_row_shows_a_back_payment_once_rents_and_days_are_known() -> None:
    row = {"old_rent": "40000.00", "new_rent": "46500.00", "effective_on": "2014-04-01"}

    assert back_payment_of(row) is None
    assert back_payment_of({**row, "paid_to": "2014-03-31"}) is None
    assert back_payment_of({**row, "paid_to": "2014-04-30"}).total == Decimal("541.67")  # type: ignore[union-attr]


@given(
    old=st.decimals(0, 10**6, places=2),
    new=st.decimals(0, 10**6, places=2),
    first=st.dates(date(2004, 1, 1), date(2020, 1, 1)),
    days=st.integers(0, 3000),
)
def test_the_years_always_add_up_to_the_total_in_whole_pence(
    old: Decimal, new: Decimal, first: date, days: int
) -> None:
    owed = back_payment(
        old_rent=old, new_rent=new, effective_on=first, paid_to=date.fromordinal(first.toordinal() + days)
    )

    assert sum(line.amount for line in owed.lines) == owed.total
    assert sum((line.months for line in owed.lines), Fraction(0)) == owed.months
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in owed.lines)


def test_quarters_and_years_are_those_of_the_financial_year() -> None:
    assert financial_year(date(2016, 3, 31)) == "2015/16"
    assert financial_year(date(2016, 4, 1)) == "2016/17"
    assert quarter_of(date(2016, 2, 29)) == (date(2016, 1, 1), date(2016, 3, 31))
