"""A message of the hub that waits to be sorted, and its mailbox."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from functions.models import IncomingMessage, Mailbox
from functions.services.mail_in.reading import keep_message
from hubportal.tenancy.scope import Scope, scope
from tests.tenancy.worlds import Place


def make(place: Place) -> dict[str, Any]:
    raw = f"From: {place.marker} <x@elsewhere.example>\nSubject: {place.marker} message\n\n{place.marker} words"
    with scope(Scope(role="hub_work", hub=place.ccg.hub_id, reason="a world for tests")), transaction.atomic():
        box = Mailbox.objects.create(
            hub=place.ccg.hub,
            code=place.marker,
            address=f"{place.marker.lower()}@example.org",
            host="localhost",
            user="x",
        )
        keep_message(box, [raw.encode()], size=len(raw), arrived_at=datetime(2016, 2, 1, tzinfo=UTC))
        message = IncomingMessage.objects.get(mailbox=box)
    return {
        "functions:mail-message:public_id": message.public_id,
        "functions:mail-raw:public_id": message.public_id,
        "settings:mailbox:key": box.pk,
    }
