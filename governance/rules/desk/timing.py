"""Arrivals and departures that are noted late: when they happened, and what that would change of what was decided."""

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Any

from governance.rules.desk.deciding import replay, told
from governance.rules.desk.entries import Entry
from governance.rules.desk.state import Desk, Motion
from governance.rules.desk.table import MEETINGS
from governance.rules.voting.standing import CannotStand
from governance.rules.voting.verdict import NoVote
from hubportal.clauses import clause
from hubportal.clocks.policy import LONDON
from hubportal.web.words import clock_time

LONGEST = timedelta(hours=12)


class WrongTime(ValueError):
    """A time that cannot be when it happened; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@clause(MEETINGS, part="an arrival or departure has the time it happened")
def moment_of(typed: time, *, opened_at: datetime, now: datetime) -> datetime:
    """The moment of a typed time: not before the meeting opened, nor after now.

    The day is that of the opening, or the next for a meeting that goes past midnight; no meeting lasts half a day. The
    minute in which it opened counts as the opening. Raises `WrongTime`.
    """
    day = opened_at.astimezone(LONDON).date()
    for on in (day, day + timedelta(days=1)):
        at = datetime.combine(on, typed, tzinfo=LONDON)
        if opened_at.replace(second=0, microsecond=0) <= at <= min(now, opened_at + LONGEST):
            return max(at, opened_at)
    said, opened = clock_time(typed), clock_time(opened_at)
    if datetime.combine(day, typed, tzinfo=LONDON) < opened_at:
        raise WrongTime(f"The meeting opened at {opened}, after {said}. Enter a time from {opened} on.")
    raise WrongTime(f"{said[:1].upper()}{said[1:]} is still to come. Enter a time up to now.")


@clause(MEETINGS, part="comings and goings keep their order")
def order_fault(desk: Desk, entry: Entry) -> str | None:
    """Somebody comes back after they left, and leaves after they came; nobody before the meeting opened."""
    if desk.opened_at is not None and entry.at < desk.opened_at:
        return f"The meeting opened at {clock_time(desk.opened_at)}. Enter a time from then on."
    who = entry.facts.get("seat") or entry.facts.get("name")
    stays = [stay for stay in desk.stays if (stay.seat or stay.name) == who]
    if not stays:
        return None
    last = stays[-1]
    if last.until is None and entry.at < last.since:
        return f"{last.name} arrived at {clock_time(last.since)}. Enter a time from then on."
    if last.until is not None and entry.at < last.until:
        return f"{last.name} left at {clock_time(last.until)}. Enter a time from then on."
    return None


@clause(MEETINGS, part="nothing decided changes by who was there")
def decided_otherwise(before: Desk, after: Desk) -> str | None:
    """A result stands on who was there at its time. Whatever would say otherwise of that, and would change the vote or
    the quorum, is entered only after the result was stepped back: it is then recorded again on what is true.
    """
    for motion in before.motions.values():
        now = after.motions.get(motion.number)
        if motion.result is None or now is None or now.result is None:
            continue
        then = motion.result.at
        changed = _there(before, then) ^ _there(after, then)
        if changed and _differs(motion, _there(after, then), changed):
            name = _name(before, after, min(changed))
            was = "not there" if min(changed) in _there(after, then) else "there"
            return (
                f"Motion {motion.number} was decided at {clock_time(then)} with {name} recorded as {was}, and this"
                f" would change its vote. Step back its result, entry {motion.result.number}, first; then record it"
                " again."
            )
    return None


def _there(desk: Desk, at: datetime) -> set[str]:
    """The seats in which somebody sat at a moment; whoever came or went at that very moment was there."""
    return {
        stay.seat for stay in desk.stays if stay.seat and stay.since <= at and (stay.until is None or at <= stay.until)
    }


def _differs(motion: Motion, there: Collection[str], changed: Collection[str]) -> bool:
    """Whether a result decided again, with these seats there or not, comes out with other figures."""
    kept: dict[str, Any] = dict(motion.result.facts["given"]) if motion.result else {}
    kept["seats"] = [
        {**seat, "present": seat["id"] in there} if seat["id"] in changed else seat for seat in kept["seats"]
    ]
    try:
        again = told(replay(kept))
    except (CannotStand, NoVote):
        return True
    stood = motion.result.facts["verdict"] if motion.result else {}
    return any(again[name] != stood[name] for name in again if name != "working")


def _name(before: Desk, after: Desk, seat: str) -> str:
    return next(stay.name for stay in (*before.stays, *after.stays) if stay.seat == seat)
