"""Gifts, procurement decisions, and what is published of all three registers."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from governance.models import Gift, Procurement, Publication
from governance.rules.procurement import questions_for
from governance.services import gifts, interests, procurement
from governance.services.files import keep_made
from governance.services.interests import Holder
from governance.services.public_registers import publish_register
from governance.services.publications import Beside, publish, withdraw
from hubportal.web.refusals import Refused, Stale
from tests.conftest import find_person, in_scope_of
from tests.governance.interests.room import AT, DAY, a_meeting, at_work, committee, declared, mine, offer, subject

pytestmark = pytest.mark.django_db


def entered(by: str = "secretary", *, holder: Holder | None = None, **changed: Any) -> Gift:
    whose = holder or Holder("Member", "GP", find_person("member"))
    with in_scope_of(by) as person:
        return gifts.enter_gift(committee_id=committee().pk, holder=whose, offer=offer(**changed), by=person, at=AT)


def test_a_member_enters_their_own_offer_and_the_secretary_anybodys() -> None:
    assert entered("member").number == 1
    assert entered(holder=Holder("Ann Bell")).number == 2
    with pytest.raises(Refused, match="your own gifts"):
        entered("member", holder=Holder("Ann Bell"))
    with pytest.raises(Http404):
        entered("lead")
    with pytest.raises(Refused, match="not received"):
        entered(received_on=DAY)


def test_an_entry_is_reviewed_once_and_anew_after_a_correction(seen_by: Any) -> None:
    row = entered()
    with seen_by("member") as person, pytest.raises(Refused, match="reads its business"):
        gifts.review_gift(gift_id=row.pk, version=None, note="", by=person, at=AT)
    with seen_by("secretary") as person:
        act: dict[str, Any] = {"gift_id": row.pk, "by": person, "at": AT}
        reviewed = gifts.review_gift(**act, version=1, note="Right to decline")
        assert (reviewed.reviewed_by, reviewed.reviewed_on) == (person, DAY)
        with pytest.raises(Refused, match="reviewed already"):
            gifts.review_gift(**act, version=None, note="")
        with pytest.raises(Stale):
            gifts.correct_gift(**act, version=1, offer=offer(value=Decimal("40")), why="x")
        with pytest.raises(Refused, match="why"):
            gifts.correct_gift(**act, version=2, offer=offer(value=Decimal("40")), why="")
        with pytest.raises(Refused, match="Nothing is different"):
            gifts.correct_gift(**act, version=2, offer=offer(), why="x")
        changed = gifts.correct_gift(**act, version=2, offer=offer(value=Decimal("40")), why="The bill")
        assert (changed.reviewed_on, changed.corrected_why, changed.value) == (None, "The bill", Decimal("40"))
    own = entered(holder=Holder("Secretary", "", find_person("secretary")))
    with seen_by("secretary") as person, pytest.raises(Refused, match="somebody else"):
        gifts.review_gift(gift_id=own.pk, version=None, note="", by=person, at=AT)


# --- Procurement ------------------------------------------------------------------------------------------------------


def begun(**changed: Any) -> Procurement:
    with in_scope_of("secretary") as person:
        return procurement.begin(committee_id=committee().pk, subject=subject(**changed), by=person, at=AT)


def answered(row: Procurement) -> None:
    with in_scope_of("secretary") as person:
        asked = questions_for(row.route, national_tariff=row.national_tariff)
        said = {one.key: f"About {one.key}" for one in asked}
        procurement.answer(procurement_id=row.pk, version=None, answers=said, by=person, at=AT)


def recorded(**changed: Any) -> Procurement:
    row = begun(**changed)
    answered(row)
    with in_scope_of("secretary") as person:
        return procurement.record(procurement_id=row.pk, version=None, by=person, at=AT)


def test_a_decision_is_recorded_once_it_is_whole(seen_by: Any) -> None:
    row = begun(route="direct_gp", supplier="")
    with seen_by("secretary") as person:
        act: dict[str, Any] = {"procurement_id": row.pk, "version": None, "by": person}
        with pytest.raises(Refused, match="the provider the contract goes to.*only this provider"):
            procurement.record(**act, at=AT)
        conflict = procurement.keep_conflict(**act, name="Member", conflict="Partner")
        procurement.change(**act, subject=subject(route="direct_gp"), at=AT)
    answered(row)
    with seen_by("secretary") as person:
        act = {"procurement_id": row.pk, "version": None, "by": person}
        with pytest.raises(Refused, match="how each conflict was handled"):
            procurement.record(**act, at=AT)
        with pytest.raises(Refused, match="Select how"):
            procurement.handle_conflict(**act, conflict_id=conflict.pk, handled="")
        procurement.handle_conflict(**act, conflict_id=conflict.pk, handled="leave", words="The chair decided")
        kept = procurement.record(**act, at=AT)
        assert (kept.state, kept.recorded_on) == ("recorded", DAY)
        with pytest.raises(Refused, match="recorded already"):
            procurement.record(**act, at=AT)


def test_a_recorded_decision_is_corrected_with_a_reason_and_stays_whole(seen_by: Any) -> None:
    row = recorded()
    with seen_by("secretary") as person:
        act: dict[str, Any] = {"procurement_id": row.pk, "version": None, "by": person}
        with pytest.raises(Refused, match="why it is corrected"):
            procurement.change(**act, subject=subject(comments="Later"), at=AT)
        with pytest.raises(Refused, match="Still missing: the answer"):
            procurement.change(**act, subject=subject(route="framework"), at=AT, why="It was a framework")
        with pytest.raises(Refused, match="Still missing"):
            procurement.answer(**act, answers={"value": ""}, at=AT, why="x")
        with pytest.raises(Refused, match="Still missing"), transaction.atomic():
            procurement.keep_conflict(**act, name="Ann", conflict="Owner", why="Found later")
        changed = procurement.change(**act, subject=subject(comments="Later"), at=AT, why="A remark")
        assert (changed.comments, changed.corrected_why) == ("Later", "A remark")


def test_what_does_not_fit_a_decision_is_refused(seen_by: Any) -> None:
    for said, field in (
        ({"decided_on": DAY + timedelta(days=1)}, "decided_on"),
        ({"value_total": Decimal(5), "value_to_ccg": Decimal(6)}, "value_to_ccg"),
    ):
        with pytest.raises(Refused) as refused:
            begun(**said)
        assert refused.value.field == field
    with seen_by("member") as person, pytest.raises(Refused, match="reads its business"):
        procurement.begin(committee_id=committee().pk, subject=subject(), by=person, at=AT)
    row = begun(meeting=a_meeting())
    with seen_by("secretary") as person, pytest.raises(Refused, match="no such conflict"):
        procurement.handle_conflict(procurement_id=row.pk, version=None, conflict_id=0, by=person, handled="leave")


def test_answers_to_questions_that_no_longer_apply_are_kept(seen_by: Any) -> None:
    row = begun(route="framework")
    answered(row)
    with seen_by("secretary") as person:
        act: dict[str, Any] = {"procurement_id": row.pk, "version": None, "by": person, "at": AT}
        procurement.change(**act, subject=subject(route="tender"))
        procurement.answer(**act, answers={"fair_price": "not asked", "value": "New"})
        said = Procurement.objects.get(pk=row.pk).answers
    assert (said["fair_price"], said["value"]) == ("About fair_price", "New")


# --- Publications -----------------------------------------------------------------------------------------------------


def published(kind: str = "interests", *, by: str = "secretary") -> Publication:
    with in_scope_of(by) as person:
        return publish_register(committee=committee(), kind=kind, by=person, at=AT)


def cells(found: Publication) -> list[list[Any]]:
    return [row["cells"] for row in found.content["table"]["rows"]]


@pytest.mark.clause("Managing conflicts of interest, guidance of June 2016", part="shown for six months after it ended")
def test_the_register_of_interests_is_copied_out_without_what_ended_long_ago() -> None:
    declared(held_until=date(2015, 11, 3))
    declared(held_until=date(2015, 11, 4), nature="Just shown")
    late = declared(aware_on=date(2016, 4, 1), nature="Late")
    found = published()
    assert [(row[5], row[10]) for row in cells(found)] == [("Just shown", ""), ("Late", "By 5 days")]
    assert [row["until"] for row in found.content["table"]["rows"]] == ["2016-05-04", ""]
    assert late.name in str(found.content)
    assert "@" not in str(found.content)


def test_gifts_are_public_once_reviewed_and_procurement_once_recorded(seen_by: Any) -> None:
    entered(details="Waiting")
    row = entered(details="Reviewed")
    with seen_by("secretary") as person:
        gifts.review_gift(gift_id=row.pk, version=None, note="", by=person, at=AT)
    begun(title="Draft")
    recorded(title="Recorded")
    assert [row[3] for row in cells(published("gifts"))] == ["Reviewed"]
    decided = cells(published("procurement"))
    assert [(row[1], row[10], row[14]) for row in decided] == [("Recorded", "None declared", "120000.00")]
    with pytest.raises(Refused, match="Select a register"):
        published("minutes")


def test_publishing_again_takes_the_place_of_what_was_public() -> None:
    declared()
    first = published()
    with pytest.raises(Refused, match="Nothing has changed"):
        published()
    declared(nature="Another")
    second = published()
    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.number, second.replaces) == (False, True, 2, first)
    assert first.sha256 != second.sha256


@pytest.mark.clause("Specification of reporting, Publication", part="nothing private")
def test_nothing_private_is_published() -> None:
    row = declared(nature="Write to ann.bell@example.org")
    with pytest.raises(Refused, match=r"ann\.bell@example\.org"):
        published()
    with in_scope_of("secretary") as person:
        interests.correct(
            interest_id=row.pk, version=None, words=replace(room_words(), nature="Cares for 943 476 5919"), why="x",
            by=person, at=AT,
        )  # fmt: skip
    with pytest.raises(Refused, match="NHS number"):
        published()


def room_words() -> interests.Declared:
    from tests.governance.interests.room import words

    return words()


def test_only_the_secretary_publishes_and_withdraws(seen_by: Any) -> None:
    with pytest.raises(Refused, match="reads its business"):
        published(by="member")
    with pytest.raises(Http404):
        published(by="officer")
    found = published()
    act: dict[str, Any] = {"publication_id": found.pk, "at": AT}
    with seen_by("officer") as person, pytest.raises(Http404):
        withdraw(**act, by=person, why="x")
    with seen_by("member") as person, pytest.raises(Refused, match="reads its business"):
        withdraw(**act, by=person, why="x")
    with seen_by("secretary") as person:
        with pytest.raises(Refused, match="why"):
            withdraw(**act, by=person, why=" ")
        assert not withdraw(**act, by=person, why="A mistake").is_current
        with pytest.raises(Refused, match="not published any longer"):
            withdraw(**act, by=person, why="x")
    assert published().number == 2


def test_a_file_is_published_unless_it_is_restricted_or_may_hold_a_virus(seen_by: Any) -> None:
    with at_work():
        plain = keep_made(name="a.pdf", content_type="application/pdf", content=b"%PDF", committee=committee())
        hidden = keep_made(
            name="b.pdf", content_type="application/pdf", content=b"%PDF", committee=committee(), is_restricted=True
        )
    with seen_by("secretary") as person:
        act: dict[str, Any] = {"committee_id": mine()["committee_id"], "kind": "minutes", "by": person, "at": AT}
        act |= {"title": "Minutes", "content": {"lead": "Minutes of the meeting"}}
        found = publish(**act, key="1", beside=Beside(file=plain))
        assert (found.stored_as, found.file_name) == (plain.stored_as, "a.pdf")
        with pytest.raises(Refused, match="restricted"):
            publish(**act, key="2", beside=Beside(file=hidden))
        plain.scan = "waiting"
        with pytest.raises(Refused, match="viruses"):
            publish(**act, key="3", beside=Beside(file=plain))
        with pytest.raises(ValueError, match="has no"):
            publish(**act | {"content": {"secret": 1}}, key="4")
