"""Which policy governs a case, and the working days by which its clock is read."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from functions.models import Query
from functions.rules.kinds import POLICY_OF_KIND
from hubportal.clocks import WorkingCalendar, calendar_for
from hubportal.clocks.models import Closure, PolicyVersion
from hubportal.clocks.policy import ClockPolicy, day_of_receipt
from hubportal.clocks.services.policies import as_policy as policy_from_version
from hubportal.clocks.services.policies import in_force
from hubportal.tenancy.prepared import slot, statement
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

Closures = tuple[tuple[date, str, datetime], ...]

__all__ = [
    "Closures",
    "calendar_known_at",
    "calendar_of",
    "closures_of",
    "policy_from_version",
    "policy_of",
    "policy_on_receipt",
    "version_in_force",
]


def policy_of(query: Query) -> ClockPolicy:
    """The policy a case keeps: the version in force on its day of receipt."""
    return policy_from_version(query.policy)


def version_in_force(*, code: str, hub_id: int, on: date) -> PolicyVersion:
    """The version in force on a day: the hub's own where it has one by then, otherwise the agreement's."""
    found = in_force(code=code, hub_id=hub_id, on=on)
    if found is None:
        raise Refused("No clock policy was in force on that day.", field="received_at", status=400)
    return found


def policy_on_receipt(*, kind: str, hub_id: int, received_at: datetime) -> tuple[PolicyVersion, date]:
    """The policy version that governs a case received at this moment, and its day 0 under that version."""
    version = version_in_force(code=POLICY_OF_KIND[kind], hub_id=hub_id, on=local_day(received_at))
    return version, day_of_receipt(received_at, policy_from_version(version).cut_off)


def calendar_of(
    hub_id: int, day_count: str, *, closures_count: bool = True, known_at: datetime | None = None
) -> WorkingCalendar:
    """The working days of a hub by one day count, less its closures (those made by `known_at`, when given).

    The closures are read each time (a few dozen rows), since another process may have added one; the calendar
    built from the same closures is shared.
    """
    closures = closures_of(hub_id) if closures_count else ()
    return calendar_known_at(day_count, closures, known_at)


def closures_of(hub_id: int) -> Closures:
    """A hub's closures: day, reason, and when each was made."""
    return tuple(_closures()({"hub": hub_id}))


@statement
def _closures() -> QuerySet[Any]:
    return Closure.objects.filter(hub_id=slot("hub")).values_list("day", "reason", "made_at")


def calendar_known_at(day_count: str, closures: Closures, known_at: datetime | None) -> WorkingCalendar:
    """The calendar of a day count less the closures made by a moment; all of them when none is given."""
    return calendar_for(
        day_count, ((day, reason) for day, reason, made_at in closures if known_at is None or made_at <= known_at)
    )
