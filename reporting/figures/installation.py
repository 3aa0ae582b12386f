"""How this installation runs now: what the database says of itself, the last backup, and what the timetable did."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hubportal.documents.models import BackupMade
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.items import WORKER, database_now
from hubportal.notifications.services.jobs import timetable
from hubportal.organisations.models import Hub
from hubportal.tenancy.scope import scope


@dataclass(frozen=True, slots=True)
class JobRun:
    """A job of the timetable at the last moment it was due: for how many hubs it is done, and when the last was."""

    name: str
    due_at: datetime
    wanted: int
    done: int
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Installation:
    """What is read, and not set. Bytes are of the disk that holds the documents."""

    now: datetime
    postgresql: str
    signs_in_as: str
    unapplied: int
    disk_free: int
    disk_size: int
    backup: BackupMade | None
    jobs: list[JobRun]


def installation() -> Installation:
    """How this installation runs now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), session_user")
        version, signs_in_as = cursor.fetchone()
    executor = MigrationExecutor(connection)
    unapplied = executor.migration_plan(executor.loader.graph.leaf_nodes())
    disk = shutil.disk_usage(_nearest(Path(default_storage.path(""))))
    return Installation(
        now=database_now(),
        postgresql=version.split()[0],
        signs_in_as=signs_in_as,
        unapplied=len(unapplied),
        disk_free=disk.free,
        disk_size=disk.total,
        backup=BackupMade.objects.order_by("-at").first(),
        jobs=_jobs(),
    )


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that exists: a new installation has none yet."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _jobs() -> list[JobRun]:
    """Read by the keys of the timetable's own items, so that nothing is searched."""
    now, hubs = database_now(), list(Hub.objects.order_by("pk").values_list("pk", flat=True))
    wanted: dict[str, list[str]] = {}
    for job in timetable().values():
        period = job.at.latest(now).strftime("%Y-%m-%dT%H:%M")
        wanted[job.name] = [f"job:{job.name}:{period}:{hub or 'all'}" for hub in (hubs if job.per_hub else [None])]
    keys = [key for keys in wanted.values() for key in keys]
    with scope(WORKER):
        done = dict(OutboxItem.objects.filter(dedupe__in=keys, done_at__isnull=False).values_list("dedupe", "done_at"))
    made = []
    for job in timetable().values():
        moments = [moment for key in wanted[job.name] if (moment := done.get(key)) is not None]
        made.append(
            JobRun(job.name, job.at.latest(now), len(wanted[job.name]), len(moments), max(moments, default=None))
        )
    return made
