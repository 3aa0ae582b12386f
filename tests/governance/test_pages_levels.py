"""Applications to change level on their pages, and the page that shows what a level would change."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from functions.services.specifications.versions import RowChange, change_rows, draft_version, publish
from governance.models import LevelApplication
from governance.rules.levels import CHECKLIST, COMPONENTS
from hubportal.organisations.models import Ccg, CcgLevel, Hub, Person
from hubportal.organisations.services.assignments import assign
from hubportal.organisations.services.levels import open_level
from tests.conftest import in_scope_of
from tests.functions.pages import asked_of_database, day_boxes, text_of
from tests.functions.specifications.making import ALONE, agreed
from tests.governance.agreements import APPLIED_ON, CONSTITUTION_ON, PDF, an_application, moment
from tests.governance.test_pages_agreements import freshly

pytestmark = pytest.mark.django_db
BETWEEN = 17  # activities of the standard that are SUPPORT or TBC
GO_LIVE = {"go_live_on_day": 1, "go_live_on_month": 4, "go_live_on_year": 2016}


@pytest.fixture
def chair() -> Person:
    """Walsall's Audit Committee chair."""
    person = Person.objects.create_user("chair@example.org", None, name="Chair", is_demo=True)
    assign(person=person, role="ccg_lead", organisation=Ccg.objects.get(ods_code="05Y"), on=date(2014, 4, 1))
    return person


def seen_on(page: str) -> str:
    return page.split('name="seen"')[1].split('value="')[1].split('"')[0]


def test_from_what_if_to_the_new_level_on_the_pages(signed_in: Any, chair: Person) -> None:
    with time_machine.travel(moment(APPLIED_ON)):
        lead = freshly(signed_in("neighbour_lead"))
        shown = text_of(lead.get("/levels/what-if/?ccg=05Y&level=delegated&go_live_on=2016-04-01"))
        assert "The CCG’s governing body" in shown
        passed = '<strong class="nhsuk-tag nhsuk-tag--grey">Passed</strong>'
        assert f"1 November 2015 {passed}" in shown
        assert f"1 January 2016 {passed}" not in shown
        with in_scope_of("neighbour_lead"):
            assert not LevelApplication.objects.exists()
        wrong = lead.post("/levels/new/", {"ccg": "05Y", "level": "joint", **GO_LIVE, "objectives": "x"})
        assert wrong.status_code == 422
        assert "at this level already" in text_of(wrong)
        wish = {"ccg": "05Y", "level": "delegated", **GO_LIVE, "objectives": "Decide locally.", "benefits": "Speed."}
        address = lead.post("/levels/new/", wish).url
        assert address == "/levels/WM-L-2015-00001/"
        page = text_of(lead.get(address))
        assert "What is missing before it can be submitted (14)" in page
        assert "1 November 2015 (passed)" in page
        assert "the first day is then Saturday 1 April 2017 at the earliest" in page
        assert "There is nothing here for you to sign" in text_of(lead.get(f"{address}sign/"))
        version = 1
        for point in CHECKLIST:
            scan = SimpleUploadedFile(f"{point}.pdf", PDF, "application/pdf")
            answer = {"version": version, "is_met": "on", "note": "Board paper 7", "attachments": scan}
            if point == "constitution":
                late = lead.post(f"{address}checklist/{point}/", answer | day_boxes("submitted_on"))
                assert late.status_code == 422
                assert "the last day was Sunday 1 November 2015" in text_of(late)
                answer |= day_boxes("submitted_on", moment(CONSTITUTION_ON))
                scan.seek(0)
            assert lead.post(f"{address}checklist/{point}/", answer).status_code == 302
            version += 1
        ratings = dict.fromkeys(COMPONENTS, "good") | {"as_at": "Quarter 2 of 2015/16", "version": version}
        assert lead.post(f"{address}ratings/", ratings).status_code == 302
        who = {"accountable_officer": "neighbour_lead", "audit_chair": "chair", "director": "director"}
        named = {f"{capacity}_email": f"{key}@example.org" for capacity, key in who.items()}
        assert lead.post(f"{address}signatories/", named | {"version": version + 1}).status_code == 302
        assert "Met, 1 file, submitted 30 October 2015" in text_of(lead.get(address))
        seen = seen_on(text_of(lead.get(f"{address}sign/")))
        for capacity, key in who.items():
            signer = lead if key == "neighbour_lead" else freshly(signed_in(key))
            assert signer.post(f"{address}sign/", {"capacity": capacity, "seen": seen}).status_code == 302
        submit = {"version": version + 5, **day_boxes("on")}
        assert lead.post(f"{address}moves/submit/", submit).status_code == 302
        assert "has been submitted" in text_of(lead.get(f"{address}edit/"))

        head = signed_in("head")
        for place, panel in enumerate(("regional", "national")):
            said = {"version": version + 6 + place, **day_boxes("on"), "recommendation": "against", "note": "Not yet."}
            assert head.post(f"{address}panels/{panel}/", said).status_code == 302
        approval = {"version": version + 8, **day_boxes("on")}
        asked = text_of(head.get(f"{address}moves/approve/"))
        assert "The regional panel and the national panel did not support it. Enter the reason." in asked
        assert head.post(f"{address}moves/approve/", approval).status_code == 422
        approval["note"] = "The members’ council has answered the panels."
        assert head.post(f"{address}moves/approve/", approval).status_code == 302
        assert "Approved" in text_of(lead.get(address))
        assert CcgLevel.on(Ccg.objects.get(ods_code="05Y"), date(2016, 4, 1)) == "delegated"
        rows = b"".join(head.get("/levels/applications.csv").streaming_content).decode()
        assert '"Walsall"' in rows
        assert '"2016-04-01"' in rows


def test_a_change_that_is_approved_is_shown_before_it_begins(signed_in: Any, seen_by: Any) -> None:
    with time_machine.travel(moment(APPLIED_ON)):
        with seen_by("head") as head:
            ccg = Ccg.objects.get(ods_code="05Y")
            open_level(ccg=ccg, level="delegated", on=date(2016, 4, 1), source="Test", by=head)
        lead = signed_in("neighbour_lead")
        assert "Delegated from 1 April 2016" in text_of(lead.get("/levels/"))
        same = text_of(lead.get("/levels/what-if/?ccg=05Y&level=delegated&go_live_on=2017-04-01"))
        assert same.count("Mid Essex paper, sections 1.2 and 2.6") == 1
        assert "On 1 April 2017 the CCG is at this level already" in same
        back = text_of(lead.get("/levels/what-if/?ccg=05Y&level=joint&go_live_on=2017-04-01"))
        assert "from delegated to joint" in back
        assert "&amp;from=2017-04-01" in back
        begun = text_of(lead.get("/levels/new/?ccg=05Y&level=joint&from=2017-04-01"))
        assert 'value="2017"' in begun
        assert lead.get("/levels/new/?from=2017-02-31").status_code == 200
        early = text_of(lead.get("/levels/what-if/?ccg=05Y&level=joint&go_live_on=2016-04-01"))
        assert "is approved already" in early
        assert "Apply for this level" not in early


def test_a_point_that_is_none_of_the_checklist_is_not_there(signed_in: Any) -> None:
    with in_scope_of("officer") as officer:
        address = an_application(officer, ccg="05R", level="joint").get_absolute_url()
    assert signed_in("officer").get(f"{address}checklist/nothing/").status_code == 404
    assert signed_in("head").get(f"{address}panels/nothing/").status_code == 404


def test_what_is_settled_afresh_is_read_from_the_ccgs_own_specification(signed_in: Any) -> None:
    address = "/levels/what-if/?ccg=05R&level=joint&go_live_on=2016-04-01"
    with time_machine.travel(moment(APPLIED_ON)):
        before = text_of(signed_in("officer").get(address))
        held = agreed(at=moment(APPLIED_ON), X_4=ALONE)
        after = text_of(freshly(signed_in("officer")).get(address))
        delegated = "/levels/what-if/?ccg=05Y&level=delegated&go_live_on=2016-04-01"
        neighbour = text_of(signed_in("neighbour_lead").get(delegated))
    assert f"{BETWEEN} functions of version 1.0 of the standard function matrix are settled" in before
    assert f"{BETWEEN - 1} functions of <a" in after
    assert f"specification {held.reference}</a>, agreed by" in after
    assert 'scope="row">X.4</th>' in before
    assert 'scope="row">X.4</th>' not in after
    assert "of the standard function matrix are settled" in neighbour


def test_what_is_settled_afresh_is_read_from_the_hubs_own_version(signed_in: Any, seen_by: Any) -> None:
    with time_machine.travel(moment(APPLIED_ON)):
        with seen_by("head") as head:
            hub, now = Hub.objects.get(code="WM"), moment(APPLIED_ON)
            made = draft_version(hub=hub, code="1.1", source="Hub board", by=head, at=now)
            ours = RowChange("Review proposals in detail", True, "CORE")
            change_rows(version_id=made.pk, revision=1, changes={"X.4": ours}, by=head)
            publish(version_id=made.pk, revision=2, effective_from=date(2016, 4, 1), by=head, at=now)
        shown = text_of(signed_in("officer").get("/levels/what-if/?ccg=05R&level=joint&go_live_on=2016-04-01"))
    assert "functions of version 1.1 of the standard function matrix are settled" in shown
    assert f"{BETWEEN - 1} functions of version 1.1" in shown
    assert 'scope="row">X.4</th>' not in shown


@pytest.mark.parametrize("who", ["officer", "head", "lead"])
def test_pages_ask_the_database_as_often_with_many_rows(signed_in: Any, who: str) -> None:
    client = signed_in(who)
    with in_scope_of("officer") as officer:
        application = an_application(officer, ccg="05R", level="joint")
    addresses = ("/levels/", application.get_absolute_url(), "/levels/what-if/?ccg=05R&level=joint")
    few = [len(asked_of_database(client, address)) for address in addresses for _ in range(2)][1::2]
    with in_scope_of("officer") as officer:
        for _ in range(6):
            LevelApplication.objects.update(closed_on=APPLIED_ON)
            an_application(officer, ccg="05R", level="joint")
    many = [len(asked_of_database(client, address)) for address in addresses]
    assert many == few
    assert many[0] <= 11
    assert many[1] <= 22
    assert many[2] <= 10
