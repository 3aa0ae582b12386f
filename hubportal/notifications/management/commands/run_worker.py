"""The worker of an installation without Redis: works the list and keeps the timetable, straight from the table."""

import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from hubportal.notifications.services import items, jobs

LOOK_EVERY_SECONDS = 0.5
TIMETABLE_EVERY_SECONDS = 20


class Command(BaseCommand):
    """Runs until told to stop by SIGTERM or SIGINT, finishing the item in hand; any number may run at once."""

    help = "Work the list of background acts and keep the timetable (for installations without REDIS_URL)."

    requires_system_checks = ()  # `manage.py check` is for set-up; a worker starts at once

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-timetable", action="store_true", help="only work the list")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        self.stdout.write("Worker ready.")
        self.stdout.flush()
        self._run(timetable=not options["no_timetable"])
        self.stdout.write("Worker stopped.")

    def _run(self, *, timetable: bool) -> None:
        looked_at = None
        while not self.stopping.is_set():
            try:
                close_old_connections()
                if timetable and (looked_at is None or time.monotonic() - looked_at > TIMETABLE_EVERY_SECONDS):
                    jobs.start_due()
                    looked_at = time.monotonic()
                # One item at a time, so that a signal waits for no more than the item in hand.
                waiting = items.drain(limit=1)
            except (OperationalError, InterfaceError):
                self.stderr.write("The database does not answer; trying again.")
                connection.close()
                self.stopping.wait(2)
                continue
            if not waiting:
                self.stopping.wait(LOOK_EVERY_SECONDS)
