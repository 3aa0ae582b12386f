"""What a case may say of itself, and when it can have been received."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.rules.particulars import (
    CLOCKS_DIFFER,
    LABELS,
    LONGEST,
    one_line,
    receipt_fault,
    tags_fault,
    tags_of,
    text_faults,
)

NOW = datetime(2016, 1, 4, 9, tzinfo=UTC)


def test_a_text_may_have_its_greatest_length_and_not_one_letter_more() -> None:
    for name, most in LONGEST.items():
        assert text_faults({name: "x" * most}) == []
        (fault,) = text_faults({name: "x" * (most + 1)})
        assert fault.field == name
        assert f"{most:,} characters or fewer" in fault.sentence
        assert fault.sentence.startswith(LABELS[name])


def test_only_required_texts_must_be_there() -> None:
    assert [fault.field for fault in text_faults({"subject": " ", "detail": ""}, required=("subject",))] == ["subject"]


def test_an_invisible_character_is_pointed_out() -> None:
    assert "invisible character" in text_faults({"note": "a\x00b"})[0].sentence


@pytest.mark.parametrize(
    ("received_at", "words"),
    [
        (NOW, None),
        (NOW + CLOCKS_DIFFER, None),
        (NOW + CLOCKS_DIFFER + timedelta(seconds=1), "now or in the past"),
        (datetime(2010, 1, 1, tzinfo=UTC), None),
        (datetime(2009, 12, 31, 23, 59, tzinfo=UTC), "1 January 2010 or later"),
        (datetime(2016, 1, 1), "needs a time zone"),
    ],
)
def test_receipt_is_between_2010_and_now(received_at: datetime, words: str | None) -> None:
    fault = receipt_fault(received_at, NOW)
    assert (fault is None) if words is None else (fault is not None and words in fault.sentence)


def test_tags_are_kept_once_in_lower_case() -> None:
    assert tags_of([" Rent  Review", "rent review", "", "Urgent"]) == ["rent review", "urgent"]
    assert tags_fault(["x"] * 12) is None
    assert tags_fault(["x"] * 13) is not None
    assert tags_fault(["x" * 41]) is not None
    assert tags_fault(["a\x00"]) is not None


def test_a_subject_is_one_line() -> None:
    assert one_line(" Two\r\nlines\t") == "Two lines"
