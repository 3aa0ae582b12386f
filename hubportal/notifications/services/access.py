"""Who read restricted material or took an export: written after the reading, in a transaction of its own."""

from collections.abc import Collection
from functools import partial

from django.db import transaction

from hubportal.notifications.models import AccessRecord
from hubportal.organisations.models import Ccg, Person
from hubportal.tenancy.scope import Scope, current_scope, scope


def record_view(*, by: Person, hub_id: int, ccg_id: int, what: str, reference: str = "") -> None:
    """Record that somebody read this, once the reading is done.

    Pages are read in a transaction that cannot write, so the record follows its end, before the answer is sent: when
    it cannot be written, the page is not shown. `what` and `reference` name the thing and hold none of its content.
    """
    transaction.on_commit(
        partial(_write, opened=current_scope(), by=by, hub_id=hub_id, ccg_id=ccg_id, what=what, reference=reference)
    )


def _write(*, opened: Scope | None, by: Person, hub_id: int, ccg_id: int, what: str, reference: str) -> None:
    with scope(opened.for_writing() if opened else None), transaction.atomic():
        AccessRecord.objects.create(person=by, hub_id=hub_id, ccg_id=ccg_id, what=what, reference=reference)


def record_export(*, by: Person, what: str, codes: Collection[str] = ()) -> None:
    """Record an export for each CCG whose rows it may hold: those named by code, or all the person reads."""
    transaction.on_commit(partial(_write_each, opened=current_scope(), by=by, what=what, codes=tuple(codes)))


def _write_each(*, opened: Scope | None, by: Person, what: str, codes: tuple[str, ...]) -> None:
    with scope(opened.for_writing() if opened else None), transaction.atomic():
        ccgs = Ccg.objects.filter(pk__in=by.grants.ccgs("ccg_read"))
        if codes:
            ccgs = ccgs.filter(ods_code__in=codes)
        AccessRecord.objects.bulk_create(
            [AccessRecord(person=by, hub_id=ccg.hub_id, ccg_id=ccg.pk, what=what) for ccg in ccgs]
        )
