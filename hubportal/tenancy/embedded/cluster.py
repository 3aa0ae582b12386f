"""Makes the embedded server's files: a new cluster, who may sign in, and how the server is set."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

from hubportal.tenancy.embedded.place import EmbeddedFault, Place

SUPERUSER: Final = "postgres"

SETTINGS: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "jit": "off",  # measured slower than it saves on pages of fifty rows
    "fsync": "on",
    "full_page_writes": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_duration_statement": "2s",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "logging_collector": "off",
}


def ready(place: Place) -> None:
    """A cluster that can be started: made when missing, refused when another major version made it."""
    for leftover in place.home.glob("postgres.new*"):
        shutil.rmtree(leftover)  # an earlier start was killed before its cluster was whole
    if not place.cluster.exists():
        _make(place)
    made_by = (place.cluster / "PG_VERSION").read_text().strip()
    brought = major(place)
    if made_by != brought:
        raise EmbeddedFault(
            f"The database of {place.data_dir} was made by PostgreSQL {made_by}, and this is PostgreSQL "
            f"{brought}: move that folder away, start again, and restore your last backup with "
            "`manage.py restore FILE`."
        )
    _who_may_sign_in(place)


def major(place: Place) -> str:
    """The major version of the programs, such as "18"."""
    command = [str(place.programs / "postgres"), "--version"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    return said.stdout.split()[-1].split(".")[0]


def environment() -> dict[str, str]:
    """No PG… variable of the caller may steer the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def as_user(place: Place) -> dict[str, Any]:
    """Arguments that make subprocess run a program as the server's user, in a folder that user can enter."""
    found: dict[str, Any] = {"env": environment(), "cwd": place.home}
    if place.as_other_user:
        found |= {"user": place.user.pw_uid, "group": place.user.pw_gid, "extra_groups": []}
    return found


def _make(place: Place) -> None:
    made = place.home / f"postgres.new{os.getpid()}"
    command = [
        str(place.programs / "initdb"), "--pgdata", str(made), "--username", SUPERUSER, "--auth", "peer",
        "--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8",
        "--data-checksums",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, **as_user(place))
    if done.returncode:
        shutil.rmtree(made, ignore_errors=True)
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        why = said[-1] if said else "no reason was given"
        raise EmbeddedFault(f"The database could not be made in {place.home}: {why}.")
    # initdb has synced its files; the name appears only once they are whole.
    made.rename(place.cluster)


def _who_may_sign_in(place: Place) -> None:
    """Root and the user whose project this is may take any database role; others cannot reach the socket."""
    trusted = {"root", place.user.pw_name, pwd.getpwuid(os.geteuid()).pw_name}
    _write(place, "pg_hba.conf", "local all all peer map=hubportal\n")
    _write(place, "pg_ident.conf", "".join(f'hubportal "{name}" all\n' for name in sorted(trusted)))


def _write(place: Place, name: str, text: str) -> None:
    path: Path = place.cluster / name
    made = path.with_suffix(".new")
    made.write_text(text)
    made.chmod(0o600)
    if place.as_other_user:
        os.chown(made, place.user.pw_uid, place.user.pw_gid)
    made.replace(path)
