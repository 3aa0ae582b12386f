"""The processes of the portal on one machine, each started again when it ends."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hubportal.tenancy.embedded.lifeline import tied

PROJECT: Final = Path(__file__).resolve().parents[2]
PYTHON: Final = sys.executable
CELERY: Final = [PYTHON, "-m", "celery", "--app", "hubportal.celery"]
GRACE_SECONDS: Final = 20
LONGEST_WAIT_SECONDS: Final = 30
STEADY_SECONDS: Final = 60


@dataclass
class Part:
    """A process of the portal; started again when it ends, after a wait that doubles up to 30 seconds."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    wait: float = 1.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=tied(signal.SIGTERM),
        )
        self.started_at = time.monotonic()

    def look(self) -> None:
        """Start it again if it ended and its wait is over."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.started_at
        if lived > STEADY_SECONDS:
            self.wait = 1.0
        status = self.process.returncode
        say(f"The {self.name} ended with status {status}; starting it again in {self.wait:.0f} s.")
        self.process = None
        self.started_at = time.monotonic() + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT_SECONDS)

    def start_when_due(self) -> None:
        if self.process is None and time.monotonic() >= self.started_at:
            self.start()

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def see_end(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(
                f"The {self.name} did not end in {GRACE_SECONDS} s, so it was made to; "
                "what it left is taken up at the next start."
            )
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # and whatever it may have left
        self.process.wait()


def say(sentence: str) -> None:
    print(sentence, flush=True)


def parts(port: int, host: str, data_dir: Path) -> list[Part]:
    """What runs: with REDIS_URL Celery and its beat, without it one worker that keeps the timetable too."""
    web = [
        PYTHON, "-m", "gunicorn", "hubportal.wsgi:application", "--bind", f"{host}:{port}", "--workers", "2",
        "--threads", "4", "--timeout", "60", "--graceful-timeout", "10", "--log-level", "warning",
        "--no-control-socket",
    ]  # fmt: skip
    found = [Part("web server", web)]
    if os.environ.get("REDIS_URL"):
        found.append(Part("worker", [*CELERY, "worker", "--concurrency", "2", "--loglevel", "WARNING"]))
        schedule = str(data_dir / "beat-schedule")
        found.append(Part("timetable", [*CELERY, "beat", "--schedule", schedule, "--loglevel", "WARNING"]))
    else:
        found.append(Part("worker", [PYTHON, "manage.py", "run_worker"]))
    return found
