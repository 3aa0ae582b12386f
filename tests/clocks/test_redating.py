"""Rooms that hold clocks register once, and their moves are told together."""

from datetime import date

from hubportal.clocks import redating
from hubportal.clocks.redating import Move, redate, registers


def test_the_moves_of_every_room_come_in_order_of_their_new_dates(monkeypatch):
    monkeypatch.setattr(redating, "redaters", [])
    asked = []

    def later(*, hub_id, today, keep):
        asked.append((hub_id, today, keep))
        undated = Move("B", "Paused", "respond", date(2016, 2, 9), None)
        return [undated, Move("A", "Later", "respond", date(2016, 2, 8), date(2016, 2, 11))]

    def sooner(*, hub_id, today, keep):
        return [Move("C", "Sooner", "acknowledge", date(2016, 2, 8), date(2016, 2, 9))]

    for room in (later, sooner, later):
        assert registers(room) is room
    moves = redate(hub_id=7, today=date(2016, 2, 1), keep=False)
    assert [move.reference for move in moves] == ["C", "A", "B"]
    assert asked == [(7, date(2016, 2, 1), False)]
