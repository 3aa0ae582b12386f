"""A closure added later re-dates the hub's open cases, in one transaction, after a preview."""

from datetime import date

import pytest

from functions.models import Query
from functions.services.clock import record_event
from hubportal.organisations.models import Hub
from hubportal.organisations.services import closures
from tests.functions.cases import a_case, at

TODAY, TRAINING = date(2016, 1, 6), date(2016, 1, 7)
pytestmark = [pytest.mark.django_db, pytest.mark.clause("London MOU, standard 3", part="closures")]


@pytest.fixture
def head(seen_by):
    with seen_by("head") as person:
        yield person


def close(head, act, **more):
    return act(hub=Hub.objects.get(code="WM"), days=[TRAINING], by=head, on=TODAY, **more)


def test_a_preview_names_each_date_that_would_move_and_leaves_the_case_alone(head):
    case = a_case(head)
    moves = close(head, closures.preview)
    assert [(move.reference, move.step, move.was_due_on, move.is_due_on) for move in moves] == [
        (case.reference, "acknowledge", date(2016, 1, 8), date(2016, 1, 11)),
        (case.reference, "respond", date(2016, 1, 29), date(2016, 2, 1)),
    ]
    kept = Query.objects.get(pk=case.pk)
    assert (kept.acknowledge_due_on, kept.version) == (date(2016, 1, 8), case.version)


def test_applying_moves_the_dates_and_raises_the_version(head):
    case = a_case(head)
    assert len(close(head, closures.apply, reason="Training")) == 2
    kept = Query.objects.get(pk=case.pk)
    assert (kept.acknowledge_due_on, kept.respond_due_on) == (date(2016, 1, 11), date(2016, 2, 1))
    assert (kept.next_due_on, kept.version) == (date(2016, 1, 11), case.version + 1)


def test_an_answered_case_does_not_move(head):
    case = a_case(head)
    record_event(query_id=case.pk, version=case.version, kind="responded", on=date(2016, 1, 5), by=head, at=at(TODAY))
    assert close(head, closures.apply, reason="Training") == []


def test_a_case_of_another_hub_does_not_move(seen_by):
    with seen_by("stranger_head") as stranger:
        from hubportal.organisations.models import Ccg

        case = a_case(stranger, ccg=Ccg.objects.get(ods_code="06Q"))
    with seen_by("head") as head:
        assert close(head, closures.apply, reason="Training") == []
    with seen_by("stranger_head"):
        assert Query.objects.get(pk=case.pk).acknowledge_due_on == date(2016, 1, 8)
