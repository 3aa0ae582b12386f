"""Clock policies: the figures of an agreement, as data. The sentences they belong to are the functions'
docstrings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hubportal.clauses import clause

LONDON = ZoneInfo("Europe/London")


class StepRole(StrEnum):
    """What meets a step: the acknowledgement, the answer, or (for a warning) the answer or the reason why there is
    none, given before the warning is due.
    """

    ACKNOWLEDGE = "acknowledge"
    RESPOND = "respond"
    WARN = "warn"


class Span(StrEnum):
    """How a step's due date is found: so many working days; a date promised or given; months; after the
    quarter.
    """

    WORKING_DAYS = "working_days"
    PROMISED_DATE = "promised_date"
    MONTHS = "months"
    MONTH_AFTER_QUARTER = "month_after_quarter"


class Waiting(StrEnum):
    """What waiting for the requester does to the response step."""

    NOTHING = "nothing"
    PAUSES = "pauses"
    RESTARTS = "restarts"


@dataclass(frozen=True, slots=True)
class StepPolicy:
    """One step. `length` counts working days or months as `span` says, and is 0 where the date is given.

    `task` completes "…by the end of that day" ("Acknowledge the query"); `done` opens "… on Monday"
    ("Acknowledged").
    """

    step: str
    role: StepRole
    span: Span
    length: int
    task: str
    done: str
    clause: str


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """One version of one policy; a case keeps the version in force on its day of receipt.

    `day_count` names the bank holidays, "england" or "uk"; `closures_count` says whether the hub's closures
    are left out of the count as well. `due_soon_days` is how many working days before the due date a step is
    due soon.
    """

    code: str
    version: int
    effective_from: date
    name: str
    clause: str
    steps: tuple[StepPolicy, ...]
    day_count: str = "england"
    closures_count: bool = True
    cut_off: time | None = None
    waiting: Waiting = Waiting.NOTHING
    update_counts: bool = False
    promise_with_acknowledgement: bool = False
    due_soon_days: int = 2
    exclusion_reasons: tuple[str, ...] = ()

    def step_for(self, role: StepRole) -> StepPolicy | None:
        """The step with this role, if the policy has one."""
        return next((step for step in self.steps if step.role is role), None)

    @property
    def response(self) -> StepPolicy:
        """The step that the answer meets; every policy has one."""
        found = self.step_for(StepRole.RESPOND)
        if found is None:
            raise ValueError(f"The policy {self.code} has no step that an answer meets.")
        return found

    @property
    def takes_promises(self) -> bool:
        """Whether the answer is due on a date that is promised, agreed or given."""
        return self.response.span is Span.PROMISED_DATE


def version_in_force(versions: Iterable[ClockPolicy], on: date) -> ClockPolicy | None:
    """The latest version that had begun on that day; on equal dates the higher version number; None before
    the first.
    """
    begun = [policy for policy in versions if policy.effective_from <= on]
    return max(begun, key=lambda policy: (policy.effective_from, policy.version), default=None)


@clause("London MOU, standard 3", part="day of receipt")
def day_of_receipt(received_at: datetime, cut_off: time | None = None) -> date:
    """The day of receipt is the date in London, whatever the hour, unless the policy sets a cut-off time.

    Received after the cut-off (not on it), the next calendar day is the day of receipt.
    """
    if received_at.tzinfo is None:
        raise ValueError("The moment of receipt needs a time zone.")
    local = received_at.astimezone(LONDON)
    late = cut_off is not None and local.time() > cut_off
    return local.date() + timedelta(days=1) if late else local.date()
