"""Two people at once, in transactions of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

from django.db import connections

from governance.models import MonthlySummary
from governance.services.minutes import drafting, sending, summaries
from hubportal.web.refusals import Refused
from tests.governance.minutes.sitting import HELD, LATER, Sitting, committee, drafted, held
from tests.governance.minutes.test_services import as_secretary, mails, seen


def both(*work: Callable[[], Any]) -> list[str]:
    def run(do: Callable[[], Any]) -> str:
        try:
            do()
        except Refused as refused:
            return type(refused).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, work))


def test_two_secretaries_draft_once(committed: Any) -> None:
    table: Sitting = held()
    assert both(lambda: drafted(table), lambda: drafted(table)) == ["Refused", "done"]


def test_two_write_one_section_and_the_second_is_told(committed: Any) -> None:
    row = drafted(held())

    def write(words: str) -> Callable[[], Any]:
        return lambda: as_secretary(drafting.write_prose, minutes_id=row.pk, version=1, key="attendance", prose=words)

    assert both(write("One"), write("Two")) == ["Stale", "done"]


def test_circulated_and_sent_once(committed: Any) -> None:
    table = held()
    row = drafted(table)
    do = lambda: as_secretary(sending.circulate, minutes_id=row.pk, version=1, at=HELD)  # noqa: E731
    assert both(do, do) == ["Stale", "done"]
    assert len(mails(f"minutes:{table.meeting.pk}:1")) == 1


def test_one_summary_a_month(committed: Any) -> None:
    held()
    do = lambda: as_secretary(  # noqa: E731
        summaries.begin_summary, committee_id=committee().pk, month=date(2016, 5, 1), at=LATER
    )
    assert both(do, do) == ["Refused", "done"]
    assert seen(lambda: MonthlySummary.objects.count()) == 1
