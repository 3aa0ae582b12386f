"""Closure days: previewed, then applied with every open case that moves, in one transaction."""

from datetime import date

import pytest

from hubportal.clocks import calendar_for, redating
from hubportal.clocks.models import CalendarDay, Closure
from hubportal.clocks.redating import Move
from hubportal.organisations.models import Hub
from hubportal.organisations.services import closures
from hubportal.web.refusals import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2016, 2, 1)
WEDNESDAY, THURSDAY = date(2016, 2, 3), date(2016, 2, 4)


@pytest.fixture
def west_midlands(seen_by):
    with seen_by("head") as head:
        yield Hub.objects.get(code="WM"), head


@pytest.fixture
def one_open_clock(monkeypatch):
    """A room with one clock: five working days from 1 February 2016, kept as 8 February."""
    kept = {"due": date(2016, 2, 8)}

    def redate_it(*, hub_id, today, keep):
        closed = Closure.objects.filter(hub_id=hub_id).values_list("day", "reason")
        due_on = calendar_for("england", closed).add_working_days(date(2016, 2, 1), 5)
        if due_on == kept["due"]:
            return []
        move = Move("WM-Q-2016-00001", "Opening hours", "acknowledge", kept["due"], due_on)
        if keep:
            kept["due"] = due_on
        return [move]

    monkeypatch.setattr(redating, "redaters", [redate_it])
    return kept


@pytest.mark.clause("London MOU, standard 3", part="closures")
def test_a_preview_lists_each_case_that_would_move_and_keeps_nothing(west_midlands, one_open_clock):
    hub, head = west_midlands
    moves = closures.preview(hub=hub, days=[WEDNESDAY, THURSDAY], by=head, on=TODAY)
    assert [(move.reference, move.was_due_on, move.is_due_on) for move in moves] == [
        ("WM-Q-2016-00001", date(2016, 2, 8), date(2016, 2, 10))
    ]
    assert not Closure.objects.filter(hub=hub).exists()
    assert one_open_clock["due"] == date(2016, 2, 8)


@pytest.mark.clause("London MOU, standard 3", part="closures")
def test_applying_closes_the_days_with_their_reason_and_moves_the_cases(west_midlands, one_open_clock):
    hub, head = west_midlands
    moves = closures.apply(hub=hub, days=[WEDNESDAY], reason=" Staff  training ", by=head, on=TODAY)
    assert [move.is_due_on for move in moves] == [date(2016, 2, 9)]
    assert one_open_clock["due"] == date(2016, 2, 9)
    closure = Closure.objects.get(hub=hub)
    assert (closure.day, closure.reason, closure.made_by) == (WEDNESDAY, "Staff training", head)
    assert not CalendarDay.objects.get(calendar=f"england:{hub.pk}", day=WEDNESDAY).is_working


def test_a_closure_that_moves_nothing_says_so(west_midlands, one_open_clock):
    hub, head = west_midlands
    assert closures.apply(hub=hub, days=[date(2016, 5, 3)], reason="Move", by=head, on=TODAY) == []


@pytest.mark.parametrize(
    ("days", "reason", "sentence"),
    [
        ([WEDNESDAY], " ", "Say why the hub is closed."),
        ([WEDNESDAY], "x" * 161, "The reason must be 160 characters or fewer."),
        ([], "Training", "Enter at least one day."),
        ([date(2016, 2, 6)], "Training", "6 February 2016 is not a working day: Saturday."),
        ([date(2016, 3, 25)], "Training", "25 March 2016 is not a working day: Good Friday (bank holiday)."),
        ([date(2040, 3, 1)], "Training", "1 March 2040 is not a working day: outside the calendar."),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused(west_midlands, days, reason, sentence):
    hub, head = west_midlands
    with pytest.raises(Refused) as raised:
        closures.apply(hub=hub, days=days, reason=reason, by=head, on=TODAY)
    assert raised.value.sentence == sentence
    assert not Closure.objects.filter(hub=hub).exists()


def test_a_day_is_closed_once(west_midlands):
    hub, head = west_midlands
    closures.apply(hub=hub, days=[WEDNESDAY], reason="Training", by=head, on=TODAY)
    with pytest.raises(Refused, match="already closed on 3 February 2016"):
        closures.apply(hub=hub, days=[WEDNESDAY], reason="Training", by=head, on=TODAY)


@pytest.mark.parametrize("who", ["officer", "auditor", "stranger_head"])
def test_only_the_heads_of_the_hub_settle_its_closures(seen_by, who):
    with seen_by(who) as person:
        hub = Hub.objects.get(code="WM")
        with pytest.raises(Refused) as raised:
            closures.preview(hub=hub, days=[WEDNESDAY], by=person, on=TODAY)
        assert raised.value.status == 403
