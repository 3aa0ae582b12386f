"""The lines of a monthly query log, read from the cases of one CCG."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from functions.models import Query
from functions.models.queries import Kind, Stream
from functions.rules.categories import CATEGORY_NAMES
from hubportal.clocks.exclusions import REASONS
from hubportal.clocks.policy import StepRole
from hubportal.clocks.reading import ClockReading
from hubportal.organisations.models import Ccg, Practice
from reporting.figures.known_cases import Clocks, clocks_of
from reporting.rules.monthly_log import InHand, in_hand, with_totals
from reporting.rules.periods import Month

ONE_DAY = timedelta(days=1)


def log_of(
    *, cases: QuerySet[Query], ccg: Ccg, month: Month, as_at: date, by: datetime | None = None
) -> dict[str, Any]:
    """The data of one CCG's log of a month as at its end, or as at an earlier day while it runs.

    `cases` are those the reader may see; `by` reads only what had been recorded by that moment. A fixed number
    of queries, however many cases.
    """
    rows, clocks = clocks_of(cases=cases, ccg_ids=[ccg.pk], first=None, last=as_at, by=by)
    practices = {one.pk: str(one) for one in Practice.objects.filter(pk__in={case.practice_id for case in rows})}
    lines = []
    for case in rows:
        found = _line(case, clocks, month=month, as_at=as_at)
        if found is not None:
            lines.append({**found, "practice": practices.get(case.practice_id or 0, "")})
    head = {"ccg": ccg.ods_code, "ccg_name": ccg.name, "month": str(month), "as_at": as_at.isoformat()}
    return with_totals(head, sorted(lines, key=lambda line: (line["received_on"], line["reference"])))


def _line(case: Query, clocks: Clocks, *, month: Month, as_at: date) -> dict[str, Any] | None:
    received_on = clocks.received_on(case, as_at=as_at)
    if received_on > as_at:
        return None
    after = clocks.reading(case, as_at=as_at)
    before = None
    if received_on < month.first:
        before = clocks.reading(case, as_at=month.first - ONE_DAY)
    merged_on = clocks.merged_on(case, as_at=as_at)
    did = in_hand(month=month, before=before, after=after, merged_on=merged_on)
    return None if did is None else {**_particulars(case), **_dates(after), **_did(did)}


def _particulars(case: Query) -> dict[str, Any]:
    """What the case is about; a restricted one does not say in a document that leaves the portal."""
    return {
        "reference": case.reference,
        "kind": Kind(case.kind).label,
        "stream": Stream(case.stream).label,
        "category": CATEGORY_NAMES.get(case.category, case.category),
        "subject": "Restricted" if case.is_restricted else case.subject,
        "restricted": case.is_restricted,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _dates(reading: ClockReading) -> dict[str, Any]:
    first = next((step for step in reading.steps if step.role is StepRole.ACKNOWLEDGE), None)
    answer = [step for step in reading.steps if step.role is StepRole.RESPOND][-1]
    story = reading.story
    reason = REASONS.get(story.exclusion_reason)
    return {
        "received_on": _iso(reading.received_on),
        "acknowledge_due_on": _iso(first.due_on if first else None),
        "acknowledged_on": _iso(story.acknowledged_on),
        "respond_due_on": _iso(answer.due_on),
        "responded_on": _iso(story.answered_on),
        "excluded": reason.words if reason else story.exclusion_reason,
    }


def _did(did: InHand) -> dict[str, Any]:
    return {
        "opening": did.opening,
        "received": did.received,
        "reopened": did.reopened,
        "acknowledged": did.acknowledged,
        "responded": did.responded,
        "closed": did.closed,
        "late": did.late,
        "ended": did.ended,
        "ended_on": _iso(did.ended_on),
    }
