"""A forum's recommendation: sent to each concerned committee, accepted, varied or rejected there, linked both ways."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from psycopg2.extras import DateRange

from governance.models import AgendaRequest, Recommendation, RegisterEntry
from governance.rules.carrying import (
    APPROVE,
    KINDS,
    REFUSE,
    answer_fault,
    concerned,
    kind_of_recommendation,
    same_words,
    what_follows,
)
from governance.services.carrying import placing, recommending
from hubportal.organisations.models import Ccg, Committee, CommitteeCcg
from hubportal.organisations.services.assignments import assign
from hubportal.web.refusals import Refused
from tests.cast import START
from tests.conftest import find_person, in_scope_of
from tests.governance.carrying import steps
from tests.governance.terms import at_work, make_terms, of, the_committee

WORDS = "That a remedial notice be served."


@pytest.mark.clause("Specification of governance, section 5", part="a decision on a record moves it")
@pytest.mark.parametrize(
    ("resolution", "outcome", "if_carried", "act"),
    [
        ("That it be approved.", "carried", APPROVE, APPROVE),
        ("that it  be approved", "carried", APPROVE, APPROVE),
        ("That it be approved.", "not_carried", APPROVE, REFUSE),
        ("That it be approved.", "carried", REFUSE, REFUSE),
        ("That it be approved.", "not_carried", REFUSE, ""),
        ("That it be approved until June.", "carried", APPROVE, ""),
        ("That it be put off.", "not_carried", APPROVE, ""),
    ],
)
def test_what_a_decision_does_to_its_record(resolution: str, outcome: str, if_carried: str, act: str) -> None:
    found = what_follows(asked="That it be approved.", resolution=resolution, outcome=outcome, if_carried=if_carried)
    assert found.act == act
    assert bool(found.why) == (act == "")


@pytest.mark.clause("Specification of governance, section 5", part="a decision on a record moves it")
@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["carried", "not_carried"]))
def test_other_words_never_move_a_record(asked: str, resolution: str, outcome: str) -> None:
    found = what_follows(asked=asked, resolution=resolution, outcome=outcome, if_carried=APPROVE)
    assert (found.act == "") == (not asked.strip() or not same_words(asked, resolution))


@pytest.mark.clause("Specification of governance, section 7", part="what a forum recommends on")
def test_the_kinds_are_those_of_the_clause() -> None:
    assert len(KINDS) == 7
    assert kind_of_recommendation(matter="breach-sanction") == "breach_sanction"
    assert kind_of_recommendation(matter="", record_type="merger") == "merger"
    assert kind_of_recommendation(matter="estates") == ""


@pytest.mark.clause("Specification of governance, section 7", part="accepted, varied or rejected with reasons")
@pytest.mark.parametrize(
    ("answer", "outcome", "resolution", "why", "field"),
    [
        ("accepted", "carried", WORDS, "", None),
        ("accepted", "not_carried", WORDS, "", "answer"),
        ("accepted", "carried", "Other.", "", "answer"),
        ("varied", "carried", "Other.", "Too harsh.", None),
        ("varied", "carried", "Other.", " ", "why"),
        ("varied", "carried", WORDS, "Too harsh.", "answer"),
        ("rejected", "not_carried", WORDS, "Too harsh.", None),
        ("rejected", "not_carried", WORDS, "", "why"),
        ("rejected", "carried", "That it be rejected.", "Too harsh.", None),
        ("rejected", "carried", WORDS, "Too harsh.", "answer"),
        ("", "carried", WORDS, "", "answer"),
    ],
)
def test_an_answer_fits_the_decision(answer: str, outcome: str, resolution: str, why: str, field: str | None) -> None:
    found = answer_fault(answer=answer, why=why, outcome=outcome, recommended=WORDS, resolution=resolution)
    assert (found[0] if found else None) == field


@pytest.mark.clause("Specification of governance, section 7", part="each concerned committee")
def test_a_ccgs_own_committee_by_level_goes_before_its_others() -> None:
    part = {1: frozenset({10}), 2: frozenset({10, 11}), 3: frozenset({12})}
    assert concerned(taking_part=part, ccgs=frozenset({10}), by_level=frozenset({1})) == [1]
    assert concerned(taking_part=part, ccgs=frozenset({10}), by_level=frozenset()) == [1, 2]
    assert concerned(taking_part=part, ccgs=frozenset({10, 11}), by_level=frozenset({1})) == [1, 2]
    assert concerned(taking_part=part, ccgs=frozenset(), by_level=frozenset({1})) == []


@pytest.fixture
def forum(db: None) -> Committee:
    """A forum of two CCGs, whose secretary is that of the committee; the committee decides for one of them."""
    steps.committee_at_work()
    ours = the_committee()
    with at_work(ours), transaction.atomic():
        made = Committee.objects.create(hub=ours.hub, name="Collaborative Forum")
        other = Committee.objects.create(hub=ours.hub, name="Coventry Committee")
        for committee, codes in ((made, ("05R", "05Y")), (other, ("05Y",))):
            for code in codes:
                CommitteeCcg.objects.create(
                    **of(committee), ccg=Ccg.objects.get(ods_code=code), period=DateRange(START, None)
                )
        make_terms(made, kind="forum", recommends_only=True)
        make_terms(other)
        assign(person=find_person("secretary"), role="committee_secretary", organisation=made, on=START)
    return made


def recommend(forum: Committee, *, carried: bool = True, **item: Any) -> RegisterEntry:
    from governance.models import AgendaItem, TermsOfReference

    with at_work(forum):
        terms = TermsOfReference.objects.get(committee=forum)
    meeting = steps.a_meeting(committee=forum, terms=terms)
    with at_work(forum):
        made = AgendaItem.objects.create(
            **of(forum), meeting=meeting, position=1, title="A breach", asks=WORDS,
            **({"matter": "breach-sanction"} | item),
        )  # fmt: skip
    return steps.decide(made, words=WORDS, carried=carried)


def of_forum() -> list[Recommendation]:
    with at_work(the_committee()):
        return list(Recommendation.objects.select_related("to_committee").order_by("to_committee__name"))


def test_it_goes_to_the_committee_of_the_ccg_it_concerns(forum: Committee) -> None:
    entry = recommend(forum, names=["M84901"])
    steps.work()

    (made,) = of_forum()
    assert (made.to_committee, made.about, made.state) == (the_committee(), "breach_sanction", "waiting")
    with at_work(the_committee()):
        request = AgendaRequest.objects.get()
        assert (request.committee, request.source, request.asks) == (the_committee(), "recommendation", WORDS)
        assert (request.from_committee, request.from_entry, request.from_digest) == (forum, 1, entry.digest)


def test_one_about_no_ccg_in_particular_goes_to_the_committees_of_all(forum: Committee) -> None:
    recommend(forum)
    steps.work()

    assert [one.to_committee.name for one in of_forum()] == ["Coventry Committee", the_committee().name]


def test_one_that_was_not_carried_goes_nowhere(forum: Committee) -> None:
    recommend(forum, carried=False)
    steps.work()
    assert of_forum() == []


def decided(forum: Committee, *, words: str = WORDS, carried: bool = True) -> AgendaRequest:
    """The recommendation is placed and decided at the committee."""
    recommend(forum, names=["M84901"])
    steps.work()
    item = steps.place(steps.a_meeting())
    steps.work()
    assert of_forum()[0].state == "placed"
    steps.decide(item, words=words, carried=carried)
    steps.work()
    with at_work(the_committee()):
        return AgendaRequest.objects.select_related("committee", "item").get()


def answer(request: AgendaRequest, answered: str, why: str = "", by: str = "secretary") -> AgendaRequest:
    with in_scope_of(by) as person, transaction.atomic():
        return recommending.answer(
            request_id=request.pk, version=None, by=person, entry_number=1, answered=answered, why=why, at=steps.MET_AT
        )


def test_an_accepted_one_is_linked_from_both_entries(forum: Committee, signed_in: Any, mailoutbox: Any) -> None:
    answer(decided(forum), "accepted")
    steps.work()

    (made,) = of_forum()
    assert (made.state, made.answer_entry, made.answered_on) == ("accepted", 1, steps.MET)
    assert any("An answer to a recommendation" in message.subject for message in mailoutbox)
    client = signed_in("secretary")
    theirs = f"/committees/{the_committee().public_id}/decisions/1/"
    ours = f"/committees/{forum.public_id}/decisions/1/"
    page = client.get(ours).content.decode()
    assert "Accepted" in page
    assert f'href="{theirs}"' in page
    assert f'href="{ours}"' in client.get(theirs).content.decode()
    member = signed_in("member").get(theirs).content.decode()
    assert "Collaborative Forum, entry 1" in member
    assert f'href="{ours}"' not in member, "a member of the committee does not read the forum"


def test_reasons_come_back_with_a_rejection(forum: Committee) -> None:
    request = decided(forum, carried=False)
    with pytest.raises(Refused, match="reasons"):
        answer(request, "rejected")
    answer(request, "rejected", "The practice has put it right.")
    steps.work()
    assert (of_forum()[0].state, of_forum()[0].why) == ("rejected", "The practice has put it right.")


def test_an_answer_is_entered_once_and_by_the_secretary(forum: Committee) -> None:
    request = decided(forum)
    with pytest.raises(Refused, match="does not do this"):
        answer(request, "accepted", by="member")
    answer(request, "accepted")
    with pytest.raises(Refused, match="entered already"):
        answer(request, "accepted")


def test_an_answer_falls_away_with_its_decision(forum: Committee) -> None:
    request = decided(forum)
    answer(request, "accepted")
    steps.work()
    assert request.item is not None
    steps.take_back(request.item)
    steps.work()

    (made,) = of_forum()
    assert (made.state, made.answer_entry) == ("placed", None)
    with at_work(the_committee()):
        assert AgendaRequest.objects.get().answer == ""


def test_one_the_forum_takes_back_says_so(forum: Committee) -> None:
    recommend(forum, names=["M84901"])
    steps.work()
    with at_work(forum):
        item = RegisterEntry.objects.select_related("item").get().item
    assert item is not None
    steps.take_back(item)
    steps.work()

    assert of_forum()[0].state == "taken_back"
    with at_work(the_committee()):
        request = AgendaRequest.objects.get()
        assert request.state == "withdrawn"


def test_a_declined_one_tells_the_forum_why(forum: Committee) -> None:
    recommend(forum, names=["M84901"])
    steps.work()
    with in_scope_of("secretary") as by, transaction.atomic():
        request = AgendaRequest.objects.get()
        placing.decline(request_id=request.pk, version=None, by=by, why="Out of our remit.", at=steps.PLACED_AT)
    steps.work()
    assert (of_forum()[0].state, of_forum()[0].why) == ("declined", "Out of our remit.")


def test_the_page_asks_for_the_answer(forum: Committee, signed_in: Any) -> None:
    request = decided(forum)
    client = signed_in("secretary")
    path = f"/committees/{the_committee().public_id}/requests/{request.public_id}/"
    assert "Enter the answer" in client.get(path).content.decode()
    form = client.get(f"{path}answer/").content.decode()
    assert f"Decision 1: Carried. {WORDS}" in form
    typed = {"version": request.version, "entry": "1", "answer": "varied", "why": "They said so."}
    refused = client.post(f"{path}answer/", typed)
    assert refused.status_code == 422
    assert "Varied means carried in other words" in refused.content.decode()
    assert "They said so." in refused.content.decode()
    assert client.post(f"{path}answer/", typed | {"answer": "accepted"}).status_code == 302
    assert date(2016, 2, 3) == steps.MET
