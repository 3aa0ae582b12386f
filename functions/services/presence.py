"""Noting that somebody has a case before them."""

from datetime import datetime
from functools import partial

from django.db import connection, transaction

from functions.models import CaseSight, Query
from functions.rules.presence import FORGOTTEN
from hubportal.organisations.models import Person
from hubportal.tenancy.scope import Scope, current_scope, scope


def note_sight(case: Query, *, by: Person, at: datetime, doing: str = "") -> None:
    """Note it once the page has been read, for a page is read in a transaction that cannot write.

    `doing` is the act whose page is open. Only those who may work the case are noted: see
    `functions.figures.presence.sights_of`.
    """
    if by.grants.can("ccg_case_edit", case.ccg_id):
        noted = partial(_write, opened=current_scope(), case=case, by=by, at=at, doing=doing)
        transaction.on_commit(noted, robust=True)  # a page is shown though it could not be noted


def _write(*, opened: Scope | None, case: Query, by: Person, at: datetime, doing: str) -> None:
    with scope(opened.for_writing() if opened else None), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")  # lost in a crash, it is noted again by the next page
        CaseSight.objects.filter(person=by, at__lt=at - FORGOTTEN).delete()
        CaseSight.objects.bulk_create(
            [CaseSight(hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, person=by, doing=doing, at=at)],
            update_conflicts=True,
            unique_fields=["ccg", "query", "person"],
            update_fields=["doing", "at"],
        )
