"""The process that keeps the embedded server: `python -m hubportal.tenancy.embedded.keeper DATA_DIR`.

The server is its child and dies with it, even by kill -9: the kernel sends the death signal. The keeper in
turn lives as long as any command uses the database. Each of those holds a shared lock on one file, which the
kernel takes back however the command ends; once nobody holds it, the keeper stops the server and goes. So one
command's end never pulls the database from under another, and the last one's always stops it.
"""

import fcntl
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import IO, Final

from hubportal.tenancy import roles
from hubportal.tenancy.embedded import cluster, postmaster
from hubportal.tenancy.embedded.lifeline import tied
from hubportal.tenancy.embedded.place import DATABASE, PORT, EmbeddedFault, Place, settle

READY: Final = "ready"
LOOK_SECONDS: Final = 0.1
LOG_LIMIT_BYTES: Final = 10_000_000

Server = subprocess.Popen[bytes]


def start(place: Place) -> Server:
    """Start the server as our child, wait until it answers, and make roles and database when missing."""
    cluster.ready(place)
    postmaster.clear_stale_pid(place)
    settings = {**cluster.SETTINGS, "unix_socket_directories": str(place.socket_dir), "port": str(PORT)}
    command = [str(place.programs / "postgres"), "-D", str(place.cluster)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    if place.log.exists() and place.log.stat().st_size > LOG_LIMIT_BYTES:
        place.log.replace(place.log.with_suffix(".log.1"))
    with place.log.open("ab") as log:
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            preexec_fn=tied(signal.SIGINT), **cluster.as_user(place),
        )  # fmt: skip
    deadline = time.monotonic() + postmaster.PATIENCE_SECONDS
    while not postmaster.answers(place):
        if server.poll() is not None or time.monotonic() > deadline:
            stop(server)
            said = postmaster.last_complaint(place.log)
            raise EmbeddedFault(f"The embedded PostgreSQL did not start: {said} (see {place.log}).")
        time.sleep(0.02)
    with closing(postmaster.connect(place, "postgres")) as connection:
        roles.provision(connection, database=DATABASE, may_create_databases=True)
    with closing(postmaster.connect(place, DATABASE)) as connection, connection.cursor() as cursor:
        roles.open_schema(cursor)
    return server


def stop(server: Server) -> None:
    """Stop our child: its clients are told to go, and what was committed is on disk."""
    for order, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        if server.poll() is not None:
            return
        server.send_signal(order)
        try:
            server.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            continue


def main(data_dir: Path) -> None:
    """Start the server, say so on standard output, and keep it until nobody uses it."""
    try:
        place = settle(data_dir)
        with place.users.open("a") as users:
            server = start(place)
            print(READY, flush=True)
            while server.poll() is None and not _unused(users):
                time.sleep(LOOK_SECONDS)
            stop(server)  # the lock is ours until it has stopped, so that a newcomer waits
    except (EmbeddedFault, OSError) as fault:
        sys.exit(str(fault))


def _unused(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    main(Path(sys.argv[1]))
