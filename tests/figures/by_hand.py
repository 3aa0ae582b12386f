"""The standards' figures worked out a second time: slowly, day by day, straight from the events.

Nothing of the clocks or the indicators is used, only the bank holidays, so that the two can be held against
each other. An event is (kind, day, text, promised day); the text of an exclusion is its reason.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
TOLD = {"acknowledged", "promised", "update_given"}


@dataclass
class Written:
    """A case as somebody with a pencil has it on paper."""

    kind: str
    received: date
    events: list[tuple[str, date, str, date | None]] = field(default_factory=list)
    merged_on: date | None = None


def works(day: date, holidays: set[date]) -> bool:
    """Whether a day is a working day."""
    return day.weekday() < 5 and day not in holidays


def nth_working_day(start: date, count: int, holidays: set[date], lost: set[date]) -> date:
    """Walk the calendar from the day after `start` until so many working days have passed that were not lost."""
    day = start
    while count:
        day += DAY
        if works(day, holidays) and day not in lost:
            count -= 1
    return day


def lost_days(case: Written, until: date, began: date, length: int, holidays: set[date]) -> set[date]:
    """The days of pauses that count for a response begun on `began`: those that began while it was not yet due."""
    lost: set[date] = set()
    paused: date | None = None
    spans: list[tuple[date, date]] = []
    for kind, on, _, _ in case.events:
        if on > until:
            break
        if kind == "paused":
            paused = on
        elif paused is not None and kind in {"resumed", "requester_message", "clarification", "responded", "withdrawn"}:
            spans.append((paused, on))
            paused = None
    if paused is not None:
        spans.append((paused, until))
    for first, last in spans:
        if last < began or first > nth_working_day(began, length, holidays, lost):
            continue
        day = max(first, began)
        while day <= last:
            lost.add(day)
            day += DAY
    return lost


def exclusion(case: Written, as_at: date) -> str:
    """The reason for which the case is excluded at the end of a day, or nothing."""
    reason = ""
    for kind, on, text, _ in case.events:
        if on <= as_at and kind == "excluded":
            reason = text
        elif on <= as_at and kind == "exclusion_removed":
            reason = ""
    return reason


def acknowledgement(case: Written, as_at: date, holidays: set[date]) -> str:
    """met, missed, open or withdrawn, whether or not the case is excluded."""
    due = nth_working_day(case.received, 5, holidays, set())
    said = named = False
    for kind, on, _, promised in case.events:
        if on > as_at:
            break
        named = named or promised is not None
        said = said or kind == "acknowledged"
        if kind == "responded" or (said and (named or case.kind == "query")):
            return "met" if on <= due else "missed"
        if kind == "withdrawn":
            return "missed" if on > due else "withdrawn"
    return "missed" if as_at > due else "open"


def answer(case: Written, as_at: date, holidays: set[date]) -> str:
    """met, missed, open or withdrawn, for queries: 20 working days to the answer or an update, and again."""
    began = case.received
    for kind, on, _, _ in case.events:
        if on > as_at:
            break
        if kind not in {"responded", "withdrawn", "update_given"}:
            continue
        lost = lost_days(case, on, began, 20, holidays)
        late = on > nth_working_day(began, 20, holidays, lost)
        if late:
            return "missed"
        if kind != "update_given":
            return "met" if kind == "responded" else "withdrawn"
        began = on
    lost = lost_days(case, as_at, began, 20, holidays)
    return "missed" if as_at > nth_working_day(began, 20, holidays, lost) else "open"


def count(cases: list[Written], kind: str, judge, first: date, last: date, as_at: date, holidays: set[date]) -> dict:
    """Received, met, missed, open, left out by reason, and met and missed with the excluded ones."""
    found = {"received": 0, "met": 0, "missed": 0, "open": 0, "met_with": 0, "missed_with": 0, "left_out": {}}
    for case in cases:
        if case.kind != kind or not first <= case.received <= min(last, as_at):
            continue
        found["received"] += 1
        why = ""
        if case.merged_on is not None and case.merged_on <= as_at:
            why = "merged"
        else:
            verdict = judge(case, as_at, holidays)
            if verdict in {"met", "missed"}:
                found[f"{verdict}_with"] += 1
            why = exclusion(case, as_at) or ("withdrawn" if verdict == "withdrawn" else "")
        if why:
            found["left_out"][why] = found["left_out"].get(why, 0) + 1
        else:
            found[verdict] += 1
    return found
