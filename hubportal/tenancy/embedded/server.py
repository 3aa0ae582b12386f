"""Starts, finds and leaves the embedded server."""

import atexit
import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from hubportal.tenancy.embedded import keeper, postmaster
from hubportal.tenancy.embedded.place import DATABASE, PORT, EmbeddedFault, Place, find, settle

PROJECT = Path(__file__).resolve().parents[3]


class EmbeddedServer:
    """One command's use of the embedded server of a data folder; the last use to end stops the server."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._use: IO[str] | None = None
        self._used_by = os.getpid()
        self._keeper: subprocess.Popen[str] | None = None

    def dsn(self, role: str) -> dict[str, str | int]:
        """How to sign in as a database role."""
        return {"host": str(self.place.socket_dir), "user": role, "name": DATABASE, "port": PORT}

    def alive(self) -> bool:
        """Whether it runs and answers."""
        if self._keeper is not None:
            self._keeper.poll()  # a keeper that ended is not left a zombie
        return postmaster.pid_of(self.place) is not None and postmaster.answers(self.place)

    def start(self) -> None:
        """Use the live server, or start it; ready for connections on return."""
        with (self.place.data_dir / "postgres.lock").open("w") as one_at_a_time:
            fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
            if self._use is None:
                self._use = self.place.users.open("a")
                self._used_by = os.getpid()
            fcntl.flock(self._use, fcntl.LOCK_SH)  # waits while a keeper is stopping the server
            deadline = time.monotonic() + postmaster.PATIENCE_SECONDS
            while (pid := postmaster.pid_of(self.place)) is not None:
                if postmaster.answers(self.place):
                    return
                if time.monotonic() > deadline:
                    raise EmbeddedFault(
                        f"PostgreSQL process {pid} holds {self.place.cluster} but does not answer: "
                        "end that process and start again."
                    )
                time.sleep(0.05)  # it is starting up or shutting down
            self._start_keeper()

    def stop(self) -> None:
        """Leave the server; when nobody else uses it, return once it has stopped."""
        if self._use is None or self._used_by != os.getpid():
            return
        self._use.close()
        self._use = None
        deadline = time.monotonic() + postmaster.PATIENCE_SECONDS
        while postmaster.pid_of(self.place) and time.monotonic() < deadline and not self._others_use_it():
            time.sleep(0.02)
        if self._keeper is not None and not postmaster.pid_of(self.place):
            self._keeper.wait(timeout=10)

    def _others_use_it(self) -> bool:
        with self.place.users.open("a") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                try:
                    fcntl.flock(users, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    return False  # the keeper has it, and is stopping the server
                return True
        return False  # nobody has it: the keeper will see so at its next look

    def _start_keeper(self) -> None:
        self._keeper = subprocess.Popen(
            [sys.executable, "-m", keeper.__name__, str(self.place.data_dir)],
            cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True,  # Ctrl-C is for the command, which then leaves the server in its own time
        )  # fmt: skip
        assert self._keeper.stdout is not None  # noqa: S101
        assert self._keeper.stderr is not None  # noqa: S101
        with self._keeper.stdout as said, self._keeper.stderr as faults:
            if said.readline().strip() != keeper.READY:
                raise EmbeddedFault(faults.read().strip().splitlines()[-1])


def running(data_dir: Path) -> bool:
    """Whether the server of this data folder runs and answers."""
    place = find(data_dir)
    return place is not None and EmbeddedServer(place).alive()


def ensure(data_dir: Path) -> EmbeddedServer:
    """The server of this data folder, started unless it is live, and left when this process ends."""
    try:
        server = EmbeddedServer(settle(data_dir))
        server.start()
    except OSError as error:
        raise EmbeddedFault(f"The embedded PostgreSQL cannot use {data_dir}: {error}.") from error
    atexit.register(server.stop)
    return server
