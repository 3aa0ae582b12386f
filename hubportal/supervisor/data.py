"""What the portal holds when it first opens: tables, reference data, and demo data with its people."""

import hashlib
import os
import secrets
import subprocess
import time
from pathlib import Path
from typing import Final

from hubportal.supervisor.parts import PROJECT, PYTHON, say
from hubportal.tenancy import embedded

DEMO_SIGN_INS: Final = {
    "contracting@hub.example.org": "hub contracting officer",
    "finance@hub.example.org": "hub finance officer",
    "head@hub.example.org": "head of primary care, all 14 CCGs",
    "lead@05r.example.org": "CCG lead, South Warwickshire",
    "lead@05y.example.org": "CCG lead, Walsall",
    "secretary@05r.example.org": "committee secretary",
    "member@05r.example.org": "committee member",
    "practice@05r.example.org": "practice manager",
    "auditor@example.org": "auditor, reads only",
    "admin@example.org": "system administrator",
}


class CannotRun(Exception):
    """Why the portal cannot be started here, in one sentence with a way out."""


def demo_password(data_dir: Path) -> str:
    """The one password of the demo people: HUBPORTAL_DEMO_PASSWORD, or one made once and kept."""
    given = os.environ.get("HUBPORTAL_DEMO_PASSWORD")
    if given:
        return given
    kept = data_dir / "demo-password"
    if not kept.exists():
        made = kept.with_suffix(".new")
        made.touch(mode=0o600)
        made.write_text(f"{secrets.token_hex(2)}-{secrets.token_hex(3)}-{secrets.token_hex(2)}\n")
        made.replace(kept)
    return kept.read_text().strip()


def manage(*arguments: str, doing: str) -> None:
    """Run one of our commands to its end."""
    say(f"{doing} …")
    started = time.monotonic()
    quiet = ["--verbosity", "0"] if arguments[0] == "migrate" else []
    done = subprocess.run([PYTHON, "manage.py", *arguments, *quiet], cwd=PROJECT, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise CannotRun(f"`manage.py {' '.join(arguments)}` failed: its reason is above; mend it and start again.")
    say(f"{doing}: done in {time.monotonic() - started:.1f} s.")


def load(data_dir: Path) -> None:
    """Reference data when the fixtures changed since they were last loaded, demo data once for a database."""
    database = os.environ.get("DATABASE_URL") or _embedded_identity(data_dir)
    marker = data_dir / f"loaded-{hashlib.sha256(database.encode()).hexdigest()[:12]}"
    loaded = dict(line.split() for line in marker.read_text().splitlines()) if marker.exists() else {}
    tables = (path for path in (PROJECT / "fixtures").rglob("*") if path.suffix in {".csv", ".yaml", ".yml"})
    reference = _digest(*sorted(tables))
    password = hashlib.sha256(os.environ["HUBPORTAL_DEMO_PASSWORD"].encode()).hexdigest()
    if loaded.get("reference") != reference:
        manage("load_reference", doing="Loading reference data")
    if loaded.get("demo") != password:
        manage("load_demo", doing="Loading demo data")
    marker.touch(mode=0o600)
    marker.write_text(f"reference {reference}\ndemo {password}\n")


def _embedded_identity(data_dir: Path) -> str:
    """The database made in this data folder; another one after the folder was removed."""
    place = embedded.find(data_dir)
    return "" if place is None else f"{place.cluster} {(place.cluster / 'PG_VERSION').stat().st_mtime_ns}"


def _digest(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()
