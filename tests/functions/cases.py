"""Cases for tests: logged through the service, by the officer of South Warwickshire unless said otherwise."""

from datetime import UTC, date, datetime, time
from typing import Any

from functions.models import Query
from functions.services.queries import Contact, log_query
from hubportal.organisations.models import Ccg, Practice

SATURDAY = date(2016, 1, 2)  # received on a Saturday: acknowledge by Friday 8, answer by Friday 29 January
NOW = datetime(2016, 1, 4, 9, 0, tzinfo=UTC)  # the Monday after


def at(day: date, hour: int = 10) -> datetime:
    """A moment of a winter day in London."""
    return datetime.combine(day, time(hour), tzinfo=UTC)


def a_case(by: Any, **given: Any) -> Query:
    """Log a case received on Saturday 2 January 2016; any argument of `log_query` may be given instead."""
    ccg = given.pop("ccg", None) or Ccg.objects.get(ods_code="05R")
    practice = given.pop("practice", None)
    if isinstance(practice, str):
        practice = Practice.objects.get(ods_code=practice)
    plain: dict[str, Any] = {
        "by": by,
        "ccg": ccg,
        "practice": practice,
        "kind": "query",
        "stream": "contracting",
        "category": "access",
        "subject": "Opening hours on a training afternoon",
        "detail": "May a practice close on Wednesday afternoon for training?",
        "channel": "email",
        "received_at": at(SATURDAY),
        "contact": Contact("Ann Example", "Alder Lane Surgery", "ann@example.org", "01632 960001"),
        "at": NOW,
    }
    return log_query(**(plain | given))
