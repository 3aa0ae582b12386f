"""Inviting, answering, reminding, returns and gates, as the database keeps them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from functions.models import EnhancedService, Invitation, LocalScheme, SchemeReturn
from functions.presenters.schemes import happened
from functions.services.schemes import gates, inviting, reminding, terms
from functions.services.schemes.answering import Answer, answer_by_link, answer_on_paper
from functions.services.schemes.inviting import invite
from functions.services.schemes.letters import PURPOSE
from functions.services.schemes.returns import mark_of, record_returns, take_back
from functions.services.schemes.terms import change_terms, move_last_day
from hubportal.documents.models import Document
from hubportal.notifications.models import Notice, OutboxItem
from hubportal.organisations.models import Ccg, Practice
from hubportal.organisations.services.assignments import assign
from hubportal.records.models import Letter, RecordMove, SignedLink
from hubportal.records.services.signed_links import read_token
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused, Stale
from tests.cast import START
from tests.conftest import find_person
from tests.functions.schemes.offers import SENT, TERMS, a_service
from tests.functions.specifications.making import ALONE, agreed

pytestmark = pytest.mark.django_db
LATER = datetime(2015, 8, 3, 9, tzinfo=UTC)
YES = Answer(True, "Pat Example", "Practice manager")


def scan(name: str = "answer.txt") -> Any:
    return SimpleUploadedFile(name, b"We agree.", content_type="text/plain")


def link_of(invitation: Invitation) -> SignedLink:
    return SignedLink.objects.of(invitation).filter(used_at=None, revoked_at=None).get()


def opened_by(letter: Letter) -> Any:
    found = read_token(letter.link.rstrip("/").rsplit("/", 1)[1], purpose=PURPOSE, reading=True)
    assert found is not None
    return found


@pytest.mark.clause("Specification of casework, section 8")
def test_every_practice_of_every_ccg_is_invited_at_once(seen_by: Any) -> None:
    with seen_by("head") as head:
        service = a_service(head)
        with CaptureQueriesContext(connection) as caught:
            done = invite(reference=service.reference, version=1, by=head, at=SENT)
        assert (done.practices, done.ccgs) == (3, 2)
        codes = Invitation.objects.of(service).values_list("practice__ods_code", flat=True)
        assert set(codes) == {"M84901", "M84902", "M91901"}
        assert len([query for query in caught if "SAVEPOINT" not in query["sql"]]) <= 12
        letters = {letter.to_name: letter for letter in Letter.objects.filter(kind="invitation")}
        assert letters["Alder Lane Surgery"].to_email == "practice@example.org"
        assert letters["Birch Court Medical Centre"].send_by == "letter"
        assert "answer by 30 June 2015. The rate is £1.90 per registered" in letters["Alder Lane Surgery"].body
        assert letters["Alder Lane Surgery"].circle == "hub"
        assert "/enhanced-services/answer/" in letters["Alder Lane Surgery"].link
        with pytest.raises(Refused, match="invited already"):
            invite(reference=service.reference, version=None, by=head, at=SENT)
    with scope(Scope(role="hub_work", reason="test")):
        assert OutboxItem.objects.filter(kind="records.make_letter").count() == 3


def test_an_officer_invites_the_practices_of_their_own_ccgs(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer)
        assert invite(reference=service.reference, version=1, by=officer, at=SENT).practices == 2
    with seen_by("head") as head:
        assert invite(reference=service.reference, version=2, by=head, at=SENT).practices == 1
    with seen_by("stranger_head") as stranger, pytest.raises(Http404):
        invite(reference=service.reference, version=None, by=stranger, at=SENT)
    with seen_by("lead") as lead, pytest.raises(Refused, match="not work it"):
        invite(reference=service.reference, version=None, by=lead, at=SENT)


def test_terms_are_settled_before_and_kept_after_the_invitation(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer, letter_body="")
        with pytest.raises(Refused, match="Complete the terms"):
            invite(reference=service.reference, version=1, by=officer, at=SENT)
        changed = {"reference": service.reference, "by": officer, "terms": TERMS}
        terms.change_terms(version=1, **changed)
        with pytest.raises(Refused, match="while you had it open"):
            terms.change_terms(version=1, **changed)
        with pytest.raises(Refused, match="is there already"):
            a_service(officer)
        with pytest.raises(Refused, match="The rate must be more"):
            a_service(officer, code="LD", rate=Decimal(-1))
        with pytest.raises(Refused, match="not a name"):
            a_service(officer, code="LD", letter_body="{nobody}")
        with pytest.raises(Refused, match="has closed"):
            invite(reference=service.reference, version=2, by=officer, at=datetime(2015, 7, 1, 9, tzinfo=UTC))
        invite(reference=service.reference, version=2, by=officer, at=SENT)
        with pytest.raises(Refused, match="stay as they were read"):
            terms.change_terms(version=3, **changed)
        day = {"answer_by": date(2015, 7, 31), "today": date(2015, 7, 1)}
        terms.move_last_day(reference=service.reference, version=3, by=officer, **day)
        assert {link.expires_on for link in SignedLink.objects.all()} == {date(2015, 7, 31)}
        with pytest.raises(Refused, match="today or later"):
            terms.move_last_day(
                reference=service.reference, version=4, by=officer, answer_by=date(2015, 6, 1), today=date(2015, 7, 1)
            )


@pytest.mark.clause("Specification of casework, section 8")
def test_a_link_takes_one_answer(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer)
        invite(reference=service.reference, version=1, by=officer, at=SENT)
        alder = Invitation.objects.get(practice__ods_code="M84901")
        public_id = link_of(alder).public_id
        answer_by_link(public_id=public_id, answer=YES, at=SENT + timedelta(days=1))
        alder.refresh_from_db()
        assert (alder.state, alder.answered_on, alder.answered_how) == ("yes", date(2015, 4, 21), "link")
        with pytest.raises(Refused, match="holds once"):
            answer_by_link(public_id=public_id, answer=YES, at=SENT + timedelta(days=2))
        # The hub lets it answer afresh: the old link stays spent, a new letter goes with another.
        named = {"reference": service.reference, "by": officer, "at": SENT + timedelta(days=3)}
        inviting.send_new_link(ods_code="M84901", version=2, **named)
        answer_by_link(
            public_id=link_of(alder).public_id, answer=Answer(False, "Pat", "GP"), at=SENT + timedelta(days=4)
        )
        alder.refresh_from_db()
        assert alder.state == "no"
        # Nothing of that is lost: who said what, what was set aside, and by whom.
        entries = happened(alder, RecordMove.objects.of(alder).select_related("by").order_by("id"))
        assert [(one.title, one.by) for one in entries] == [
            ("Declined", "Pat"), ("New link sent", officer.name), ("Signed up", YES.name), ("Invited", "The hub"),
        ]  # fmt: skip
        assert entries[1].note.startswith(f"Set aside: Signed up, 21 April 2015, {YES.name}")
        # Withdrawn: its link says so.
        birch = Invitation.objects.get(practice__ods_code="M84902")
        held = link_of(birch).public_id
        with pytest.raises(Refused, match="Enter the reason"):
            inviting.withdraw(ods_code="M84902", version=1, note=" ", **named)
        inviting.withdraw(ods_code="M84902", version=1, note="Closing", **named)
        assert RecordMove.objects.of(birch).get(act="withdraw").note == "Closing"
        with pytest.raises(Refused, match="withdrawn by the hub"):
            answer_by_link(public_id=held, answer=YES, at=SENT + timedelta(days=4))
        with pytest.raises(Refused, match="without an answer"):
            inviting.withdraw(ods_code="M84901", version=4, note="Closing", **named)


def test_a_paper_answer_is_kept_with_its_scan(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer)
        invite(reference=service.reference, version=1, by=officer, at=SENT)
        alder = Invitation.objects.get(practice__ods_code="M84901")
        held = link_of(alder).public_id
        told = {"reference": service.reference, "ods_code": "m84901", "version": 1, "by": officer, "answer": YES}
        later = SENT + timedelta(days=5)
        with pytest.raises(Refused, match="Add the scan"):
            answer_on_paper(**told, scan=[], on=date(2015, 4, 22), at=later)
        with pytest.raises(Refused, match="between the invitation and today"):
            answer_on_paper(**told, scan=[scan()], on=date(2015, 4, 1), at=later)
        answer_on_paper(**told, scan=[scan()], on=date(2015, 4, 22), at=later)
        alder.refresh_from_db()
        assert (alder.state, alder.answered_how, alder.recorded_by) == ("yes", "paper", officer)
        with pytest.raises(Refused, match="withdrawn"):
            answer_by_link(public_id=held, answer=YES, at=later)
        with pytest.raises(Refused, match="while you had it open"):
            answer_on_paper(**told, scan=[scan()], on=date(2015, 4, 22), at=later)


def test_reminders_go_once_a_day_to_who_has_not_answered(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer)
        invite(reference=service.reference, version=1, by=officer, at=SENT)
        alder = Invitation.objects.get(practice__ods_code="M84901")
        answer_by_link(public_id=link_of(alder).public_id, answer=YES, at=SENT)
        with pytest.raises(Refused, match="No practice is left"):  # written to today
            reminding.remind(reference=service.reference, version=None, by=officer, at=SENT)
        next_day = SENT + timedelta(days=1)
        assert reminding.remind(reference=service.reference, version=None, by=officer, at=next_day) == 1
        letter = Letter.objects.filter(template="reminder").get()
        assert letter.to_name == "Birch Court Medical Centre"
        assert letter.subject == "Reminder: Invitation: Extended hours 2015/16"
        invited = Letter.objects.get(template="invitation", to_name=letter.to_name)
        assert opened_by(letter) == opened_by(invited)  # two addresses of one link: each is signed with its time
    with seen_by("head") as head:
        invite(reference=service.reference, version=None, by=head, at=next_day)
    with scope(Scope(role="hub_work", hub=service.hub_id, reason="test")):
        when = datetime(2015, 6, 1, 8, 10, tzinfo=UTC)
        assert reminding.remind_by_timetable(hub_id=service.hub_id, at=when - timedelta(days=1)) == 0
        assert reminding.remind_by_timetable(hub_id=service.hub_id, at=when) == 1  # Birch has been reminded by hand
        assert reminding.remind_by_timetable(hub_id=service.hub_id, at=when + timedelta(days=1)) == 0
    with seen_by("officer") as officer, pytest.raises(Refused, match="nobody is reminded"):
        reminding.remind(reference=service.reference, version=None, by=officer, at=datetime(2015, 7, 1, 9, tzinfo=UTC))


@pytest.mark.clause("Specification of casework, section 8")
def test_returns_come_from_practices_that_signed_up(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer)
        invite(reference=service.reference, version=1, by=officer, at=SENT)
        answer_by_link(
            public_id=link_of(Invitation.objects.get(practice__ods_code="M84901")).public_id, answer=YES, at=SENT
        )
        told: dict[str, Any] = {
            "reference": service.reference, "by": officer, "at": datetime(2015, 8, 3, 9, tzinfo=UTC),
            "period": "Quarter 1", "on": date(2015, 8, 3),
        }  # fmt: skip
        with pytest.raises(Refused, match="Tick the practices"):
            record_returns(**told, returned={})
        with pytest.raises(Refused, match="M84902 has not signed up"):
            record_returns(**told, returned={"M84901": None, "M84902": None})
        with pytest.raises(Refused, match="no such period"):
            record_returns(**{**told, "period": "Quarter 9"}, returned={"M84901": None})
        with pytest.raises(Refused, match="today or in the past"):
            record_returns(**{**told, "on": date(2015, 8, 4)}, returned={"M84901": None})
        assert record_returns(**told, returned={"M84901": Decimal("120.5")}) == 1
        assert record_returns(**{**told, "on": date(2015, 7, 30)}, returned={"M84901": Decimal(121)}) == 1
        kept = SchemeReturn.objects.get()
        assert (kept.returned_on, kept.figure, kept.due_on) == (date(2015, 7, 30), Decimal(121), date(2015, 7, 31))
        with pytest.raises(Refused, match="which stays"):
            inviting.send_new_link(reference=service.reference, ods_code="M84901", version=4, by=officer, at=SENT)


@pytest.mark.clause("Specification of casework, section 8", part="the day of a return")
def test_no_return_comes_before_its_practice_signed_up(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer)
        invite(reference=service.reference, version=1, by=officer, at=SENT)
        link = link_of(Invitation.objects.get(practice__ods_code="M84901"))
        answer_by_link(public_id=link.public_id, answer=YES, at=SENT)
        told: dict[str, Any] = {"reference": service.reference, "by": officer, "period": "Quarter 1", "at": LATER}
        with pytest.raises(Refused, match="signed up on 20 April 2015"):
            record_returns(**told, on=date(2001, 1, 1), returned={"M84901": None})
        with pytest.raises(Refused, match="signed up on 20 April 2015"):
            record_returns(**told, on=date(2015, 4, 19), returned={"M84901": None})
        assert record_returns(**told, on=date(2015, 4, 20), returned={"M84901": None}) == 1


@pytest.mark.clause("Specification of casework, section 8")
def test_a_return_is_not_overwritten_unseen_and_is_taken_back_with_a_reason(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer)
        invite(reference=service.reference, version=1, by=officer, at=SENT)
        invitation = Invitation.objects.get(practice__ods_code="M84901")
        answer_by_link(public_id=link_of(invitation).public_id, answer=YES, at=SENT)
        told: dict[str, Any] = {
            "reference": service.reference, "by": officer, "period": "Quarter 1", "on": date(2015, 8, 3), "at": LATER,
        }  # fmt: skip
        record_returns(**told, returned={"M84901": Decimal(15)}, seen={"M84901": ""})
        with pytest.raises(Stale) as stale:
            record_returns(**told, returned={"M84901": Decimal(99)}, seen={"M84901": ""})
        difference = stale.value.differences[0]
        assert (difference.saved, difference.yours) == ("15.00, 3 August 2015", "99.00, 3 August 2015")
        shown = mark_of(SchemeReturn.objects.get())
        record_returns(**told, returned={"M84901": Decimal(99)}, seen={"M84901": shown})

        invitation.refresh_from_db()
        named: dict[str, Any] = {
            "reference": service.reference, "ods_code": "M84901", "period": "Quarter 1", "by": officer, "at": LATER,
        }  # fmt: skip
        with pytest.raises(Stale):
            take_back(**named, version=invitation.version - 1, note="Not theirs")
        with pytest.raises(Refused, match="Enter the reason"):
            take_back(**named, version=invitation.version, note=" ")
        take_back(**named, version=invitation.version, note="Not theirs")
        with pytest.raises(Refused, match="No return is recorded"):
            take_back(**named, version=invitation.version + 1, note="Not theirs")
        assert not SchemeReturn.objects.exists()
        assert [(move.words, move.note) for move in RecordMove.objects.of(invitation).order_by("id")] == [
            ("Signed up", ""),
            ("Quarter 1 returned: 15.00", ""),
            ("Quarter 1 returned: 99.00", "Before: 15.00, 3 August 2015"),
            ("Quarter 1 taken back", "Not theirs\nBefore: 99.00, 3 August 2015"),
        ]


@pytest.mark.clause("Specification of casework, section 8")
def test_a_local_scheme_passes_its_gates_in_order_and_is_then_offered(seen_by: Any) -> None:
    scheme = proposed_by(seen_by, "officer")
    assert scheme.reference.startswith("WM-S-2015-")
    told: dict[str, Any] = {"scheme_id": scheme.pk, "version": None, "at": SENT, "supporter": "Example"}
    with seen_by("lead") as lead:
        with pytest.raises(Refused, match="Local medical committee comes next"):
            gates.pass_gate(act="members", on=date(2015, 3, 3), evidence=[scan()], by=lead, **told)
        with pytest.raises(Refused, match="Add the evidence"):
            gates.pass_gate(act="lmc", on=date(2015, 3, 3), evidence=[], by=lead, **told)
    passed(seen_by, scheme, "lmc", "members", "england")
    with seen_by("officer") as officer, pytest.raises(Refused, match="once all four gates"):
        invite(reference=scheme.reference, version=None, by=officer, at=SENT)
    with seen_by("lead") as lead:
        with pytest.raises(Refused, match="before that of the gate before"):
            gates.pass_gate(act="committee", on=date(2015, 3, 2), evidence=[scan()], by=lead, **told)
        gates.pass_gate(act="committee", on=date(2015, 3, 20), decision="PCC 15/7", evidence=[scan()], by=lead, **told)
        with pytest.raises(Refused, match="with its evidence"):
            gates.move_scheme(
                scheme_id=scheme.pk, version=None, act="lmc", on=date(2015, 3, 21), note="", by=lead, at=SENT
            )
        assert gates.gates_passed(scheme)["committee"].facts["decision"] == "PCC 15/7"
    with seen_by("officer") as officer:
        approved = LocalScheme.objects.get()
        assert (approved.state, approved.closed_on) == ("approved", None)
        terms.change_terms(
            reference=scheme.reference,
            version=approved.version,
            by=officer,
            terms={**TERMS, "subject": "Frail patients"},
        )
        assert invite(reference=scheme.reference, version=None, by=officer, at=SENT).practices == 2
        assert Invitation.objects.filter(scheme=approved, service=None).count() == 2


def proposed_by(seen_by: Any, key: str) -> LocalScheme:
    ccg = Ccg.objects.select_related("hub").get(ods_code="05R")
    with seen_by(key) as person:
        return gates.propose(
            by=person, ccg=ccg, subject="Frail patients", code="FP", year="2015/16", on=date(2015, 3, 2), at=SENT
        )


def passed(seen_by: Any, scheme: LocalScheme, *acts: str, england: str = "officer") -> None:
    """Gates passed by whoever the matrix gives them to, a day apart."""
    for number, act in enumerate(acts, 3):
        with seen_by(england if act == "england" else "lead") as person:
            gates.pass_gate(
                scheme_id=scheme.pk, version=None, act=act, by=person, on=date(2015, 3, number), at=SENT,
                supporter="Example", evidence=[scan()],
            )  # fmt: skip


@pytest.mark.clause("West Midlands MOU 4.1, functions II.2 to II.5", part="who passes a gate")
def test_each_gate_is_passed_by_whoever_the_matrix_gives_it_to(seen_by: Any) -> None:
    scheme = proposed_by(seen_by, "officer")
    told: dict[str, Any] = {"scheme_id": scheme.pk, "version": None, "on": date(2015, 3, 20), "at": SENT}
    given: dict[str, Any] = {"supporter": "Example", "evidence": [scan()]}
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="does not include “Record the LMC’s support”") as refused:
            gates.pass_gate(act="lmc", by=officer, **told, **given)
        assert refused.value.clause == "West Midlands MOU 4.1, function II.2"
        with pytest.raises(Refused, match="does not include"):
            gates.move_scheme(act="refuse", note="The LMC said no", by=officer, **told)
    passed(seen_by, scheme, "lmc", "members")
    with seen_by("lead") as lead:
        with pytest.raises(Refused, match="does not include “Record NHS England’s support”"):
            gates.pass_gate(act="england", by=lead, **told, **given)
        with pytest.raises(Refused, match="does not include"):
            gates.move_scheme(act="refuse", note="NHS England said no", by=lead, **told)
        gates.move_scheme(act="withdraw", note="Not this year", by=lead, **told)


@pytest.mark.clause("West Midlands MOU 4.1, functions II.2 to II.5", part="who passes a gate")
def test_a_specification_that_takes_the_support_back_gives_the_gate_to_the_ccg(seen_by: Any) -> None:
    agreed(II_4=ALONE)
    scheme = proposed_by(seen_by, "officer")
    passed(seen_by, scheme, "lmc", "members", "england", england="lead")
    with seen_by("officer"):
        assert LocalScheme.objects.get().state == "england"


def test_whoever_passes_the_next_gate_is_told(seen_by: Any) -> None:
    by_hub = proposed_by(seen_by, "officer")
    own = proposed_by(seen_by, "lead")
    assert (by_hub.owner, own.owner) == (find_person("officer"), None)
    passed(seen_by, own, "lmc", "members")

    def told(key: str) -> set[str]:
        with seen_by(key) as person:
            return set(Notice.objects.filter(person=person, kind="record_turn").values_list("text", flat=True))

    assert told("lead") == {f"{by_hub.reference} waits for you: record the LMC’s support."}
    assert told("head") == {f"{own.reference} waits for the hub: record NHS England’s support."}


def test_a_closed_practice_is_not_invited_and_a_specification_goes_to_each_ccg(seen_by: Any) -> None:
    Practice.objects.filter(ods_code="M84902").update(status="closed")
    from functions.services.schemes.specification import specification_for

    with seen_by("officer") as officer:
        service = a_service(officer, specification=scan("specification.txt"))
        assert service.specification["name"] == "specification.txt"
        invite(reference=service.reference, version=1, by=officer, at=SENT)
        assert Invitation.objects.count() == 1
        assert specification_for(service, officer) is not None
    with seen_by("neighbour_lead") as neighbour:
        assert specification_for(service, neighbour) is None
    with seen_by("head") as head:
        invite(reference=service.reference, version=None, by=head, at=SENT)
    with seen_by("neighbour_lead") as neighbour:
        assert specification_for(EnhancedService.objects.get(), neighbour) is not None


def test_each_ccgs_copy_of_a_specification_is_scanned_when_the_first_was_not_yet(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        service = a_service(officer, specification=scan("specification.txt"))
        Document.objects.update(scan=Document.Scan.WAITING)
    with seen_by("head") as head:
        invite(reference=service.reference, version=None, by=head, at=SENT)
        kept = set(Document.objects.filter(name="specification.txt").values_list("public_id", flat=True))
        asked = OutboxItem.objects.filter(kind="documents.scan").values_list("dedupe", flat=True)
        assert set(asked) == {f"scan:{public_id}" for public_id in kept}
    assert len(kept) > 1


def test_who_leads_a_ccg_of_another_hub_changes_nothing_that_hub_offers(seen_by: Any) -> None:
    there = Ccg.objects.select_related("hub").get(ods_code="06Q")
    assign(person=find_person("officer"), role="ccg_lead", organisation=there, on=START)
    with seen_by("stranger") as stranger:
        theirs = a_service(stranger, hub="ES")
    with seen_by("officer") as officer:
        assert EnhancedService.objects.visible_to(officer).filter(pk=theirs.pk).exists()
        with pytest.raises(Refused, match="does not make enhanced services"):
            a_service(officer, hub="ES", code="NEW")
        named: dict[str, Any] = {"reference": theirs.reference, "version": 1, "by": officer}
        for act in (
            lambda: move_last_day(**named, answer_by=date(2015, 7, 31), today=SENT.date()),
            lambda: change_terms(**named, terms={**TERMS, "subject": "Taken over"}),
            lambda: invite(**named, at=SENT),
        ):
            with pytest.raises(Refused, match="read this but not work it"):
                act()
        assert a_service(officer).hub.code == "WM"
