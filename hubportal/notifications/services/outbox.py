"""Adding to the work list: a row in the transaction that causes the act, and a ring once that commits."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from hubportal.notifications.handlers import handles
from hubportal.notifications.services import doorbell

__all__ = ["enqueue", "handles", "ring_after_commit"]

# No RETURNING and no conflict target: who may only add (a practice's person) has no right to read the table.
_ADD = """
INSERT INTO notifications_outboxitem
  (kind, dedupe, payload, hub_id, ccg_id, actor_id, made_at, run_after, lease_by, attempts, error)
VALUES (%s, %s, %s, %s, %s, %s, clock_timestamp(), coalesce(%s, clock_timestamp()), '', 0, '')
ON CONFLICT DO NOTHING
"""


def _key(row: models.Model | int | None) -> int | None:
    return row.pk if isinstance(row, models.Model) else row


def ring_after_commit() -> None:
    """Ring once per transaction, however many items it adds; rolled back, it does not ring."""
    if all(function is not doorbell.ring for _, function, *_ in connection.run_on_commit):
        transaction.on_commit(doorbell.ring)


def enqueue(
    *,
    kind: str,
    dedupe: str,
    payload: dict[str, Any] | None = None,
    hub: models.Model | int | None = None,
    ccg: models.Model | int | None = None,
    actor: models.Model | int | None = None,
    run_after: datetime | None = None,
) -> bool:
    """Put one act on the work list; False when the fact named by `dedupe` was already there.

    `hub`, `ccg` and `actor` (rows or keys) say in whose scope it runs: at most what the actor may see at that
    moment. An item without an actor belongs to the installation: it sees its CCG, or its hub when it has
    none.
    """
    values = (
        kind,
        dedupe,
        json.dumps(payload or {}, cls=DjangoJSONEncoder),
        _key(hub),
        _key(ccg),
        _key(actor),
        run_after,
    )
    with connection.cursor() as cursor:
        cursor.execute(_ADD, values)
        added: bool = cursor.rowcount == 1
    ring_after_commit()
    return added
