"""The desk on its pages: what stands, entries sent by form and by script, refusals, a member's own page, proof."""

import re
import uuid
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.figures import desk_kept
from governance.figures.desk_kept import kept_room
from governance.figures.register import body_of_entry
from governance.models import (
    AgendaItem,
    Appointment,
    CommitteeFile,
    Interest,
    Meeting,
    Paper,
    PaperText,
    RegisterEntry,
)
from governance.presenters import desk_parts
from governance.rules.desk.facts import CUT, LONG
from governance.services.finding import changed
from governance.services.interests import Declared, Holder, correct, declare
from governance.services.register import verify
from governance.views import desk_forms
from tests.conftest import in_scope_of
from tests.functions.pages import asked_of_database
from tests.governance.desk import Table
from tests.governance.terms import at_work, of

PARTS = re.compile(r'id="(part-[a-z-]+)" data-part data-mark="([0-9a-f]+)"')
pytestmark = pytest.mark.django_db


@pytest.fixture
def table() -> Table:
    return Table()


def text_of(answer: Any) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def address(table: Table, name: str = "desk", *more: Any) -> str:
    return reverse(f"desk:{name}", args=[table.terms.committee.public_id, 1, *more])


def send(client: Client, table: Table, kind: str, *, parts: bool = False, **facts: Any) -> Any:
    """Send an entry as the page does, or as its script does."""
    headers = {"X-Desk": "parts"} if parts else {}
    typed = {"kind": kind, "key": str(uuid.uuid4()), **facts}
    return client.post(address(table, "enter"), typed, headers=headers)


def test_a_whole_item_by_forms_alone(signed_in: Any, table: Table) -> None:
    client, item = signed_in("secretary"), str(table.items[0].public_id)
    assert "Not open yet" in text_of(client.get(address(table)))
    for kind, facts in (
        ("open", {}), ("arrive", {"seat": "lay-chair"}), ("arrive", {"seat": "vice"}), ("arrive", {"seat": "gp"}),
        ("arrive", {"seat": "second-gp"}), ("begin_item", {"item": item}),
        ("declare", {"item": item, "seat": "gp", "words": "Partner in one of the practices"}),
        ("treat", {"item": item, "seat": "gp", "treatment": "leave", "why": "A direct interest"}),
        ("stand_in", {"item": item, "absent": "gp", "seat": "second-gp"}),
        ("move", {"item": item, "words": "Approve the merger", "mover": "vice", "way": "recorded"}),
    ):  # fmt: skip
        assert send(client, table, kind, **facts).status_code == 302, kind
    page = text_of(client.get(address(table)))
    assert "Quorate: 3 voting members count" in page
    assert "Gus Doctor stands in for Finn Doctor and votes." in page
    assert "The chair: leaves for the item (A direct interest)" in page
    assert "Motion 10: 0 for, 0 against, 0 abstained. Nobody has voted for or against yet." in page

    for seat, vote in (("lay-chair", "for"), ("second-gp", "against")):
        assert send(client, table, "vote", motion="10", seat=seat, vote=vote).status_code == 302
    assert "Give the casting vote" in text_of(client.get(address(table)))
    casting = {"motion": "10", "seat": "lay-chair", "vote": "for", "why": "Patients gain"}
    assert send(client, table, "casting", **casting).status_code == 302
    assert send(client, table, "result", motion="10").status_code == 302
    page = text_of(client.get(address(table)))
    assert "Result of motion 10: carried, 1 for, 1 against, 0 abstained." in page
    assert send(client, table, "end_item", item=item, outcome="done").status_code == 302
    assert send(client, table, "close").status_code == 302
    assert "Closed at" in text_of(client.get(address(table)))


def test_the_resolution_proposed_on_the_agenda_stands_in_the_motion_until_one_is_put(
    signed_in: Any, table: Table
) -> None:
    with in_scope_of("secretary"):
        AgendaItem.objects.filter(pk=table.items[0].pk).update(asks="That “the merger” & its terms be approved.")
    client, item = signed_in("secretary"), str(table.items[0].public_id)
    table.opened("lay-chair", "vice", "gp")
    begins = "That “the merger” &amp; its terms be approved.</textarea>"
    page = client.get(address(table)).content.decode()
    assert begins in page
    assert "Proposed on the agenda: That “the merger” & its terms be approved." in text_of(client.get(address(table)))
    motion = {"item": item, "words": "That it be put off.", "mover": "vice", "way": "recorded"}
    assert send(client, table, "move", **motion).status_code == 302
    number = str(table.entries()[-1].number)
    assert send(client, table, "withdraw_motion", motion=number, why="In other words").status_code == 302
    page = client.get(address(table)).content.decode()
    assert "Put a motion" in page
    assert begins not in page


def test_what_is_refused_is_said_and_nothing_typed_is_lost(signed_in: Any, table: Table) -> None:
    client, item = signed_in("secretary"), str(table.items[0].public_id)
    table.opened("lay-chair", "vice")

    motion = {"item": item, "words": "Approve it all", "mover": "officer", "way": "recorded"}
    answer = send(client, table, "move", **motion)
    assert answer.status_code == 422
    assert "Approve it all" in answer.content.decode()
    answer = send(client, table, "move", **{**motion, "mover": "vice", "seconder": "vice"})
    assert "Nobody seconds their own motion." in text_of(answer)
    assert "Approve it all" in answer.content.decode()

    answer = send(client, table, "close")
    assert (answer.status_code, "An item is still open." in text_of(answer)) == (422, True)
    assert client.post(address(table, "enter"), {"kind": "close", "key": "?"}).status_code == 422


def test_an_nhs_number_is_warned_of_once(signed_in: Any, table: Table) -> None:
    client, item = signed_in("secretary"), str(table.items[0].public_id)
    table.opened("lay-chair", "vice")
    note = {"item": item, "words": "Patient 943 476 5919 complained"}

    assert "looks as if it includes an NHS number" in text_of(send(client, table, "note", **note))
    assert send(client, table, "note", **note, confirm_nhs_number="on").status_code == 302


def test_a_script_is_answered_with_the_parts_alone(signed_in: Any, table: Table) -> None:
    answer = send(signed_in("secretary"), table, "open", parts=True)

    assert (answer.status_code, answer["X-Desk-Last"]) == (200, "1")
    assert answer.content.decode().lstrip().startswith('<div id="part-problems" data-part')
    refused = send(signed_in("secretary"), table, "open", parts=True)
    assert (refused.status_code, "The meeting is open already." in text_of(refused)) == (422, True)


def test_the_question_what_is_new_costs_one_statement_while_nothing_is(signed_in: Any, table: Table) -> None:
    table.opened("lay-chair", "vice")
    client = signed_in("secretary")
    client.get(address(table, "since", 4))

    # Session, person, grants, scope, and the number of the last entry.
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address(table, "since", 4)).status_code == 204
    assert (
        len([query for query in caught if "SAVEPOINT" not in query["sql"]]) <= 5
    )  # session, person, grants, scope, and the number of the last entry
    assert client.get(address(table, "since", 3)).status_code == 200
    assert client.get(address(table, "since", 3) + "?page=mine").status_code == 403
    assert signed_in("member").get(address(table, "since", 3) + "?page=mine").status_code == 200
    assert signed_in("officer").get(address(table, "since", 3)).status_code == 404


def test_forty_who_refresh_read_the_room_once_and_never_an_old_one(signed_in: Any, table: Table) -> None:
    table.opened()
    secretary, member = signed_in("secretary"), signed_in("member")
    since = address(table, "since", 0)
    for asked in (since, f"{since}?page=mine"):
        member.get(asked)
        with CaptureQueriesContext(connection) as again:
            assert "Merger of two practices" in text_of(member.get(asked))
        assert len([one for one in again if "governance_" in one["sql"]]) == 2, [one["sql"] for one in again]
    assert "Record an interest" not in text_of(member.get(since))
    assert "Record an interest" in text_of(secretary.get(since))

    with at_work(table.terms.committee), transaction.atomic():
        item = AgendaItem.objects.get(pk=table.item)
        item.title = "Merger of three practices"
        changed(item, "title")
    assert "Merger of three practices" in text_of(member.get(since))
    table.say("note", item=table.item, words="Heard by all")
    assert "Heard by all" in text_of(member.get(since))


def ids_of(answer: Any) -> set[str]:
    """The parts of an answer."""
    return {name for name, _ in PARTS.findall(answer.content.decode())}


def marks_of(answer: Any) -> str:
    """What a page says of the parts it has, as its script does."""
    return " ".join(f"{name}:{mark}" for name, mark in PARTS.findall(answer.content.decode()))


def test_a_page_is_sent_only_the_parts_that_say_something_else(signed_in: Any, table: Table) -> None:
    motion = table.opened().moved()
    secretary, member = signed_in("secretary"), signed_in("member")
    since = address(table, "since", 0)
    has = marks_of(secretary.get(address(table)))
    own = marks_of(member.get(address(table, "mine")))
    assert secretary.get(since, headers={"X-Desk-Has": has}).content == b""

    table.say("note", item=table.item, words="Heard by all")
    assert ids_of(secretary.get(since, headers={"X-Desk-Has": has})) == {"part-entries"}
    assert member.get(f"{since}?page=mine", headers={"X-Desk-Has": own}).content == b""

    has = marks_of(secretary.get(address(table)))
    table.say("vote", motion=motion, seat="vice", vote="for")
    assert ids_of(secretary.get(since, headers={"X-Desk-Has": has})) == {"part-now", "part-motions", "part-entries"}
    assert ids_of(member.get(f"{since}?page=mine", headers={"X-Desk-Has": own})) == {"part-vote"}
    assert "part-note" in ids_of(secretary.get(since, headers={"X-Desk-Has": "what:ever this-is"}))


def test_a_form_is_drawn_once_however_many_votes_come_in(signed_in: Any, table: Table) -> None:
    motion = table.opened().moved()
    secretary = signed_in("secretary")
    since = address(table, "since", 0)
    secretary.get(since)
    drawn = desk_forms._drawn_form.cache_info()
    for seat in ("vice", "officer", "gp"):
        table.say("vote", motion=motion, seat=seat, vote="for")
        assert "Keep a note" in text_of(secretary.get(since))

    now = desk_forms._drawn_form.cache_info()
    assert (now.misses, now.hits > drawn.hits) == (drawn.misses, True)


def test_two_secretaries_share_a_drawing_and_neither_a_key_nor_a_token(signed_in: Any, table: Table) -> None:
    table.opened().moved()
    typed = '<input type="hidden" name="key" value="">'
    table.say("note", item=table.item, words=desk_parts.BLANKS)
    since, secretary, clerk = address(table, "since", 0), signed_in("secretary"), signed_in("secretary")
    first, second = (one.get(since).content.decode() for one in (secretary, clerk))

    keys = [re.findall(r'name="key" value="([^"]*)"', page) for page in (first, second)]
    tokens = [set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)) for page in (first, second)]
    assert "" not in {*keys[0], *keys[1]}
    assert not set(keys[0]) & set(keys[1])
    assert len(tokens[0]) == len(tokens[1]) == 1
    assert not tokens[0] & tokens[1]
    assert typed not in first


def test_a_refresh_for_a_secretary_asks_as_much_for_many_entries_as_for_few(signed_in: Any, table: Table) -> None:
    table.opened()
    client, since = signed_in("secretary"), address(table, "since", 0)

    def asked() -> list[int]:
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as caught:
                client.get(since)
            counts.append(len([one for one in caught if "governance_" in one["sql"]]))
        return counts

    client.get(since)
    table.say("note", item=table.item, words="The first")
    few = asked()
    for number in range(30):
        table.say("note", item=table.item, words=f"Note {number}")

    assert asked() == few
    # The last entry, the stamp of the room, and that of what is known of the item: without it a secretary would read
    # what the register said when the first of them asked.
    assert few[1] == 3
    assert few[0] <= 9  # the entries since, and what the register knows of the item


def test_an_entry_whose_transaction_was_taken_back_stays_in_no_kept_room(table: Table) -> None:
    table.opened()
    with at_work(table.terms.committee), transaction.atomic():
        assert kept_room(table.meeting.pk).room.desk.last == 9
    with at_work(table.terms.committee), transaction.atomic():
        table.say("note", item=table.item, words="Never committed")
        assert kept_room(table.meeting.pk).room.desk.last == 10
        transaction.set_rollback(True)
    with at_work(table.terms.committee), transaction.atomic():
        assert kept_room(table.meeting.pk).room.desk.last == 9
    table.say("note", item=table.item, words="Committed")
    with at_work(table.terms.committee), transaction.atomic():
        last = kept_room(table.meeting.pk).room.desk.entries[-1]
    assert (last.number, last.facts["words"]) == (10, "Committed")


def test_rooms_of_sixteen_meetings_are_kept_and_none_of_one_not_opened(table: Table) -> None:
    desk_kept.forget()
    with at_work(table.terms.committee), transaction.atomic():
        first = desk_kept.kept_room(table.meeting.pk)
        assert desk_kept.kept_room(table.meeting.pk) is not first
    table.opened()
    with at_work(table.terms.committee), transaction.atomic():
        kept = desk_kept.kept_room(table.meeting.pk)
        assert desk_kept.kept_room(table.meeting.pk) is kept
        for place in range(desk_kept.MOST):
            desk_kept._kept[-place] = kept
        desk_kept._kept.move_to_end(table.meeting.pk, last=False)
        assert desk_kept.kept_room(table.meeting.pk) is kept
        other = Meeting.objects.get(pk=table.meeting.pk)
        changed(other, "place")
        assert desk_kept.kept_room(table.meeting.pk) is not kept
        assert len(desk_kept._kept) <= desk_kept.MOST
    desk_kept.forget()


def test_the_page_asks_as_much_for_many_entries_as_for_few(signed_in: Any, table: Table) -> None:
    client = signed_in("secretary")
    table.opened("lay-chair", "vice")
    client.get(address(table))
    few = asked_of_database(client, address(table))
    motion = table.moved()
    table.voted(motion, yes="lay-chair vice")
    for number in range(30):
        table.say("note", item=table.item, words=f"Note {number}")

    assert len(asked_of_database(client, address(table))) == len(few) <= 17
    assert "Show all 37 entries" in text_of(client.get(address(table)))
    assert "The meeting opens." in text_of(client.get(address(table) + "?every=1"))


def test_whoever_shows_every_entry_goes_on_seeing_every_entry(signed_in: Any, table: Table) -> None:
    client, opens = signed_in("secretary"), "1. 2:01pm The meeting opens."
    table.opened("lay-chair", "vice")
    for number in range(30):
        table.say("note", item=table.item, words=f"Note {number}")
    since = address(table, "since", 0)
    assert opens not in text_of(client.get(f"{since}?page=desk"))
    assert opens in text_of(client.get(f"{since}?page=desk&every=1"))

    actions = set(
        re.findall(r'action="([^"]+)" method="post"[^>]* data-entry', client.get(f"{since}?every=1").content.decode())
    )
    assert actions == {address(table, "enter") + "?every=1"}
    (enter,) = actions
    note = {"kind": "note", "item": str(table.items[0].public_id), "words": "One more"}
    assert client.post(enter, {**note, "key": str(uuid.uuid4())}).url == address(table) + "?every=1"
    answer = client.post(enter, {**note, "key": str(uuid.uuid4())}, headers={"X-Desk": "parts"})
    assert (answer.status_code, opens in text_of(answer)) == (200, True)
    refused = client.post(enter, {**note, "words": "", "key": str(uuid.uuid4())})
    assert (refused.status_code, opens in text_of(refused)) == (422, True)
    assert client.post(address(table, "enter"), {**note, "key": str(uuid.uuid4())}).url == address(table)


def test_a_member_reads_the_desk_and_enters_nothing_for_others(signed_in: Any, table: Table) -> None:
    table.opened("lay-chair", "vice")
    client = signed_in("member")

    page = client.get(address(table)).content.decode()
    assert "Leaves" not in page
    assert "Step back" not in page
    assert send(client, table, "close").status_code == 403


def test_a_member_votes_from_their_own_page_in_two_steps(signed_in: Any, table: Table) -> None:
    table.say("open")
    client = signed_in("member")
    assert "I am here" in text_of(client.get(address(table, "mine")))
    assert send(client, table, "arrive", seat="vice", page="mine").url == address(table, "mine")
    for seat in ("lay-chair", "officer"):
        table.say("arrive", seat=seat)
    table.say("begin_item", item=table.item)
    motion = table.moved()

    assert "How do you vote?" in text_of(client.get(address(table, "mine")))
    confirm = text_of(client.get(address(table, "mine") + "?vote=against"))
    assert "You vote: Against" in confirm
    send(client, table, "vote", page="mine", motion=motion, seat="vice", vote="against")
    assert "Your vote is recorded: Against" in text_of(client.get(address(table, "mine")))
    again = send(client, table, "vote", page="mine", motion=motion, seat="vice", vote="for")
    assert "recorded already" in text_of(again)


def test_a_member_with_an_interest_is_told_why_they_do_not_vote(signed_in: Any, table: Table) -> None:
    table.opened("lay-chair", "vice", "officer")
    client, item = signed_in("member"), str(table.items[0].public_id)
    declared = {"item": item, "seat": "vice", "page": "mine"}
    assert "Enter the interest" in text_of(send(client, table, "declare", **declared, words=""))
    send(client, table, "declare", **declared, words="My sister works there")
    table.moved()

    page = text_of(client.get(address(table, "mine")))
    assert "You declared: My sister works there" in page
    assert "You do not vote on this motion. Interest: does not vote" in page


def test_an_entry_is_stepped_back_with_the_reason(signed_in: Any, table: Table) -> None:
    client = signed_in("secretary")
    table.opened("lay-chair", "vice")
    page = address(table, "step-back", 3)
    assert "Member arrives." in text_of(client.get(page))
    assert client.post(page, {"why": ""}).status_code == 422
    assert client.post(page, {"why": "It was somebody else"}).status_code == 302

    assert "Stepped back by entry 5: It was somebody else" in text_of(client.get(address(table)))
    assert client.get(page).status_code == 409
    assert client.get(address(table, "step-back", 99)).status_code == 404


def test_what_was_said_in_private_is_released_on_the_page_with_the_reason(signed_in: Any, table: Table) -> None:
    table.opened("lay-chair", "vice", "officer")
    client, item = signed_in("secretary"), str(table.items[0].public_id)
    out = table.excluded(ground="Prices")
    table.say("note", item=table.item, words="Nine pounds")
    assert "Release what was said in private" not in text_of(client.get(address(table)))
    table.say("step_back", entry=out.number, why="Not seconded")

    page = text_of(client.get(address(table)))
    assert "What was said in private on this item stays private, though the exclusion was stepped back." in page
    assert "Say why" not in page
    assert send(client, table, "release", item=item, why="").status_code == 422
    assert send(client, table, "release", item=item, why="It is published").status_code == 302
    page = text_of(client.get(address(table)))
    assert "What was said in private on item 1 is released: It is published" in page
    assert "Release what was said in private" not in page


def test_a_vote_is_decided_again_and_tried_under_other_terms(signed_in: Any, table: Table) -> None:
    from governance.services.finding import of
    from tests.governance.terms import at_work, make_terms

    table.opened("lay-chair", "vice", "officer")
    motion = table.moved()
    table.voted(motion, yes="lay-chair", neither="vice officer")
    page = address(table, "motion", motion)
    assert "Its result is not recorded yet." in text_of(signed_in("member").get(page))
    table.say("result", motion=motion)
    with at_work(table.terms.committee):
        make_terms(
            table.terms.committee, number=2, state="draft",
            rules={"quorum": {"kind": "fraction", "fraction": "1/3"}, "decision": {"majority_of": "weight_present"}},
        )  # fmt: skip
    assert of(table.terms.committee)

    said = text_of(signed_in("member").get(page))
    assert "Carried: 1 for, 0 against, 2 abstained" in said
    assert "it comes out the same" in said
    tried = text_of(signed_in("member").get(page + "?terms=2"))
    assert "It would have come out differently." in tried
    assert "All the same" in text_of(signed_in("member").get(address(table, "replay")))
    assert signed_in("member").get(address(table, "motion", 1)).status_code == 404


def test_every_vote_of_an_open_motion_has_a_key_of_its_own(signed_in: Any, table: Table) -> None:
    table.opened()
    table.moved()
    page = signed_in("secretary").get(address(table)).content.decode()

    keys = re.findall(r'name="key" value="([^"]+)"', page)
    assert len(keys) == len(set(keys)) > 20


def test_a_cancelled_meeting_is_not_offered_to_be_opened(signed_in: Any, table: Table) -> None:
    with at_work(table.terms.committee), transaction.atomic():
        table.meeting.state = Meeting.State.CANCELLED
        table.meeting.save()

    page = text_of(signed_in("secretary").get(address(table)))

    assert "Cancelled" in page
    assert "Open the meeting" not in page


def test_what_the_desk_decides_is_entered_in_the_register_at_once(signed_in: Any, table: Table) -> None:
    motion = table.opened("lay-chair", "vice", "officer").moved(way="consensus")
    table.say("consensus", motion=motion)
    result = table.say("result", motion=motion)

    with in_scope_of("secretary"), transaction.atomic():
        (entry,) = RegisterEntry.objects.all()
        body = body_of_entry(entry)
    assert (entry.kind, body["resolution"], body["outcome"]) == ("decision", "Approve the merger", "carried")
    assert body["entry"] == result.number
    assert body["verdict"]["carried"] is True

    table.say("step_back", entry=result.number, why="The wrong practice was named.")
    with in_scope_of("secretary"), transaction.atomic():
        first, back = RegisterEntry.objects.order_by("number")
        assert (back.kind, back.corrects_id) == ("correction", first.pk)
        assert "The wrong practice was named." in back.content
        assert verify(first.committee) is None
    register = reverse("decisions:list", args=[first.committee.public_id])
    assert "Taken back" in text_of(signed_in("member").get(register))


def known_of_vice(table: Table, nature: str) -> Interest:
    """The register knows of an interest of the vice chair in a supplier that the first item names."""
    with in_scope_of("secretary") as secretary, transaction.atomic():
        holder = Appointment.objects.get(seat_code="vice")
        table.items[0].names = ["Fernbrook Health Ltd"]
        table.items[0].save()
        return declare(
            committee_id=table.terms.committee_id, by=secretary, at=table.at,
            holder=Holder(holder.name, "", holder.person),
            declared_on=date(2015, 5, 2), words=holding(nature),
        )  # fmt: skip


def holding(nature: str) -> Declared:
    return Declared(
        kind="financial", about="supplier", organisation="Fernbrook Health Ltd", nature=nature,
        held_from=date(2015, 5, 1), aware_on=date(2015, 5, 1),
    )  # fmt: skip


def test_what_the_register_of_interests_knows_is_offered_to_be_recorded(signed_in: Any, table: Table) -> None:
    known_of_vice(table, "Shareholder")
    table.opened("lay-chair", "vice", "officer")
    client = signed_in("secretary")

    assert "Known from the register: Member" in text_of(client.get(address(table)))
    item = str(table.items[0].public_id)
    assert send(client, table, "declare", item=item, seat="vice", words="Shareholder").status_code == 302
    assert "Known from the register" not in text_of(client.get(address(table)))


@pytest.mark.parametrize(("length", "is_cut"), [(3000, False), (5000, True)])
def test_a_declaration_taken_from_the_register_is_whole_or_says_that_it_is_cut(
    signed_in: Any, table: Table, length: int, is_cut: bool
) -> None:
    nature = "\n".join(["Shareholder"] * (length // 12)) + " to the end"
    known_of_vice(table, nature)
    table.opened("lay-chair", "vice", "officer")
    client = signed_in("secretary")
    page = client.get(address(table)).content.decode()
    (words,) = [unescape(one) for one in re.findall(r'name="words" value="([^"]*)"', page)]

    item = str(table.items[0].public_id)
    form = {"item": item, "seat": "vice", "words": words.replace("\n", "\r\n")}  # as a browser sends it
    assert send(client, table, "declare", **form).status_code == 302
    said = table.entries()[-1].facts["words"]
    assert len(said) <= LONG
    assert said.endswith(CUT) is is_cut
    assert ("Shareholder to the end" in said) is not is_cut
    assert said in text_of(client.get(address(table)))


def test_a_drawing_is_shared_only_while_the_register_and_the_papers_say_the_same(signed_in: Any, table: Table) -> None:
    interest = known_of_vice(table, "Shareholder")
    table.opened("lay-chair", "vice", "officer")
    secretary, clerk, since = signed_in("secretary"), signed_in("secretary"), address(table, "since", 0)
    assert "Fernbrook Health Ltd: Shareholder" in text_of(secretary.get(since))

    with in_scope_of("secretary") as by, transaction.atomic():
        correct(
            interest_id=interest.pk, version=interest.version, words=holding("Director"), why="W", by=by, at=table.at
        )
    assert "Fernbrook Health Ltd: Director" in text_of(clerk.get(since))

    with at_work(table.terms.committee), transaction.atomic():
        item = AgendaItem.objects.get(pk=table.item)
        before = desk_kept.known_stamp(item)
        file = CommitteeFile.objects.create(
            **of(table.terms.committee), name="a.pdf", stored_as="a", content_type="application/pdf", size=1, sha256="0"
        )
        Paper.objects.create(**of(table.terms.committee), item=item, title="Fernbrook", file=file)
        with_paper = desk_kept.known_stamp(item)
        PaperText.objects.create(**of(table.terms.committee), file=file, state="read", words="w", read_at=table.at)
        assert len({before, with_paper, desk_kept.known_stamp(item)}) == 3
