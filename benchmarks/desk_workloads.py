"""The live desk: what its pages cost, and how soon forty people see what one of them entered."""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from statistics import median

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from benchmarks.desk_meeting import OBSERVERS, SEATS, SECRETARIES, addresses, last_entry, meeting_of_forty
from benchmarks.page_workloads import Pages
from benchmarks.pages import Answered, Visitor
from benchmarks.table import Figure
from benchmarks.timing import alternately
from governance.figures import desk_kept
from governance.models import Meeting
from governance.rules.desk.reading import read
from hubportal.tenancy.scope import Scope, scope

EVERY = 0.5  # seconds between two questions of a page, as desk.js asks
ENTRIES = 20
PARTS = re.compile(r'id="(part-[a-z-]+)" data-part data-mark="([0-9a-f]+)"')


def figures(pages: Pages) -> Iterator[Figure]:
    """Refreshing the desk beside the floor page, then forty people at once."""
    meeting = meeting_of_forty(pages.hub)
    committee = meeting.committee.public_id
    member, secretary = (Visitor(addresses(kind, 1)[0]) for kind in ("member", "secretary"))

    def since(last: int) -> str:
        return reverse("desk:since", args=[committee, meeting.number, last])

    newest = last_entry(meeting)
    asks: tuple[tuple[str, Visitor, str, int], ...] = (
        ("live desk: is there anything new? (nothing)", member, since(newest), 204),
        ("live desk: a member’s own page refreshed", member, f"{since(0)}?page=mine", 200),
        ("live desk: the desk refreshed for somebody who looks on", member, since(0), 200),
        ("live desk: the desk refreshed for a secretary, with its forms", secretary, since(0), 200),
    )
    for workload, visitor, address, status in asks:
        yield _figure(pages, workload, _reading(visitor, address, status))
    an_entry_old = _an_entry_old(meeting)
    first = _first(an_entry_old, _reading(secretary, since(0), 200))
    yield _figure(pages, "live desk: the same for whoever asks first after an entry", first)
    yield _forty(pages, an_entry_old, since(newest - 1))
    yield from _seen(pages, meeting)


def _reading(visitor: Visitor, address: str, status: int) -> Callable[[], Answered]:
    def act() -> Answered:
        answered = visitor.get(address)
        assert answered.status == status, f"{address}: {answered.status}"
        return answered

    return act


def _an_entry_old(meeting: Meeting) -> Callable[[], None]:
    """What makes the room that this process keeps one entry old, as it is when an entry was just made."""
    with scope(Scope(hub=meeting.hub_id, role="hub_work", reason="benchmarks")), transaction.atomic():
        now = desk_kept.kept_room(meeting.pk)
        before = meeting.entries.order_by("-number").values_list("pk", flat=True)[1]
    assert now.stamp is not None
    room = replace(now.room, desk=read(now.room.desk.entries[:-1]))
    was = now.stamp._replace(last=before)
    return lambda: desk_kept.keep(meeting.pk, desk_kept.Kept(room, was))


def _first(an_entry_old: Callable[[], None], reading: Callable[[], Answered]) -> Callable[[], Answered]:
    """Reading the desk as the first of this process who asks after an entry."""

    def act() -> Answered:
        an_entry_old()
        return reading()

    return act


def _forty(pages: Pages, an_entry_old: Callable[[], None], address: str) -> Figure:
    """Everybody in the room asks once after an entry, the first of each kind of page among them: the mean of a page."""
    asked = [_reading(Visitor(one), f"{address}?page={whose}", 200) for one, whose in _everybody()]

    def act() -> None:
        an_entry_old()
        for reading in asked:
            reading()

    act()
    ours, floor = alternately([act, pages.floor])
    return Figure(f"live desk: {len(asked)} people refresh after an entry, each", ours / len(asked), floor, 2)


def _everybody() -> list[tuple[str, str]]:
    """Who is in the room, and which page they have open."""
    desk = [(one, "desk") for one in (*addresses("observer", OBSERVERS), *addresses("secretary", SECRETARIES))]
    return [*((one, "mine") for one in addresses("member", SEATS)), *desk]


def _figure(pages: Pages, workload: str, act: Callable[[], Answered]) -> Figure:
    act()
    counted = act()
    ours, floor = alternately([act, pages.floor])
    return Figure(workload, ours, floor, 2, note=f"{counted.statements} statements, {counted.size:,} bytes")


class Looker(threading.Thread):
    """A page of the desk as a browser keeps it: it asks twice a second, says which parts it has, and when it first saw
    each entry.
    """

    def __init__(self, port: int, cookie: str, *, address: str, whose: str, last: int, phase: float) -> None:
        super().__init__(daemon=True)
        self.port, self.cookie, self.address, self.whose, self.last = port, cookie, address, whose, last
        self.phase, self.seen, self.stopped = phase, dict[int, float](), threading.Event()
        self.said = ""
        self.marks: dict[str, str] = {}

    def run(self) -> None:
        """Ask until stopped."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.stopped.wait(self.phase)
        while not self.stopped.wait(EVERY):
            try:
                self.ask(connection)
            except (http.client.HTTPException, OSError) as fault:
                self.said = repr(fault)
                connection.close()  # as a browser does: the next question opens another one

    def ask(self, connection: http.client.HTTPConnection) -> int:
        """One question; the status of its answer."""
        headers = {"Cookie": self.cookie, "Host": "testserver", "X-Unattended": "yes"}
        headers["X-Desk-Has"] = " ".join(map(":".join, self.marks.items()))
        connection.request("GET", f"{self.address}{self.last}/?page={self.whose}", headers=headers)
        answer = connection.getresponse()
        said = answer.read().decode()
        if answer.status == 200:
            self.marks |= dict(PARTS.findall(said))
            self.last, now = int(answer.headers["X-Desk-Last"]), time.perf_counter()
            self.seen.setdefault(self.last, now)
        self.said = str(answer.status)
        return answer.status


def _seen(pages: Pages, meeting: Meeting) -> Iterator[Figure]:
    """How long after a secretary pressed a button the last of forty pages showed it, beside one second."""
    committee, count = meeting.committee.public_id, last_entry(meeting)
    address = reverse("desk:since", args=[committee, meeting.number, 0]).removesuffix("0/")
    enter = reverse("desk:enter", args=[committee, meeting.number])
    people = _everybody()
    cookies = {one: f"{settings.SESSION_COOKIE_NAME}={Visitor(one).session}" for one, _ in people}
    secretary = Visitor(addresses("secretary", 1)[0])
    with _served() as port:
        lookers = [
            Looker(port, cookies[one], address=address, whose=whose, last=count, phase=EVERY * place / len(people))
            for place, (one, whose) in enumerate(people)
        ]
        for _ in range(2 * len(lookers)):  # until both of its processes have started and made what is made once
            assert lookers[0].ask(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) in {200, 204}
        for looker in lookers:
            looker.start()
        time.sleep(3)
        waits = []
        for place in range(ENTRIES):
            began = time.perf_counter()
            typed = {"kind": "note", "words": f"Note {place}", "key": str(uuid.uuid4())}
            assert secretary.post(enter, typed).status == 302
            number = count + place + 1
            while not all(any(last >= number for last in looker.seen) for looker in lookers):
                time.sleep(0.005)
                late = [(one.whose, one.last, one.said) for one in lookers if max(one.seen, default=0) < number]
                assert time.perf_counter() - began < 60, f"Not seen by {late}"
            waits.append(
                max(min(at for last, at in looker.seen.items() if last >= number) for looker in lookers) - began
            )
            time.sleep(1)
        for looker in lookers:
            looker.stopped.set()
    worst = f"the slowest of {ENTRIES}: {max(waits):.2f} s"
    yield Figure(f"live desk: an entry on all {len(people)} pages, beside 1 s", median(waits), 1.0, 1, note=worst)


@contextmanager
def _served() -> Iterator[int]:
    """The portal as `make run` serves it, on the load-test database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [
        sys.executable, "-m", "gunicorn", "hubportal.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", "2",
        "--threads", "4", "--log-level", "error", "--no-control-socket",
    ]  # fmt: skip
    environment = {**os.environ, "HUBPORTAL_HOSTS": "testserver,127.0.0.1"}
    server = subprocess.Popen(command, env=environment)
    try:
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()
