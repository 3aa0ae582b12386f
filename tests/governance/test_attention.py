"""What waits at a committee, told to its secretary and to its members on their first page and on the committee's."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.models import Action, DecisionLetter, Meeting
from governance.presenters.attention import sentences_of
from governance.services.attention import attention_at
from hubportal.organisations.models import Committee
from hubportal.web.words import local_day
from tests.conftest import in_scope_of
from tests.governance.desk import AT, Table, a_meeting
from tests.governance.minutes.sitting import LATER, held
from tests.governance.terms import at_work, the_committee

pytestmark = pytest.mark.django_db


def said(who: str, at: datetime) -> list[tuple[str, bool]]:
    """The sentences somebody reads at a moment, each with whether it is urgent."""
    with in_scope_of(who) as person, transaction.atomic():
        committee = Committee.objects.get(pk=the_committee().pk)
        (found,) = attention_at([committee], person=person, at=at)
        return [(one.text, one.urgent) for one in sentences_of(found, person, today=local_day(at))]


def moved_to(meeting: Meeting, state: str) -> None:
    with at_work(the_committee()), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(state=state)


def test_before_a_meeting_the_secretary_reads_what_is_due_by_when() -> None:
    table = Table()
    coming = ("The next meeting is on Wednesday 4 May 2016 at 2pm.", False)
    assert said("secretary", AT - timedelta(days=60)) == [coming]
    by = "Give notice of the meeting of 4 May 2016: "
    assert said("secretary", datetime(2016, 4, 20, tzinfo=UTC)) == [
        coming, (f"{by}the last day is Monday 25 April 2016.", False)
    ]  # fmt: skip
    assert said("secretary", datetime(2016, 4, 28, tzinfo=UTC)) == [
        (f"{by}this was due by 25 April 2016.", True), coming
    ]  # fmt: skip
    moved_to(table.meeting, "notified")
    papers = said("secretary", datetime(2016, 4, 20, tzinfo=UTC))[1]
    assert papers == ("Send the papers of the meeting of 4 May 2016: the last day is Monday 25 April 2016.", False)
    moved_to(table.meeting, "issued")
    out = (f"{coming[0]} Its papers are out.", False)
    assert said("secretary", datetime(2016, 4, 28, tzinfo=UTC)) == [out]
    assert said("member", datetime(2016, 4, 28, tzinfo=UTC)) == [out]


def test_a_member_is_not_asked_for_what_the_secretary_does() -> None:
    Table()
    assert said("member", datetime(2016, 4, 28, tzinfo=UTC)) == [
        ("The next meeting is on Wednesday 4 May 2016 at 2pm.", False)
    ]


def test_a_meeting_that_nobody_opened_is_named() -> None:
    Table()
    told = said("secretary", AT + timedelta(days=2))
    assert told == [
        ("The meeting of 4 May 2016 was not opened. Open it and enter what happened, or cancel it.", True),
        ("No meeting is planned.", False),
    ]
    assert said("member", AT + timedelta(days=2)) == [("No meeting is planned.", False)]


def test_a_meeting_left_open_hides_nothing_of_the_next_two() -> None:
    table = Table()
    table.opened()
    with at_work(the_committee()), transaction.atomic():
        for number, days in ((2, 14), (3, 28)):
            starts_at = AT + timedelta(days=days)
            a_meeting(the_committee(), number=number, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    told = said("secretary", AT + timedelta(days=13))
    assert told[:2] == [
        ("Meeting 1 is in session since 4 May 2016.", True),
        ("Give notice of the meeting of 18 May 2016: this was due by 10 May 2016.", True),
    ]
    assert told[2:] == [
        ("The next meeting is on Wednesday 18 May 2016 at 2pm.", False),
        ("Give notice of the meeting of 1 June 2016: the last day is Monday 23 May 2016.", False),
    ]


def test_minutes_and_meetings_left_for_a_year_are_still_named() -> None:
    Table()
    with at_work(the_committee()), transaction.atomic():
        a_meeting(the_committee(), number=2, state="closed", starts_at=AT - timedelta(days=30), ends_at=AT)
    told = [text for text, urgent in said("secretary", AT + timedelta(days=400)) if urgent]
    assert [text.split(" of ")[0] for text in told] == ["The meeting", "The minutes"]


def test_a_meeting_in_session_comes_first() -> None:
    table = Table()
    table.opened()
    assert said("member", AT + timedelta(minutes=5))[0] == ("Meeting 1 is in session.", True)
    table.say("end_item", item=table.item, outcome="done")
    table.say("close")
    minutes = "The minutes of 4 May 2016 have not gone to members: "
    assert (f"{minutes}the last day is Monday 9 May 2016.", False) in said("secretary", AT + timedelta(days=1))
    assert (f"{minutes}this was due by 9 May 2016.", True) in said("secretary", AT + timedelta(days=6))


def test_after_a_meeting_letters_and_actions_wait() -> None:
    held()
    with at_work(the_committee()), transaction.atomic():
        action = Action.objects.get()
        Action.objects.update(due_on=local_day(LATER), person=None)
    day_after = LATER + timedelta(days=1)
    assert ("1 action is overdue.", False) in said("secretary", day_after)
    assert not [text for text, _ in said("member", day_after) if "action" in text]
    with in_scope_of("member") as member:
        pass
    with at_work(the_committee()), transaction.atomic():
        Action.objects.update(person=member)
    due = LATER.strftime("%-d %B %Y")
    assert (f"Your action {action.number} was due on {due}.", True) in said("member", day_after)
    assert (f"Your action {action.number} is due on {LATER:%A} {due}.", False) in said("member", LATER)
    with at_work(the_committee()), transaction.atomic():
        letters = DecisionLetter.objects.filter(state=DecisionLetter.State.DRAFT).count()
    told = [text for text, _ in said("secretary", day_after) if "letter" in text]
    assert len(told) == min(letters, 1)


@pytest.mark.parametrize("page", ["/", "committee"])
def test_both_pages_ask_as_much_for_many_meetings_as_for_few(signed_in: Any, page: str) -> None:
    now, committee = timezone.now(), the_committee()
    path = page if page == "/" else f"/committees/{committee.public_id}/"
    with at_work(committee), transaction.atomic():
        a_meeting(committee, starts_at=now + timedelta(days=3), ends_at=now + timedelta(days=3, hours=2))
        a_meeting(
            committee, number=2, state="closed", starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=9)
        )
    client = signed_in("secretary")
    shown = client.get(path).content.decode()
    assert "Give notice of the meeting" in shown
    assert "have not gone to members" in shown
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    with at_work(committee), transaction.atomic():
        for number in range(3, 12):
            on = now - timedelta(days=7 * number)
            a_meeting(committee, number=number, state="closed", starts_at=on, ends_at=on)
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(few) == len(many)
    assert len(many) <= 24
