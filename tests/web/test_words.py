"""Dates, moments and money read as the NHS content style writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hubportal.web import words


def test_a_date_is_written_out() -> None:
    assert words.long_date(date(2016, 1, 4)) == "4 January 2016"
    assert words.day_and_month(date(2016, 1, 8)) == "Friday 8 January"
    assert words.long_date(None) == ""


def test_a_moment_is_read_in_london_in_summer() -> None:
    # 23:30 UTC on 30 June is half past midnight on 1 July in London.
    assert words.moment(datetime(2016, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2016 at 12:30am"
    assert words.long_date(datetime(2016, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2016"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(9, 32, "9:32am"), (12, 0, "midday"), (0, 0, "midnight"), (12, 5, "12:05pm"), (15, 0, "3pm")],
)
def test_a_time_is_said_as_people_say_it(hour: int, minute: int, said: str) -> None:
    assert words.clock_time(datetime(2016, 1, 4, hour, minute, tzinfo=UTC)) == said


def test_money_has_its_minus_before_the_pound_sign() -> None:
    assert words.pounds(Decimal("-1234.5")) == "-£1,234.50"
    assert words.pounds(1234567, pence=False) == "£1,234,567"


def test_counts_take_the_right_form_of_the_word() -> None:
    assert words.plural(1, "query", "queries") == "1 query"
    assert words.plural(1200, "query", "queries") == "1,200 queries"
    assert (words.days_left(0), words.days_left(2), words.days_left(-1)) == (
        "due today",
        "2 working days left",
        "1 working day late",
    )


def test_bytes_are_said_in_the_unit_people_read() -> None:
    said = [words.file_size(count) for count in (1, 340, 12_300, 1_400_000, 79_990_700_000)]
    assert said == ["1 byte", "340 bytes", "12 KB", "1.4 MB", "80.0 GB"]


def test_a_moment_belongs_to_its_day_in_london() -> None:
    assert words.local_day(datetime(2016, 6, 30, 23, 30, tzinfo=UTC)) == date(2016, 7, 1)
    assert words.local_day(datetime(2016, 1, 31, 23, 30, tzinfo=UTC)) == date(2016, 1, 31)


@pytest.mark.parametrize(("said", "inside"), [("Letter with the CCG", "letter with the CCG"), ("CCG", "CCG"), ("", "")])
def test_words_inside_a_sentence_begin_small_and_keep_their_abbreviations(said: str, inside: str) -> None:
    assert words.lower_first(said) == inside
