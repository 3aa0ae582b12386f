"""Offers for tests, made through the services."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from functions.models import EnhancedService
from functions.services.schemes.terms import make_service
from hubportal.organisations.models import Hub

SENT = datetime(2015, 4, 20, 9, tzinfo=UTC)
TERMS: dict[str, Any] = {
    "subject": "Extended hours",
    "code": "EH",
    "year": "2015/16",
    "rate": Decimal("1.90"),
    "unit": "registered",
    "sign_up_from": date(2015, 4, 13),
    "answer_by": date(2015, 6, 30),
    "remind_on": date(2015, 6, 1),
    "periods": [
        {"name": "Quarter 1", "due_on": "2015-07-31"},
        {"name": "Quarter 2", "due_on": "2015-10-31"},
    ],
    "letter_subject": "Invitation: {scheme_name} {year}",
    "letter_body": "Dear {practice_name}\n\nPlease answer by {answer_by}. The rate is {rate}.",
    "reminder_body": "",
    "specification": None,
}


def a_service(by: Any, *, hub: str = "WM", at: datetime = SENT, **changed: Any) -> EnhancedService:
    """Extended hours of 2015/16, not yet sent."""
    return make_service(by=by, hub=Hub.objects.get(code=hub), terms={**TERMS, **changed}, at=at)
