"""Setting, meeting and dropping the dates a record has to keep."""

from datetime import date
from typing import Any

from hubportal.records.models import Deadline
from hubportal.records.services.finding import of


def set_deadline(
    record: Any,
    step: str,
    *,
    due_on: date,
    words: str,
    warn_on: date | None = None,
    clause: str = "",
    owner_id: int | None = None,
) -> Deadline:
    """Give a record a date to keep, or move the one it has for this step; what was met or dropped is open again."""
    key = of(record)
    found, _ = Deadline.objects.update_or_create(
        ccg_id=key["ccg_id"],
        kind=key["kind"],
        record_id=key["record_id"],
        step=step,
        defaults={
            **key,
            "words": words,
            "subject": record.subject,
            "path": record.get_absolute_url(),
            "due_on": due_on,
            "warn_on": warn_on,
            "clause": clause,
            "met_on": None,
            "dropped_on": None,
            "stream": getattr(record, "stream", "contracting"),
            "is_restricted": getattr(record, "is_restricted", False),
            "owner_id": owner_id or getattr(record, "owner_id", None),
        },
    )
    return found


def meet(record: Any, step: str, *, on: date) -> bool:
    """The step was done on this day; False where there was no such date to keep."""
    return bool(Deadline.objects.of(record).open().filter(step=step).update(met_on=on))


def drop(record: Any, step: str, *, on: date) -> bool:
    """The date need no longer be kept."""
    return bool(Deadline.objects.of(record).open().filter(step=step).update(dropped_on=on))


def drop_all(record: Any, *, on: date) -> int:
    """Nothing of this record need be kept any more."""
    return int(Deadline.objects.of(record).open().update(dropped_on=on))


def hand_over(record: Any) -> int:
    """Open dates follow the record's owner, stream and restriction."""
    return int(
        Deadline.objects.of(record)
        .open()
        .update(owner_id=record.owner_id, stream=record.stream, is_restricted=record.is_restricted)
    )
