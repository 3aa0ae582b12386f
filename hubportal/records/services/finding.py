"""Finding a record to work on: locked, permitted, and still the one the person was looking at."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404

from hubportal.organisations.models import Person
from hubportal.records.kinds import RecordKind, kind_of
from hubportal.web import words
from hubportal.web.refusals import Difference, Refused, Stale


def locked_record(
    *,
    kind: RecordKind,
    record_id: int,
    by: Person,
    version: int | None,
    permission: str | None = None,
    yours: Callable[[Any], tuple[Difference, ...]] | None = None,
) -> Any:
    """The record, locked until the transaction ends.

    A stranger gets 404; somebody who may read it but not do this is refused. `version` is that of the page the person
    held, None when they held none; an older one is refused as stale, and `yours` sets what was typed beside what is
    saved.
    """
    record = (
        kind.visible_to(by)
        .select_related("hub", "ccg", "practice")
        .select_for_update(of=("self",))
        .filter(pk=record_id)
        .first()
    )
    if record is None:
        raise Http404("No record of yours has this number.")
    if not by.grants.can(permission or kind.edit_permission, record.ccg_id):
        raise Refused("You may read this record but not do this to it.", status=403)
    if version is not None and version != record.version:
        raise stale(record, yours(record) if yours else ())
    return record


def stale(record: Any, both: tuple[Difference, ...] = ()) -> Stale:
    """That somebody else changed the record meanwhile, with who, when, its state now and what differs from the page."""
    who, at = last_change(record)
    moves = kind_of(record).table(record)
    state = moves.states[record.state] if moves else record.state
    return Stale(
        f"{who or 'Someone else'} changed {record.reference} on {words.moment(at)}, while you had it open."
        f" Its state is now: {words.lower_first(state)}. Nothing you typed has been saved yet.",
        changed_by=who,
        changed_at=words.moment(at),
        differences=both,
    )


def last_change(record: Any) -> tuple[str, datetime]:
    """Who last changed the record, where the history says so, and when."""
    row = (
        type(record)
        .pgh_event_model.objects.filter(pgh_obj_id=record.pk)
        .order_by("-pgh_id")
        .values_list("pgh_context__metadata", "pgh_created_at")
        .first()
    )
    context, at = row or (None, record.changed_at)
    person = Person.objects.filter(pk=context["person"]).first() if context and "person" in context else None
    return person.name if person else "", at


def changed(record: Any, *fields: str) -> None:
    """Save these fields, and let the version rise so that a page opened before is stale."""
    record.version += 1
    record.save(update_fields=[*fields, "version", "changed_at"])


def of(record: Any) -> dict[str, Any]:
    """The columns by which a row belongs to a record."""
    return {
        "hub_id": record.hub_id,
        "ccg_id": record.ccg_id,
        "kind": kind_of(record).key,
        "record_id": record.pk,
        "reference": record.reference,
    }
