"""What a month makes of a case, and the totals that follow from the lines."""

from dataclasses import asdict
from datetime import date
from random import Random

import pytest

from hubportal.clocks import ClockReading
from reporting.rules.monthly_log import InHand, Totals, canonical, fingerprint, in_hand, totals_of, with_totals
from reporting.rules.periods import Month
from tests.clocks.cases import d, event, read
from tests.figures.test_indicators import as_read, made_up

JANUARY, FEBRUARY = Month(2016, 1), Month(2016, 2)


def month_of(month: Month, received: str, *events: object, merged_on: str = "", policy: str = "query") -> InHand | None:
    """The line of a case in a month."""
    before: ClockReading | None = None
    if d(received) < month.first:
        before = read(policy, received, *events, today=str(month.before.last))  # type: ignore[arg-type]
    after = read(policy, received, *events, today=str(month.last))  # type: ignore[arg-type]
    return in_hand(month=month, before=before, after=after, merged_on=d(merged_on) if merged_on else None)


@pytest.mark.clause("West Midlands MOU 4.1, function XII.20", part="lines")
def test_a_case_received_and_answered_in_the_month_is_received_and_closed() -> None:
    line = month_of(JANUARY, "2016-01-04", event("acknowledged", "2016-01-06"), event("responded", "2016-01-20"))
    assert line is not None
    assert (line.opening, line.received, line.closed, line.ended) == (False, True, True, "answered")
    assert (line.acknowledged, line.responded, line.late) == ("in_time", "in_time", False)


def test_a_case_from_before_is_open_at_the_start_and_its_earlier_acknowledgement_does_not_count_again() -> None:
    line = month_of(FEBRUARY, "2016-01-04", event("acknowledged", "2016-01-06"))
    assert line is not None
    assert (line.opening, line.received, line.acknowledged, line.responded) == (True, False, "", "")
    assert (line.closed, line.late) == (False, True)  # the answer was due on Monday 1 February


def test_a_case_closed_before_the_month_has_no_line() -> None:
    assert month_of(FEBRUARY, "2016-01-04", event("responded", "2016-01-31")) is None


def test_a_case_answered_on_the_first_of_the_month_was_open_at_its_start() -> None:
    line = month_of(FEBRUARY, "2016-01-04", event("responded", "2016-02-01"))
    assert line is not None
    assert (line.opening, line.closed) == (True, True)
    assert (line.acknowledged, line.responded) == ("late", "in_time")  # the answer acknowledges, too late for that


def test_a_case_answered_before_and_reopened_in_the_month_is_reopened() -> None:
    told = (event("responded", "2016-01-20"), event("reopened", "2016-02-10"))
    line = month_of(FEBRUARY, "2016-01-04", *told)
    assert line is not None
    assert (line.opening, line.received, line.reopened, line.closed) == (False, False, True, False)
    again = month_of(FEBRUARY, "2016-01-04", *told, event("responded", "2016-02-15"))
    assert again is not None
    assert (again.reopened, again.closed, again.responded) == (True, True, "in_time")


def test_an_answer_after_a_late_update_is_late() -> None:
    line = month_of(
        FEBRUARY, "2016-01-04", event("update_given", "2016-02-08"), event("responded", "2016-02-10")
    )  # the update was due on Monday 1 February
    assert line is not None
    assert line.responded == "late"


def test_an_excluded_case_is_not_measured_and_not_late() -> None:
    line = month_of(
        JANUARY, "2016-01-04", event("acknowledged", "2016-01-20"),
        event("excluded", "2016-01-21", reason="outside_responsibility"),
    )  # fmt: skip
    assert line is not None
    assert (line.acknowledged, line.late) == ("left_out", False)


def test_a_merged_case_is_closed_on_the_day_of_the_merge_and_gone_the_month_after() -> None:
    line = month_of(JANUARY, "2016-01-04", merged_on="2016-01-15")
    assert line is not None
    assert (line.ended, line.ended_on, line.closed) == ("merged", date(2016, 1, 15), True)
    assert month_of(FEBRUARY, "2016-01-04", merged_on="2016-01-15") is None


def test_a_withdrawn_case_is_closed_but_not_answered() -> None:
    line = month_of(JANUARY, "2016-01-04", event("withdrawn", "2016-01-08", reason="Asked twice"))
    assert line is not None
    assert (line.closed, line.ended, line.responded) == (True, "withdrawn", "")


def test_a_request_for_information_under_the_act_has_no_acknowledgement_to_count() -> None:
    line = month_of(JANUARY, "2016-01-04", event("responded", "2016-01-20"), policy="foi")
    assert line is not None
    assert (line.acknowledged, line.responded) == ("", "in_time")


def lines_in(month: Month, count: int) -> list[dict]:
    """Lines of made-up cases, as a log holds them."""
    found = []
    for number in range(count):
        case = made_up(Random(f"month-{number}"))
        if case.received > month.last:
            continue
        before = as_read(case, number, month.before.last).reading if case.received < month.first else None
        merged = case.merged_on if case.merged_on and case.merged_on <= month.last else None
        after = as_read(case, number, month.last).reading
        line = in_hand(month=month, before=before, after=after, merged_on=merged)
        if line is not None:
            found.append({**asdict(line), "category": f"Category {number % 3}"})
    return found


@pytest.mark.parametrize("month", [JANUARY, FEBRUARY, Month(2016, 3), Month(2016, 4)])
def test_what_comes_in_goes_out_or_is_carried_forward(month: Month) -> None:
    lines = lines_in(month, 300)
    found = totals_of(lines)
    assert found.opening + found.received + found.reopened == found.closed + found.carried_forward == len(lines)
    assert found.acknowledged >= found.acknowledged_in_time
    assert found.responded >= found.responded_in_time


def test_what_one_month_carries_forward_the_next_opens_with() -> None:
    for month, following in ((JANUARY, FEBRUARY), (FEBRUARY, Month(2016, 3))):
        assert totals_of(lines_in(month, 300)).carried_forward == totals_of(lines_in(following, 300)).opening > 0


def test_the_categories_add_up_to_the_whole() -> None:
    data = with_totals({"month": "2016-02"}, lines_in(FEBRUARY, 300))
    summed = {name: sum(counts[name] for counts in data["by_category"].values()) for name in asdict(Totals())}
    assert summed == data["totals"]
    assert len(data["by_category"]) == 3


def test_the_fingerprint_does_not_depend_on_the_order_of_keys_but_on_every_letter() -> None:
    assert canonical({"b": "é", "a": [1]}) == '{"a":[1],"b":"é"}'.encode()
    assert fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})
    assert fingerprint({"a": 2}) != fingerprint({"a": 3})
