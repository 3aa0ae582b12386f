"""Entering at the desk: done, refused, and by whom."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from governance.figures.minutes.record import record_of
from governance.models import AgendaItem, Meeting, RegisterEntry
from governance.rules.desk.deciding import replay, told
from governance.rules.minutes.drafting import draft
from governance.rules.minutes.sections import for_the_public
from governance.services import results
from governance.services.meetings.planning import Sitting, change_meeting
from hubportal.web.refusals import Refused
from tests.conftest import in_scope_of
from tests.governance.desk import Table
from tests.governance.terms import at_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Table:
    return Table()


def refused(table: Table, kind: str, **facts: Any) -> Refused:
    """What the desk says to an entry that it does not take; nothing is kept of it."""
    before = len(table.entries())
    with pytest.raises(Refused) as said:
        table.say(kind, **facts)
    assert len(table.entries()) == before
    return said.value


def test_opening_fixes_the_terms_in_force_that_day_and_closing_ends_it(table: Table) -> None:
    table.opened()
    now = table.now()
    assert (now.state, now.terms_id, now.opened_at) == (Meeting.State.OPEN, table.terms.pk, table.entries()[0].at)

    table.say("end_item", item=table.item, outcome="done")
    table.say("close")
    assert (table.now().state, table.now().closed_at) == (Meeting.State.CLOSED, table.at)

    back = table.entries()[-1]
    table.say("step_back", entry=back.number, why="Closed too early")
    assert (table.now().state, table.now().closed_at) == (Meeting.State.OPEN, None)


@pytest.mark.clause("Specification of governance, section 5 (a meeting is opened on its day)")
def test_a_meeting_is_not_opened_before_its_day_in_london(table: Table) -> None:
    """Half an hour before midnight in London it is 10:30pm in summer by UTC."""
    table.at = datetime(2016, 5, 3, 22, 29, tzinfo=UTC)
    assert refused(table, "open").sentence.startswith("This meeting is on Wednesday 4 May 2016")
    assert table.now().state == Meeting.State.PLANNED

    table.at = datetime(2016, 5, 3, 23, 0, tzinfo=UTC)
    table.say("open")
    assert table.now().state == Meeting.State.OPEN


@pytest.mark.clause("Specification of governance, section 5 (a meeting is opened on its day)")
def test_a_meeting_that_is_brought_forward_has_its_date_changed_first(table: Table) -> None:
    table.at = datetime(2016, 4, 27, 12, 0, tzinfo=UTC)
    assert "change its date" in refused(table, "open").sentence
    earlier = Sitting(datetime(2016, 4, 27, 13, tzinfo=UTC), datetime(2016, 4, 27, 15, tzinfo=UTC), "Town hall", "")
    with in_scope_of("secretary") as by, transaction.atomic():
        change_meeting(meeting_id=table.meeting.pk, version=None, by=by, sitting=earlier, at=table.at)

    table.say("open")
    assert table.now().state == Meeting.State.OPEN


def test_a_meeting_without_terms_in_force_says_what_to_do() -> None:
    table = Table(in_force_from=date(2016, 6, 1))

    assert "No terms of reference are in force on 4 May 2016. The secretary adopts" in refused(table, "open").sentence


def test_an_opening_stepped_back_leaves_the_meeting_as_it_was(table: Table) -> None:
    table.say("open")
    table.say("step_back", entry=1, why="Wrong meeting")

    assert (table.now().state, table.now().terms_id, table.now().opened_at) == (Meeting.State.PLANNED, None, None)


def test_the_same_key_enters_once_and_answers_the_same(table: Table) -> None:
    key = uuid.uuid4()
    first = table.say("open", key=key)

    assert table.say("open", key=key) == first
    assert len(table.entries()) == 1
    assert "belongs to another entry" in refused(table, "close", key=key).sentence


def test_what_is_wrong_with_the_facts_is_said_at_the_fact(table: Table) -> None:
    table.opened()

    wrong = refused(table, "note", item=table.item, words=" ")
    assert (wrong.status, wrong.field, wrong.sentence) == (400, "words", "Enter the note.")
    assert refused(table, "dance").status == 400
    assert refused(table, "result", motion=1, verdict={"carried": True}).field == "verdict"


@pytest.mark.clause("Specification of governance, Meetings", part="who enters what at the desk")
def test_a_member_enters_their_own_arrival_declaration_and_vote_and_nothing_else(table: Table) -> None:
    table.opened("lay-chair", "officer")
    table.say("arrive", who="member", seat="vice")
    motion = table.moved()

    assert table.say("vote", who="member", motion=motion, seat="vice", vote="for").by_id is not None
    assert refused(table, "vote", who="member", motion=motion, seat="officer", vote="for").status == 403
    assert refused(table, "note", who="member", item=table.item, words="Mine").status == 403
    with pytest.raises(Http404):
        table.say("note", who="officer", item=table.item, words="Mine")


@pytest.mark.clause("Specification of governance, Meetings", part="who enters what at the desk")
def test_where_a_deputy_sits_the_member_does_not_vote() -> None:
    table = Table(member="finance")
    table.opened("lay-chair", "vice")
    table.say("arrive", seat="finance", deputy=True, name="Dee Deputy")
    motion = table.moved()

    said = refused(table, "vote", who="member", motion=motion, seat="finance", vote="for")
    assert said.sentence.startswith("Dee Deputy sits in this seat")


@pytest.mark.clause("Specification of governance, Meetings", part="apologies and deputies")
def test_who_arrives_is_the_member_appointed_or_a_deputy_where_the_terms_allow_one(table: Table) -> None:
    table.say("open")

    assert table.say("arrive", seat="lay-chair", name="Somebody else").facts["name"] == "Ada Chair"
    assert refused(table, "arrive", seat="vice", deputy=True, name="Dee").sentence.endswith("no deputy for this seat.")
    assert refused(table, "arrive", seat="finance", deputy=True).field == "name"
    assert refused(table, "arrive", seat="nowhere").sentence.startswith("There is no such seat")


@pytest.mark.clause("Specification of governance, Meetings", part="result with its working")
def test_a_result_is_worked_out_and_kept_with_all_it_rests_on(table: Table) -> None:
    table.opened()
    motion = table.moved()
    table.voted(motion, yes="lay-chair vice officer", no="gp", neither="finance")
    kept = table.say("result", motion=motion).facts

    assert kept["verdict"]["carried"] is True
    assert (kept["verdict"]["for"], kept["verdict"]["against"], kept["verdict"]["abstained"]) == ("3", "1", "1")
    assert kept["given"]["terms"] == table.terms.rules
    assert told(replay(kept["given"])) == kept["verdict"]


def test_a_forum_recommends() -> None:
    table = Table(recommends_only=True).opened()
    motion = table.moved()
    table.voted(motion, yes="lay-chair vice officer")

    assert table.say("result", motion=motion).facts["recommends"] is True


def test_what_follows_a_result_and_its_step_back_happens_in_the_same_transaction(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    told_of: list[tuple[str, str, bool]] = []
    monkeypatch.setattr(results, "_decided", [])
    monkeypatch.setattr(results, "_taken_back", [])

    @results.when_decided
    def decided(*, meeting: Meeting, item: AgendaItem, motion: Any, entry: Any) -> None:
        told_of.append(("decided", item.title, motion.result.facts["verdict"]["carried"]))

    @results.when_taken_back
    def taken_back(*, meeting: Meeting, item: AgendaItem, motion: Any, entry: Any) -> None:
        if entry.facts["why"] == "not now":
            raise Refused("The letter has gone.")
        told_of.append(("taken back", entry.facts["why"], motion.is_open))

    results.when_decided(decided)
    table.opened()
    motion = table.moved()
    table.voted(motion, yes="lay-chair vice officer")
    result = table.say("result", motion=motion)
    assert refused(table, "step_back", entry=result.number, why="not now").sentence == "The letter has gone."
    table.say("step_back", entry=result.number, why="A hand was missed")

    assert told_of == [("decided", "Merger of two practices", True), ("taken back", "A hand was missed", False)]


def test_an_item_becomes_private_with_the_public_excluded_and_is_public_again_when_that_is_stepped_back(
    table: Table,
) -> None:
    table.opened()
    out = table.excluded(ground="A contractor’s affairs")
    assert table.privacy() == (True, "A contractor’s affairs")
    with at_work(table.terms.committee), transaction.atomic():
        assert not RegisterEntry.objects.filter(meeting=table.meeting).exists()

    table.say("step_back", entry=out.number, why="Wrong item")
    assert table.privacy() == (False, "")
    with at_work(table.terms.committee), transaction.atomic():
        assert not RegisterEntry.objects.filter(meeting=table.meeting).exists()


def test_what_was_said_in_private_stays_private_until_it_is_released_with_the_reason(table: Table) -> None:
    table.opened()
    out = table.excluded(ground="Prices")
    table.say("note", item=table.item, words="They ask for nine pounds")
    aside = table.say("note", words="An aside")
    back = table.say("step_back", entry=out.number, why="It was not seconded")
    assert table.privacy() == (True, "Prices")
    with at_work(table.terms.committee), transaction.atomic():
        said = "\n".join(str(one) for one in for_the_public(draft(record_of(table.now()))))
    assert "nine pounds" not in said
    assert "An aside" not in said
    assert "It was not seconded" not in said

    assert refused(table, "release", item=table.items[1].pk, why="w").sentence.startswith("Nothing on this item")
    released = table.say("release", item=table.item, why="The price is published")
    assert released.facts["ground"] == "Prices"
    assert table.privacy() == (False, "")
    with at_work(table.terms.committee), transaction.atomic():
        said = "\n".join(str(one) for one in for_the_public(draft(record_of(table.now()))))
    assert "nine pounds" in said
    assert "An aside" in said
    table.say("step_back", entry=released.number, why="It is not")
    assert table.privacy() == (True, "Prices")
    assert back.number == aside.number + 1


def test_the_words_with_which_a_private_item_ended_stay_private_when_its_exclusion_is_stepped_back(
    table: Table,
) -> None:
    table.opened()
    out = table.excluded(ground="A doctor’s conduct")
    words = "until the GMC decides on Dr X"
    table.say("end_item", item=table.item, outcome="deferred", words=words)
    table.say("step_back", entry=out.number, why="It was not seconded")

    assert table.privacy() == (True, "A doctor’s conduct")
    with at_work(table.terms.committee), transaction.atomic():
        minutes = draft(record_of(table.now()))
        assert words in "\n".join(map(str, minutes))
        assert words not in "\n".join(map(str, for_the_public(minutes)))

    table.say("release", item=table.item, why="The GMC has published it")
    assert table.privacy() == (False, "")
    with at_work(table.terms.committee), transaction.atomic():
        assert words in "\n".join(map(str, for_the_public(draft(record_of(table.now())))))


def test_an_item_is_public_again_at_once_where_nothing_was_said_before_the_public_came_back(table: Table) -> None:
    table.opened()
    out = table.excluded(ground="Prices")
    readmitted = table.say("readmit", item=table.item)
    table.say("step_back", entry=readmitted.number, why="Entered too early")
    table.say("step_back", entry=out.number, why="It was not seconded")
    assert table.privacy() == (False, "")


def test_one_exclusion_stepped_back_leaves_an_item_private_under_another(table: Table) -> None:
    table.opened()
    first = table.excluded(ground="Prices")
    readmitted = table.say("readmit", item=table.item)
    second = table.excluded(ground="Staff")
    assert second.facts["was_private"]
    assert refused(table, "step_back", entry=first.number, why="w").sentence.startswith("Entry")
    assert table.privacy() == (True, "Staff")
    assert readmitted.number > first.number


def test_an_item_that_was_private_on_the_agenda_stays_so_when_an_exclusion_is_stepped_back(table: Table) -> None:
    with at_work(table.terms.committee), transaction.atomic():
        AgendaItem.objects.filter(pk=table.item).update(is_private=True, ground="Prices")
    table.opened()
    out = table.excluded(ground="Prices of bidders")
    table.say("note", item=table.item, words="They ask for nine pounds")
    table.say("step_back", entry=out.number, why="Put again")
    assert table.privacy() == (True, "Prices of bidders")
    assert refused(table, "release", item=table.item, why="w").sentence.startswith("Nothing on this item")


@pytest.mark.clause("Public Bodies (Admission to Meetings) Act 1960, section 1", part="by resolution, with its ground")
def test_an_item_stays_public_where_the_motion_to_exclude_is_lost(table: Table) -> None:
    table.opened()
    said: dict[str, Any] = {"item": table.item, "words": "Out", "mover": "lay-chair", "ground": "Prices"}
    motion = table.say("move", way="recorded", **said).number
    table.voted(motion, yes="lay-chair", no="vice officer gp")
    lost = table.say("result", motion=motion)
    assert table.privacy() == (False, "")
    table.say("step_back", entry=lost.number, why="A vote was wrong")
    assert table.privacy() == (False, "")
