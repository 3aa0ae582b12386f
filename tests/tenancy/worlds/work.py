"""A piece of background work that gave up, full of words that its pages must not show."""

from typing import Any

from django.db import connection, transaction

from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.items import WORKER
from hubportal.notifications.services.outbox import enqueue
from hubportal.tenancy.scope import scope
from tests.tenancy.worlds import Place


def make(place: Place) -> dict[str, Any]:
    """`work:item`."""
    said = {"subject": f"{place.marker} letter", "about": f"{place.marker} {place.case.reference}"}
    with scope(WORKER), transaction.atomic():
        enqueue(kind="functions.make_letter", dedupe=place.marker, payload=said, hub=place.ccg.hub, ccg=place.ccg)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE notifications_outboxitem SET dead_at = clock_timestamp(), attempts = 10, error = %s"
                " WHERE dedupe = %s",
                [f"{place.marker} was refused", place.marker],
            )
        return {"work:item": OutboxItem.objects.get(dedupe=place.marker).pk}
