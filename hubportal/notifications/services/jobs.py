"""Starting what the timetable says: each job becomes an outbox item whose key names the job and its moment.

The unique key is what keeps two schedulers, or a worker started again, from doing a job twice; the lease is what has
it finished when the worker that began it is killed.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from hubportal.notifications.rules.timetable import Job
from hubportal.notifications.services.items import WORKER, database_now
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Hub
from hubportal.tenancy.scope import scope


@cache
def timetable() -> dict[str, Job]:
    """The jobs by name; the table itself is wiring and stands in `hubportal/celery.py`."""
    jobs: Iterable[Job] = import_string(getattr(settings, "TIMETABLE", "hubportal.celery.TIMETABLE"))
    return {job.name: job for job in jobs}


def start(job: Job, *, now: datetime) -> int:
    """Put a job that is due on the work list, once for its moment (and hub); returns how many items are new."""
    moment = job.due(now)
    if moment is None:
        return 0
    period = moment.strftime("%Y-%m-%dT%H:%M")
    payload = {"day": moment.date().isoformat()}
    hubs = list(Hub.objects.order_by("pk").values_list("pk", flat=True)) if job.per_hub else [None]
    with scope(WORKER), transaction.atomic():
        return sum(
            enqueue(kind=job.name, dedupe=f"job:{job.name}:{period}:{hub or 'all'}", payload=payload, hub=hub)
            for hub in hubs
        )


def start_named(name: str) -> int:
    """Start a job when the scheduler rings for it; a name no longer in the timetable starts nothing."""
    job = timetable().get(name)
    return start(job, now=database_now()) if job else 0


def start_due() -> int:
    """Start every job that is due, for a worker that keeps the timetable itself."""
    now = database_now()
    return sum(start(job, now=now) for job in timetable().values())
