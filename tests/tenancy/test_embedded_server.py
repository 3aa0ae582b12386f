"""The embedded PostgreSQL: private, sound after a crash, and never left behind."""

import os
import pwd
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from hubportal.tenancy import embedded
from hubportal.tenancy.embedded import place as place_module
from hubportal.tenancy.embedded import postmaster

pytestmark = pytest.mark.server

PROJECT = Path(__file__).resolve().parents[2]
USE_AND_WAIT = """
import sys, time
from pathlib import Path
from hubportal.tenancy import embedded
embedded.ensure(Path(sys.argv[1]))
print("using", flush=True)
time.sleep(60)
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "data"
    yield folder
    place = embedded.find(folder)
    if place is None:
        return
    if (pid := postmaster.pid_of(place)) is not None:
        os.kill(pid, signal.SIGQUIT)
    place.socket_dir.rmdir() if not any(place.socket_dir.iterdir()) else None
    if place.home != folder:
        subprocess.run(["rm", "-rf", str(place.home)], check=True)


def user_of(data_dir: Path) -> subprocess.Popen[str]:
    """Another command that uses the database, and would for a minute."""
    command = subprocess.Popen(
        [sys.executable, "-c", USE_AND_WAIT, str(data_dir)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert command.stdout is not None
    assert command.stdout.readline() == "using\n"
    return command


def sign_in(server: embedded.EmbeddedServer, role: str) -> "psycopg2.extensions.connection":
    at = server.dsn(role)
    connection = psycopg2.connect(host=at["host"], port=at["port"], user=at["user"], dbname=at["name"])
    connection.autocommit = True
    return connection


def soon(true: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_what_was_written_is_there_after_a_restart(data_dir):
    server = embedded.ensure(data_dir)
    with closing(sign_in(server, "hub_owner")) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (n int)")
        cursor.execute("INSERT INTO kept VALUES (42)")
    server.stop()
    assert not embedded.running(data_dir)
    server.start()
    with closing(sign_in(server, "hub_owner")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT n FROM kept")
        assert cursor.fetchall() == [(42,)]
    server.stop()


def test_killing_its_user_stops_the_server(data_dir):
    user = user_of(data_dir)
    assert embedded.running(data_dir)
    user.kill()
    user.wait()
    place = embedded.find(data_dir)
    assert soon(lambda: postmaster.pid_of(place) is None)


def test_killing_its_keeper_stops_the_server(data_dir):
    with user_of(data_dir) as user:
        place = embedded.find(data_dir)
        pid = postmaster.pid_of(place)
        keeper = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        os.kill(keeper, signal.SIGKILL)
        assert soon(lambda: postmaster.pid_of(place) is None)
        user.kill()


def test_one_commands_end_does_not_pull_the_database_from_under_another(data_dir):
    first = user_of(data_dir)
    server = embedded.ensure(data_dir)
    first.kill()
    first.wait()
    time.sleep(0.5)
    with closing(sign_in(server, "hub_app")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    server.stop()
    assert not embedded.running(data_dir)


def test_a_server_killed_with_9_comes_back_with_what_was_committed(data_dir):
    server = embedded.ensure(data_dir)
    with closing(sign_in(server, "hub_owner")) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    os.kill(postmaster.pid_of(server.place), signal.SIGKILL)
    assert soon(lambda: not server.alive())
    server.start()
    with closing(sign_in(server, "hub_owner")) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM kept")
        assert cursor.fetchone() == (1000,)
    server.stop()


def test_a_pid_file_that_names_another_living_process_is_not_believed(data_dir):
    server = embedded.ensure(data_dir)
    server.stop()
    pid_file = server.place.cluster / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{server.place.cluster}\n1\n5432\n\n\n\n\n")
    os.chown(pid_file, server.place.user.pw_uid, server.place.user.pw_gid)
    server.start()
    assert server.alive()
    server.stop()


def test_a_socket_lock_that_names_another_living_process_is_not_believed(data_dir):
    server = embedded.ensure(data_dir)
    server.stop()
    lock = server.place.socket_dir / ".s.PGSQL.5432.lock"
    lock.write_text(f"{os.getppid()}\n{server.place.cluster}\n1\n5432\n{server.place.socket_dir}\n")
    os.chown(lock, server.place.user.pw_uid, server.place.user.pw_gid)
    server.start()
    assert server.alive()
    server.stop()


def test_a_set_up_cut_short_is_begun_again(data_dir):
    server = embedded.ensure(data_dir)
    server.stop()
    half = server.place.home / "postgres.new1"
    server.place.cluster.rename(half)
    (half / "PG_VERSION").unlink()
    server.start()
    assert server.alive()
    assert not half.exists()
    server.stop()


def test_data_of_another_major_version_is_refused_in_one_sentence(data_dir):
    server = embedded.ensure(data_dir)
    server.stop()
    (server.place.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(embedded.EmbeddedFault, match=r"made by PostgreSQL 14, .* restore your last backup"):
        server.start()


def test_only_its_user_reaches_it_and_no_folder_of_others_changes(data_dir):
    above = data_dir.parent
    above.chmod(0o700)
    before = [path.stat().st_mode for path in (above, PROJECT, Path.home(), Path(sys.prefix))]
    server = embedded.ensure(data_dir)
    place = server.place
    assert stat.S_IMODE(place.socket_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((place.socket_dir / ".s.PGSQL.5432").stat().st_mode) == 0o700
    assert stat.S_IMODE(place.cluster.stat().st_mode) == 0o700
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700
    assert [path.stat().st_mode for path in (above, PROJECT, Path.home(), Path(sys.prefix))] == before
    with closing(sign_in(server, "postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchone() == ("",)
    server.stop()


def test_it_never_runs_as_root(data_dir):
    server = embedded.ensure(data_dir)
    owner = Path(f"/proc/{postmaster.pid_of(server.place)}").stat().st_uid
    assert owner != 0
    assert pwd.getpwuid(owner).pw_name == server.place.user.pw_name
    server.stop()


def test_a_socket_folder_made_by_someone_else_is_not_used(data_dir):
    server = embedded.ensure(data_dir)
    server.stop()
    server.place.socket_dir.chmod(0o777)
    with pytest.raises(embedded.EmbeddedFault, match="not a private folder"):
        embedded.ensure(data_dir)
    server.place.socket_dir.chmod(0o700)


def test_a_home_of_another_user_is_refused_with_the_way_out(tmp_path):
    somebody = pwd.getpwuid(os.geteuid())
    elsewhere = pwd.struct_passwd((*somebody[:2], somebody.pw_uid + 1, *somebody[3:]))
    place_module.refuse_home_of_another(tmp_path, somebody)
    with pytest.raises(embedded.EmbeddedFault, match=rf"run `chown -R .*: {tmp_path}` and start again"):
        place_module.refuse_home_of_another(tmp_path, elsewhere)


def test_two_first_starts_at_one_moment_make_one_system_user(tmp_path, monkeypatch):
    made: list[list[str]] = []

    def getpwnam(name: str) -> pwd.struct_passwd:
        if not made:
            raise KeyError(name)
        return pwd.getpwuid(os.geteuid())

    def useradd(command: list[str], **options: object) -> None:
        time.sleep(0.2)
        made.append(command)

    monkeypatch.setattr(place_module, "ROOTS_HOMES", tmp_path)
    monkeypatch.setattr(place_module.pwd, "getpwnam", getpwnam)
    monkeypatch.setattr(place_module.subprocess, "run", useradd)
    with ThreadPoolExecutor() as starts:
        list(starts.map(lambda _: place_module.system_user(), range(3)))
    assert len(made) == 1


def test_two_first_starts_at_one_moment_share_one_home(data_dir, monkeypatch):
    make_folder = place_module._make_folder

    def slowly(path: Path, mode: int) -> None:
        time.sleep(0.1)
        make_folder(path, mode)

    monkeypatch.setattr(place_module, "_make_folder", slowly)
    with ThreadPoolExecutor() as starts:
        homes = {place.home for place in starts.map(lambda _: place_module.settle(data_dir), range(3))}
    assert [home.exists() for home in homes] == [True]
