"""Self-certifications from the nightly beginning to the signed PDF, and what is refused on the way."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from governance.models import SelfCertification
from governance.rules.certifications import STATEMENTS
from governance.services import certifications as services
from governance.services.level_signing import digest_now
from hubportal.organisations.models import Ccg, CcgLevel
from hubportal.records.models import Deadline, Signature
from hubportal.web.refusals import Refused, Stale
from tests.conftest import in_scope_of
from tests.functions.pages import asked_of_database, text_of
from tests.governance.agreements import moment
from tests.governance.test_pages_agreements import freshly

pytestmark = pytest.mark.django_db
TODAY, QUARTER = date(2016, 1, 4), date(2015, 10, 1)


@pytest.fixture
def joint() -> Ccg:
    """Walsall, which is joint on the last day of the quarter."""
    ccg = Ccg.objects.select_related("hub").get(ods_code="05Y")
    assert CcgLevel.on(ccg, date(2015, 12, 31)) == "joint"
    return ccg


def begun(ccg: Ccg, by: Any, on: date = TODAY, quarter: date = QUARTER) -> SelfCertification:
    return services.begin_certification(ccg=ccg, quarter_from=quarter, by=by, on=on, at=moment(on))


def answered(made: SelfCertification, by: Any, **changed: services.Answer) -> None:
    for code in STATEMENTS:
        said = changed.get(code, services.Answer("compliant", note="Seen."))
        services.answer_statement(certification_id=made.pk, version=None, by=by, statement=code, answer=said)


def test_from_beginning_to_the_signature_on_the_pages(signed_in: Any, joint: Ccg) -> None:
    with time_machine.travel(moment(TODAY)):
        lead = freshly(signed_in("neighbour_lead"))
        address = lead.post("/self-certification/new/", {"ccg": "05Y", "quarter": "2015-10-01"}).url
        page = text_of(lead.get(address))
        assert "Self-certification of quarter 3 of 2015/16" in page
        assert "Complaints open: 0" in page
        assert "Before it can be signed" in page
        assert lead.get(f"{address}sign/").status_code == 409
        wrong = lead.post(
            f"{address}statements/expiry/", {"version": 1, "standing": "not_compliant", "note": "Two end in May."}
        )
        assert wrong.status_code == 422
        assert "Enter the action." in text_of(wrong)
        assert "Two end in May." in text_of(wrong)
        version = 1
        for code in STATEMENTS:
            sent: dict[str, Any] = {"version": version, "standing": "compliant"}
            if code == "expiry":
                sent |= {
                    "standing": "not_compliant",
                    "action": "Tender.",
                    "action_by_day": 1,
                    "action_by_month": 3,
                    "action_by_year": 2016,
                }
            assert lead.post(f"{address}statements/{code}/", sent).status_code == 302
            version += 1
        stale = lead.post(f"{address}statements/expiry/", {"version": 1, "standing": "compliant"})
        assert stale.status_code == 409
        shown = text_of(lead.get(f"{address}sign/"))
        seen = shown.split('name="seen"')[1].split('value="')[1].split('"')[0]
        assert lead.post(f"{address}sign/", {"seen": "0" * 64}).status_code == 422
        assert lead.post(f"{address}sign/", {"seen": seen}).status_code == 302
        page = text_of(lead.get(address))
        assert "Action by" in page
        assert "when it was signed" in page
        answer = lead.get(f"{address}certification.pdf")
        assert answer.content.startswith(b"%PDF")
    with in_scope_of("neighbour_lead"):
        made = SelfCertification.objects.get()
        assert (made.state, made.evidence_on) == ("signed", TODAY)
        assert Signature.objects.get(kind="self_certification").party == "joint_committee"
        assert Deadline.objects.get(kind="self_certification", step="sign").met_on == TODAY
        assert Deadline.objects.get(kind="self_certification", step="action-expiry").due_on == date(2016, 3, 1)


def test_what_was_signed_does_not_change(joint: Ccg) -> None:
    with in_scope_of("neighbour_lead") as lead:
        made = begun(joint, lead)
        answered(made, lead)
        made.refresh_from_db()
        seen = digest_now(services.contents(made, on=TODAY))
        signed = services.sign_certification(certification_id=made.pk, seen=seen, by=lead, at=moment(TODAY))
        assert digest_now(services.contents(signed, on=date(2016, 3, 1))) == seen
        with pytest.raises(Refused, match="what was signed stands"):
            services.answer_statement(
                certification_id=made.pk, version=None, by=lead, statement="expiry", answer=services.Answer("compliant")
            )
        with pytest.raises(Refused, match="what was signed stands"):
            services.sign_certification(certification_id=made.pk, seen=seen, by=lead, at=moment(TODAY))


def test_an_action_is_done_on_its_page_and_the_next_quarter_says_so(signed_in: Any, joint: Ccg) -> None:
    with in_scope_of("neighbour_lead") as lead, time_machine.travel(moment(TODAY)):
        made = begun(joint, lead)
        owed = services.Answer("not_compliant", action="Tender.", action_by="2016-03-01")
        answered(made, lead, expiry=owed, outcomes=owed)
        made.refresh_from_db()
        seen = digest_now(services.contents(made, on=TODAY))
        services.sign_certification(certification_id=made.pk, seen=seen, by=lead, at=moment(TODAY))
    address = made.get_absolute_url()
    act = f"{address}statements/expiry/done/"
    day = {"done_on_day": 2, "done_on_month": 3, "done_on_year": 2016}
    with time_machine.travel(moment(date(2016, 3, 5))):
        head: Client = signed_in("head")
        page = text_of(head.get(address))
        assert act in page
        assert "Record that it is done" in page
        assert "Tender." in text_of(head.get(act))
        assert head.get(f"{address}statements/governance/done/").status_code == 404
        sent = {"version": made.version + 1, "note": "Let to one."}
        wrong = head.post(act, sent | day | {"done_on_year": 2015})
        assert wrong.status_code == 422
        assert "after the day of the signature" in text_of(wrong)
        assert "Let to one." in text_of(wrong)
        assert head.post(act, sent | day).status_code == 302
        page = text_of(head.get(address))
        assert "Done 2 March 2016, late" in page
        assert "Action done: Expiry of contracts" in page
        assert act not in page
        assert f"{address}statements/outcomes/done/" in page
        assert head.get(act).status_code == 409
        for elsewhere in ("lead", "stranger_head"):
            assert signed_in(elsewhere).get(act).status_code == 404
        listed = text_of(head.get("/self-certification/"))
        assert "1 March 2016" in listed
        assert "Outcomes: Tender." in listed
        assert "Outcomes: Tender." in text_of(head.get(reverse("records:due")))
    with in_scope_of("neighbour_lead") as lead:
        after = begun(joint, lead, on=date(2016, 4, 1), quarter=date(2016, 1, 1))
    with time_machine.travel(moment(date(2016, 4, 1))):
        shown = text_of(signed_in("head").get(after.get_absolute_url()))
    assert "Its action was done on 2 March 2016." in shown
    assert "Its action, to be done by 1 March 2016, is not done yet." in shown


def test_an_unanswered_one_is_not_signed_and_a_stale_answer_is_refused(joint: Ccg) -> None:
    with in_scope_of("neighbour_lead") as lead:
        made = begun(joint, lead)
        seen = digest_now(services.contents(made, on=TODAY))
        with pytest.raises(Refused, match="not answered yet"):
            services.sign_certification(certification_id=made.pk, seen=seen, by=lead, at=moment(TODAY))
        answered(made, lead)
        with pytest.raises(Stale):
            services.answer_statement(
                certification_id=made.pk, version=1, by=lead, statement="expiry", answer=services.Answer("compliant")
            )


def test_a_quarter_has_one_and_only_after_it_ended(joint: Ccg) -> None:
    with in_scope_of("neighbour_lead") as lead:
        begun(joint, lead)
        with pytest.raises(Refused, match="has its certification already"):
            begun(joint, lead)
        with pytest.raises(Refused, match="can be certified from the day after"):
            begun(joint, lead, quarter=date(2016, 1, 1))


def test_none_is_asked_at_greater_involvement_and_readers_prepare_none() -> None:
    with in_scope_of("head") as head:
        ccgs = Ccg.objects.select_related("hub").filter(hub__code="WM")
        found = next(ccg for ccg in ccgs if CcgLevel.on(ccg, date(2015, 12, 31)) == "greater_involvement")
        with pytest.raises(Refused, match="No self-certification is asked"):
            begun(found, head)
    with in_scope_of("auditor") as auditor, pytest.raises(Refused, match="does not prepare"):
        begun(Ccg.objects.select_related("hub").get(ods_code="05R"), auditor)


def test_the_portal_begins_what_is_owed_once(joint: Ccg) -> None:
    with in_scope_of("head"):
        first = services.begin_due(hub_id=joint.hub_id, on=TODAY, at=moment(TODAY))
        assert first >= 1
        assert services.begin_due(hub_id=joint.hub_id, on=TODAY, at=moment(TODAY)) == 0
        due = Deadline.objects.filter(kind="self_certification", ccg_id=joint.pk).get()
        assert due.due_on == date(2016, 1, 31)


def test_the_list_asks_as_much_for_one_as_for_many(signed_in: Any, joint: Ccg) -> None:
    client: Client = signed_in("head")
    with in_scope_of("neighbour_lead") as lead:
        begun(joint, lead)
    client.get("/self-certification/")
    one = len(asked_of_database(client, "/self-certification/"))
    with in_scope_of("head"):
        services.begin_due(hub_id=joint.hub_id, on=TODAY, at=moment(TODAY))
    assert len(asked_of_database(client, "/self-certification/")) == one


def test_the_api_reads_them_and_refuses_what_it_does_not_know(signed_in: Any, joint: Ccg) -> None:
    with in_scope_of("neighbour_lead") as lead:
        made = begun(joint, lead)
    client: Client = signed_in("neighbour_lead")
    listed = client.get("/api/v1/self-certifications/?ccg=05Y&state=draft").json()["results"]
    assert [(row["reference"], row["quarter_from"], row["evidence"]) for row in listed] == [
        (made.reference, "2015-10-01", {})
    ]
    assert client.get(f"/api/v1/self-certifications/{made.reference}/").json()["level"] == "joint"
    assert client.get("/api/v1/self-certifications/?colour=red").status_code == 400
    assert signed_in("lead").get(f"/api/v1/self-certifications/{made.reference}/").status_code == 404
