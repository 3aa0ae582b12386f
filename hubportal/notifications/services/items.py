"""Working the list: claim an item under a lease, do it in its own scope, mark it done with its effect.

A worker killed at any moment leaves either nothing done and a lease that runs out, or the effect and
`done_at` together. All times are the database's.
"""

import logging
import time
import traceback
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import connection, transaction

from hubportal.notifications.handlers import Registered, handler_of
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.given_up import tell_administrators
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Ccg, Person
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused

log = logging.getLogger(__name__)

WORKER = Scope(role="hub_work", reason="work list")
ATTEMPTS = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=2)

_CLAIM = """
UPDATE notifications_outboxitem
SET lease_until = clock_timestamp() + %(lease)s, lease_by = %(claim)s, attempts = attempts + 1
WHERE id = (
  SELECT id FROM notifications_outboxitem
  WHERE done_at IS NULL AND dead_at IS NULL AND run_after <= clock_timestamp()
    AND (lease_until IS NULL OR lease_until < clock_timestamp())
  ORDER BY run_after, id FOR UPDATE SKIP LOCKED LIMIT 1
)
RETURNING *
"""
_DONE = """
UPDATE notifications_outboxitem
SET done_at = clock_timestamp(), error = '', payload = CASE WHEN %(forget)s THEN '{}'::jsonb ELSE payload END
WHERE id = %(item)s AND lease_by = %(claim)s AND done_at IS NULL AND dead_at IS NULL
"""
_FAILED = """
UPDATE notifications_outboxitem
SET lease_until = NULL, error = left(%(error)s, 500), run_after = clock_timestamp() + %(wait)s,
  dead_at = CASE WHEN %(dead)s THEN clock_timestamp() END
WHERE id = %(item)s AND lease_by = %(claim)s AND done_at IS NULL AND dead_at IS NULL
"""


class LeaseLost(Exception):
    """The item took longer than its lease and another worker has it: what was done here is undone."""


def lease() -> timedelta:
    """How long a worker may take over one item before another may claim it."""
    return timedelta(seconds=int(getattr(settings, "OUTBOX_LEASE_SECONDS", 180)))


def wait_before(attempt: int) -> timedelta:
    """Time to the next attempt: thirty seconds, then three times as long each time, two hours at most."""
    factor: int = 3 ** (attempt - 1)
    return min(FIRST_WAIT * factor, LONGEST_WAIT)


def database_now() -> datetime:
    """The clock every worker goes by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def claim() -> OutboxItem | None:
    """Take the item that has waited longest, committed before anything is done for it; None if none waits."""
    with scope(WORKER), transaction.atomic():
        found = list(OutboxItem.objects.raw(_CLAIM, {"lease": lease(), "claim": uuid4().hex}))
    return found[0] if found else None


def scope_of(item: OutboxItem) -> Scope:
    """What an item may see: its CCG or hub, and of that no more than its actor may see at this moment."""
    reason = f"{item.kind} {item.pk}"
    if item.actor_id is None:
        if item.ccg_id is not None:
            return Scope(hub=item.hub_id, ccgs=(item.ccg_id,), reason=reason)
        role = "hub_app" if item.hub_id is None else "hub_work"
        return Scope(hub=item.hub_id, role=role, reason=reason)  # type: ignore[arg-type]
    held = Person.objects.get(pk=item.actor_id).grants.scope()
    if item.ccg_id is not None and held.role == "hub_practice":
        return replace(held, hub=item.hub_id, hubs=(), read_only=False, reason=reason)
    within = Ccg.objects.filter(hub=item.hub, pk__in=held.ccgs)
    ccgs = tuple(key for key in within.order_by("pk").values_list("pk", flat=True) if item.ccg_id in {None, key})
    if not ccgs and item.hub_id is not None:
        raise Refused("The person who asked for this no longer works for that organisation.")
    return Scope(actor=item.actor_id, hub=item.hub_id, ccgs=ccgs, committees=held.committees, reason=reason)


def _do(item: OutboxItem, handler: Registered) -> None:
    """The handler's writes and `done_at` commit together or not at all."""
    with scope(WORKER), transaction.atomic():
        with (
            scope(scope_of(item)),
            pghistory.context(person=item.actor_id, path=item.kind, request=item.dedupe),
        ):
            handler.run(item)
        with connection.cursor() as cursor:
            cursor.execute(_DONE, {"item": item.pk, "claim": item.lease_by, "forget": handler.forget_payload})
            if cursor.rowcount != 1:
                raise LeaseLost(item.pk)


def _where_it_failed(error: Exception) -> str:
    """The fault without its message, which may quote a case; a refusal's sentence is our own."""
    if isinstance(error, Refused):
        return error.sentence
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} at {frames[-1].name} line {frames[-1].lineno}"


def _tell_actor(item: OutboxItem) -> None:
    """The person whose act could not be finished hears of it, in a CCG they can read."""
    person = item.actor
    if person is None:
        return
    readable = Ccg.objects.filter(hub=item.hub, pk__in=person.grants.ccgs()).order_by("pk")
    ccg = next((ccg for ccg in readable if ccg.pk == item.ccg_id), None) or readable.first()
    if ccg is None:
        return
    about = item.payload.get("about", "something you asked for")
    tell(
        people=[person],
        hub=ccg.hub_id,
        ccg=ccg,
        kind="work_failed",
        text=f"We could not finish {about}. Try again, or ask your administrator for help.",
        path=str(item.payload.get("path", "")) or "/notices/",
        dedupe=f"failed:{item.pk}",
    )


def _record_failure(item: OutboxItem, said: str, *, dead: bool) -> None:
    log.error("outbox item %s (%s), attempt %s: %s", item.pk, item.kind, item.attempts, said)
    wait = wait_before(item.attempts)
    told: dict[str, Any] = {
        "item": item.pk,
        "claim": item.lease_by,
        "error": said,
        "dead": dead,
        "wait": wait,
    }
    with scope(Scope(role="hub_work", hub=item.hub_id, reason="work list")), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_FAILED, told)
            mine = cursor.rowcount == 1
        if mine and dead:
            _tell_actor(item)
            tell_administrators(item, on=database_now())


def work(item: OutboxItem) -> bool:
    """Do one claimed item; True when it is done. A failure is kept on the row and tried again later."""
    if item.attempts > ATTEMPTS:  # every attempt so far ended with the worker's death
        _record_failure(item, "The worker died on each attempt.", dead=True)
        return False
    try:
        _do(item, handler_of(item.kind))
    except Exception as error:
        # Whatever the handler's fault: it is kept on the row, tried again, and in the end told to its actor.
        given_up = isinstance(error, Refused) or item.attempts >= ATTEMPTS
        _record_failure(item, _where_it_failed(error), dead=given_up)
        return False
    return True


def drain(*, limit: int = 500, seconds: float = 60) -> int:
    """Work the list until it is empty, or a limit is reached; returns how many items were tried."""
    stop = time.monotonic() + seconds
    tried = 0
    while tried < limit and time.monotonic() < stop:
        item = claim()
        if item is None:
            break
        work(item)
        tried += 1
    return tried
