"""A case with a long story, made once in a load-test database through the services that people use."""

from datetime import date, timedelta

from django.utils import timezone

from functions.models import Query
from functions.services.clock import record_event
from functions.services.queries import Contact, log_query
from hubportal.organisations.models import Ccg, Person

THIRTY = 30
SUBJECT = "A long story for the benchmarks"


def thirty_events(officer: Person) -> str:
    """The reference of a case acknowledged, then paused and resumed on one day after the other: thirty events."""
    found = Query.objects.filter(ccg_id__in=officer.grants.ccgs("ccg_case_edit"), subject=SUBJECT).first()
    return found.reference if found else _make(officer)


def _make(officer: Person) -> str:
    now = timezone.now()
    case = log_query(
        by=officer,
        ccg=Ccg.objects.filter(pk__in=officer.grants.ccgs("ccg_case_edit"))[0],
        kind="query",
        stream="contracting",
        category="access",
        subject=SUBJECT,
        detail="Paused and resumed fourteen times.",
        channel="email",
        received_at=now - timedelta(days=40),
        contact=Contact(),
        at=now,
    )
    first = timezone.localdate() - timedelta(days=35)

    def record(kind: str, on: date) -> None:
        record_event(query_id=case.pk, version=None, kind=kind, on=on, by=officer, at=now, reason="Waiting for a form")

    record("acknowledged", first)
    for place in range((THIRTY - 2) // 2):
        record("paused", first + timedelta(days=2 * place + 1))
        record("resumed", first + timedelta(days=2 * place + 2))
    record("update_given", timezone.localdate())
    return case.reference
