"""An application to change level, from its beginning to the new level period."""

from datetime import date
from typing import Any

import pytest
from psycopg2.extras import DateRange

from governance.models import LevelApplication
from governance.services import level_applications as services
from governance.services import level_outcomes as outcomes
from governance.services.level_signing import contents, digest_now, sign_application, signatures_of
from hubportal.notifications.models import Notice
from hubportal.notifications.services.notices import notices_of
from hubportal.organisations.models import Ccg, CcgLevel, Person
from hubportal.organisations.services.assignments import assign
from hubportal.organisations.services.levels import open_level
from hubportal.records.models import Deadline
from hubportal.records.services.letter_templates import filled, templates_for
from hubportal.web.refusals import Refused
from tests.conftest import find_person
from tests.governance.agreements import APPLIED_ON, an_application, complete, moment, named, signed_as

pytestmark = pytest.mark.django_db
LEAD = "neighbour_lead"


@pytest.fixture
def chair() -> Person:
    """Walsall's second signatory."""
    person = Person.objects.create_user("chair@example.org", None, name="Chair", designation="Audit Committee chair")
    assign(person=person, role="ccg_lead", organisation=Ccg.objects.get(ods_code="05Y"), on=date(2014, 4, 1))
    return person


def dates(application: LevelApplication) -> dict[str, date]:
    return dict(Deadline.objects.of(application).open().values_list("step", "due_on"))


def fresh(application: LevelApplication) -> LevelApplication:
    return LevelApplication.objects.get(pk=application.pk)


def ready(chair: Person) -> LevelApplication:
    """Complete and signed in all three capacities."""
    from tests.conftest import in_scope_of

    with in_scope_of(LEAD) as lead:
        application = an_application(lead)
    complete(application, by=LEAD)
    named(
        application, LEAD, accountable_officer=f"{LEAD}@example.org", audit_chair="chair@example.org",
        director="director@example.org",
    )  # fmt: skip
    for capacity, who in (("accountable_officer", LEAD), ("audit_chair", "chair"), ("director", "director")):
        signed_as(application, capacity, who)
    return application


@pytest.mark.clause("Mid Essex paper, section 1.1", part="window")
def test_from_preparation_to_the_new_level(seen_by: Any, chair: Person) -> None:
    application = ready(chair)
    with seen_by(LEAD) as lead:
        assert dates(application) == {"submit": date(2016, 1, 1)}
        outcomes.submit(application_id=application.pk, version=None, by=lead, on=APPLIED_ON, at=moment(APPLIED_ON))
        with pytest.raises(Refused, match="do this to it"):
            outcomes.approve(application_id=application.pk, version=None, by=lead, on=APPLIED_ON, at=moment(APPLIED_ON))
    on = date(2015, 12, 15)
    with seen_by("head") as head:
        act = {"application_id": application.pk, "version": None, "by": head, "on": on, "at": moment(on)}
        with pytest.raises(Refused, match="out of order"):
            outcomes.approve(**act)
        panel = {**act, "recommendation": "support", "note": "Ready."}
        with pytest.raises(Refused, match="Select what"):
            outcomes.record_panel(**panel | {"recommendation": "?"}, panel="regional")
        outcomes.record_panel(**panel, panel="regional")
        outcomes.record_panel(**panel, panel="national")
        outcomes.approve(**act)
        assert fresh(application).closed_on == on
    with seen_by(LEAD) as lead:
        assert "was approved" in notices_of(lead)[0].text
    periods = CcgLevel.objects.filter(ccg_id=application.ccg_id).order_by("period").values_list("level", "period")
    assert list(periods) == [
        ("joint", DateRange(date(2015, 4, 1), date(2016, 4, 1))),
        ("delegated", DateRange(date(2016, 4, 1), None)),
    ]


def test_what_is_missing_is_named_and_nothing_is_submitted_late(seen_by: Any) -> None:
    with seen_by(LEAD) as lead:
        application = an_application(lead)
        act = {"application_id": application.pk, "version": None, "by": lead}
        with pytest.raises(Refused) as refused:
            outcomes.submit(**act, on=APPLIED_ON, at=moment(APPLIED_ON))
        assert "Constitution amended" in refused.value.sentence
        assert "give the assurance rating" in refused.value.sentence
        assert "Accountable Officer: not signed yet" in refused.value.sentence
        late = date(2016, 1, 2)
        with pytest.raises(Refused, match="1 April 2017"):
            outcomes.submit(**act, on=late, at=moment(late))


@pytest.mark.clause("Mid Essex paper, section 2.1", part="constitution in time")
def test_a_constitution_that_missed_its_window_is_not_met_and_is_not_submitted(seen_by: Any, chair: Person) -> None:
    with seen_by(LEAD) as lead:
        application = an_application(lead)
        act = {"application_id": application.pk, "version": None, "by": lead}
        point = {**act, "point": "constitution", "note": "", "uploads": [], "on": APPLIED_ON}
        for submitted_on, sentence in (
            (None, "If it was submitted in time, enter the day"),
            (date(2015, 11, 2), "1 April 2017 or later"),
            (date(2015, 11, 10), "today or in the past"),
        ):
            with pytest.raises(Refused, match=sentence):
                services.answer_point(**point, is_met=True, submitted_on=submitted_on)
        services.answer_point(**point, is_met=False)
        services.answer_point(**point, is_met=True, submitted_on=date(2015, 10, 30))
        content = contents(fresh(application))
        assert content["checklist"]["constitution"]["submitted_on"] == "2015-10-30"
        missing = outcomes.what_is_missing(fresh(application), content, on=APPLIED_ON)
        assert not any("had to be submitted" in fault for fault in missing)
    # Met while the window was open, without a day: once it has passed the day is asked before submission.
    with seen_by(LEAD) as lead:
        services.change_application(
            **act, wish=services.Wish("delegated", date(2017, 4, 1), "Later."), on=date(2015, 12, 1)
        )
        services.answer_point(**point | {"on": date(2015, 12, 1)}, is_met=True)
        held, late = fresh(application), date(2016, 11, 2)
        assert outcomes.constitution_fault(held, on=date(2016, 11, 1)) is None
        with pytest.raises(Refused, match="had to be submitted by Tuesday 1 November 2016"):
            outcomes.submit(**act, on=late, at=moment(late))
        with pytest.raises(Refused, match="had to be submitted by"):
            outcomes.submit(**act, on=date(2016, 11, 1), at=moment(late))


@pytest.mark.clause("Mid Essex paper, appendix 1", part="signatories")
def test_a_change_after_signing_needs_every_signature_again(seen_by: Any, chair: Person) -> None:
    application = ready(chair)
    with seen_by(LEAD) as lead:
        act = {"application_id": application.pk, "version": None, "by": lead}
        before = digest_now(contents(fresh(application)))
        services.answer_point(**act, point="conflicts", is_met=True, note="Version 4", uploads=[], on=APPLIED_ON)
        assert signatures_of(fresh(application), contents(fresh(application))) == {}
        with pytest.raises(Refused, match="changed since you opened it"):
            sign_application(
                application_id=application.pk, capacity="accountable_officer", seen=before, by=lead,
                at=moment(APPLIED_ON),
            )  # fmt: skip
        with pytest.raises(Refused, match="Only the person named"):
            sign_application(
                application_id=application.pk, capacity="audit_chair", seen=before, by=lead, at=moment(APPLIED_ON)
            )
        with pytest.raises(Refused, match="not signed yet"):
            outcomes.submit(**act, on=APPLIED_ON, at=moment(APPLIED_ON))


@pytest.mark.clause("West Midlands MOU, section 2", part="assurance is not the hub’s")
def test_the_hub_enters_no_ratings_but_may_prepare(seen_by: Any) -> None:
    with seen_by("head") as head:
        application = an_application(head)
        act = {"application_id": application.pk, "version": None, "by": head}
        services.answer_point(**act, point="objectives", is_met=True, note="", uploads=[], on=APPLIED_ON)
        with pytest.raises(Refused, match="takes no part"):
            services.rate(**act, ratings={"finance": "good"}, as_at="")
        with pytest.raises(Refused, match="Three different people"):
            services.name_signatories(
                **act, named=dict.fromkeys(("accountable_officer", "director"), {"name": "A", "email": "a@example.org"})
            )
        with pytest.raises(Refused, match="Nobody who signs for NHS England signs in with d@example.org") as refused:
            services.name_signatories(**act, named={"director": {"name": "D", "email": "d@example.org"}})
        assert refused.value.field == "director_email"
        services.name_signatories(**act, named={"director": {"name": "D", "email": "director@example.org"}})
        told = Notice.objects.filter(person__email="director@example.org")
        assert [notice.text for notice in told] == [
            f"You are named to sign {application.reference} as NHS England director of commissioning operations."
        ]
        with pytest.raises(Refused, match="Enter the email address of the Audit Committee chair") as refused:
            services.name_signatories(**act, named={"audit_chair": {"name": "Chair", "email": " "}})
        assert refused.value.field == "audit_chair_email"
        assert fresh(application).signatories == {"director": {"name": "D", "email": "director@example.org"}}
        wish = services.Wish("delegated", date(2017, 4, 1), "Later.")
        services.change_application(**act, wish=wish, on=APPLIED_ON)
        assert dates(application)["submit"] == date(2017, 1, 1)
        assert dates(application)["constitution"] == date(2016, 11, 1)
        outcomes.withdraw(**act, on=APPLIED_ON, at=moment(APPLIED_ON), note="Not this year")
        assert fresh(application).state == "withdrawn"


def test_applications_that_cannot_be_are_refused(seen_by: Any) -> None:
    with seen_by(LEAD) as lead:
        with pytest.raises(Refused, match="at this level already"):
            an_application(lead, level="joint")
        with pytest.raises(Refused, match="1 April 2017"):
            an_application(lead, on=date(2016, 1, 4))
        an_application(lead)
        with pytest.raises(Refused, match="has an application already"):
            an_application(lead)
    with seen_by("finance_lead") as reader, pytest.raises(Refused, match="does not apply"):
        an_application(reader, ccg="05R", level="joint")


def test_an_application_reckons_with_a_change_that_is_approved_already(seen_by: Any) -> None:
    ccg = Ccg.objects.get(ods_code="05Y")
    with seen_by("head") as head:
        open_level(ccg=ccg, level="delegated", on=date(2016, 4, 1), source="Test", by=head)
    with seen_by(LEAD) as lead:
        act = {"by": lead, "ccg": ccg, "on": APPLIED_ON, "at": moment(APPLIED_ON)}
        with pytest.raises(Refused, match="at this level already: Delegated"):
            services.make_application(**act, wish=services.Wish("delegated", date(2017, 4, 1), "Again."))
        with pytest.raises(Refused, match="approved already"):
            services.make_application(**act, wish=services.Wish("joint", date(2016, 4, 1), "Not yet begun."))
        back = services.make_application(**act, wish=services.Wish("joint", date(2017, 4, 1), "Back to joint."))
        assert (back.level_before, back.level) == ("delegated", "joint")
        change = {"application_id": back.pk, "version": None, "by": lead, "on": APPLIED_ON}
        further = services.Wish("greater_involvement", date(2018, 4, 1), "Further back.")
        assert services.change_application(**change, wish=further).level_before == "delegated"


def test_a_level_period_never_overlaps_another(seen_by: Any) -> None:
    ccg = Ccg.objects.get(ods_code="05Y")
    on = {"ccg": ccg, "source": "Test"}
    with seen_by("head") as head:
        with pytest.raises(Refused, match="has this level already"):
            open_level(**on, level="joint", on=date(2016, 4, 1), by=head)
        open_level(**on, level="delegated", on=date(2016, 4, 1), by=head)
        with pytest.raises(Refused, match="recorded already"):
            open_level(**on, level="joint", on=date(2015, 10, 1), by=head)
        with pytest.raises(Refused, match="Select the level"):
            open_level(**on, level="full", on=date(2017, 4, 1), by=head)
    with pytest.raises(Refused, match="Only a head"):
        open_level(**on, level="joint", on=date(2017, 4, 1), by=find_person("officer"))


def test_taken_back_and_refused(seen_by: Any, chair: Person) -> None:
    application = ready(chair)
    on = {"on": APPLIED_ON, "at": moment(APPLIED_ON)}
    with seen_by(LEAD) as lead:
        act = {"application_id": application.pk, "version": None, "by": lead, **on}
        outcomes.submit(**act)
        with pytest.raises(Refused, match="has been submitted"):
            services.answer_point(
                application_id=application.pk, version=None, by=lead, point="objectives", is_met=False, note="",
                uploads=[], on=APPLIED_ON,
            )  # fmt: skip
        with pytest.raises(Refused, match="signed before it is submitted"):
            sign_application(
                application_id=application.pk, capacity="director", seen="", by=lead, at=moment(APPLIED_ON)
            )
        outcomes.take_back(**act, note="One more file")
        assert dates(application)["submit"] == date(2016, 1, 1)
        outcomes.submit(**act)
    with seen_by("head") as head:
        act = {"application_id": application.pk, "version": None, "by": head, **on}
        for panel in ("regional", "national"):
            outcomes.record_panel(**act, panel=panel, recommendation="against", note="Not yet.")
        with pytest.raises(Refused, match="Enter the reason") as refused:
            outcomes.approve(**act, note=" ")
        assert (refused.value.field, fresh(application).state) == ("note", "national")
        outcomes.refuse(**act, note="Not this year")
        assert fresh(application).state == "refused"
        subject, _ = filled(templates_for(application)[0], application, by=head, today=APPLIED_ON)
        assert subject == "Walsall CCG: Delegated from 1 April 2016"
    assert CcgLevel.on(application.ccg, date(2016, 4, 1)) == "joint"


def test_what_is_not_on_the_lists_is_refused(seen_by: Any) -> None:
    with seen_by(LEAD) as lead:
        application = an_application(lead)
        act = {"application_id": application.pk, "version": None, "by": lead}
        with pytest.raises(Refused, match="point of the checklist"):
            services.answer_point(**act, point="?", is_met=True, note="", uploads=[], on=APPLIED_ON)
        with pytest.raises(Refused, match="one of the ratings"):
            services.rate(**act, ratings={"finance": "splendid"}, as_at="")
        with pytest.raises(Refused, match="capacity you sign in"):
            sign_application(application_id=application.pk, capacity="?", seen="", by=lead, at=moment(APPLIED_ON))
        with pytest.raises(Refused, match="Select the level"):
            services.change_application(**act, wish=services.Wish("full", date(2016, 4, 1), "x"), on=APPLIED_ON)
        with pytest.raises(Refused, match="Enter the objectives"):
            services.change_application(**act, wish=services.Wish("delegated", date(2016, 4, 1), " "), on=APPLIED_ON)
