"""Risks through their services: of a CCG and of a committee, scored, reviewed, closed, and their owners reminded."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from governance import tasks
from governance.figures import risks as figures
from governance.models import CcgRisk, CommitteeRisk, CommitteeRiskReview
from governance.rules.risks import Score
from governance.services.risks import keeping, of_ccg, of_committee, reminding
from hubportal.celery import TIMETABLE
from hubportal.notifications.models import Notice, OutboxItem
from hubportal.organisations.models import Committee
from hubportal.records.models import Deadline
from hubportal.records.services.sweep import sweep
from hubportal.web.refusals import Refused, Stale
from tests.conftest import find_person, in_scope_of
from tests.governance.agreements import moment
from tests.governance.interests.room import at_work
from tests.governance.risks.steps import COMMITTEE, HIGH, LOWER, NEXT, TODAY, raised, raised_at, review, words

pytestmark = pytest.mark.django_db
KEPT: list[tuple[str, Callable[..., Any], Any]] = [
    ("lead", raised, of_ccg),
    ("officer", raised, of_ccg),
    ("secretary", raised_at, of_committee),
]


@pytest.mark.parametrize(("who", "raising", "services"), KEPT)
def test_raised_reviewed_and_closed(who: str, raising: Callable[..., Any], services: Any) -> None:
    with in_scope_of(who) as person:
        made = raising(person, on=date(2016, 2, 1))
        assert (made.before_score, made.score, made.was_score, made.review_on) == (16, 12, None, NEXT)
        services.review(risk_id=made.pk, version=1, said=review(), by=person, at=moment(TODAY))
        made.refresh_from_db()
        assert (made.score, made.was_score, made.reviewed_on) == (8, 12, TODAY)
        assert made.mitigation == "A partner was found."
        end = {"outcome": "gone", "why": "Both have partners.", "by": person, "at": moment(date(2016, 6, 1))}
        services.close(risk_id=made.pk, version=made.version, **end)
        made.refresh_from_db()
        assert (made.state, made.closed_on, made.outcome) == ("closed", date(2016, 6, 1), "gone")
        entries = made.reviews.order_by("number").values_list("number", "what", "score", "next_on")
        assert list(entries) == [(1, "raised", 12, NEXT), (2, "reviewed", 8, NEXT), (3, "closed", 8, None)]
        for act in (
            lambda: services.close(risk_id=made.pk, version=None, **end),
            lambda: services.review(risk_id=made.pk, version=None, said=review(), by=person, at=moment(TODAY)),
            lambda: services.change_words(risk_id=made.pk, version=None, words=words(), by=person),
        ):
            with pytest.raises(Refused, match="This is closed"):
                act()


@pytest.mark.parametrize(("who", "raising", "services"), KEPT)
def test_a_stale_page_saves_nothing(who: str, raising: Callable[..., Any], services: Any) -> None:
    with in_scope_of(who) as person:
        made = raising(person)
        services.change_words(risk_id=made.pk, version=1, words=words(subject="One may close"), by=person)
        with pytest.raises(Stale):
            services.change_words(risk_id=made.pk, version=1, words=words(subject="None"), by=person)
        made.refresh_from_db()
        assert (made.subject, made.version) == ("One may close", 2)
        assert made.reviews.count() == 1


@pytest.mark.parametrize(("who", "raising", "services"), KEPT)
def test_what_is_refused(who: str, raising: Callable[..., Any], services: Any) -> None:
    with in_scope_of(who) as person:

        def field_of(**changed: Any) -> str | None:
            with pytest.raises(Refused) as refused:
                raising(person, **changed)
            return refused.value.field

        assert field_of(subject=" ") == "subject"
        assert field_of(description=" ") == "description"
        assert field_of(owner_name="") == "owner"
        assert field_of(owner=find_person("stranger")) == "owner"
        assert field_of(kind="hope") == "kind"
        assert field_of(review_on=TODAY) == "review_on"
        assert field_of(scores=keeping.Scores(Score(1, 1), Score(5, 5))) == "mitigation"
        made = raising(person)
        for said, field in (
            (review(on=date(2016, 5, 4)), "on"),
            (review(next_on=TODAY), "next_on"),
            (review(scores=keeping.Scores(Score(1, 1), Score(5, 5))), "mitigation"),
        ):
            with pytest.raises(Refused) as refused:
                services.review(risk_id=made.pk, version=None, said=said, by=person, at=moment(TODAY))
            assert refused.value.field == field
        with pytest.raises(Refused) as refused:
            services.change_words(risk_id=made.pk, version=None, words=words(mitigation=""), by=person)
        assert refused.value.field == "mitigation"
        for outcome, why, field in (("taken", "x", "outcome"), ("gone", " ", "why")):
            with pytest.raises(Refused) as refused:
                services.close(risk_id=made.pk, version=None, outcome=outcome, why=why, by=person, at=moment(TODAY))
            assert refused.value.field == field
        with pytest.raises(Refused, match="reviewed on a later day"):
            services.close(
                risk_id=made.pk, version=None, outcome="gone", why="x", by=person, at=moment(date(2016, 5, 2))
            )


def test_readers_keep_nothing() -> None:
    with in_scope_of("lead") as lead:
        made = raised(lead)
    for who in ("auditor", "finance_lead"):
        with in_scope_of(who) as reader:
            with pytest.raises(Refused) as refused:
                raised(reader)
            assert refused.value.status == 403
            with pytest.raises(Refused) as refused:
                of_ccg.review(risk_id=made.pk, version=None, said=review(), by=reader, at=moment(TODAY))
            assert refused.value.status == 403
    with in_scope_of("member") as member, pytest.raises(Refused) as refused:
        raised_at(member)
    assert refused.value.status == 403


def test_reviews_are_only_ever_added() -> None:
    for who, raising in (("lead", raised), ("secretary", raised_at)):
        with in_scope_of(who) as person:
            made = raising(person)
            for act in (lambda rows: rows.update(score=1), lambda rows: rows.delete()):
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    act(made.reviews.all())


def test_the_database_refuses_a_score_that_is_not_the_product() -> None:
    with in_scope_of("lead") as lead:
        made = raised(lead)
        for wrong in ({"score": 25}, {"before_score": 1}, {"likelihood": 6, "score": 24}):
            with pytest.raises(IntegrityError), transaction.atomic():
                CcgRisk.objects.filter(pk=made.pk).update(**wrong)


def test_the_review_of_a_ccgs_risk_is_a_date_to_keep_told_once() -> None:
    with in_scope_of("lead") as lead:
        made = raised(lead, owner=lead)
        due = Deadline.objects.of(made).get()
        assert (due.due_on, due.warn_on, due.owner_id) == (NEXT, NEXT - timedelta(days=7), lead.pk)
    told = []
    for day in (date(2016, 7, 26), date(2016, 7, 27), date(2016, 7, 28)):
        sweep(hub_id=made.hub_id, today=day)
        with in_scope_of("lead"):
            told.append(Notice.objects.filter(text__contains=made.reference).count())
    assert told == [0, 1, 1]
    with in_scope_of("lead") as lead:
        of_ccg.close(risk_id=made.pk, version=None, outcome="gone", why="Over.", by=lead, at=moment(TODAY))
        assert Deadline.objects.of(made).open().count() == 0


def test_a_new_owner_and_a_review_move_the_date() -> None:
    with in_scope_of("lead") as lead:
        made = raised(lead, owner=lead)
        officer = find_person("officer")
        of_ccg.change_words(risk_id=made.pk, version=None, words=words(owner=officer), by=lead)
        assert Deadline.objects.of(made).get().owner_id == officer.pk
        later = date(2016, 11, 3)
        of_ccg.review(risk_id=made.pk, version=None, said=review(next_on=later), by=lead, at=moment(TODAY))
        assert Deadline.objects.of(made).get().due_on == later


def test_owners_of_a_committees_risks_are_written_to_once_a_stage() -> None:
    with in_scope_of("secretary") as secretary:
        owned = raised_at(secretary, owner=find_person("member"))
        raised_at(secretary, review_on=date(2016, 12, 1))
        named = raised_at(secretary, review_on=NEXT)
    with at_work(), transaction.atomic():
        sent = OutboxItem.objects.filter(dedupe__contains=":risk:")
        for day, count in (
            (NEXT - timedelta(days=8), 0),
            (NEXT - timedelta(days=7), 2),
            (NEXT, 2),
            (NEXT + timedelta(days=1), 4),
            (NEXT + timedelta(days=9), 4),
        ):
            reminding.remind_by_timetable(hub_id=owned.hub_id, at=moment(day))
            assert sent.count() == count, day
        keys = sorted(key.split(":risk:")[1] for key in sent.values_list("dedupe", flat=True))
    assert keys == sorted(
        f"{risk.pk}:2016-08-03:{stage}:{who}@example.org"
        for risk, who in ((owned, "member"), (named, "secretary"))
        for stage in ("soon", "late")
    )


def test_reminders_run_from_the_timetable() -> None:
    with in_scope_of("secretary") as secretary:
        made = raised_at(secretary, on=date(2016, 1, 4), review_on=date(2016, 4, 4))
    item = OutboxItem(kind=reminding.JOB, hub_id=made.hub_id, payload={}, made_at=moment(TODAY))
    with at_work(), transaction.atomic():
        for _ in range(2):
            tasks.remind_of_risks(item)
        assert OutboxItem.objects.filter(dedupe__contains=":risk:").count() == 1
    assert reminding.JOB in {job.name for job in TIMETABLE}


def test_the_report_counts_and_tells_in_as_many_statements_for_one_as_for_many(
    django_assert_num_queries: Any,
) -> None:
    since = date(2016, 4, 1)
    with in_scope_of("lead") as lead:
        old = raised(lead, on=date(2016, 2, 1), review_on=date(2016, 4, 4))
        rows = figures.risks_of(lead, on=TODAY)
        with django_assert_num_queries(6):
            figures.report_on(rows, on=TODAY, since=date(2016, 1, 1))
        of_ccg.review(
            risk_id=raised(lead, on=date(2016, 2, 1)).pk, version=None, said=review(), by=lead, at=moment(TODAY)
        )
        raised(lead, kind="opportunity", scores=keeping.Scores(Score(1, 3), Score(3, 3)))
        highest = raised(lead, scores=keeping.Scores(Score(5, 5), Score(4, 5)))
        with django_assert_num_queries(6):
            found = figures.report_on(rows, on=TODAY, since=since)
        assert found.counts["risk", "extreme"] == 1
        assert found.counts["risk", "high"] == 2
        assert found.counts["opportunity", "high"] == 1
        assert found.top[0] == highest
        assert found.overdue == [old]
        assert sorted(one.changed.sort for one in found.changed) == ["down", "new", "new"]
        standing = figures.standing_of(rows, on=TODAY)
        assert standing == {"open": 4, "extreme": 1, "overdue": 1}
        for narrowed, count in (
            ({"show": "overdue"}, 1), ({"show": "due"}, 1), ({"show": "closed"}, 0), ({"kind": "opportunity"}, 1),
            ({"band": "extreme"}, 1), ({"band": "high"}, 3), ({"q": "partners"}, 4), ({"ccg": "05Y"}, 0),
        ):  # fmt: skip
            assert figures.risks_of(lead, on=TODAY, **narrowed).count() == count, narrowed


def test_a_long_report_is_cut_and_counted_and_its_file_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_CHANGED", 2)
    monkeypatch.setattr(figures, "MOST_OVERDUE", 2)
    monkeypatch.setattr(figures, "CHUNK", 2)
    with in_scope_of("lead") as lead:
        for place in range(5):
            raised(lead, on=date(2016, 2, 1), review_on=date(2016, 4, 4), subject=f"Risk {place}")
        rows, since = figures.risks_of(lead, on=TODAY), date(2016, 1, 1)
        found = figures.report_on(rows, on=TODAY, since=since)
        assert (len(found.changed), found.changed_in_all) == (2, 5)
        assert (len(found.overdue), found.overdue_in_all) == (2, 5)
        told = [one.risk.subject for one in figures.changed_since(rows, since)]
        assert told == [f"Risk {place}" for place in range(5)]
        assert figures.report_on(rows, on=TODAY, since=TODAY).changed_in_all == 0


@pytest.mark.parametrize(("who", "raising", "services"), KEPT)
def test_a_stale_page_is_shown_both_versions(who: str, raising: Callable[..., Any], services: Any) -> None:
    with in_scope_of(who) as person:
        made = raising(person)
        services.review(risk_id=made.pk, version=1, said=review(), by=person, at=moment(TODAY))

        def beside(act: Callable[[], Any]) -> dict[str, tuple[str, str]]:
            with pytest.raises(Stale) as stale:
                act()
            return {one.label: (one.saved, one.yours) for one in stale.value.differences}

        typed = words(subject="One may close", owner=person, owner_name="")
        act = {"risk_id": made.pk, "version": 1, "by": person}
        assert beside(lambda: services.change_words(words=typed, **act)) == {
            "Name": ("Two practices may close", "One may close"),
            "Mitigation": ("A partner was found.", "Both are met each month."),
            "Owner": ("Premises officer", person.name),
        }
        mine = review(scores=HIGH, mitigation="None yet.", next_on=date(2016, 9, 1))
        assert beside(lambda: services.review(said=mine, at=moment(TODAY), **act)) == {
            "Mitigation": ("A partner was found.", "None yet."),
            "Score as it stands, with mitigation": ("8 (likelihood 2, impact 4)", "12 (likelihood 3, impact 4)"),
            "Next review": ("3 August 2016", "1 September 2016"),
        }
        end = {"outcome": "gone", "why": "Over.", "at": moment(TODAY)}
        assert beside(lambda: services.close(**end, **act)) == {
            "What became of it": ("Open", "It can no longer happen")
        }


def test_those_who_may_own_one() -> None:
    with in_scope_of("lead") as lead:
        ccg = raised(lead).ccg
        names = {one.email.split("@")[0] for one in figures.owners_at_ccg(ccg, on=TODAY)}
        assert {"lead", "finance_lead", "officer", "head"} <= names
        assert not names & {"auditor", "stranger", "neighbour_lead", "secretary", "practice"}
    committee = Committee.objects.get(name=COMMITTEE)
    assert {one.email for one in figures.owners_at(committee, on=TODAY)} == {
        "secretary@example.org",
        "member@example.org",
    }


def test_scores_of_reviews_stay_as_they_were() -> None:
    with in_scope_of("secretary") as secretary:
        made = raised_at(secretary)
        of_committee.review(risk_id=made.pk, version=None, said=review(), by=secretary, at=moment(TODAY))
        kept = CommitteeRiskReview.objects.filter(risk=made).order_by("number")
        assert [(one.before, one.now) for one in kept] == [(HIGH.before, HIGH.now), (LOWER.before, LOWER.now)]
        assert CommitteeRisk.objects.get().reference == "Risk 1"
