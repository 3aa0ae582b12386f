"""What `make run` starts, Ctrl-C stops: all of it, and the database is sound at the next start."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubportal.tenancy import embedded

pytestmark = [pytest.mark.server, pytest.mark.slow]

PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 240  # the first start loads a year of demo data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("run") / "data"
    yield folder
    place = embedded.find(folder)
    if place is not None and place.home != folder:
        subprocess.run(["rm", "-rf", str(place.home)], check=True)


def start(data_dir: Path, port: int) -> subprocess.Popen[str]:
    keep = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    own = {"HUBPORTAL_DATA": str(data_dir), "PORT": str(port), "HUBPORTAL_DEMO_PASSWORD": "one for all"}
    return subprocess.Popen(
        [sys.executable, "-m", "hubportal.supervisor"], cwd=PROJECT, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        env={**keep, **own},
    )  # fmt: skip


def read_until(run: subprocess.Popen[str], words: str) -> str:
    assert run.stdout is not None
    said, deadline = "", time.monotonic() + START_SECONDS
    for line in run.stdout:
        said += line
        if words in line:
            return said
        assert time.monotonic() < deadline, said
    raise AssertionError(f"It ended without saying {words!r}:\n{said}")


def of_this_run(data_dir: Path) -> list[str]:
    """The command lines of every process that works with this data folder."""
    marker, found = f"HUBPORTAL_DATA={data_dir}".encode(), []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if marker in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found


def test_ctrl_c_leaves_no_process_and_the_next_start_takes_seconds(data_dir):
    port = free_port()
    with start(data_dir, port) as run:
        said = read_until(run, "Ctrl-C stops everything")
        assert f"http://localhost:{port}" in said
        assert "contracting@hub.example.org" in said
        assert "Password for all of them: one for all" in said
        with urllib.request.urlopen(f"http://localhost:{port}/accounts/login/") as page:
            assert page.status == 200
        run.send_signal(signal.SIGINT)
        assert run.wait(timeout=40) == 0
    assert of_this_run(data_dir) == []
    assert not embedded.running(data_dir)

    began = time.monotonic()
    with start(data_dir, port) as run:
        said = read_until(run, "Ctrl-C stops everything")
        assert "Loading" not in said
        assert time.monotonic() - began < 30
        run.send_signal(signal.SIGTERM)
        assert run.wait(timeout=40) == 0
    assert of_this_run(data_dir) == []


def test_a_port_in_use_is_one_sentence_and_starts_nothing(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with start(tmp_path / "data", port) as run:
            assert run.stdout is not None
            said = run.stdout.read()
            assert run.wait(timeout=20) == 1
    assert said == f"Port {port} is in use: stop what uses it, or choose another, `make run PORT={port + 1}`.\n"
    assert not (tmp_path / "data").exists()
