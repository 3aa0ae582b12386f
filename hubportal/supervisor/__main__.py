"""`make run`: brings database, data, web, worker and timetable up on one machine, and all of them down again.

Servers do not use this: there each process is a service of its own (docker-compose.yml).
"""

import argparse
import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType

from hubportal.supervisor.data import DEMO_SIGN_INS, CannotRun, demo_password, load, manage
from hubportal.supervisor.parts import GRACE_SECONDS, PROJECT, Part, parts, say
from hubportal.tenancy import embedded
from hubportal.tenancy.embedded.lifeline import end_with_parent


def wanted_port() -> int:
    wanted = os.environ.get("PORT", "8000")
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise CannotRun(f"PORT is {wanted}: give a number from 1 to 65535, such as `make run PORT=8001`.")
    return int(wanted)


def refuse_taken_port(port: int, host: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CannotRun(f"Only root may use port {port}: choose another, `make run PORT=8000`.") from None
        except OSError:
            raise CannotRun(
                f"Port {port} is in use: stop what uses it, or choose another, `make run PORT={port + 1}`."
            ) from None


def serve(running: list[Part], port: int, host: str, database: embedded.EmbeddedServer | None) -> None:
    """Run every part until told to stop."""
    told_to_stop: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        told_to_stop.append(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)
    try:
        for part in running:
            part.start()
        told = False
        looks = 0
        while not told_to_stop:
            if not told and _listening(host, port):
                _welcome(port)
                told = True
            for part in running:
                part.look()
                part.start_when_due()
            looks += 1
            if database is not None and looks % 25 == 0 and not database.alive():
                say("The database stopped; starting it again.")
                database.start()
            time.sleep(0.2)
        say("\nStopping …")
    finally:
        for part in running:
            part.ask_to_end()
        deadline = time.monotonic() + GRACE_SECONDS
        for part in running:
            part.see_end(deadline)


def main() -> None:
    reader = argparse.ArgumentParser(prog="python -m hubportal.supervisor")
    reader.add_argument("--end-with-parent", action="store_true", help="stop when the command that started this ends")
    options = reader.parse_args()
    if options.end_with_parent:
        end_with_parent(signal.SIGTERM)
    data_dir = Path(os.environ.get("HUBPORTAL_DATA", PROJECT / ".data")).resolve()
    host = os.environ.get("HOST", "127.0.0.1")
    database: embedded.EmbeddedServer | None = None
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        port = wanted_port()
        refuse_taken_port(port, host)
        os.environ.setdefault("HUBPORTAL_BASE_URL", f"http://localhost:{port}")
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.environ["HUBPORTAL_DEMO_PASSWORD"] = demo_password(data_dir)
        if not os.environ.get("DATABASE_URL"):
            database = embedded.ensure(data_dir)
        manage("migrate", doing="Bringing the database up to date")
        load(data_dir)
        serve(parts(port, host, data_dir), port, host, database)
    except (CannotRun, embedded.EmbeddedFault) as fault:
        sys.exit(str(fault))
    except KeyboardInterrupt:
        say("\nStopped before everything was up; the next start goes on from here.")
    finally:
        if database is not None:
            database.stop()
    say("Stopped.")


def _welcome(port: int) -> None:
    say(f"\nHub Portal is at http://localhost:{port}\n")
    for address, who in DEMO_SIGN_INS.items():
        say(f"  {address:<28} {who}")
    say(f"\n  Password for all of them: {os.environ['HUBPORTAL_DEMO_PASSWORD']}\n\nCtrl-C stops everything.")


def _listening(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.2)
        return probe.connect_ex((host, port)) == 0


if __name__ == "__main__":
    main()
