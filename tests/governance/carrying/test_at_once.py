"""Two people at once: two secretaries place one request, two officers ask, two workers carry out one decision."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections, transaction

from governance.models import AgendaItem, AgendaRequest, RecordDecision, RecordRequest
from governance.services.carrying import placing
from governance.services.carrying.out import carry_out
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.governance.carrying import steps
from tests.governance.terms import at_work, the_committee


def at_once(act: Callable[[], Any]) -> list[str]:
    """Four times in parallel; the sentences of those who were refused."""

    def one(_: int) -> str:
        try:
            act()
        except Refused as refused:
            return refused.sentence
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(4) as pool:
        return [said for said in pool.map(one, range(4)) if said]


def test_one_request_is_placed_once(committed: str) -> None:
    steps.committee_at_work()
    steps.ask(steps.an_assessed_variation())
    steps.work()
    meeting = steps.a_meeting()
    with at_work(the_committee()), transaction.atomic():
        request = AgendaRequest.objects.get()

    def act() -> None:
        with in_scope_of("secretary") as by, transaction.atomic():
            how = placing.Placing(meeting.pk)
            placing.place(request_id=request.pk, version=None, by=by, how=how, at=steps.PLACED_AT)

    assert at_once(act) == ["It is on the agenda of meeting 1 already."] * 3
    with at_work(the_committee()), transaction.atomic():
        assert AgendaItem.objects.count() == 1


def test_one_place_is_asked_for_once(committed: str) -> None:
    steps.committee_at_work()
    variation = steps.an_assessed_variation()

    assert len(at_once(lambda: steps.ask(variation))) == 3
    with in_scope_of("officer"), transaction.atomic():
        assert RecordRequest.objects.count() == 1


def test_one_decision_is_carried_out_once(committed: str) -> None:
    steps.committee_at_work()
    _, item = steps.on_agenda()
    entry = steps.decide(item)

    def act() -> None:
        with at_work(the_committee()), transaction.atomic():
            carry_out(entry_id=entry.pk, at=steps.MET_AT)

    assert at_once(act) == []
    with at_work(the_committee()), transaction.atomic():
        assert RecordDecision.objects.get().state == "carried_out"
