"""A committee that meets in the portal passes the last gate of a local scheme."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from functions.models import LocalScheme
from functions.services.schemes import gates
from governance.models import AgendaItem, IfCarried, RecordDecision
from governance.services.carrying import asking
from hubportal.organisations.models import Ccg
from hubportal.records.models import RecordFile
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.governance.carrying import steps
from tests.governance.terms import the_committee

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clause("Specification of governance, section 5", part="a decision on a record moves it"),
]


@pytest.fixture(autouse=True)
def _committee(db: None) -> None:
    steps.committee_at_work()


AT = datetime(2015, 11, 30, 10, tzinfo=UTC)
RESOLUTION = "That the scheme for frail patients be approved."


def a_scheme(*acts: str) -> LocalScheme:
    """A scheme that passed these gates, a day after the other."""
    with in_scope_of("officer") as by, transaction.atomic():
        ccg = Ccg.objects.select_related("hub").get(ods_code="05R")
        scheme = gates.propose(
            by=by, ccg=ccg, subject="Frail patients", code="FP", year="2015/16", on=date(2015, 11, 2), at=AT
        )
    for day, act in enumerate(acts, 3):
        with in_scope_of("officer" if act == "england" else "lead") as by, transaction.atomic():
            gates.pass_gate(
                scheme_id=scheme.pk, version=None, act=act, by=by, on=date(2015, 11, day), at=AT, supporter="Example",
                evidence=[steps.a_pdf(f"{act}.pdf")],
            )  # fmt: skip
    return scheme


def ask(scheme: LocalScheme) -> None:
    """The officer asks the committee for its support."""
    with in_scope_of("officer") as by, transaction.atomic():
        asked = asking.Asked(the_committee().pk, "Frail patients", RESOLUTION, IfCarried.APPROVE)
        asking.ask_for_place(
            kind="scheme", record_id=scheme.pk, version=None, by=by, asked=asked, at=steps.ASKED_AT,
            upload=steps.a_pdf(),
        )  # fmt: skip
    steps.work()


def on_agenda() -> tuple[LocalScheme, AgendaItem]:
    """A scheme whose committee comes next, on its agenda."""
    scheme = a_scheme("lmc", "members", "england")
    ask(scheme)
    item = steps.place(steps.a_meeting())
    steps.work()
    return scheme, item


def test_a_carried_decision_is_the_evidence_of_the_last_gate() -> None:
    scheme, item = on_agenda()
    steps.decide(item, words=RESOLUTION)
    steps.work()
    with in_scope_of("officer"):
        scheme.refresh_from_db()
        passed = gates.gates_passed(scheme)["committee"]
        kept = RecordFile.objects.of(scheme).get(pk__in=passed.facts["files"])
        decision = RecordDecision.objects.get()
    assert scheme.state == "approved"
    assert (passed.by_id, passed.on, passed.facts["supporter"]) == (None, steps.MET, the_committee().name)
    assert passed.facts["decision"] == "Decision 1, meeting 1"
    assert kept.document_id == decision.document_id
    assert decision.state == RecordDecision.State.CARRIED_OUT


def test_a_lost_motion_refuses_the_support() -> None:
    scheme, item = on_agenda()
    steps.decide(item, words=RESOLUTION, carried=False)
    steps.work()
    with in_scope_of("officer"):
        scheme.refresh_from_db()
        note = steps.last_move(scheme).note
    assert scheme.state == "refused"
    assert "Decision 1, meeting 1" in note


def test_other_words_wait_for_somebody_to_read_them() -> None:
    scheme, item = on_agenda()
    steps.decide(item, words="That the scheme be looked at again in May.")
    steps.work()
    with in_scope_of("officer"):
        scheme.refresh_from_db()
        decision = RecordDecision.objects.get()
    assert (scheme.state, decision.state) == ("england", RecordDecision.State.WAITING)


def test_a_committee_is_asked_only_when_its_gate_comes_next() -> None:
    scheme = a_scheme("lmc")
    with pytest.raises(Refused, match="The committee comes last of four. First: record the member practices’ support"):
        ask(scheme)


def test_what_was_passed_by_hand_meanwhile_is_not_passed_again() -> None:
    scheme, item = on_agenda()
    with in_scope_of("lead") as by, transaction.atomic():
        gates.pass_gate(
            scheme_id=scheme.pk, version=None, act="committee", by=by, on=date(2016, 1, 20), at=steps.MET_AT,
            supporter="The committee", evidence=[steps.a_pdf()],
        )  # fmt: skip
    steps.decide(item, words=RESOLUTION)
    steps.work()
    with in_scope_of("officer"):
        decision = RecordDecision.objects.get()
    assert decision.state == RecordDecision.State.WAITING
    assert "no committee decides on it any more" in decision.why_waiting
