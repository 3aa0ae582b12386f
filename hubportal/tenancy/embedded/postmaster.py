"""Looks at the server process of a cluster: whether it is there, whether it answers, what it left behind."""

import time
from pathlib import Path
from typing import Final

import psycopg2
from psycopg2.extensions import connection as Connection

from hubportal.tenancy.embedded.cluster import SUPERUSER
from hubportal.tenancy.embedded.place import PORT, EmbeddedFault, Place

PATIENCE_SECONDS: Final = 60


def pid_of(place: Place) -> int | None:
    """The process that holds the cluster. A zombie or a stranger with a recycled number does not."""
    try:
        pid = int((place.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
        # Every user may read a command line (its working folder not always); a zombie's is empty.
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    return pid if str(place.cluster).encode() in command.split(b"\0") else None


def connect(place: Place, database: str) -> Connection:
    """A superuser's connection in autocommit."""
    connection = psycopg2.connect(
        host=str(place.socket_dir), port=PORT, user=SUPERUSER, dbname=database, connect_timeout=5
    )
    connection.autocommit = True
    return connection


def answers(place: Place) -> bool:
    """Whether the server takes connections now."""
    try:
        connect(place, "postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def clear_stale_pid(place: Place) -> None:
    """Remove the pid file of a server that is gone, and the lock file of its socket.

    PostgreSQL does so itself unless the number names a zombie or another process of the same user. It keeps
    the pid file to see whether orphaned backends still write, by their shared memory: so that is asked first.
    The socket's folder is this cluster's alone.
    """
    pid_file = place.cluster / "postmaster.pid"
    if not pid_file.exists():
        _socket_lock(place).unlink(missing_ok=True)
        return
    lines = pid_file.read_text().splitlines()
    segment = lines[6].split()[-1] if len(lines) > 6 and lines[6].split() else ""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while segment and _attached(segment):
        if time.monotonic() > deadline:
            raise EmbeddedFault(
                f"Processes of an earlier PostgreSQL still use {place.cluster}: end them and start again."
            )
        time.sleep(0.05)
    pid_file.unlink()
    _socket_lock(place).unlink(missing_ok=True)


def _socket_lock(place: Place) -> Path:
    return place.socket_dir / f".s.PGSQL.{PORT}.lock"


def last_complaint(log: Path) -> str:
    """Why the server refused, in its own words."""
    said = [line for line in log.read_text(errors="replace").splitlines() if "FATAL" in line]
    return said[-1].split(": ", 1)[-1].strip() if said else "it gave no reason"


def _attached(segment: str) -> bool:
    rows = Path("/proc/sysvipc/shm")
    if not rows.exists():
        return False
    for row in rows.read_text().splitlines()[1:]:
        columns = row.split()
        if columns[1] == segment:
            return int(columns[6]) > 0
    return False
