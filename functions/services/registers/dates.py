"""The dates of rows as dates to keep, so that the sweep of all records tells of them."""

from collections.abc import Iterable

from functions.models import RegisterRow
from functions.rules.registers.dates import dates_of
from functions.services.registers.declared import register_of
from hubportal.records.models import Deadline
from hubportal.records.services.deadlines import drop, meet, set_deadline
from hubportal.records.services.finding import of


def keep_dates(row: RegisterRow) -> None:
    """Bring the dates to keep of one row in line with its columns: set, met, or dropped where none is left."""
    register = register_of(row)
    kept = {one.step: one for one in dates_of(register, row.values)}
    for declared in register.dates:
        found = kept.get(declared.step)
        if found is None:
            drop(row, declared.step, on=row.changed_at.date())
            continue
        set_deadline(
            row, found.step, due_on=found.due_on, words=found.words, warn_on=found.warn_on, clause=found.clause
        )
        if found.met_on is not None:
            meet(row, found.step, on=found.met_on)


def set_dates(rows: Iterable[RegisterRow]) -> None:
    """The dates to keep of rows that have just been made, in one statement."""
    Deadline.objects.bulk_create(
        [
            Deadline(
                **of(row),
                step=one.step,
                words=one.words,
                subject=row.subject,
                path=row.get_absolute_url(),
                due_on=one.due_on,
                warn_on=one.warn_on,
                met_on=one.met_on,
                clause=one.clause,
                stream=row.stream,
                is_restricted=row.is_restricted,
                owner_id=row.owner_id,
            )
            for row in rows
            for one in dates_of(register_of(row), row.values)
        ],
        batch_size=1000,
    )
