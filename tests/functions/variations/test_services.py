"""Variations from receipt to effect: what each step asks, who may take it, and what the register says afterwards."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from functions.models import StatutoryChange, Variation
from functions.presenters.variations.page import page_of
from functions.rules.variations.moves import ENDED
from functions.services.variations import statutory
from functions.services.variations.deciding import Held, allow_appeal, hub_determination, make_move, record_decision
from functions.services.variations.decisions import ExternalDecision
from functions.services.variations.effects import changes_of
from functions.services.variations.kind import values
from functions.services.variations.planning import Placed, plan_dispersal, set_date, tick_step
from functions.services.variations.telling import take_effect, take_effect_on_its_day
from hubportal.notifications.models import Notice, OutboxItem
from hubportal.organisations.models import Ccg, ListSize, Practice, PracticeContract, PracticeMembership
from hubportal.records.models import Deadline, Letter, RecordMove
from hubportal.web.refusals import Refused
from tests.functions.cases import at
from tests.functions.variations.steps import (
    CAME,
    MET,
    RETIREMENT,
    WORDING,
    a_file,
    approved_by_committee,
    moved,
    new,
    practice,
    register_contracts_and_lists,
    ticked,
    to_committee,
    told,
    with_documents,
)

pytestmark = pytest.mark.django_db
APRIL = date(2016, 4, 1)


def test_a_24_hour_retirement_goes_from_receipt_to_effect(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        (variation,) = new(officer)
        assert (variation.reference, variation.state, variation.regulations) == ("WM-V-2016-00001", "received", "2015")
        with pytest.raises(Refused, match="Still missing: Letter of application with both dates and Consent"):
            moved(variation, officer, "complete")
        with pytest.raises(Refused, match="out of order: the record is received"):
            moved(variation, officer, "assess")
        with_documents(variation, officer)
        moved(variation, officer, "complete", "assess")
        with pytest.raises(Refused, match="the hub determines it, and it goes to no committee"):
            moved(variation, officer, "put_on_agenda")
        yes = hub_determination(approved=True, by=officer, on=CAME, notes="")
        with pytest.raises(Refused, match="You may read this record but not do this"):
            record_decision(variation_id=variation.pk, act="determine", decision=yes, effective_on=APRIL, by=officer, at=at(CAME, 13))  # fmt: skip  # noqa: E501
    with seen_by("head") as head:
        record_decision(variation_id=variation.pk, act="determine", decision=yes, effective_on=APRIL, by=head, at=at(CAME, 13))  # fmt: skip  # noqa: E501
    with seen_by("officer") as officer:
        told(variation, officer)
        item = OutboxItem.objects.get(kind="functions.variation_takes_effect")
        assert (item.payload, item.run_after.isoformat()) == (
            {"variation": variation.pk, "on": "2016-04-01"}, "2016-03-31T23:05:00+00:00",
        )  # fmt: skip
        assert Deadline.objects.of(variation).open().get().due_on == APRIL
        with pytest.raises(Refused, match="It takes effect on 1 April 2016, by itself"):
            take_effect(variation_id=variation.pk, by=officer, at=at(MET))
        assert not take_effect_on_its_day(variation_id=variation.pk, on=APRIL, at=at(APRIL - timedelta(days=1)))
        assert take_effect_on_its_day(variation_id=variation.pk, on=APRIL, at=at(APRIL, 1))
        assert not take_effect_on_its_day(variation_id=variation.pk, on=APRIL, at=at(APRIL, 2))
        ticked(variation, officer, "close")
        moved(variation, officer, "close", on=date(2016, 4, 4))
        assert [move.act for move in RecordMove.objects.of(variation).order_by("id")] == [
            "begin", "complete", "assess", "determine", "issue", "take_effect", "close",
        ]  # fmt: skip
        variation.refresh_from_db()
        assert (variation.state, variation.closed_on) == ("closed", date(2016, 4, 4))
        with pytest.raises(Refused, match="stays as it is"):
            tick_step(variation_id=variation.pk, code="pensions", done=False, by=officer, on=APRIL)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"returns_on": "2016-04-01"}, "enter 2 April 2016 or later"),
        ({"weekly_hours": 20}, "at most 16 hours"),
        ({"other_partners": 0}, "through another partner"),
        ({"weekly_hours": None}, "Enter the hours"),
        ({"colour": "red"}, "does not ask for colour"),
    ],
)
def test_a_retirement_against_its_own_rules_is_refused(seen_by: Any, facts: dict[str, Any], said: str) -> None:
    with seen_by("officer") as officer, pytest.raises(Refused, match=said):
        new(officer, facts={**RETIREMENT, **facts})


def test_every_fault_of_a_retirement_is_named_at_once(seen_by: Any) -> None:
    wrong = {"retires_on": "2016-03-31", "returns_on": "2016-03-31", "weekly_hours": 20, "other_partners": 0}
    with seen_by("officer") as officer, pytest.raises(Refused) as refused:
        new(officer, facts=wrong, requested_on=date(2015, 12, 1), received_on=date(2016, 1, 5))
    fields = [one.field for one in refused.value.every]
    assert fields == ["returns_on", "weekly_hours", "other_partners", "received_on"]


def test_steps_are_dated_in_their_order(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        (change,) = new(officer, "boundary_change")
        with_documents(change, officer)
        ticked(change, officer, "put_on_agenda")
        given = {"variation_id": change.pk, "by": officer, "at": at(MET)}
        make_move(act="complete", on=date(2016, 1, 20), **given)
        with pytest.raises(Refused, match="must not be before 20 January 2016, the day of the step before"):
            make_move(act="assess", on=date(2016, 1, 19), **given)
        make_move(act="assess", on=date(2016, 1, 20), **given)
        make_move(act="put_on_agenda", on=date(2016, 1, 25), **given)
        early = ExternalDecision(True, "The committee", "Minute 1", date(2016, 1, 24), "Agreed.")
        with pytest.raises(Refused, match="must not be before 25 January 2016") as refused:
            record_decision(act="approve", decision=early, effective_on=APRIL, uploads=[a_file()], **given)
        assert refused.value.field == "decided_on"


def test_what_cannot_be_recorded(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="Enter 1 February 2016 or a later date"):
            new(officer, "partner_joining", requested_on=date(2016, 1, 31))
        with pytest.raises(Refused, match="today or in the past"):
            new(officer, received_on=date(2016, 1, 5))
        with pytest.raises(Refused, match="Enter the practice"):
            new(officer, code=None)
        with pytest.raises(Refused, match="not a CCG you work for"):
            new(officer, code="M91901")
        with pytest.raises(Refused, match="Select the kind of contract"):
            new(officer, contract_kind="")
        with pytest.raises(Refused, match="is for PMS contracts; this practice’s is GMS"):
            new(officer, "pms_variation", facts={"new_contract": "GMS"})
        with pytest.raises(Refused, match="cannot merge with itself"):
            new(officer, "merger", joining=[practice("M84901")])
        with pytest.raises(Refused, match="Ask somebody who also works for"):
            new(officer, "merger", joining=[practice("M91901")])
        with pytest.raises(Refused, match="opens again between 1 May 2016"):
            new(officer, "list_closure", requested_on=date(2016, 2, 1), until_on=date(2016, 4, 1))
        with pytest.raises(Refused, match="all practices at once"):
            new(officer, "statutory")
        with pytest.raises(Refused, match="Select the CCG"):
            new(officer, "new_practice", code=None, facts={"new_code": "M84999", "new_name": "New"})
        with pytest.raises(Refused, match="recruits|another partner"):
            new(officer, "partner_leaving", facts={"other_partners": 0})


def test_nothing_is_made_to_take_effect_in_the_past(seen_by: Any) -> None:
    register_contracts_and_lists()
    past = date(2015, 12, 1)
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="is before 4 January 2016, the day the application reached the hub"):
            new(officer, "merger", joining=[practice("M84902")], requested_on=past)
        with pytest.raises(Refused, match="opens again must be in the future"):
            new(officer, "list_closure", until_on=past)
        (merger,) = new(officer, "merger", joining=[practice("M84902")])
    to_committee(merger)
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="cannot take effect on 9 February 2016, .* Enter 10 February 2016 or later"):
            approved_by_committee(merger, officer, MET - timedelta(days=1))
        approved_by_committee(merger, officer, MET)
        with pytest.raises(Refused, match="which has passed"):
            set_date(variation_id=merger.pk, effective_on=past, by=officer, at=at(MET))
        with pytest.raises(Refused, match="was to take effect on 10 February 2016, which has passed"):
            told(merger, officer, on=MET + timedelta(days=1))
        set_date(variation_id=merger.pk, effective_on=APRIL, by=officer, at=at(MET))
        told(merger, officer, on=MET + timedelta(days=1))
    with seen_by("head") as head:
        asked = {
            "title": "Regulations", "law": "SI 2016/211", "wording": WORDING, "contracts": ["GMS"],
            "too_soon_because": "Late law.",
        }  # fmt: skip
        with pytest.raises(Refused, match="which has passed"):
            statutory.ask_for_change(**asked, effective_on=past, by=head, at=at(CAME))
        change = statutory.ask_for_change(**asked, effective_on=CAME, by=head, at=at(CAME))
        statutory.make_variations(change_id=change.pk, at=at(CAME))
    with seen_by("director") as director, pytest.raises(Refused, match="make it again with a later date"):
        statutory.issue_change(change=change, by=director, at=at(MET))


def test_what_happened_already_keeps_its_day(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        (retired,) = new(officer)
        with_documents(retired, officer)
        moved(retired, officer, "complete", "assess")
    with seen_by("head") as head:
        yes = hub_determination(approved=True, by=head, on=MET, notes="")
        record_decision(variation_id=retired.pk, act="determine", decision=yes, effective_on=CAME, by=head, at=at(MET))
    with seen_by("officer") as officer:
        assert told(retired, officer).state == "notified"


def test_a_closure_disperses_its_list_and_changes_the_register_on_the_day(seen_by: Any) -> None:
    register_contracts_and_lists()
    october = date(2016, 10, 1)
    with seen_by("officer") as officer:
        (closure,) = new(officer, "practice_closure", requested_on=october)
        with_documents(closure, officer)
        ticked(closure, officer, "put_on_agenda")
        moved(closure, officer, "complete", "assess")
        with pytest.raises(Refused, match="signs off the paper first"):
            moved(closure, officer, "put_on_agenda")
        with pytest.raises(Refused, match="You may read this record"):
            moved(closure, officer, "sign_off")
    with seen_by("lead") as lead:
        moved(closure, lead, "sign_off")
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="Enter how many patients"):
            moved(closure, officer, "put_on_agenda")
        places = [Placed("M84902", 3_000), Placed("M91901", 1_500)]
        with pytest.raises(Refused, match="cannot go to the practice that closes"):
            plan_dispersal(variation_id=closure.pk, list_size=5_000, places=[Placed("M84901", 1)], by=officer, at=at(CAME))  # fmt: skip  # noqa: E501
        plan_dispersal(variation_id=closure.pk, list_size=5_000, places=places, by=officer, at=at(CAME))
        with pytest.raises(Refused, match="places 4,500 of 5,000 patients: 500 have no place yet"):
            moved(closure, officer, "put_on_agenda")
        places.append(Placed("Elsewhere", 500))
        plan_dispersal(variation_id=closure.pk, list_size=5_000, places=places, by=officer, at=at(CAME))
        moved(closure, officer, "put_on_agenda")
        with pytest.raises(Refused, match="6 months of notice .* Enter 4 July 2016"):
            approved_by_committee(closure, officer, date(2016, 7, 3))
        with pytest.raises(Refused, match="Add the file"):
            record_decision(
                variation_id=closure.pk, act="approve", effective_on=october, by=officer, at=at(MET, 16),
                decision=ExternalDecision(True, "The committee", "Minute 7.2", MET),
            )  # fmt: skip
        closure = approved_by_committee(closure, officer, october)
        before = [(change.about, change.before, change.after) for change in changes_of(closure)]
        assert before == [
            ("Alder Lane Surgery (M84901)", "Active", "Closed; last day 30 September 2016"),
            (
                "Birch Court Medical Centre (M84902)", "5,000",
                "8,000 expected at 1 October 2016, until the published list",
            ),
        ]  # fmt: skip
        ticked(closure, officer, "issue", "take_effect")
        told(closure, officer)
        assert take_effect_on_its_day(variation_id=closure.pk, on=october, at=at(october))
    gone = practice("M84901")
    assert (gone.status, gone.closed_on) == ("closed", date(2016, 9, 30))
    assert PracticeMembership.objects.get(practice=gone).period.upper == october
    assert PracticeContract.objects.get(practice=gone).period.upper == october
    assert ListSize.objects.get(practice=practice("M84902"), quarter_start_on=october).registered == 8_000
    with seen_by("officer"):
        kept = RecordMove.objects.of(closure).get(act="take_effect")
        assert [change["after"] for change in kept.facts["register"]] == [after for _, _, after in before]


def test_a_merger_across_ccgs_has_a_record_for_each_and_waits_for_both(seen_by: Any) -> None:
    register_contracts_and_lists()
    with seen_by("head") as head:
        here, there = new(head, "merger", joining=[practice("M91901")])
    assert (here.ccg.ods_code, there.ccg.ods_code, here.pair) == ("05R", "05Y", there.pair)
    assert (there.practice.ods_code, here.facts["other_patients"]) == ("M91901", 5_000)
    assert there.owner == head
    to_committee(here)
    with seen_by("officer") as officer:
        here = approved_by_committee(here, officer, APRIL)
        ticked(here, officer, "issue", "take_effect")
        with pytest.raises(
            Refused, match=f"{there.ccg.name} has a record of its own, which is not approved"
        ) as told_of:
            told(here, officer)
        assert there.reference not in told_of.value.sentence
        assert not Variation.objects.visible_to(officer).filter(pk=there.pk).exists()
    to_committee(there, lead="neighbour_lead", officer="head")
    with seen_by("head") as head:
        approved_by_committee(there, head, date(2016, 5, 1))
        ticked(there, head, "issue", "take_effect")
    with seen_by("officer") as officer, pytest.raises(Refused, match="Both CCGs name the same day: .* has 1 May 2016"):
        told(here, officer)
    with seen_by("head") as head:
        set_date(variation_id=there.pk, effective_on=APRIL, by=head, at=at(MET))
        told(there, head)
    with seen_by("officer") as officer:
        gone = f"The notice of {there.ccg.name} has gone: the merger takes effect on 1 April 2016 for both"
        with pytest.raises(Refused, match=gone):
            set_date(variation_id=here.pk, effective_on=date(2016, 6, 1), by=officer, at=at(MET))
        with pytest.raises(Refused, match=gone):
            moved(here, officer, "withdraw", on=MET, note="It does not go on.")
        told(here, officer)
    with seen_by("head"):
        Variation.objects.filter(pk=there.pk).update(state="approved")
    with seen_by("officer"):
        assert not take_effect_on_its_day(variation_id=here.pk, on=APRIL, at=at(APRIL))
        assert Notice.objects.get(kind="variation_waits").path == here.get_absolute_url()
    with seen_by("head"):
        Variation.objects.filter(pk=there.pk).update(state="notified")
    with seen_by("officer") as officer:
        assert take_effect_on_its_day(variation_id=here.pk, on=APRIL, at=at(APRIL))
        with pytest.raises(Refused, match="between the approval and the notice"):
            set_date(variation_id=here.pk, effective_on=APRIL, by=officer, at=at(MET))
    assert practice("M91901").status == "active"
    with seen_by("head"):
        assert take_effect_on_its_day(variation_id=there.pk, on=APRIL, at=at(APRIL))
    assert practice("M91901").status == "closed"
    assert ListSize.objects.get(practice=practice("M84901"), quarter_start_on=APRIL).registered == 10_000


def test_the_second_notice_of_a_merger_whose_day_has_come_wakes_the_first(seen_by: Any) -> None:
    register_contracts_and_lists()
    with seen_by("head") as head:
        here, there = new(head, "merger", joining=[practice("M91901")])
    to_committee(here)
    to_committee(there, lead="neighbour_lead", officer="head")
    with seen_by("head") as head:
        for half in (here, there):
            approved_by_committee(half, head, MET)
            ticked(half, head, "issue", "take_effect")
        told(there, head)
        assert not take_effect_on_its_day(variation_id=there.pk, on=MET, at=at(MET, 18))
    with seen_by("officer") as officer:  # who works for the first CCG alone
        told(here, officer)
    with seen_by("head"):
        woken = OutboxItem.objects.get(dedupe__endswith=":both")
        assert (woken.payload["variation"], woken.ccg_id) == (there.pk, there.ccg_id)
        assert take_effect_on_its_day(variation_id=there.pk, on=MET, at=at(MET, 19))


def test_the_same_merger_is_not_recorded_again_from_either_side(seen_by: Any) -> None:
    with seen_by("head") as head:
        here, there = new(head, "merger", joining=[practice("M91901")])
        twice = f"{here.reference} and {there.reference} are open variations of the type “Practice merger”"
        with pytest.raises(Refused, match=twice):
            new(head, "merger", joining=[practice("M91901")])
        with pytest.raises(Refused, match=twice) as refused:
            new(head, "merger", "M91901", joining=[practice("M84901")])
        assert refused.value.field == "is_another"
        with pytest.raises(Refused, match=f"{here.reference} is an open variation"):
            new(head, "merger", "M84902", joining=[practice("M84901")])
        assert new(head, "merger", joining=[practice("M84902")], is_another=True)


def test_a_merger_within_a_ccg_closes_the_joining_practice(seen_by: Any) -> None:
    register_contracts_and_lists()
    with seen_by("officer") as officer:
        (merger,) = new(officer, "merger", joining=[practice("M84902")])
    to_committee(merger)
    with seen_by("officer") as officer:
        approved_by_committee(merger, officer, APRIL)
        ticked(merger, officer, "issue", "take_effect")
        told(merger, officer)
        first, second = Letter.objects.of(merger).order_by("id")
        assert (first.to_name, second.to_name) == ("Alder Lane Surgery", "Birch Court Medical Centre")
        assert second.body.startswith("Dear Birch Court Medical Centre (M84902)")
        assert "under the contract of Alder Lane Surgery (M84901). Your own contract ends" in second.body
        assert "{" not in second.subject + second.body
        assert RecordMove.objects.of(merger).get(act="issue").facts["joining_letters"] == [second.pk]
        take_effect(variation_id=merger.pk, by=officer, at=at(APRIL))
    assert practice("M84902").status == "closed"
    assert practice("M84901").status == "active"


def test_what_is_to_be_done_first_keeps_a_variation_from_taking_effect_and_is_told_once(seen_by: Any) -> None:
    register_contracts_and_lists()
    with seen_by("officer") as officer:
        (merger,) = new(officer, "merger", joining=[practice("M84902")], owner=officer)
    to_committee(merger)
    next_day = APRIL + timedelta(days=1)
    with seen_by("officer") as officer:
        approved_by_committee(merger, officer, APRIL)
        told(merger, officer)
        for hour in (1, 2):
            assert not take_effect_on_its_day(variation_id=merger.pk, on=APRIL, at=at(APRIL, hour))
        merger.refresh_from_db()
        assert (merger.state, practice("M84902").status) == ("notified", "active")
        waits = OutboxItem.objects.filter(kind="functions.variation_takes_effect").order_by("run_after")
        assert [item.run_after.isoformat() for item in waits] == [
            "2016-03-31T23:05:00+00:00", "2016-04-01T23:05:00+00:00",
        ]  # fmt: skip
        assert waits[1].payload == {"variation": merger.pk, "on": "2016-04-01"}
        assert not take_effect_on_its_day(variation_id=merger.pk, on=APRIL, at=at(next_day, 1))
        notice = Notice.objects.get(kind="variation_waits")
        assert notice.person == officer
        assert f"{merger.reference} has not taken effect" in notice.text
        with pytest.raises(Refused, match="To be done first: Arrange the joining of lists"):
            take_effect(variation_id=merger.pk, by=officer, at=at(next_day))
        ticked(merger, officer, "take_effect")
        assert take_effect_on_its_day(variation_id=merger.pk, on=APRIL, at=at(next_day, 3))
    assert practice("M84902").status == "closed"


def test_a_practice_that_moved_to_another_ccg_meanwhile_is_not_closed_by_the_first(seen_by: Any) -> None:
    register_contracts_and_lists()
    with seen_by("officer") as officer:
        (merger,) = new(officer, "merger", joining=[practice("M84902")])
    to_committee(merger)
    with seen_by("officer") as officer:
        approved_by_committee(merger, officer, APRIL)
        ticked(merger, officer, "issue", "take_effect")
        told(merger, officer)
    held = PracticeMembership.objects.get(practice=practice("M84902"))
    march = date(2016, 3, 1)
    held.period = DateRange(held.period.lower, march)
    held.save()
    PracticeMembership.objects.create(
        practice=held.practice, ccg=Ccg.objects.get(ods_code="05Y"), period=DateRange(march, None)
    )
    with seen_by("officer") as officer:
        assert take_effect_on_its_day(variation_id=merger.pk, on=APRIL, at=at(APRIL))
        kept = RecordMove.objects.of(merger).get(act="take_effect").facts["register"]
    assert practice("M84902").status == "active"
    assert "no longer a practice of" in kept[-1]["after"]


def test_a_refused_list_closure_may_be_appealed_and_is_asked_for_again_after_3_months(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        (closure,) = new(officer, "list_closure", requested_on=date(2016, 2, 15), until_on=date(2016, 8, 15))
    to_committee(closure)
    with seen_by("officer") as officer:
        no = ExternalDecision(False, "The committee", "Minute 7.3", MET, "Neighbouring lists are full.")
        given = {"variation_id": closure.pk, "act": "refuse", "by": officer, "at": at(MET, 16)}
        record_decision(decision=no, effective_on=None, uploads=[a_file()], **given)
        march = date(2016, 3, 1)
        again = {"received_on": march, "made_on": march, "until_on": date(2016, 8, 15)}
        with pytest.raises(Refused, match="it may apply again from 10 May 2016"):
            new(officer, "list_closure", **again)
        assert new(officer, "list_closure", changed_circumstances=True, **again)
        moved(closure, officer, "appeal", on=MET, note="The neighbours have room.")
        found = {"variation_id": closure.pk, "by": officer, "on": date(2016, 2, 25), "at": at(date(2016, 2, 26))}
        with pytest.raises(Refused, match="Enter who decided the appeal"):
            allow_appeal(body=" ", note="The panel found for the practice.", **found)
        closure = allow_appeal(body="The appeal unit", reference="A/16/7", note="There is room elsewhere.", **found)
        said = values(closure)
        assert (said["decision_body"], said["decided_on"], said["decision_reference"], said["conditions"]) == (
            "The appeal unit", "25 February 2016", "A/16/7", "There is room elsewhere.",
        )  # fmt: skip
        assert RecordMove.objects.of(closure).get(act="allow_appeal").facts["set_aside"] == {
            "body": "The committee", "reference": "Minute 7.3", "decided_on": "2016-02-10",
            "notes": "Neighbouring lists are full.",
        }  # fmt: skip
        panel = {row["key"]: row["value"] for row in page_of(
            closure, Held.by(closure), list(RecordMove.objects.of(closure).order_by("id")), []
        ).decision}  # fmt: skip
        assert panel["Decided by"] == "The appeal unit"
        assert panel["Sets aside"] == (
            "The refusal by The committee on 10 February 2016 (Minute 7.3): Neighbouring lists are full."
        )
        ticked(closure, officer, "issue")
        with pytest.raises(Refused, match="Set the effective date first"):
            told(closure, officer)
        set_date(
            variation_id=closure.pk, effective_on=date(2016, 3, 1), by=officer, at=at(MET), until_on=date(2016, 9, 1)
        )
        told(closure, officer, on=date(2016, 2, 26))
        assert take_effect_on_its_day(variation_id=closure.pk, on=date(2016, 3, 1), at=at(date(2016, 3, 1)))
        kept = dict(Deadline.objects.of(closure).open().values_list("step", "due_on"))
        assert kept == {"extend": date(2016, 7, 6), "reopen": date(2016, 9, 1)}
        with pytest.raises(Refused, match="The list is closed until it opens again on 1 September 2016"):
            moved(closure, officer, "close", on=date(2016, 8, 31))
        assert Deadline.objects.of(closure).open().count() == 2
        moved(closure, officer, "close", on=date(2016, 9, 1))


@pytest.mark.parametrize(
    ("type", "facts", "code", "expected"),
    [
        ("partnership_name", {"new_name": "Alder and Ash"}, "M84901", ("Alder and Ash", "active", "GMS")),
        ("new_practice", {"new_name": "Elm Park", "new_code": "M84999"}, "M84999", ("Elm Park", "active", "GMS")),
        ("pms_variation", {"new_contract": "GMS"}, "M84901", ("Alder Lane Surgery", "active", "GMS")),
    ],
)
def test_what_each_type_does_to_the_register(
    seen_by: Any, type: str, facts: dict[str, Any], code: str, expected: tuple[str, ...]
) -> None:
    register_contracts_and_lists()
    PracticeContract.objects.filter(practice=practice("M84901")).update(
        contract_type="PMS" if type == "pms_variation" else "GMS"
    )
    with seen_by("officer") as officer:
        about = {"code": None, "ccg": practice("M84901").memberships.get().ccg} if type == "new_practice" else {}
        (variation,) = new(officer, type, facts=facts, **about)
        ticked(variation, officer, "take_effect")
        Variation.objects.filter(pk=variation.pk).update(state="notified", effective_on=APRIL)
        for hour in (1, 2):
            take_effect_on_its_day(variation_id=variation.pk, on=APRIL, at=at(APRIL, hour))
    found = Practice.objects.get(ods_code=code)
    contract = PracticeContract.objects.get(practice=found, period__contains=APRIL).contract_type
    assert (found.name, found.status, contract) == expected


def test_a_new_practice_does_not_take_over_a_closed_one_of_another_ccg(seen_by: Any) -> None:
    Practice.objects.filter(ods_code="F81901").update(status="closed")
    ccg = practice("M84901").memberships.get().ccg
    facts = {"new_name": "Taken over", "new_code": "F81901"}
    with seen_by("officer") as officer:
        with pytest.raises(Refused, match="of another CCG has, or had, this code"):
            new(officer, "new_practice", code=None, ccg=ccg, facts=facts)
        (variation,) = new(officer, "new_practice", code=None, ccg=ccg, facts={**facts, "new_code": "M84999"})
        ticked(variation, officer, "take_effect")
        Variation.objects.filter(pk=variation.pk).update(state="notified", effective_on=APRIL, facts=facts)
        with pytest.raises(Refused, match="code of another CCG’s practice"):
            take_effect_on_its_day(variation_id=variation.pk, on=APRIL, at=at(APRIL))
    found = practice("F81901")
    assert (found.name, found.status, found.memberships.count()) == ("Dune Road Surgery", "closed", 1)


def test_a_change_of_the_law_makes_and_tells_a_variation_for_every_practice(seen_by: Any) -> None:
    register_contracts_and_lists()
    asked = {"title": "Regulations 2016", "law": "SI 2016/211", "wording": WORDING, "contracts": ["GMS"]}
    with seen_by("head") as head:
        with pytest.raises(Refused, match="not reasonably practicable, say why"):
            statutory.ask_for_change(**asked, effective_on=date(2016, 1, 17), by=head, at=at(CAME))
        change = statutory.ask_for_change(**asked, effective_on=APRIL, by=head, at=at(CAME))
        assert change.expected == 3  # not the practice of another hub
        with CaptureQueriesContext(connection) as caught:
            assert statutory.make_variations(change_id=change.pk, at=at(CAME)) == 3
        assert len(caught) <= 12
        assert statutory.make_variations(change_id=change.pk, at=at(CAME)) == 0
        references = Variation.objects.filter(batch=change).order_by("id").values_list("reference", flat=True)
        assert list(references) == [f"WM-V-2016-0000{number}" for number in (1, 2, 3)]
        with pytest.raises(Refused, match="A second person issues"):
            statutory.issue_change(change=change, by=head, at=at(CAME))
    with seen_by("director") as director:
        statutory.issue_change(change=change, by=director, at=at(CAME))
        assert statutory.tell(change_id=change.pk, at=at(CAME)) == 3
        assert statutory.tell(change_id=change.pk, at=at(CAME)) == 0
        letter = Letter.objects.filter(kind="variation").first()
        assert letter is not None
        assert "1 April 2016" in letter.body
        assert WORDING in letter.body
        assert letter.to_address == practice("M84901").postal_lines
        assert "{" not in letter.body
        progress = statutory.progress(change, director)
        assert (progress["made"], progress["notified"], progress["letters"]) == (3, 3, 0)
        with pytest.raises(Refused, match="once"):
            statutory.issue_change(change=StatutoryChange.objects.get(), by=director, at=at(CAME))
        one = Variation.objects.filter(batch=change).first()
        assert one is not None
        assert take_effect_on_its_day(variation_id=one.pk, on=APRIL, at=at(APRIL))
        one.refresh_from_db()
        assert (one.state, one.closed_on) == ("closed", APRIL)


def _asked_for(head: Any, *, days: int) -> StatutoryChange:
    asked = {"title": "Regulations 2016", "law": "SI 2016/211", "wording": WORDING, "contracts": ["GMS"]}
    change = statutory.ask_for_change(**asked, effective_on=CAME + timedelta(days=days), by=head, at=at(CAME))
    statutory.make_variations(change_id=change.pk, at=at(CAME))
    return change


def test_notices_of_the_law_that_go_late_say_why_they_leave_less_time(seen_by: Any) -> None:
    register_contracts_and_lists()
    with seen_by("head") as head:
        change = _asked_for(head, days=14)
    late = at(CAME + timedelta(days=5))
    with seen_by("director") as director:
        with pytest.raises(Refused, match="14 days of notice.*takes effect on 18 January 2016, which is sooner"):
            statutory.issue_change(change=change, by=director, at=late)
        issued = statutory.issue_change(change=change, by=director, at=late, too_soon_because="The law came late.")
        assert issued.too_soon_because == "The law came late."
        assert statutory.tell(change_id=change.pk, at=late) == 3


def test_a_change_of_the_law_made_by_mistake_is_withdrawn_whole_before_its_notices_go(seen_by: Any) -> None:
    register_contracts_and_lists()
    with seen_by("head") as head:
        change = _asked_for(head, days=30)
    with seen_by("officer") as officer, pytest.raises(Refused, match="Whoever asked for a change"):
        statutory.withdraw_change(change=change, reason="A mistake.", by=officer, at=at(CAME))
    with seen_by("head") as head:
        with pytest.raises(Refused, match="Enter the reason"):
            statutory.withdraw_change(change=change, reason=" ", by=head, at=at(CAME))
        assert statutory.withdraw_change(change=change, reason="The wrong kind.", by=head, at=at(CAME)) == 3
        made = Variation.objects.filter(batch=change)
        assert set(made.values_list("state", "closed_on")) == {("withdrawn", CAME)}
        assert RecordMove.objects.filter(act="withdraw", note="The wrong kind.").count() == 3
        with pytest.raises(Refused, match="before its notices go"):
            statutory.withdraw_change(change=change, reason="Again.", by=head, at=at(CAME))
    with seen_by("director") as director, pytest.raises(Refused, match="notices go once"):
        statutory.issue_change(change=change, by=director, at=at(CAME))


def test_nobody_from_elsewhere_finds_it_and_a_stale_page_is_refused(seen_by: Any) -> None:
    with seen_by("officer") as officer:
        (variation,) = new(officer)
        moved(variation, officer, "withdraw", note="The doctor stays.")
        variation.refresh_from_db()
        assert variation.state in ENDED
        with pytest.raises(Refused, match="while you had it open"):
            make_move(variation_id=variation.pk, act="close", by=officer, on=CAME, at=at(CAME), version=1)
    with seen_by("stranger") as stranger:
        assert not Variation.objects.visible_to(stranger).exists()
