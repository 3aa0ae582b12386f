"""Pages ask the database as often with sixty cases as with ten: nothing is asked row by row."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from functions.services.clock import record_event
from tests.functions.cases import a_case
from tests.functions.pages import asked_of_database, logged

pytestmark = pytest.mark.django_db


def more(seen_by: Any, count: int) -> None:
    """So many further cases."""
    with seen_by("officer") as officer:
        now = timezone.now()
        for number in range(count):
            a_case(officer, subject=f"Question {number}", received_at=now - timedelta(hours=1), at=now)


@pytest.mark.parametrize(
    ("who", "address", "most"),
    [
        ("officer", "/", 14),
        ("head", "/", 14),
        ("lead", "/", 16),
        ("officer", "/functions/", 8),
        ("officer", "/cases/", 7),
        ("officer", "/cases/?q=question", 7),
        ("officer", "/cases/?tag=rota", 8),
        ("head", "/cases/?ccg=05R", 7),
        ("head", "/cases/by-ccg/", 8),
    ],
)
def test_reading(signed_in: Any, seen_by: Any, who: str, address: str, most: int) -> None:
    client = signed_in(who)
    more(seen_by, 10)
    asked_of_database(client, address)
    few = asked_of_database(client, address)
    more(seen_by, 50)
    assert len(asked_of_database(client, address)) == len(few) <= most


def test_reading_a_case(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("officer")
    with seen_by("officer") as officer:
        case = a_case(officer)
    address = f"/cases/{case.reference}/"
    asked_of_database(client, address)
    few = asked_of_database(client, address)
    with seen_by("officer") as officer:
        for kind, day in (("acknowledged", 5), ("paused", 6), ("resumed", 7), ("paused", 8), ("resumed", 11)):
            on = date(2016, 1, day)
            record_event(query_id=case.pk, version=None, kind=kind, on=on, by=officer, at=timezone.now())
    assert len(asked_of_database(client, address)) == len(few) <= 12


def statements(act: Any) -> int:
    """How many statements an act sends, savepoints apart."""
    with CaptureQueriesContext(connection) as caught:
        act()
    return len([query for query in caught if "SAVEPOINT" not in query["sql"]])


def test_logging(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("officer")

    def log() -> None:
        assert client.post("/cases/log/", logged(not_a_duplicate="1")).status_code == 302

    more(seen_by, 10)
    log()
    few = statements(log)
    more(seen_by, 50)
    assert statements(log) == few <= 14


def test_exporting(signed_in: Any, seen_by: Any) -> None:
    client = signed_in("officer")

    def export() -> None:
        assert b"".join(client.get("/cases/export/csv/?view=all").streaming_content)

    more(seen_by, 10)
    export()
    few = statements(export)
    more(seen_by, 50)
    assert statements(export) == few
