"""Several workers sweeping at the same moment tell each fact once."""

from datetime import date
from threading import Thread

from django.db import connection, transaction

from functions.services.sweep import sweep
from hubportal.notifications.models import Notice
from hubportal.tenancy.scope import Scope, scope
from tests.functions.cases import a_case

SATURDAY = date(2016, 1, 9)


def test_two_sweeps_at_the_same_moment_tell_once(committed, seen_by):
    with seen_by("officer") as officer:
        hub = a_case(officer, owner=officer).hub_id
    counts: list[int] = []

    def run() -> None:
        counts.append(sweep(hub_id=hub, today=SATURDAY))
        connection.close()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(counts) == [0, 0, 0, 3]
    with scope(Scope(role="hub_work", hub=hub)), transaction.atomic():
        assert Notice.objects.count() == 3
