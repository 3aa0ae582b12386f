"""Planning, moving and cancelling; the agenda's order; carrying over; apologies; known interests."""

from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.http import Http404
from psycopg2.extras import DateRange

from governance.models import AgendaItem, Apology, Appointment, Deferral, KnownInterest, Meeting, Paper
from governance.services.meetings import apologies, carrying, items, planning, sending
from governance.services.meetings.items import ItemWords
from hubportal.clocks.models import Closure
from hubportal.web.refusals import Refused, Stale
from tests.conftest import in_scope_of
from tests.governance.meetings import making
from tests.governance.meetings.making import MEETING_ON, PLANNED, moment, sitting

pytestmark = pytest.mark.django_db

LATER = date(2016, 2, 11)


def plan(*days: date, **more: Any) -> list[Meeting]:
    with in_scope_of("secretary") as by:
        return planning.plan_meetings(
            committee_id=making.committee().pk, by=by, sittings=[sitting(day) for day in days], at=PLANNED, **more
        )


def titles(meeting: Meeting) -> list[str]:
    with in_scope_of("secretary"):
        return [item.title for item in items.standing_order(meeting)]


def notified(meeting: Meeting) -> Meeting:
    making.item(meeting)
    with in_scope_of("secretary") as by:
        return sending.give_notice(meeting_id=meeting.pk, version=None, by=by, at=moment(date(2015, 12, 21)))


class TestPlanning:
    def test_meetings_are_numbered_by_date_and_on_from_the_last(self) -> None:
        first = plan(LATER, MEETING_ON)
        second = plan(date(2016, 3, 10))
        assert [(one.number, one.starts_at.date()) for one in [*first, *second]] == [
            (1, MEETING_ON), (2, LATER), (3, date(2016, 3, 10)),
        ]  # fmt: skip

    def test_a_day_that_is_no_working_day_past_or_taken_is_refused(self) -> None:
        plan(MEETING_ON)
        for days, said in (
            ((date(2016, 1, 16),), "16 January 2016: This is not a working day: Saturday"),
            ((date(2016, 3, 25),), "Good Friday"),
            ((date(2015, 11, 5),), "for a time to come"),
            ((MEETING_ON,), "meets on 14 January 2016 already"),
            ((LATER, LATER), "meets on 11 February 2016 already"),
            ((), "at least one date"),
        ):
            with pytest.raises(Refused, match=said):
                plan(*days)

    def test_a_closure_of_the_hub_is_no_day_for_a_meeting(self) -> None:
        with in_scope_of("head") as head:
            Closure.objects.create(hub_id=making.committee().hub_id, day=LATER, reason="Training", made_by=head)
        with pytest.raises(Refused, match="Training"):
            plan(LATER)

    def test_hours_that_cannot_be_are_refused(self) -> None:
        wrong = planning.Sitting(moment(MEETING_ON, 16), moment(MEETING_ON, 14))
        with in_scope_of("secretary") as by, pytest.raises(Refused, match="ends after it begins"):
            planning.plan_meetings(committee_id=making.committee().pk, by=by, sittings=[wrong], at=PLANNED)
        meeting = making.planned()
        with in_scope_of("secretary") as by, pytest.raises(Refused, match="ends after it begins"):
            planning.change_meeting(meeting_id=meeting.pk, version=None, by=by, sitting=wrong, at=PLANNED)
        shorter = planning.Sitting(moment(MEETING_ON, 14), moment(MEETING_ON, 13))
        with in_scope_of("secretary") as by, pytest.raises(Refused, match="ends after it begins"):
            planning.change_meeting(meeting_id=meeting.pk, version=None, by=by, sitting=shorter, at=PLANNED)

    def test_only_the_secretary_plans_and_strangers_find_no_committee(self) -> None:
        for key, wrong in (("member", Refused), ("officer", Http404)):
            with in_scope_of(key) as by, pytest.raises(wrong):
                planning.plan_meetings(committee_id=making.committee().pk, by=by, sittings=[sitting()], at=PLANNED)

    def test_moving_a_meeting_raises_its_sequence_and_tells_nobody_before_notice(self) -> None:
        meeting = making.planned()
        with in_scope_of("secretary") as by:
            moved = planning.change_meeting(
                meeting_id=meeting.pk, version=1, by=by, sitting=sitting(LATER, place="Library"), at=PLANNED
            )
            assert (moved.sequence, moved.version, moved.place) == (1, 2, "Library")
            again = planning.change_meeting(
                meeting_id=meeting.pk, version=2, by=by, sitting=sitting(LATER, place="Library"), at=PLANNED
            )
            assert again.sequence == 1
            with pytest.raises(Stale):
                planning.change_meeting(meeting_id=meeting.pk, version=1, by=by, sitting=sitting(), at=PLANNED)
        making.done_in_background()
        assert mail.outbox == []

    def test_after_notice_everybody_is_told_what_changed(self) -> None:
        making.with_terms()
        meeting = making.planned()
        notified(meeting)
        with in_scope_of("secretary") as by:
            planning.change_meeting(meeting_id=meeting.pk, version=None, by=by, sitting=sitting(LATER), at=PLANNED)
        making.done_in_background()
        told = [message for message in mail.outbox if message.subject.startswith("Meeting changed")]
        assert told
        assert "It is on Thursday 11 February 2016" in told[0].body
        assert "It was on Thursday 14 January 2016" in told[0].body

    def test_a_meeting_is_not_moved_to_a_day_on_which_another_is(self) -> None:
        first, _ = plan(MEETING_ON, LATER)
        with in_scope_of("secretary") as by, pytest.raises(Refused, match="meets on 11 February 2016 already"):
            planning.change_meeting(meeting_id=first.pk, version=None, by=by, sitting=sitting(LATER), at=PLANNED)

    def test_cancelling_needs_its_reason_tells_everybody_and_frees_the_day(self) -> None:
        making.with_terms()
        meeting = making.planned()
        notified(meeting)
        with in_scope_of("secretary") as by:
            with pytest.raises(Refused, match="why the meeting is cancelled"):
                planning.cancel_meeting(meeting_id=meeting.pk, version=None, by=by, why=" ")
            gone = planning.cancel_meeting(meeting_id=meeting.pk, version=None, by=by, why="No quorum.")
            assert (gone.state, gone.sequence) == ("cancelled", 1)
            with pytest.raises(Refused, match="was cancelled"):
                planning.cancel_meeting(meeting_id=meeting.pk, version=None, by=by, why="Again")
        making.done_in_background()
        assert any("Reason: No quorum." in message.body for message in mail.outbox)
        assert plan(MEETING_ON)[0].number == 2


class TestAgenda:
    def test_items_stand_in_the_order_they_are_put_in(self) -> None:
        meeting = making.planned()
        first, second, third = (making.item(meeting, name) for name in ("A", "B", "C"))
        with in_scope_of("secretary") as by:
            assert items.move_item(item_id=third.pk, by=by, steps=-1).position == 2
            assert items.move_item(item_id=first.pk, by=by, steps=-1).position == 1
            assert items.place_item(item_id=first.pk, by=by, place=99).position == 3
        assert titles(meeting) == ["C", "B", "A"]
        with in_scope_of("secretary") as by:
            items.withdraw_item(item_id=third.pk, version=None, by=by, why="", at=PLANNED)
            with pytest.raises(Refused, match="taken off the agenda"):
                items.move_item(item_id=third.pk, by=by, steps=1)
            assert [one.position for one in items.standing_order(meeting)] == [1, 2]

    @pytest.mark.parametrize(
        ("words", "field"),
        [
            ({"title": " "}, "title"),
            ({"purpose": "sing"}, "purpose"),
            ({"is_private": True}, "ground"),
            ({"record_kind": "variation"}, "record_reference"),
            ({"record_reference": "WM-V-2016-00001"}, "record_reference"),
        ],
    )
    def test_an_item_that_does_not_hold_together_is_refused(self, words: dict[str, Any], field: str) -> None:
        meeting = making.planned()
        with in_scope_of("secretary") as by, pytest.raises(Refused) as refused:
            items.add_item(meeting_id=meeting.pk, by=by, words=ItemWords(**{"title": "A", **words}), at=PLANNED)
        assert refused.value.field == field

    def test_an_item_is_changed_on_its_version_and_keeps_no_ground_it_does_not_need(self) -> None:
        meeting = making.planned()
        item = making.item(meeting, names=("M84901", "M84901", "Acme Ltd"))
        assert item.names == ["M84901", "Acme Ltd"]
        with in_scope_of("secretary") as by:
            kept = items.change_item(item_id=item.pk, version=1, by=by, words=ItemWords("New", ground="left over"))
            assert (kept.title, kept.ground, kept.version) == ("New", "", 2)
            with pytest.raises(Stale):
                items.change_item(item_id=item.pk, version=1, by=by, words=ItemWords("Other"))
        for key, wrong in (("member", Refused), ("officer", Http404)):
            with in_scope_of(key) as by, pytest.raises(wrong):
                items.change_item(item_id=item.pk, version=None, by=by, words=ItemWords("Other"))

    def test_standing_items_and_what_was_put_off_are_taken_over_once(self) -> None:
        making.with_terms()
        first, second = plan(MEETING_ON, LATER)
        making.item(first, "Declarations", purpose="standing")
        waits = making.item(first, "Rent review", names=("M84901",))
        making.paper(waits, "words", title="Valuation")
        with in_scope_of("secretary") as by:
            with pytest.raises(Refused, match="why the item is put off"):
                items.defer_item(item_id=waits.pk, version=None, by=by, why="", at=PLANNED)
            items.defer_item(item_id=waits.pk, version=None, by=by, why="Waiting for the LMC.", at=PLANNED)
            assert titles(first) == ["Declarations"]
            assert carrying.take_over(meeting_id=second.pk, by=by, at=PLANNED) == (1, 1)
            assert carrying.take_over(meeting_id=second.pk, by=by, at=PLANNED) == (0, 0)
            assert carrying.take_over(meeting_id=first.pk, by=by, at=PLANNED) == (0, 0)
        assert titles(second) == ["Declarations", "Rent review"]
        with in_scope_of("secretary"):
            taken = Deferral.objects.get(item=waits).taken_up
            assert taken is not None
            assert Paper.objects.get(item=taken).title == "Valuation"
            assert AgendaItem.objects.get(pk=waits.pk).withdrawn_why == "Put off: Waiting for the LMC."

    def test_an_item_put_off_at_the_meeting_stays_on_its_agenda_and_is_put_off_once(self) -> None:
        making.with_terms()
        first, second = plan(MEETING_ON, LATER)
        item = making.item(first, "Rent review")
        with in_scope_of("secretary") as by:
            Meeting.objects.filter(pk=first.pk).update(state="open")
            items.defer_item(item_id=item.pk, version=None, by=by, why="Out of time.", at=PLANNED)
            with pytest.raises(Refused, match="put off already"):
                items.defer_item(item_id=item.pk, version=None, by=by, why="Again.", at=PLANNED)
            assert titles(first) == ["Rent review"]
            assert carrying.take_over(meeting_id=second.pk, by=by, at=PLANNED) == (0, 1)

    def test_a_known_interest_is_kept_changed_and_taken_back(self) -> None:
        making.with_terms()
        item = making.item(making.planned())
        seats = frozenset({"gp", "chair"})
        with in_scope_of("secretary") as by:
            for wrong, field in (
                ({"seat_code": "nobody"}, "seat_code"), ({"expected": "shout"}, "expected"), ({"why": ""}, "why"),
            ):  # fmt: skip
                said = {"seat_code": "gp", "expected": "leave", "why": "Partner", **wrong}
                with pytest.raises(Refused) as refused:
                    items.keep_known_interest(item_id=item.pk, by=by, seats=seats, **said)
                assert refused.value.field == field
            for expected in ("leave", "note"):
                items.keep_known_interest(
                    item_id=item.pk, by=by, seat_code="gp", expected=expected, why="Partner", seats=seats
                )
            assert KnownInterest.objects.get(item=item).expected == "note"
            items.drop_known_interest(item_id=item.pk, by=by, seat_code="gp")
            assert not KnownInterest.objects.filter(item=item).exists()


class TestApologies:
    def give(self, key: str, meeting: Meeting, seat: str, **more: Any) -> Apology:
        with in_scope_of(key) as by:
            return apologies.give_apology(meeting_id=meeting.pk, by=by, seat_code=seat, at=PLANNED, **more)

    def test_a_member_sends_their_own_and_the_secretary_is_told(self) -> None:
        making.with_terms()
        meeting = making.planned()
        self.give("member", meeting, "gp", reason="On leave")
        with pytest.raises(Refused, match="Members send their own"):
            self.give("member", meeting, "chair")
        making.done_in_background()
        assert [message.to for message in mail.outbox] == [["secretary@example.org"]]
        with in_scope_of("member") as by:
            apologies.take_back_apology(meeting_id=meeting.pk, by=by, seat_code="gp")
            with pytest.raises(Refused, match="No apology"):
                apologies.take_back_apology(meeting_id=meeting.pk, by=by, seat_code="gp")

    def test_the_secretary_enters_anybodys_with_a_deputy_the_terms_allow(self) -> None:
        making.with_terms()
        meeting = making.planned()
        with in_scope_of("secretary"):
            deputy = next(one for one in apologies.seated_at(meeting) if one.code == "chair").deputies[0]
        said = self.give("secretary", meeting, "chair", deputy_id=deputy.pk)
        assert said.deputy_id == deputy.pk
        assert self.give("secretary", meeting, "chair").deputy_id is None
        with pytest.raises(Refused, match="allow no deputy"):
            self.give("secretary", meeting, "gp", deputy_id=deputy.pk)
        with pytest.raises(Refused, match="appointed for this seat"):
            self.give("secretary", meeting, "officer", deputy_id=deputy.pk)
        with pytest.raises(Refused, match="Select a member"):
            self.give("secretary", meeting, "nobody")
        making.done_in_background()
        assert mail.outbox == []

    def test_a_deputy_of_two_members_comes_for_one_of_them(self) -> None:
        making.with_terms()
        meeting = making.planned()
        with in_scope_of("secretary"):
            chair, officer = (
                Appointment.objects.create(
                    hub_id=meeting.hub_id, committee_id=meeting.committee_id, seat_code=code, is_deputy=True,
                    name="Ann Example", period=DateRange(date(2015, 4, 1), None),
                )
                for code in ("chair", "officer")
            )  # fmt: skip
        self.give("secretary", meeting, "chair", deputy_id=chair.pk)
        with pytest.raises(Refused, match="already comes for another member"):
            self.give("secretary", meeting, "officer", deputy_id=officer.pk)

    def test_a_committee_without_terms_has_nobody_to_send_apologies_for(self) -> None:
        meeting = making.planned()
        with pytest.raises(Refused, match="Select a member"):
            self.give("secretary", meeting, "chair")

    def test_strangers_find_no_meeting(self) -> None:
        meeting = making.planned()
        with pytest.raises(Http404):
            self.give("officer", meeting, "chair")
