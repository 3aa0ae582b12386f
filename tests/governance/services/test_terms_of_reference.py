"""A draft from its beginning to its adoption, and the reviews of what was adopted."""

from datetime import date
from typing import Any

import pytest
from django.http import Http404

from governance.figures.examples import examples
from governance.figures.terms_of_reference import review_due, reviews_of
from governance.models import Seat, TermsOfReference, TermsReview
from governance.services.finding import terms_in_force
from governance.services.terms_of_reference import drafts, reviews, rules, seats
from governance.services.terms_of_reference.drafts import Particulars, SeatWords
from governance.services.terms_of_reference.rules import RuleWords
from hubportal.notifications.models import OutboxItem
from hubportal.web.refusals import Refused, Stale
from tests.governance.terms import FIRST, at_work, make_seat, make_terms, the_committee

pytestmark = pytest.mark.django_db
DAY = date(2016, 5, 4)
LAY = SeatWords("lay", "Lay member", "South Warwickshire", "lay", clause="5.1")
ADOPTED: dict[str, Any] = {"adopted_on": DAY, "adopted_by": "Governing body", "in_force_from": DAY}


def begin(person: Any, **more: Any) -> TermsOfReference:
    return drafts.begin_draft(committee_id=the_committee().pk, by=person, on=more.pop("on", DAY), **more)


def act(draft: TermsOfReference, person: Any) -> dict[str, Any]:
    return {"terms_id": draft.pk, "version": None, "by": person}


def fresh(draft: TermsOfReference) -> TermsOfReference:
    return TermsOfReference.objects.get(pk=draft.pk)


def test_an_empty_draft_takes_seats_and_rules_and_is_adopted(seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        particulars = Particulars("primary_care", DAY, FIRST, "Terms of May 2016", notice_days=7)
        drafts.change_particulars(**act(draft, secretary), particulars=particulars, clauses={"notice_days": " 6.2 "})
        seats.add_seat(**act(draft, secretary), words=LAY)
        words = RuleWords({"kind": "fraction", "fraction": "1/2"}, "9.1", "Rounded up")
        rules.put_rule(**act(draft, secretary), place="quorum", words=words)
        made = drafts.adopt(**act(draft, secretary), **ADOPTED)

        assert (made.state, made.number, made.adopted_by, made.notice_days) == ("adopted", 1, "Governing body", 7)
        assert made.clauses == {"notice_days": "6.2", "quorum": "9.1"}
        assert made.readings == {"quorum": "Rounded up"}
        assert terms_in_force(made.committee_id, on=DAY) == made


@pytest.mark.clause("Specification of governance, section 4", part="adopted terms")
def test_adopted_terms_never_change(seen_by: Any) -> None:
    with at_work(the_committee()):
        adopted = make_terms(the_committee())
        make_seat(adopted, "lay")
    with seen_by("secretary") as secretary:
        common = act(adopted, secretary)
        particulars = Particulars("primary_care", DAY, FIRST, "x")
        for change in (
            lambda: drafts.change_particulars(**common, particulars=particulars, clauses={}),
            lambda: drafts.keep_entry(**common, which="delegated", place=1, entry={"words": "x"}),
            lambda: drafts.adopt(**common, **ADOPTED),
            lambda: drafts.drop(**common),
            lambda: seats.add_seat(**common, words=LAY),
            lambda: seats.remove_seat(**common, code="lay"),
            lambda: rules.take_out_rule(**common, place="quorum"),
        ):
            with pytest.raises(Refused, match="never change"):
                change()


def test_a_new_version_begins_as_a_copy_and_leaves_the_old_one_alone(seen_by: Any) -> None:
    with at_work(the_committee()):
        adopted = make_terms(the_committee(), clauses={"quorum": "9"}, reports_to=[{"body": "Board"}])
        make_seat(adopted, "chair", office="chair")
        make_seat(adopted, "lay")
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        assert (draft.number, draft.clauses, draft.reports_to) == (2, {"quorum": "9"}, [{"body": "Board"}])
        assert [seat.code for seat in draft.seats.order_by("position")] == ["chair", "lay"]
        seats.remove_seat(**act(draft, secretary), code="lay")
        assert [seat.code for seat in adopted.seats.order_by("position")] == ["chair", "lay"]
        with pytest.raises(Refused, match="draft already"):
            begin(secretary)
        drafts.drop(**act(draft, secretary))
        assert not TermsOfReference.objects.filter(pk=draft.pk).exists()
        assert begin(secretary).number == 2


@pytest.mark.parametrize("code", sorted(["tower_hamlets", "mid_and_north_east_essex", "wel_forum"]))
def test_a_draft_begins_from_each_example_and_can_be_adopted(seen_by: Any, code: str) -> None:
    with seen_by("secretary") as secretary:
        content = drafts.content_of_example(code, on=DAY)
        draft = begin(secretary, content=content)
        assert draft.seats.count() == len(examples()[code].seats)
        made = drafts.adopt(**act(draft, secretary), **ADOPTED)
        assert made.recommends_only == (code == "wel_forum")


def test_an_example_is_called_as_the_committee_is_here(seen_by: Any) -> None:
    content = drafts.content_of_example("mid_and_north_east_essex", on=DAY, names={"Mid Essex": "Walsall"})

    counts = content.composed.rules["quorum"]["rules"][0]["counts"]
    assert counts == {"Walsall": 2, "North East Essex": 2, "NHS England": 2}
    assert {seat.organisation for seat in content.seats} >= {"Walsall", "NHS England"}
    assert (content.lists or {})["elections"][0]["organisations"] == ["Walsall", "North East Essex"]


@pytest.mark.clause("Specification of governance, section 4", part="adopted terms")
@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"in_force_from": date(2016, 5, 3)}, "on or after the day they are adopted"),
        ({"adopted_by": " "}, "body that adopted"),
    ],
)
def test_a_draft_that_cannot_be_adopted_so_is_refused(seen_by: Any, more: dict[str, Any], words: str) -> None:
    with seen_by("secretary") as secretary:
        draft = begin(secretary, content=drafts.content_of_example("tower_hamlets", on=DAY))
        with pytest.raises(Refused, match=words):
            drafts.adopt(**act(draft, secretary), **(ADOPTED | more))


@pytest.mark.clause("Specification of governance, section 4", part="adopted terms")
def test_terms_come_into_force_after_those_before_and_only_when_they_can_be_met_under(seen_by: Any) -> None:
    with at_work(the_committee()):
        make_terms(the_committee(), in_force_from=date(2016, 6, 1))
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        with pytest.raises(Refused, match="no seats yet.* Name the document"):
            drafts.adopt(**act(draft, secretary), **ADOPTED)
        drafts.drop(**act(draft, secretary))
        draft = begin(secretary, content=drafts.content_of_example("tower_hamlets", on=DAY))
        with pytest.raises(Refused, match="Version 1 is in force from 1 June 2016"):
            drafts.adopt(**act(draft, secretary), **ADOPTED)


def test_terms_are_not_in_force_before_the_committee_is(seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        with pytest.raises(Refused, match="first day"):
            drafts.change_particulars(
                **act(draft, secretary), particulars=Particulars("joint", FIRST, DAY, "x"), clauses={}
            )


def test_entries_are_added_changed_and_taken_out(seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        common = {**act(draft, secretary), "which": "reports_to"}
        for place, body in ((1, "A"), (2, "B"), (1, "C")):
            drafts.keep_entry(**common, place=place, entry={"body": body})
        assert fresh(draft).reports_to == [{"body": "C"}, {"body": "B"}]
        drafts.keep_entry(**common, place=1, entry=None)
        assert fresh(draft).reports_to == [{"body": "B"}]
        for place, entry in ((2, None), (3, {"body": "D"}), (0, {"body": "D"})):
            with pytest.raises(Refused, match="not there any more"):
                drafts.keep_entry(**common, place=place, entry=entry)


def test_an_office_is_elected_once_and_is_no_seats_own(seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        common = {**act(draft, secretary), "which": "elections"}
        drafts.keep_entry(**common, place=1, entry={"office": "chair"})
        drafts.keep_entry(**common, place=1, entry={"office": "chair", "roles": ["lay"]})
        with pytest.raises(Refused, match="already"):
            drafts.keep_entry(**common, place=2, entry={"office": "chair"})
        with pytest.raises(Refused, match="This office is elected"):
            seats.add_seat(**act(draft, secretary), words=SeatWords("c", "Chair", "CCG", "lay", office="chair"))
        seats.add_seat(**act(draft, secretary), words=SeatWords("d", "Director", "CCG", "lay", office="director"))
        with pytest.raises(Refused, match="holds this office by itself"):
            drafts.keep_entry(**common, place=2, entry={"office": "director"})


@pytest.mark.clause("Tower Hamlets terms of reference", part="which seat stands in")
def test_a_seat_without_a_vote_stands_in_for_one_with_a_vote(seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        common = act(draft, secretary)
        gp = SeatWords("gp", "GP", "CCG", "clinical")
        second = SeatWords("gp2", "Second GP", "CCG", "clinical", voting=False, stands_in_for="gp")
        with pytest.raises(Refused, match="voting seat only"):
            seats.add_seat(**common, words=second)
        seats.add_seat(**common, words=gp)
        seats.add_seat(**common, words=second)
        with pytest.raises(Refused, match="Second GP stands in"):
            seats.remove_seat(**common, code="gp")
        with pytest.raises(Refused, match="cannot stand in"):
            seats.change_seat(**common, words=SeatWords("gp2", "GP", "CCG", "clinical", stands_in_for="gp"))


def test_seats_are_changed_and_put_in_order(seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        common = act(draft, secretary)
        for code in "abc":
            seats.add_seat(**common, words=SeatWords(code, code.upper(), "CCG", "lay"))
        seats.move_seat(**common, code="c", up=True)
        seats.move_seat(**common, code="a", up=True)
        seats.move_seat(**common, code="b", up=False)
        assert [seat.code for seat in draft.seats.order_by("position")] == ["a", "c", "b"]
        seats.change_seat(**common, words=SeatWords("a", "Chair", "CCG", "executive", office="chair"))
        assert Seat.objects.get(terms=draft, code="a").title == "Chair"
        for refused, words in (
            (SeatWords("a", "Again", "CCG", "lay"), "has this code"),
            (SeatWords("d", "D", "CCG", "lay", office="chair"), "Chair holds this office"),
            (SeatWords("d", "D", "CCG", "bishop"), "kind of member"),
        ):
            with pytest.raises(Refused, match=words):
                seats.add_seat(**common, words=refused)
        with pytest.raises(Refused, match="not there any more"):
            seats.change_seat(**common, words=SeatWords("z", "Z", "CCG", "lay"))


def test_rules_are_joined_and_taken_out_with_what_is_wrong_said(seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        common = act(draft, secretary)
        lay = RuleWords({"kind": "at_least", "count": 1, "roles": ["lay"]}, "9.2")
        rules.put_rule(**common, place="quorum", words=lay, how="and")
        rules.put_rule(**common, place="quorum.rules.1", words=lay, how="or")
        rules.put_rule(**common, place="single_ccg", words=RuleWords({"bloc_total": "parity"}))
        rules.take_out_rule(**common, place="single_ccg")
        rules.take_out_rule(**common, place="quorum.rules.1.rules.0")
        assert fresh(draft).rules["quorum"]["rules"][1] == lay.rule
        with pytest.raises(Refused, match="not there any more"):
            rules.take_out_rule(**common, place="quorum.rules.7")
        with pytest.raises(Refused, match="whole number") as wrong:
            rules.put_rule(**common, place="quorum", words=RuleWords({"kind": "at_least", "count": 0}))
        assert wrong.value.field == "count"


@pytest.mark.parametrize("key", ["member", "lead", "stranger", "officer", "auditor"])
def test_only_the_secretary_writes_terms(seen_by: Any, key: str) -> None:
    with at_work(the_committee()):
        draft = make_terms(the_committee(), state="draft")
    with seen_by(key) as person:
        expected: Any = Refused if key == "member" else Http404
        for attempt in (
            lambda: begin(person),
            lambda: seats.add_seat(**act(draft, person), words=LAY),
            lambda: reviews.record_review(
                committee_id=draft.committee_id, by=person, held_on=DAY, outcome="x", today=DAY
            ),
        ):
            with pytest.raises(expected):
                attempt()


def test_a_page_opened_before_somebody_elses_change_is_stale(seen_by: Any) -> None:
    with seen_by("secretary") as secretary:
        draft = begin(secretary)
        seats.add_seat(terms_id=draft.pk, version=1, by=secretary, words=LAY)
        with pytest.raises(Stale):
            seats.add_seat(terms_id=draft.pk, version=1, by=secretary, words=SeatWords("b", "B", "CCG", "lay"))


def test_reviews_answer_what_is_due(seen_by: Any) -> None:
    with at_work(the_committee()):
        terms = make_terms(the_committee())
    with seen_by("secretary") as secretary:
        common: dict[str, Any] = {"committee_id": terms.committee_id, "by": secretary, "today": DAY}
        made = reviews.record_review(**common, held_on=date(2015, 9, 1), outcome="No change")
        assert made.due_on == date(2015, 10, 1)
        due = review_due(terms, list(reviews_of(the_committee())), on=DAY)
        assert (due.due_on, due.stands) == (date(2016, 4, 30), "late")
        for more, words in (
            ({"held_on": date(2015, 9, 1)}, "recorded already"),
            ({"held_on": date(2016, 5, 5)}, "in the past"),
            ({"held_on": date(2015, 3, 1)}, "No terms of reference were in force"),
            ({"held_on": DAY, "outcome": " "}, "what came of"),
        ):
            with pytest.raises(Refused, match=words):
                reviews.record_review(**(common | {"outcome": "x"} | more))
        assert TermsReview.objects.count() == 1


def test_the_secretary_is_reminded_once_before_and_once_after_a_review_is_due() -> None:
    committee = the_committee()
    with at_work(committee):
        make_terms(committee)
        sent = [
            reviews.remind_hub(hub_id=committee.hub_id, on=on)
            for on in (date(2015, 9, 2), date(2015, 9, 3), date(2015, 9, 4), date(2015, 10, 2), date(2015, 10, 3))
        ]
        queued = OutboxItem.objects.filter(dedupe__contains="terms_review")
        assert sorted(item.dedupe.rsplit(":", 2)[1] for item in queued) == ["late", "soon"]
        assert "secretary@example.org" in str(queued[0].payload)

    assert sent[:2] == [0, 1]


def test_the_timetable_reminds_by_hub() -> None:
    from governance.tasks import remind_of_reviews

    committee = the_committee()
    with at_work(committee):
        make_terms(committee)
        remind_of_reviews(OutboxItem(hub_id=committee.hub_id, payload={}))
        remind_of_reviews(OutboxItem(payload={}))
        assert OutboxItem.objects.filter(dedupe__contains="terms_review").count() == 1
