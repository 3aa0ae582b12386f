"""Files that people send are scanned for viruses where a scanner is named: by clamd itself, and by a server that lies.

The signature of the tests is invented; nothing here is a virus.
"""

import shutil
import socket
import socketserver
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from hubportal.documents.models import Document
from hubportal.documents.services import scanning, store
from hubportal.documents.services.files import open_for, store_upload
from hubportal.notifications.models import Notice, OutboxItem
from hubportal.notifications.services import items
from hubportal.organisations.models import Ccg
from hubportal.tenancy.scope import scope
from hubportal.web.refusals import Refused

pytestmark = pytest.mark.django_db
PATTERN = b"seven quiet herons stand in the reeds"
BAD, GOOD = b"%PDF-1.7\n" + PATTERN + b"\n%%EOF\n", b"%PDF-1.7\n" + b"one heron\n" * 300_000 + b"%%EOF\n"


@pytest.fixture(scope="module")
def real_clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """clamd with one invented signature, at an address of its own."""
    program = shutil.which("clamd") or shutil.which("/usr/sbin/clamd")
    if program is None:
        pytest.skip("clamd is not installed here: apt-get install clamav-daemon")
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "invented.ndb").write_text(f"Invented.Heron:0:*:{PATTERN.hex()}\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = folder / "clamd.conf"
    config.write_text(
        f"DatabaseDirectory {folder}\nTCPSocket {port}\nTCPAddr 127.0.0.1\nForeground true\nLogFile {folder}/log\n"
    )
    running = subprocess.Popen([program, "--config-file", config], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 30
        while socket.socket().connect_ex(("127.0.0.1", port)) != 0:
            if running.poll() is not None or time.monotonic() > until:
                log = folder / "log"
                pytest.skip(f"clamd does not start here: {log.read_text() if log.exists() else running.returncode}")
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(20)


class _Speaks(socketserver.StreamRequestHandler):
    """The other end of INSTREAM: reads the blocks, and answers as its server was told to."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        said = self.server.answer or (b"Invented.Heron FOUND" if PATTERN in content else b"OK")  # type: ignore[attr-defined]
        self.wfile.write(b"" if said == b"nothing" else b"stream: " + said + b"\0")


@pytest.fixture
def small_clamd(tmp_path: Path) -> Iterator[socketserver.UnixStreamServer]:
    """A server that speaks clamd's protocol on a socket file; `answer` makes it say something else."""
    server = socketserver.ThreadingUnixStreamServer(str(tmp_path / "clamd"), _Speaks)
    server.answer = b""  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def send(seen_by: Any) -> Any:
    """`send(content)`: the officer adds a file for South Warwickshire."""

    def add(content: bytes) -> Document:
        warwick = Ccg.objects.select_related("hub").get(ods_code="05R")
        with seen_by("officer") as officer:
            upload = SimpleUploadedFile("statement.pdf", content)
            return store_upload(upload=upload, hub=warwick.hub, ccg=warwick, by=officer)

    return add


def kept_files() -> list[Path]:
    return [path for path in store._root().rglob("*") if path.is_file()]


def check_scanner(send: Any) -> None:
    assert send(GOOD).scan == "clean"
    before = kept_files()
    with pytest.raises(Refused, match=r"holds a virus \(Invented\.Heron\S*\) and was not kept") as refused:
        send(BAD)
    assert (refused.value.field, refused.value.status) == ("file", 400)
    assert kept_files() == before


def test_clamd_itself_passes_a_clean_file_and_refuses_a_virus(real_clamd: str, send: Any, settings: Any) -> None:
    settings.CLAMD_ADDRESS = real_clamd
    check_scanner(send)


def test_the_same_over_a_socket_file(small_clamd: Any, send: Any, settings: Any) -> None:
    settings.CLAMD_ADDRESS = small_clamd.server_address
    check_scanner(send)


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR", b"nothing", b"OK and more", b"x" * 9_000, b" FOUND"]
)
def test_an_answer_that_is_not_clear_is_not_taken_for_clean(
    answer: bytes, small_clamd: Any, send: Any, settings: Any
) -> None:
    settings.CLAMD_ADDRESS, small_clamd.answer = small_clamd.server_address, answer
    with pytest.raises(Refused, match="could not be checked for viruses") as refused:
        send(GOOD)
    assert refused.value.status == 503
    assert kept_files() == []


def test_without_a_scanner_files_are_kept_and_say_so(send: Any) -> None:
    assert send(BAD).scan == "none"


def test_where_files_may_wait_they_are_opened_by_nobody_until_they_are_scanned(
    small_clamd: Any, send: Any, settings: Any, seen_by: Any, signed_in: Any
) -> None:
    settings.CLAMD_ADDRESS, settings.CLAMD_WHEN_DOWN = "127.0.0.1:1", "queue"
    good, bad = send(GOOD), send(BAD)
    assert {good.scan, bad.scan} == {"waiting"}
    answer = signed_in("officer").get(f"/documents/{good.public_id}/")
    assert answer.status_code == 409
    assert "still to be checked for viruses" in answer.text
    items.drain()
    with scope(items.WORKER):
        assert set(OutboxItem.objects.filter(kind="documents.scan").values_list("error", "done_at")) == {
            ("Unavailable at virus_in line " + _line(), None)
        }
    settings.CLAMD_ADDRESS = small_clamd.server_address
    with scope(items.WORKER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_outboxitem SET run_after = clock_timestamp()")
    items.drain()
    with seen_by("officer") as officer:
        assert open_for(officer, good.public_id)[1].read() == GOOD
        with pytest.raises(Refused, match="holds a virus, so nobody can open it"):
            open_for(officer, bad.public_id)
        assert Notice.objects.filter(person=officer, kind="virus").count() == 1


def _line() -> str:
    """Where `virus_in` says that the scanner is unavailable."""
    lines = Path(scanning.__file__).read_text().splitlines()
    return str(1 + next(place for place, line in enumerate(lines) if "raise Unavailable(type" in line))
