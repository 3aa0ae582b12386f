"""What is true of every clock, tried on made-up cases from 2014 to 2030 against the slow reading."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hubportal.clocks import ClockEvent, EventKind, StepState, calendar_for, read_clock, refuse_event
from tests.clocks import oracle
from tests.clocks.cases import POLICIES

days = st.dates(date(2014, 1, 1), date(2030, 9, 30))
QUERY = POLICIES["query"]
KINDS = [
    "acknowledged",
    "update_given",
    "responded",
    "paused",
    "resumed",
    "requester_message",
    "reopened",
    "withdrawn",
]
UK = ("ENG", "SCT", "NIR", "WLS")


@st.composite
def closures(draw):
    """Up to six closure days within a year of a first day, weekends and bank holidays included."""
    first = draw(days)
    offsets = draw(st.sets(st.integers(0, 40), max_size=6))
    return frozenset(first + timedelta(days=offset) for offset in offsets)


def calendar(closed, code="england"):
    return calendar_for(code, [(day, "Closed") for day in closed])


@st.composite
def cases(draw, kinds=KINDS):
    """A query, its closures, and events in the order of their dates that the clock accepts one by one."""
    received = draw(days)
    closed = frozenset(received + timedelta(days=n) for n in draw(st.sets(st.integers(0, 60), max_size=5)))
    events, on = [], received
    for gap, kind in draw(st.lists(st.tuples(st.integers(0, 18), st.sampled_from(kinds)), max_size=9)):
        on += timedelta(days=gap)
        event = ClockEvent(EventKind(kind), on)
        so_far = read_clock(QUERY, calendar(closed), received, events, on, explained=False)
        if refuse_event(so_far, event, today=on) is None:
            events.append(event)
    today = received + timedelta(days=draw(st.integers(0, 120)))
    return received, closed, events, today


@pytest.mark.clause("London MOU, standard 3", part="counting")
@given(days, st.integers(1, 60), closures())
@settings(max_examples=300, deadline=None)
def test_adding_working_days_agrees_with_walking(day, count, closed):
    assert calendar(closed).add_working_days(day, count) == oracle.nth_working_day(day, count, closed)
    assert calendar(closed, "uk").add_working_days(day, count) == oracle.nth_working_day(day, count, closed, UK)


@given(days, closures())
@settings(max_examples=300, deadline=None)
def test_a_day_is_working_or_says_why_not(day, closed):
    for code, nations in (("england", ("ENG",)), ("uk", UK)):
        found = calendar(closed, code)
        assert found.is_working_day(day) is oracle.counts(day, closed, nations)
        assert (found.why_not_working(day) is None) is found.is_working_day(day)


@given(days, st.integers(1, 40), closures())
@settings(max_examples=200, deadline=None)
def test_going_back_undoes_going_forward_from_a_working_day(day, count, closed):
    found = calendar(closed)
    start = found.working_day_on_or_after(day)
    there = found.add_working_days(start, count)
    assert found.add_working_days(there, -count) == start
    assert found.working_days_between(start, there) == count == -found.working_days_between(there, start)


@given(days, st.integers(1, 40), closures())
@settings(max_examples=200, deadline=None)
def test_going_back_agrees_with_walking_back(day, count, closed):
    expected, left = day, count
    while left:
        expected -= timedelta(days=1)
        left -= oracle.counts(expected, closed)
    assume(expected.year >= 2014)
    assert calendar(closed).add_working_days(day, -count) == expected


@given(days, st.integers(0, 200), closures())
@settings(max_examples=200, deadline=None)
def test_working_days_between_agrees_with_counting_them(start, length, closed):
    end = start + timedelta(days=length)
    expected = sum(oracle.counts(start + timedelta(days=n), closed) for n in range(1, length + 1))
    assert calendar(closed).working_days_between(start, end) == expected


def test_columns_of_dates_give_what_single_dates_give_on_every_day_from_2014_to_2030():
    closed = frozenset({date(2015, 12, 24), date(2022, 6, 1), date(2029, 3, 29)})
    column = [date(2014, 1, 1) + timedelta(days=n) for n in range(6209)]
    for code in ("england", "uk"):
        found = calendar(closed, code)
        for count in (-3, 0, 3, 5, 20):
            assert found.add_working_days_to_each(column, count) == [
                found.add_working_days(day, count) for day in column
            ]
        due = found.add_working_days_to_each(column, 20)
        assert found.working_days_between_each(column, due) == [20] * len(column)
        assert found.are_working_days(column) == [found.is_working_day(day) for day in column]


@pytest.mark.clause("London MOU, standard 3", part="counting")
def test_five_and_twenty_working_days_agree_with_walking_on_every_day_from_2014_to_2030():
    column = [date(2014, 1, 1) + timedelta(days=n) for n in range(6209)]
    for code, nations in (("england", ("ENG",)), ("uk", UK)):
        for count in (5, 20):
            expected = [oracle.nth_working_day(day, count, frozenset(), nations) for day in column]
            assert calendar((), code).add_working_days_to_each(column, count) == expected


@pytest.mark.clause("London MOU, standard 3", part="update")
@given(cases())
@settings(max_examples=400, deadline=None)
def test_the_clock_agrees_with_the_slow_reading(case):
    received, closed, events, today = case
    reading = read_clock(QUERY, calendar(closed), received, events, today)
    expected = oracle.slow_query(received, [(item.kind, item.on) for item in events], today, closed)
    found = [oracle.Answer(item.due_on, item.met_on, item.state, item.working_days_used) for item in reading.steps]
    assert found == expected


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_in_which_unrelated_events_are_recorded_does_not_matter(case, random):
    received, closed, events, today = case
    assume(len({event.on for event in events}) == len(events))
    shuffled = list(events)
    random.shuffle(shuffled)
    first = read_clock(QUERY, calendar(closed), received, events, today)
    assert read_clock(QUERY, calendar(closed), received, shuffled, today).steps == first.steps


@given(cases())
@settings(max_examples=150, deadline=None)
def test_an_acknowledgement_and_a_pause_on_one_day_read_alike_in_either_order(case):
    received, closed, events, today = case
    both = [ClockEvent(EventKind.ACKNOWLEDGED, received), ClockEvent(EventKind.PAUSED, received)]
    first = read_clock(QUERY, calendar(closed), received, [*both, *events], today)
    assert read_clock(QUERY, calendar(closed), received, [*reversed(both), *events], today).steps == first.steps


@given(cases(), st.integers(1, 60))
@settings(max_examples=200, deadline=None)
def test_a_later_today_never_un_breaches(case, later):
    received, closed, events, today = case
    late = {StepState.LATE, StepState.MET_LATE}
    before = read_clock(QUERY, calendar(closed), received, events, today).steps
    after = read_clock(QUERY, calendar(closed), received, events, today + timedelta(days=later)).steps
    for earlier, now in zip(before, after[: len(before)], strict=True):
        if earlier.state in late:
            assert now.state in late


@given(cases(["acknowledged", "update_given"]), st.integers(0, 40), st.integers(0, 30))
@settings(max_examples=200, deadline=None)
def test_pausing_never_makes_a_due_date_earlier(case, after, length):
    received, closed, events, today = case
    paused_on = received + timedelta(days=after)
    pause = [
        ClockEvent(EventKind.PAUSED, paused_on),
        ClockEvent(EventKind.RESUMED, paused_on + timedelta(days=length)),
    ]
    without = read_clock(QUERY, calendar(closed), received, events, today).steps
    paused = read_clock(QUERY, calendar(closed), received, [*events, *pause], today).steps
    assert all(now.due_on >= before.due_on for before, now in zip(without, paused, strict=True))


@given(cases())
@settings(max_examples=150, deadline=None)
def test_a_paused_step_is_never_late_and_becomes_so_only_after_it_is_resumed(case):
    received, closed, events, today = case
    for item in read_clock(QUERY, calendar(closed), received, events, today).steps:
        if item.state is StepState.PAUSED:
            assert item.due_on > today


@given(
    st.sampled_from(sorted(POLICIES)),
    days,
    st.lists(st.tuples(st.sampled_from(EventKind), st.integers(0, 60))),
    closures(),
)
@settings(max_examples=300, deadline=None)
def test_due_dates_never_fall_on_a_non_working_day_whatever_the_events(code, received, happened, closed):
    events = [
        ClockEvent(kind, received + timedelta(days=n), promised_on=received + timedelta(days=n + 9))
        for kind, n in happened
    ]
    policy = POLICIES[code]
    found = calendar(closed, policy.day_count)
    for item in read_clock(policy, found, received, events, received + timedelta(days=70)).steps:
        assert item.due_on is None or found.is_working_day(item.due_on)
