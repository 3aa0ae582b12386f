"""What somebody who was asked to leave for a private item can find out about it, by every way they might try."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from governance.figures.withheld import NOTHING, withheld_from
from governance.models import Action, AgendaItem, Marking, Minutes, Pack, Paper, RegisterEntry
from governance.services.files import keep_made
from tests.conftest import in_scope_of
from tests.governance.minutes.sitting import HELD, SECRET, Sitting, circulated
from tests.governance.terms import at_work, of, the_committee

pytestmark = pytest.mark.django_db
LEFT = "You were asked to leave for this item because of an interest."


def paper(table: Sitting, item: int, title: str, marking: str) -> Paper:
    """A paper of an item, put there by the secretary."""
    with at_work(the_committee()), transaction.atomic():
        file = keep_made(
            name=f"{title}.pdf", content_type="application/pdf", content=title.encode(), committee=the_committee()
        )
        return Paper.objects.create(**of(the_committee()), item_id=item, title=title, marking=marking, file=file)


def pack(table: Sitting, audience: str) -> Pack:
    """The pack of the meeting."""
    with at_work(the_committee()), transaction.atomic():
        file = keep_made(
            name="pack.pdf", content_type="application/pdf", content=SECRET.encode(), committee=the_committee()
        )
        return Pack.objects.create(
            **of(the_committee()), meeting=table.meeting, audience=audience, number=1, state="ready", file=file,
            asked_at=HELD, ready_at=HELD,
        )  # fmt: skip


@pytest.fixture
def table() -> Sitting:
    """The first item in public; the second in private, for which the member with a sign-in had to leave."""
    table = Sitting()
    secret = table.items[1].pk
    with at_work(the_committee()), transaction.atomic():
        AgendaItem.objects.filter(pk=secret).update(title="A lease")
    table.opened("lay-chair", "vice", "officer", "gp")
    table.passed()
    table.say("end_item", item=table.item, outcome="done")
    table.say("begin_item", item=secret)
    table.say("declare", item=secret, seat="vice", words="Owns the building")
    table.say("treat", item=secret, seat="vice", treatment="leave", why="A direct interest")
    table.say("leave", seat="vice")
    table.excluded(item=secret, ground="Another body’s affairs")
    table.say("attend", name=f"{SECRET} adviser")
    motion = table.say("move", item=secret, words=f"Pay {SECRET} the rent", mover="lay-chair", way="consensus").number
    table.say("consensus", motion=motion)
    table.result(motion)
    table.say("note", item=secret, words=f"{SECRET} asked for more.")
    table.say("note", words=f"{SECRET} aside")
    table.say("action", item=secret, words=f"Answer {SECRET}", owner="Dev Officer")
    table.say("action", words=f"Read {SECRET}", owner="Dev Officer")
    table.secret_motion = motion
    return table


def over(table: Sitting) -> Minutes:
    """The item and the meeting end, and the minutes go to the members."""
    table.say("leave", seat=f"{SECRET} adviser")
    table.say("end_item", item=table.items[1].pk, outcome="done", words=f"{SECRET} was told")
    table.say("close")
    return circulated(table)


def at(name: str, *more: Any) -> str:
    return reverse(name, args=[the_committee().public_id, *more])


def over_api(table: Sitting, part: str = "") -> str:
    """An address of the meeting in the API."""
    return f"/api/v1/meetings/{table.meeting.public_id}/{part}"


def said(client: Client, address: str) -> str:
    """What an address answers, whatever it is."""
    answer = client.get(address, follow=True)
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "replace")


@pytest.mark.clause("NHS Act 2006, section 14O", part="nor follows it at the desk")
def test_the_desk_tells_them_nothing_while_the_item_is_heard(signed_in: Callable[..., Client], table: Sitting) -> None:
    member, secretary = signed_in("member"), signed_in("secretary")
    ways = [
        at("desk:desk", 1), at("desk:desk", 1) + "?every=1", at("desk:mine", 1), at("desk:since", 1, 0),
        at("desk:since", 1, 0) + "?page=mine", at("desk:replay", 1), at("desk:motion", 1, table.secret_motion),
        over_api(table, "desk/"), over_api(table, "entries/"), over_api(table, "entries/?since=3"),
    ]  # fmt: skip
    for address in ways:
        assert SECRET not in said(member, address), address
    assert "An item is heard in private." in said(member, ways[0])
    assert LEFT in said(member, ways[2])
    assert LEFT in said(member, at("desk:motion", 1, table.secret_motion))
    assert "Approve the merger" in said(member, ways[1])
    assert "Approve the merger" in said(member, over_api(table, "entries/"))
    assert SECRET in said(secretary, ways[0])
    for address in ways[-4:]:
        assert SECRET in said(secretary, address), address


@pytest.mark.clause("NHS Act 2006, section 14O", part="whoever left for an item does not read of it afterwards")
@pytest.mark.clause("NHS Act 2006, section 14O", part="nor reads its minutes")
def test_nothing_of_the_private_item_reaches_them_afterwards(signed_in: Callable[..., Client], table: Sitting) -> None:
    row = over(table)
    with at_work(the_committee()), transaction.atomic():
        entry = RegisterEntry.objects.get(content__contains=SECRET)
        action = Action.objects.filter(words__contains=SECRET).order_by("number").first()
    assert action is not None
    assert row.file is not None
    member, secretary = signed_in("member"), signed_in("secretary")
    ways = [
        at("minutes:minutes", 1), at("minutes:version", 1, 1), at("governance:file", row.file.public_id),
        at("minutes:actions"), at("minutes:actions-export"),
        at("minutes:action", action.number), at("decisions:list"), at("decisions:export"),
        at("decisions:entry", entry.number), at("decisions:proof"), at("desk:desk", 1) + "?every=1",
        "/api/v1/decisions/", f"/api/v1/decisions/{entry.pk}/", "/api/v1/actions/",
        f"/api/v1/actions/{action.public_id}/", over_api(table, "minutes/"),
        f"/api/v1/committee-files/{row.file.public_id}/",
        f"/api/v1/committees/{the_committee().public_id}/register/export/",
    ]  # fmt: skip
    for address in ways:
        assert SECRET not in said(member, address), address
    assert "No action here" in said(member, at("minutes:actions") + f"?q={SECRET}")
    assert LEFT in said(member, ways[0])
    assert "the file is withheld from you" in said(member, ways[2])
    assert LEFT in said(member, at("decisions:entry", entry.number))
    assert "Approve the merger" in said(member, ways[0])
    assert member.get(at("governance:file", row.public_file.public_id)).status_code == 200  # type: ignore[union-attr]

    for address in (ways[0], at("decisions:entry", entry.number), *ways[12:16]):
        assert SECRET in said(secretary, address), address
    export = f"/api/v1/committees/{the_committee().public_id}/register/export/"
    assert (member.get(export).status_code, secretary.get(export).status_code) == (403, 200)
    assert secretary.get(ways[2]).status_code == 200


@pytest.mark.clause("NHS Act 2006, section 14O", part="whoever left for an item does not read of it afterwards")
def test_papers_of_the_item_and_packs_that_hold_them_are_withheld(
    signed_in: Callable[..., Client], table: Sitting
) -> None:
    secret = paper(table, table.items[1].pk, f"{SECRET} valuation", Marking.CONFIDENTIAL)
    open_one = paper(table, table.item, "Business case", Marking.CONFIDENTIAL)
    packs = {audience: pack(table, audience) for audience in ("members", "public")}
    member, secretary = signed_in("member"), signed_in("secretary")

    page = said(member, at("meetings:meeting", 1))
    for address in (
        over_api(table), f"/api/v1/papers/{secret.public_id}/", f"/api/v1/agenda-items/{table.items[1].public_id}/",
        f"/api/v1/committee-files/{secret.file.public_id}/",
    ):  # fmt: skip
        assert SECRET not in said(member, address), address
        assert SECRET in said(secretary, address), address
    assert SECRET not in page
    assert LEFT in page
    assert "Business case" in page
    refused = member.get(at("governance:file", secret.file.public_id))
    assert refused.status_code == 403
    assert LEFT in refused.content.decode()
    assert member.get(at("governance:file", open_one.file.public_id)).status_code == 200
    withheld = member.get(at("governance:file", packs["members"].file.public_id))  # type: ignore[union-attr]
    assert (withheld.status_code, "This pack holds confidential papers" in withheld.content.decode()) == (403, True)
    assert member.get(at("governance:file", packs["public"].file.public_id)).status_code == 200  # type: ignore[union-attr]
    assert secretary.get(at("governance:file", secret.file.public_id)).status_code == 200


def test_who_may_stay_or_did_not_sit_there_reads_on(table: Sitting) -> None:
    with in_scope_of("member") as member:
        assert withheld_from(member).items == {table.items[1].pk}
        assert withheld_from(member, meeting=table.meeting).private == {table.items[1].pk}
    with in_scope_of("secretary") as secretary:
        assert withheld_from(secretary) == NOTHING
    with in_scope_of("officer") as officer:
        assert withheld_from(officer) == NOTHING

    table.say("treat", item=table.items[1].pk, seat="vice", treatment="note", why="It was sold")
    with in_scope_of("member") as member:
        assert withheld_from(member) == NOTHING


@pytest.mark.clause("NHS Act 2006, section 14O", part="whoever left for an item does not read of it afterwards")
def test_a_member_reads_what_a_deputy_had_to_leave_for() -> None:
    table = Sitting(member="finance")
    table.opened("lay-chair", "vice", "officer")
    table.say("arrive", seat="finance", deputy=True, name="Dee Deputy")
    table.say("declare", item=table.item, seat="finance", words="Owns it")
    table.say("treat", item=table.item, seat="finance", treatment="leave", why="Direct")
    with in_scope_of("member") as member:
        assert withheld_from(member) == NOTHING
