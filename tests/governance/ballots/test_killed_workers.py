"""A worker killed while it opens a round, sends its links or counts it leaves neither a double count nor a double
e-mail.
"""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction

from governance.models import BallotEvent, BallotLink, BallotRound
from governance.services import ballot_clock as clock
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.items import database_now
from hubportal.tenancy.scope import Scope, scope
from tests.governance.ballots import AFTER, a_ballot, a_round, again, answer, at_desk, more_practices
from tests.notifications.test_killed_workers import Worker, kill, start, wait_until

__all__ = ["start"]  # the fixture that starts worker processes
PRACTICES = 150
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.governance.ballot_worker_settings"}
WORKER = Scope(role="hub_work", reason="test")


def sent() -> list[str]:
    """The Message-ID of each link that reached the mail server."""
    with at_desk():
        rows = BallotEvent.objects.filter(words__startswith="sent Ballot of member practices")
        return list(rows.values_list("note", flat=True))


def waiting() -> int:
    with scope(WORKER), transaction.atomic():
        return OutboxItem.objects.filter(done_at=None, run_after__lte=database_now()).count()


@pytest.mark.slow
def test_workers_killed_while_links_go_out_and_while_the_round_closes(
    committed: str,
    start: Callable[..., Worker],  # noqa: F811 - the fixture
) -> None:
    more_practices(PRACTICES - 2)
    now = database_now()
    asked = a_round(
        a_ballot(), at=now - timedelta(hours=1), opens_at=now - timedelta(seconds=1),
        closes_at=now + timedelta(days=1), reminders=(),
    )  # fmt: skip
    command = ("manage.py", "run_worker", "--no-timetable")
    for milestone in (20, 80):
        workers = [start(*command, **SETTINGS), start(*command, **SETTINGS)]
        wait_until(lambda reached=milestone: len(sent()) >= reached, seconds=60)  # type: ignore[misc]
        for worker in workers:
            kill(worker)
    assert len(sent()) < PRACTICES
    with scope(Scope(role="hub_work", hub=asked.hub_id, reason="test")), transaction.atomic():
        BallotRound.objects.filter(pk=asked.pk).update(closes_at=database_now())
        OutboxItem.objects.filter(kind=clock.CLOSE).update(run_after=database_now())
    start(*command, **SETTINGS)
    start(*command, **SETTINGS)
    wait_until(lambda: waiting() == 0, seconds=90)

    keys = sent()
    assert (len(keys), len(set(keys))) == (PRACTICES, PRACTICES)
    assert again(asked).state == "counted"
    with at_desk():
        assert BallotLink.objects.count() == PRACTICES
        assert BallotEvent.objects.filter(words="Closed and counted").count() == 1
        assert BallotEvent.objects.filter(words="Roll frozen").count() == 1


def test_a_count_that_is_cut_short_leaves_nothing_and_is_made_again_once(committed: str) -> None:
    asked = a_round()
    answer(asked, "M84901")

    class Killed(Exception):
        """As if the worker had died before its transaction ended."""

    def count_and_die() -> None:
        with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
            clock.close_by_clock(round_id=asked.pk, at=AFTER)
            raise Killed

    with pytest.raises(Killed):
        count_and_die()
    assert again(asked).state == "issued"

    def count() -> None:
        with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
            clock.close_by_clock(round_id=asked.pk, at=AFTER)
        connection.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert again(asked).state == "counted"
    with at_desk():
        assert BallotEvent.objects.filter(words="Closed and counted").count() == 1


def test_four_workers_opening_a_round_at_once_send_each_practice_one_link(committed: str) -> None:
    asked = a_round(at=database_now() - timedelta(days=36_500))

    def open_it() -> None:
        with scope(Scope(hub=asked.hub_id, role="hub_work", reason="test")), transaction.atomic():
            clock.open_by_clock(round_id=asked.pk, at=asked.opens_at)
        connection.close()

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with at_desk():
        assert BallotLink.objects.count() == 2
