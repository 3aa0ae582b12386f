"""The standards' figures, proved twice: by the rules, and by hand."""

from datetime import date, timedelta
from random import Random

import holidays
import pytest

from functions.rules.response_times import Verdict
from hubportal.clocks import ClockEvent, EventKind, calendar_for, read_clock
from reporting.rules.indicators import INDICATORS, Figure, ReadCase, figure_of, judgements_of
from tests.clocks.cases import POLICIES, d, event, read
from tests.figures import by_hand

FIRST, LAST = date(2016, 1, 1), date(2016, 3, 31)
ENGLAND = set(holidays.country_holidays("GB", subdiv="ENG", years=range(2015, 2018)))
CALENDAR = calendar_for("england", ())
REASONS = {
    "query": ["further_investigation", "outside_responsibility"],
    "information_request": ["not_routinely_collected", "not_validated"],
}


def made_up(dice: Random) -> by_hand.Written:
    """A case with a plausible life: acknowledged or not, paused, updated, excluded, answered, withdrawn."""
    kind = dice.choice(["query", "query", "information_request"])
    case = by_hand.Written(kind, FIRST - timedelta(days=10) + timedelta(days=dice.randrange(110)))
    day, acknowledged, paused, excluded = case.received, False, False, False
    for _ in range(dice.randrange(7)):
        day += timedelta(days=dice.choice([0, 1, 3, 6, 9, 14, 25]))
        choices = ["responded", "withdrawn", "excluded" if not excluded else "exclusion_removed"]
        choices += ["acknowledged"] * 4 if not acknowledged else []
        if kind == "query":
            choices += ["update_given", "update_given", "resumed" if paused else "paused", "requester_message"]
        act = dice.choice(choices)
        promised = day + timedelta(days=20) if act == "acknowledged" and kind == "information_request" else None
        case.events.append((act, day, dice.choice(REASONS[kind]) if act == "excluded" else "", promised))
        if act in {"responded", "withdrawn"}:
            break
        acknowledged = acknowledged or act == "acknowledged"
        paused = act == "paused" or (paused and act not in {"resumed", "requester_message"})
        excluded = act == "excluded" or (excluded and act != "exclusion_removed")
    if dice.random() < 0.1:
        case.merged_on = day + timedelta(days=dice.randrange(30))
    return case


def as_read(case: by_hand.Written, key: int, as_at: date) -> ReadCase:
    """The same case through the clock."""
    events = [ClockEvent(EventKind(kind), on, text, promised_on=promised) for kind, on, text, promised in case.events]
    merged = case.merged_on is not None and case.merged_on <= as_at
    until = case.merged_on if merged and case.merged_on else as_at
    return ReadCase(
        key, f"WM-Q-2016-{key:05}",
        read_clock(POLICIES[case.kind], CALENDAR, case.received, events, max(until, case.received), explained=False),
        merged,
    )  # fmt: skip


def counted(figure: Figure) -> dict:
    return {
        "received": figure.received, "met": figure.met, "missed": figure.missed, "open": figure.not_yet,
        "met_with": figure.met_with, "missed_with": figure.missed_with, "left_out": dict(figure.left_out),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("as_at", [date(2016, 2, 29), date(2016, 3, 31), date(2016, 8, 31)])
def test_the_rules_count_what_is_counted_by_hand(seed: int, as_at: date) -> None:
    cases = [made_up(Random(f"{seed}-{number}")) for number in range(150)]
    inside = [case for case in cases if FIRST <= case.received <= min(LAST, as_at)]
    through_clocks = [as_read(case, number, as_at) for number, case in enumerate(inside)]
    for code, kind, judge in (
        ("queries-acknowledged", "query", by_hand.acknowledgement),
        ("queries-answered", "query", by_hand.answer),
        ("requests-acknowledged", "information_request", by_hand.acknowledgement),
    ):
        ours = counted(figure_of(judgements_of(INDICATORS[code], through_clocks)))
        assert ours == by_hand.count(cases, kind, judge, FIRST, LAST, as_at, ENGLAND), code


def test_the_made_up_cases_reach_every_verdict() -> None:
    # Otherwise the comparison above could agree on nothing.
    cases = [made_up(Random(f"{seed}-{number}")) for seed in range(12) for number in range(150)]
    found = by_hand.count(cases, "query", by_hand.answer, FIRST, LAST, date(2016, 3, 31), ENGLAND)
    assert min(found["met"], found["missed"], found["open"]) > 20
    assert set(found["left_out"]) == {"further_investigation", "outside_responsibility", "withdrawn", "merged"}
    assert found["met_with"] > found["met"]
    assert found["missed_with"] > found["missed"]


def figure(code: str, *readings: object, merged: bool = False) -> Figure:
    cases = [ReadCase(number, f"WM-Q-2016-{number:05}", one, merged) for number, one in enumerate(readings)]  # type: ignore[arg-type]
    return figure_of(judgements_of(INDICATORS[code], cases))


@pytest.mark.clause("London MOU, standard 3", part="share acknowledged in time")
def test_a_query_acknowledged_on_the_fifth_working_day_is_met_and_on_the_sixth_missed() -> None:
    # Received on Saturday 2 January 2016: Friday 8 January is working day 5.
    met = read("query", "2016-01-02", event("acknowledged", "2016-01-08"), today="2016-01-31")
    missed = read("query", "2016-01-02", event("acknowledged", "2016-01-11"), today="2016-01-31")
    found = figure("queries-acknowledged", met, missed)
    assert (found.met, found.missed, found.denominator, found.share) == (1, 1, 2, 0.5)
    assert found.days == (5, 6)


@pytest.mark.clause("London MOU, standard 3", part="share answered or updated in time")
def test_an_update_in_time_counts_until_the_next_twenty_days_are_over() -> None:
    updated = event("update_given", "2016-01-29")
    assert figure("queries-answered", read("query", "2016-01-02", updated, today="2016-02-26")).not_yet == 1
    assert figure("queries-answered", read("query", "2016-01-02", updated, today="2016-02-27")).missed == 1


@pytest.mark.clause("London MOU, standard 2", part="share acknowledged in time")
def test_a_request_acknowledged_without_a_date_is_not_acknowledged() -> None:
    bare = read("information_request", "2016-01-04", event("acknowledged", "2016-01-05"), today="2016-01-12")
    dated = event("acknowledged", "2016-01-05", promised_on="2016-02-01")
    named = read("information_request", "2016-01-04", dated, today="2016-01-12")
    found = figure("requests-acknowledged", bare, named)
    assert (found.met, found.missed) == (1, 1)


@pytest.mark.clause("London MOU, standard 2", part="share sent by the promised date")
def test_data_sent_after_the_promised_date_are_missed() -> None:
    dated = event("acknowledged", "2016-01-05", promised_on="2016-02-01")
    in_time = read("information_request", "2016-01-04", dated, event("responded", "2016-02-01"), today="2016-03-01")
    late = read("information_request", "2016-01-04", dated, event("responded", "2016-02-02"), today="2016-03-01")
    found = figure("requests-answered", in_time, late)
    assert (found.met, found.missed, found.denominator) == (1, 1, 2)


def test_an_excluded_case_leaves_both_counts_and_returns_without_exclusions() -> None:
    late = event("acknowledged", "2016-02-01")
    excluded = event("excluded", "2016-02-02", reason="outside_responsibility")
    found = figure("queries-acknowledged", read("query", "2016-01-04", late, excluded, today="2016-03-01"))
    assert (found.denominator, found.share, found.left_out) == (0, None, {"outside_responsibility": 1})
    assert (found.missed_with, found.share_with, found.excluded) == (1, 0.0, 1)


def test_a_merged_case_is_left_out_even_where_it_was_late() -> None:
    found = figure("queries-acknowledged", read("query", "2016-01-04", today="2016-03-01"), merged=True)
    assert (found.left_out, found.denominator_with, found.excluded) == ({"merged": 1}, 0, 0)


def test_other_policies_count_in_no_standard_of_the_agreement() -> None:
    complaint = read("complaint", "2016-01-04", today="2016-03-01")
    assert all(figure(code, complaint).received == 0 for code in INDICATORS)


def test_half_and_nine_in_ten_are_of_the_working_days_taken() -> None:
    days = tuple(range(1, 11))
    assert (Figure(days=days).median_days, Figure(days=days).ninetieth_days) == (5.5, 9)
    assert (Figure().median_days, Figure().ninetieth_days, Figure().share_with) == (None, None, None)


def test_each_verdict_adds_up_to_the_cases_received() -> None:
    through_clocks = [as_read(made_up(Random(number)), number, d("2016-08-31")) for number in range(200)]
    for indicator in INDICATORS.values():
        judged = judgements_of(indicator, through_clocks)
        found = figure_of(judged)
        assert found.received == found.met + found.missed + found.not_yet + sum(found.left_out.values())
        assert all((one.verdict is Verdict.LEFT_OUT) == bool(one.left_out) for one in judged)
