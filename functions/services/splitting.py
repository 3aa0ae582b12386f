"""Splitting a case that holds two questions: the new case inherits the receipt, not the day of the split."""

from datetime import datetime

from django.db import transaction

from functions.models import Query, QueryLink
from functions.rules.acts import Act
from functions.services.clock import add_event
from functions.services.clock_reading import as_clock_event, merged_keys
from functions.services.finding import allow, locked_case
from functions.services.queries import Contact, log_query
from hubportal.clocks.events import EventKind
from hubportal.organisations.models import Person


@transaction.atomic
def split(
    *,
    query_id: int,
    version: int | None,
    by: Person,
    at: datetime,
    subject: str,
    detail: str,
    category: str = "",
    stream: str = "",
) -> Query:
    """Log the second question of a case as a case of its own, linked to the first; returns the new case.

    Its clock runs from the first case's receipt, and what acknowledged the first acknowledged both. Without a
    category and stream it takes the first case's.
    """
    case = locked_case(query_id=query_id, by=by, version=version)
    allow(case, Act.SPLIT)
    merged = Query.objects.filter(ccg_id=case.ccg_id, pk__in=merged_keys(case))
    received = [case.received_at, *merged.values_list("received_at", flat=True)]
    new = log_query(
        by=by,
        ccg=case.ccg,
        kind=case.kind,
        stream=stream or case.stream,
        category=category or case.category,
        subject=subject,
        detail=detail,
        channel=case.channel,
        received_at=min(received),
        contact=Contact(case.contact_name, case.contact_organisation, case.contact_email, case.contact_phone),
        practice=case.practice,
        priority=case.priority,
        owner=case.owner if case.owner and case.owner.grants.can("ccg_case_edit", case.ccg_id) else None,
        team=case.team,
        restricted=case.is_restricted,
        at=at,
    )
    told = case.events.filter(kind__in=[EventKind.ACKNOWLEDGED, EventKind.PROMISED]).order_by("on", "id")
    for row in told:
        add_event(case=new, event=as_clock_event(row), by=by, at=at)
    QueryLink.objects.create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=new,
        other=case,
        sort=QueryLink.Sort.SPLIT_FROM,
        made_by=by,
    )
    case.version += 1
    case.save(update_fields=["version", "changed_at"])
    return new
