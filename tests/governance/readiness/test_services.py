"""Readiness assessments through their services: copied, filled in by two people, completed, frozen."""

import threading
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from governance.figures import readiness as figures
from governance.models import Readiness
from governance.rules import readiness as rules
from governance.services import readiness as services
from hubportal.records.models import RecordMove
from hubportal.web.refusals import Refused, Stale
from tests.conftest import in_scope_of
from tests.governance.agreements import moment
from tests.governance.readiness.steps import GREEN, TODAY, begun, ccg_called, completed, filled

ACTION = rules.Action("Survey every building", "Head of estates", date(2016, 9, 1))


@pytest.mark.django_db
def test_the_next_assessment_begins_as_a_copy_of_the_last() -> None:
    with in_scope_of("lead") as lead:
        amber = replace(GREEN, rating="amber", actions=(ACTION,), principles=("quality",))
        first = completed(lead, on=date(2016, 2, 1), estates=amber)
        second = begun(lead)
        assert second.before == first
        assert figures.areas_of(second) == figures.areas_of(first)
        assert RecordMove.objects.of(second).get().note == f"Copied from {first.reference}."
        filled(second, lead)
        assert figures.areas_of(first)["estates"] == amber


@pytest.mark.django_db
def test_one_is_in_preparation_at_a_time_and_days_follow_each_other() -> None:
    with in_scope_of("officer") as officer:
        begun(officer)
        with pytest.raises(Refused, match="is in preparation") as refused:
            begun(officer)
        assert refused.value.field == "ccg"
    with in_scope_of("neighbour_lead") as lead:
        completed(lead, on=date(2016, 4, 1), code="05Y")
        with pytest.raises(Refused, match="after 1 April 2016"):
            begun(lead, on=date(2016, 4, 1), code="05Y")
        with pytest.raises(Refused, match="today or in the past"):
            begun(lead, on=date(2016, 5, 4), code="05Y")


@pytest.mark.django_db
def test_there_is_no_template_before_the_first() -> None:
    with in_scope_of("lead") as lead, pytest.raises(Refused, match="no template before 1 October 2014"):
        begun(lead, on=date(2014, 9, 30))


@pytest.mark.django_db
def test_completed_it_never_changes() -> None:
    with in_scope_of("lead") as lead:
        made = completed(lead)
        assert (made.state, made.completed_on, made.closed_on) == ("completed", TODAY, TODAY)
        with pytest.raises(Refused, match="what it says stands"):
            services.say_area(assessment_id=made.pk, code="estates", version=None, said=GREEN, by=lead)
        for act in (services.complete_assessment, services.withdraw_assessment):
            with pytest.raises(Refused, match="out of order"):
                act(assessment_id=made.pk, version=None, note="x", by=lead, at=moment(TODAY))


@pytest.mark.django_db
def test_it_is_completed_once_every_area_is_whole() -> None:
    with in_scope_of("lead") as lead:
        made = begun(lead)
        filled(made, lead, market=rules.Said())
        with pytest.raises(Refused, match="Market and procurement: rate it"):
            services.complete_assessment(assessment_id=made.pk, version=None, note="", by=lead, at=moment(TODAY))


@pytest.mark.django_db
def test_a_withdrawn_one_frees_its_day_and_is_no_model_for_the_next() -> None:
    with in_scope_of("lead") as lead:
        made = begun(lead)
        with pytest.raises(Refused, match="Enter the reason"):
            services.withdraw_assessment(assessment_id=made.pk, version=None, note=" ", by=lead, at=moment(TODAY))
        services.withdraw_assessment(assessment_id=made.pk, version=None, note="Typed twice", by=lead, at=moment(TODAY))
        assert begun(lead).before is None


@pytest.mark.django_db
def test_of_one_area_the_second_is_shown_both_and_other_areas_are_free() -> None:
    with in_scope_of("lead") as lead:
        made = begun(lead)
        services.say_area(assessment_id=made.pk, code="estates", version=1, said=GREEN, by=lead)
        services.say_area(assessment_id=made.pk, code="market", version=1, said=GREEN, by=lead)
        mine = replace(GREEN, positions={**GREEN.positions, "finance": "Mine."}, resources="Two people")
        with pytest.raises(Stale, match="Lead changed this area") as stale:
            services.say_area(assessment_id=made.pk, code="estates", version=1, said=mine, by=lead)
        assert [(one.label, one.saved, one.yours) for one in stale.value.differences] == [
            ("Position: Finance", "So.", "Mine."),
            ("Resources", "", "Two people"),
        ]
        made.refresh_from_db()
        with pytest.raises(Stale):
            services.complete_assessment(assessment_id=made.pk, version=1, note="", by=lead, at=moment(TODAY))


@pytest.mark.django_db
def test_what_an_area_may_not_say() -> None:
    with in_scope_of("lead") as lead:
        made = begun(lead)

        def refusal(said: rules.Said) -> Refused:
            with pytest.raises(Refused) as refused:
                services.say_area(assessment_id=made.pk, code="estates", version=None, said=said, by=lead)
            return refused.value

        half = refusal(replace(GREEN, actions=(ACTION, rules.Action(words="Rank the buildings"))))
        assert [one.field for one in half.every] == ["action_2_owner", "action_2_by"]
        assert refusal(replace(GREEN, rating="blue")).field == "rating"
        assert refusal(replace(GREEN, principles=("luck",))).field == "principles"
        assert "no team" in refusal(replace(GREEN, positions={"nursing": "So."})).sentence
        assert "no more than 12" in refusal(replace(GREEN, actions=(ACTION,) * 13)).sentence


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["auditor", "finance_lead"])
def test_readers_neither_begin_nor_change_one(who: str) -> None:
    with in_scope_of("lead") as lead:
        made = begun(lead)
    with in_scope_of(who) as reader:
        with pytest.raises(Refused, match="does not prepare"):
            begun(reader)
        with pytest.raises(Refused) as refused:
            services.say_area(assessment_id=made.pk, code="estates", version=None, said=GREEN, by=reader)
        assert refused.value.status == 403


@pytest.mark.django_db
def test_all_ccgs_side_by_side_in_three_statements(django_assert_num_queries: Any) -> None:
    with in_scope_of("head") as head:
        completed(head, on=date(2016, 2, 1))
        latest = completed(head, on=date(2016, 4, 1), market=replace(GREEN, rating="red", actions=(ACTION,)))
        completed(head, on=date(2016, 3, 1), code="05Y")
        begun(head)
        ids = {ccg_called(code).pk for code in ("05R", "05Y", "05C")}
        with django_assert_num_queries(3):
            found = figures.across(ids, on=TODAY)
        here = ccg_called("05R").pk
        assert found.assessments[here] == latest
        assert found.said[here]["market"].rating == "red"
        assert ccg_called("05C").pk not in found.assessments
        assert figures.across(ids, on=date(2016, 3, 1)).said[here]["market"].rating == "green"


def test_of_two_who_begin_at_once_one_is_told_of_the_other(committed: str) -> None:
    ready, said = threading.Barrier(2), []

    def one(who: str) -> None:
        try:
            with in_scope_of(who) as person:
                ready.wait(timeout=20)
                begun(person)
            said.append("done")
        except Refused as refused:
            said.append(refused.sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(who,)) for who in ("officer", "lead")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(said, key=len)[0] == "done"
    assert "is in preparation" in sorted(said, key=len)[1]
    with in_scope_of("lead"), transaction.atomic():
        assert Readiness.objects.count() == 1
