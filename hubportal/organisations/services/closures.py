"""Days on which a hub is closed: what a closure would move, and applying it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from hubportal.clauses import clause
from hubportal.clocks import calendar_for
from hubportal.clocks.calendar_days import write_days_of_hub
from hubportal.clocks.models import Closure
from hubportal.clocks.redating import Move, redate
from hubportal.organisations.models import Hub, Person
from hubportal.web.refusals import Refused


def may_close(*, hub: Hub, by: Person) -> bool:
    """Whether this person settles the hub's days: they hold the settings of every CCG it serves."""
    served = set(hub.ccgs.values_list("pk", flat=True))
    return bool(served) and served <= by.grants.ccgs("ccg_settings_edit")


@transaction.atomic
def preview(*, hub: Hub, days: Iterable[date], by: Person, on: date) -> list[Move]:
    """Each open case whose dates would move if the hub were closed on these days; nothing is kept.

    The closures are really made and then rolled back, so that the preview and the act cannot differ. Needs a
    scope that may write, as a form's POST has.
    """
    before = transaction.savepoint()
    _close(hub=hub, days=days, reason="Preview", by=by)
    moves = redate(hub_id=hub.pk, today=on, keep=False)
    transaction.savepoint_rollback(before)
    return moves


@clause("London MOU, standard 3", part="closures")
@transaction.atomic
def apply(*, hub: Hub, days: Iterable[date], reason: str, by: Person, on: date) -> list[Move]:
    """A day on which the hub is closed is not a working day, and the due dates of its open cases follow.

    The closures, the numbered days and every case that moves are written in one transaction; `reason` is kept
    with each day. Returns what moved.
    """
    said = " ".join(reason.split())
    if not said:
        raise Refused("Say why the hub is closed.", field="reason", status=400)
    if len(said) > 160:
        raise Refused("The reason must be 160 characters or fewer.", field="reason", status=400)
    Hub.objects.select_for_update().get(pk=hub.pk)
    _close(hub=hub, days=days, reason=said, by=by)
    write_days_of_hub(hub_id=hub.pk)
    return redate(hub_id=hub.pk, today=on, keep=True)


@transaction.atomic
def preview_opening(*, hub: Hub, day: date, by: Person, on: date) -> list[Move]:
    """Each open case whose dates would move if a closure were removed; nothing is kept."""
    before = transaction.savepoint()
    _open(hub=hub, day=day, by=by, on=on)
    moves = redate(hub_id=hub.pk, today=on, keep=False)
    transaction.savepoint_rollback(before)
    return moves


@transaction.atomic
def remove(*, hub: Hub, day: date, by: Person, on: date) -> list[Move]:
    """The hub is open after all: the day counts again, and the due dates of its open cases follow.

    Its history keeps the closure, and who removed it. A day that is over stays as it was. Returns what moved.
    """
    Hub.objects.select_for_update().get(pk=hub.pk)
    _open(hub=hub, day=day, by=by, on=on)
    write_days_of_hub(hub_id=hub.pk)
    return redate(hub_id=hub.pk, today=on, keep=True)


def _open(*, hub: Hub, day: date, by: Person, on: date) -> None:
    if not may_close(hub=hub, by=by):
        raise Refused(f"You may not change the closure days of {hub}.", status=403)
    if day < on:
        raise Refused(f"{day:%-d %B %Y} is over: its closure stays, because cases were counted by it.")
    if not Closure.objects.filter(hub=hub, day=day).delete()[0]:
        raise Refused(f"The hub is not closed on {day:%-d %B %Y}.")


def _close(*, hub: Hub, days: Iterable[date], reason: str, by: Person) -> None:
    if not may_close(hub=hub, by=by):
        raise Refused(f"You may not change the closure days of {hub}.", status=403)
    wanted = sorted(set(days))
    if not wanted:
        raise Refused("Enter at least one day.", field="days", status=400)
    known = set(Closure.objects.filter(hub=hub, day__in=wanted).values_list("day", flat=True))
    plain = calendar_for("england")
    for day in wanted:
        why = plain.why_not_working(day) if plain.knows(day) else "outside the calendar"
        if why is not None:
            raise Refused(f"{day:%-d %B %Y} is not a working day: {why}.", field="days", status=400)
        if day in known:
            raise Refused(f"The hub is already closed on {day:%-d %B %Y}.", field="days")
    Closure.objects.bulk_create([Closure(hub=hub, day=day, reason=reason, made_by=by) for day in wanted])
