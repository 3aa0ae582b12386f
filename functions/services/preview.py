"""What a case's clock will be, before anything is saved."""

from dataclasses import dataclass
from datetime import date, datetime

from functions.services.policies import calendar_of, policy_from_version, policy_on_receipt
from hubportal.clocks import ClockReading, OutsideCalendar, read_clock
from hubportal.organisations.models import Hub
from hubportal.web.words import local_day


@dataclass(frozen=True, slots=True)
class Preview:
    """The first reading of a case that is not yet logged."""

    reading: ClockReading
    received_on: date


def first_reading(*, kind: str, hub: Hub | int, received_at: datetime, at: datetime) -> Preview | None:
    """Both due dates and why, as they would stand today; None for a day the calendar does not reach."""
    hub_id = hub if isinstance(hub, int) else hub.pk
    version, received_on = policy_on_receipt(kind=kind, hub_id=hub_id, received_at=received_at)
    policy = policy_from_version(version)
    calendar = calendar_of(hub_id, policy.day_count, closures_count=policy.closures_count)
    try:
        reading = read_clock(policy, calendar, received_on, (), max(local_day(at), received_on))
    except OutsideCalendar:
        return None
    return Preview(reading, received_on)
