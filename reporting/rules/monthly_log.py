"""The monthly query log of a CCG: what each case did in the month, and the totals that follow from the lines.

A line is a case that was in hand at any time in the month: open when it began, received in it, or reopened in
it. Opening, received and reopened together are closed and carried forward together.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from functions.rules.response_times import Verdict, acknowledged_in_time
from hubportal.clauses import clause
from hubportal.clocks.policy import StepRole
from hubportal.clocks.reading import ClockReading, StepReading, StepState
from hubportal.clocks.timeline import Beginning, Ending
from reporting.rules.periods import Month

_LATE = {StepState.LATE, StepState.MET_LATE}


@dataclass(frozen=True, slots=True)
class InHand:
    """What the month made of one case. `opening`, `received` and `reopened` exclude each other.

    `acknowledged` and `responded` are the verdicts on what was done in the month, or empty when it was not;
    `late` says that a step was overdue at the end of the month.
    """

    opening: bool
    received: bool
    reopened: bool
    acknowledged: str
    responded: str
    closed: bool
    late: bool
    ended: str
    ended_on: date | None


@clause("West Midlands MOU 4.1, function XII.20", part="lines")
def in_hand(*, month: Month, before: ClockReading | None, after: ClockReading, merged_on: date | None) -> InHand | None:
    """Each month the CCG has a log of the queries in hand: opening, received, acknowledged, answered, closed, carried.

    `before` is the clock at the end of the month before, None for a case not yet received; `after` at the end of
    this month. `merged_on` is the day on which the case became part of another; the other goes on for both.
    None for a case that was closed all month.
    """
    gone_before = merged_on is not None and merged_on < month.first
    opening = before is not None and before.story.open_round is not None and not gone_before
    received = month.holds(after.received_on)
    reopened = not opening and not received and not gone_before and _reopened_in(after, month)
    if not (opening or received or reopened):
        return None
    ended, ended_on = _ending(after, merged_on)
    judged = acknowledged_in_time(after)
    done = judged is not None and month.holds(after.story.acknowledged_on)
    return InHand(
        opening=opening,
        received=received,
        reopened=reopened,
        acknowledged=judged.verdict.value if judged and done else "",
        responded=_responded_in(after, month),
        closed=bool(ended),
        late=not ended and any(step.state is StepState.LATE for step in after.steps),
        ended=ended,
        ended_on=ended_on,
    )


def _reopened_in(reading: ClockReading, month: Month) -> bool:
    return any(one.beginning is Beginning.REOPENING and month.holds(one.began_on) for one in reading.story.rounds)


def _ending(reading: ClockReading, merged_on: date | None) -> tuple[str, date | None]:
    if merged_on is not None:
        return "merged", merged_on
    last = reading.story.rounds[-1]
    if last.ending is Ending.WITHDRAWAL:
        return "withdrawn", last.ended_on
    return ("answered", last.ended_on) if last.ending is Ending.RESPONSE else ("", None)


def _responded_in(reading: ClockReading, month: Month) -> str:
    """The verdict on the full response given in the month, the last if there were several.

    A response is late when it or an update it was owed since receipt or reopening came late.
    """
    found = ""
    owed: list[StepReading] = []
    steps = [step for step in reading.steps if step.role is StepRole.RESPOND]
    for step, told in zip(steps, reading.story.rounds, strict=True):
        owed = [*owed, step] if told.beginning is not Beginning.REOPENING else [step]
        if told.ending is Ending.RESPONSE and month.holds(told.ended_on):
            late = any(one.result in _LATE for one in owed)
            verdict = Verdict.LATE if late else Verdict.IN_TIME
            found = (Verdict.LEFT_OUT if step.state is StepState.EXCLUDED else verdict).value
    return found


COUNTED = (
    "opening", "received", "reopened", "acknowledged", "acknowledged_in_time", "responded", "responded_in_time",
    "closed", "carried_forward", "late",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts of a log or of one category of it.

    opening + received + reopened = closed + carried_forward. `acknowledged` and `responded` count what was done
    in the month, excluded cases too; `…_in_time` those in time and not excluded.
    """

    opening: int = 0
    received: int = 0
    reopened: int = 0
    acknowledged: int = 0
    acknowledged_in_time: int = 0
    responded: int = 0
    responded_in_time: int = 0
    closed: int = 0
    carried_forward: int = 0
    late: int = 0


def totals_of(lines: Iterable[Mapping[str, Any]]) -> Totals:
    """The counts of these lines, each line as it stands in the log."""
    counts = {field.name: 0 for field in fields(Totals)}
    for line in lines:
        for name in lines_counted(line):
            counts[name] += 1
    return Totals(**counts)


def lines_counted(line: Mapping[str, Any]) -> list[str]:
    """The counts one line belongs to; a page lists the lines behind a count by the same words."""
    plain = [name for name in ("opening", "received", "reopened", "closed", "late") if line[name]]
    for name in ("acknowledged", "responded"):
        if line[name]:
            plain.append(name)
        if line[name] == Verdict.IN_TIME:
            plain.append(f"{name}_in_time")
    return plain if line["closed"] else [*plain, "carried_forward"]


def totals_by_category(lines: Iterable[Mapping[str, Any]]) -> dict[str, Totals]:
    """The counts of each category that has a line, by its name."""
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for line in lines:
        grouped.setdefault(line["category"], []).append(line)
    return {name: totals_of(grouped[name]) for name in sorted(grouped)}


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one way to write the data of a log as bytes: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def fingerprint(data: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


def with_totals(head: Mapping[str, Any], lines: list[dict[str, Any]]) -> dict[str, Any]:
    """The whole data of a log: what it is about, its lines, and the counts that follow from them."""
    by_category = {name: asdict(counts) for name, counts in totals_by_category(lines).items()}
    return {**head, "lines": lines, "totals": asdict(totals_of(lines)), "by_category": by_category}
