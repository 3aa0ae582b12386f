"""References are gap-free per hub and year, however many people log at once."""

import threading
from typing import Any

from django.db import connection, transaction

from functions.models import Query
from functions.services.queries import log_query  # noqa: F401 - imported before the threads start
from tests.conftest import in_scope_of
from tests.functions.cases import a_case

AT_ONCE, EACH = 6, 5


class ChangedMyMind(Exception):
    """Rolls a transaction back after the case was written."""


def test_references_have_no_gap_when_people_log_at_the_same_moment(committed: str) -> None:
    ready = threading.Barrier(AT_ONCE)
    faults: list[BaseException] = []

    def log_several(number: int) -> None:
        try:
            with in_scope_of("officer") as officer:
                ready.wait(timeout=20)
                for turn in range(EACH):
                    log_one(officer, gives_up=(number + turn) % 3 == 0)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    def log_one(officer: Any, *, gives_up: bool) -> None:
        try:
            with transaction.atomic():
                a_case(officer)
                if gives_up:
                    raise ChangedMyMind
        except ChangedMyMind:
            pass

    threads = [threading.Thread(target=log_several, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert faults == []
    with in_scope_of("officer"), transaction.atomic():
        given = sorted(Query.objects.values_list("reference", flat=True))
    assert given == [f"WM-Q-2016-{number:05}" for number in range(1, len(given) + 1)]
    assert len(given) == AT_ONCE * EACH * 2 // 3
