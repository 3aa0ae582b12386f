"""How pressing an open case is: the groups of the work list, by working days."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hubportal.clocks.calendar import WorkingCalendar

CRITICALLY_LATE = 5
SOON = 2


class WorkGroup(StrEnum):
    """The groups in the order in which the list shows them."""

    CRITICAL = "critical"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    NOT_DUE = "not_due"
    NO_DATE = "no_date"


GROUP_NAMES = {
    WorkGroup.CRITICAL: "Critically overdue",
    WorkGroup.OVERDUE: "Overdue",
    WorkGroup.DUE_SOON: "Due soon",
    WorkGroup.NOT_DUE: "Not due yet",
    WorkGroup.NO_DATE: "Paused, left out or without a date",
}


@dataclass(frozen=True, slots=True)
class GroupDates:
    """The dates on one day that part the groups, so that a list is parted without counting days row by row.

    Due before `critical_before` is more than five working days late; from `today` to `soon_until` is due soon; the week
    ends on its Sunday.
    """

    critical_before: date
    today: date
    soon_until: date
    week_ends_on: date


def group_dates(calendar: WorkingCalendar, today: date) -> GroupDates:
    """More than five working days late is critical; two working days or fewer to go is soon."""
    number = calendar.number(today)
    return GroupDates(
        critical_before=calendar.working_day(number - CRITICALLY_LATE),
        today=today,
        soon_until=calendar.working_day(number + SOON),
        week_ends_on=today + timedelta(days=6 - today.weekday()),
    )


def group_of(next_due_on: date | None, dates: GroupDates) -> WorkGroup:
    """The group of an open case by the date it falls due next."""
    if next_due_on is None:
        return WorkGroup.NO_DATE
    if next_due_on < dates.critical_before:
        return WorkGroup.CRITICAL
    if next_due_on < dates.today:
        return WorkGroup.OVERDUE
    return WorkGroup.DUE_SOON if next_due_on <= dates.soon_until else WorkGroup.NOT_DUE


def working_days_left(due_on: date, calendar: WorkingCalendar, today: date) -> int:
    """Working days left until the due date; negative by the number of working days late."""
    return calendar.working_days_between(today, due_on)
