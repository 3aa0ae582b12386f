"""A second, slow reading of the query clock, which shares nothing with the first: it walks day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

DAY = timedelta(days=1)


@cache
def bank_holidays(nations: tuple[str, ...] = ("ENG",)) -> frozenset[date]:
    """All bank holidays kept in any of these nations."""
    found: set[date] = set()
    for nation in nations:
        found |= set(holidays.country_holidays("GB", subdiv=nation, years=range(2013, 2033)))
    return frozenset(found)


def counts(day: date, closures: frozenset[date], nations: tuple[str, ...] = ("ENG",)) -> bool:
    """Whether a day is a working day, asked from scratch."""
    return day.isoweekday() <= 5 and day not in bank_holidays(nations) and day not in closures


def nth_working_day(after: date, n: int, closures: frozenset[date], nations: tuple[str, ...] = ("ENG",)) -> date:
    """Walk forward until n working days have gone by."""
    day = after
    while n:
        day += DAY
        n -= counts(day, closures, nations)
    return day


@dataclass
class Owed:
    """An answer owed from one day, and what became of it."""

    began: date
    ended: date | None = None
    withdrawn: bool = False


@dataclass
class Answer:
    """What the slow reading says of one step."""

    due: date
    met: date | None
    state: str
    used: int


def slow_query(
    received: date, events: Sequence[tuple[str, date]], today: date, closures: frozenset[date]
) -> list[Answer]:
    """Acknowledgement, then each response step, of a query whose events come in order (no exclusions)."""
    happened = [(kind, on) for kind, on in events if on <= today]
    owed, pauses, acknowledged, withdrawn = _story(received, happened)
    due = nth_working_day(received, 5, closures)
    as_at = acknowledged or withdrawn or today
    used = sum(counts(day, closures) for day in _days(received, as_at))
    answers = [Answer(due, acknowledged, _state(due, acknowledged, withdrawn, today, 5 - used, False), used)]
    for item in owed:
        answers.append(_walk(item, pauses, today, closures))
    return answers


def _story(received, happened):
    owed, pauses, acknowledged, withdrawn = [Owed(received)], [], None, None
    for kind, on in happened:
        is_open, is_paused = owed[-1].ended is None, bool(pauses) and pauses[-1][1] is None
        if kind == "acknowledged":
            acknowledged = acknowledged or on
        elif kind == "update_given" and is_open:
            owed[-1].ended = on
            owed.append(Owed(on))
        elif kind in {"responded", "withdrawn"} and is_open:
            owed[-1].ended, owed[-1].withdrawn = on, kind == "withdrawn"
            if kind == "responded":
                acknowledged = acknowledged or on
            else:
                withdrawn = on
            if is_paused:
                pauses[-1][1] = on
        elif kind == "reopened" and not is_open:
            owed.append(Owed(on))
            withdrawn = None
        elif kind == "paused" and is_open and not is_paused:
            pauses.append([on, None])
        elif kind in {"resumed", "requester_message"} and is_paused:
            pauses[-1][1] = on
    return owed, pauses, acknowledged, withdrawn


def _days(after: date, until: date):
    day = after
    while day < until:
        day += DAY
        yield day


def _walk(item: Owed, pauses, today: date, closures: frozenset[date]) -> Answer:
    as_at = item.ended or today
    spans = [(first, min(last or as_at, as_at)) for first, last in pauses if first <= as_at]
    day, counted, used, due = item.began, 0, 0, None
    while due is None or day < as_at:
        day += DAY
        if not counts(day, closures):
            continue
        paused = due is None and any(first <= day <= last for first, last in spans)
        counted += not paused
        used += day <= as_at and not paused
        if counted == 20 and due is None:
            due = day
    waiting = any(last is None and first <= due for first, last in pauses) and item.ended is None
    met = None if item.withdrawn else item.ended
    gone = item.ended if item.withdrawn else None
    return Answer(due, met, _state(due, met, gone, today, 20 - used, waiting), used)


def _state(due, met, withdrawn, today, left, waiting) -> str:
    if met:
        return "met" if met <= due else "met_late"
    if (withdrawn or today) > due:
        return "late"
    if withdrawn:
        return "excluded"
    if waiting:
        return "paused"
    return "due_soon" if left <= 2 else "running"
