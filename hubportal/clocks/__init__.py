"""Working-day clocks: calendars, policies as data, and the reading of a case's events. Pure; the tables are
beside it.
"""

from hubportal.clocks.calendar import OutsideCalendar, WorkingCalendar, calendar_for
from hubportal.clocks.checks import EventRefusal, allowed_events, refuse_event
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.exclusions import REASONS, ExclusionReason, exclusion_reason
from hubportal.clocks.explanation import ExplainedDay
from hubportal.clocks.ledger import Between, DayMark, LedgerDay, folded, ledger
from hubportal.clocks.policy import (
    ClockPolicy,
    StepPolicy,
    StepRole,
    Waiting,
    day_of_receipt,
    version_in_force,
)
from hubportal.clocks.reading import ClockReading, StepReading, StepState, read_clock

__all__ = [
    "REASONS",
    "Between",
    "ClockEvent",
    "ClockPolicy",
    "ClockReading",
    "DayMark",
    "EventKind",
    "EventRefusal",
    "ExclusionReason",
    "ExplainedDay",
    "LedgerDay",
    "OutsideCalendar",
    "StepPolicy",
    "StepReading",
    "StepRole",
    "StepState",
    "Waiting",
    "WorkingCalendar",
    "allowed_events",
    "calendar_for",
    "day_of_receipt",
    "exclusion_reason",
    "folded",
    "ledger",
    "read_clock",
    "refuse_event",
    "version_in_force",
]
