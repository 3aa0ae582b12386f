"""A meeting of the tests that was held, entered at the desk in few words, and what follows it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from governance.figures.desk import entries_of
from governance.models import AgendaItem, Meeting, Minutes, RegisterEntry
from governance.rules.desk.reading import read
from governance.services.decisions import enter_result, entry_number
from governance.services.minutes import drafting, sending
from hubportal.organisations.models import Committee
from tests.conftest import find_person, in_scope_of
from tests.governance.desk import Table
from tests.governance.terms import at_work, of, the_committee

HELD = datetime(2016, 5, 4, 13, tzinfo=UTC)
LATER = datetime(2016, 6, 1, 13, tzinfo=UTC)
SECRET = "Zanzibar"


class Sitting(Table):
    """A table whose results are in the register."""

    def result(self, motion: int) -> RegisterEntry:
        """Record a result; the register has it once, whoever enters it."""
        made = self.say("result", motion=motion)
        with at_work(self.terms.committee), transaction.atomic():
            rows = RegisterEntry.objects.filter(meeting=self.meeting)
            found = next((one for one in rows if entry_number(one) == made.number), None)
            if found is None:
                meeting = Meeting.objects.select_related("committee", "terms").get(pk=self.meeting.pk)
                desk = read(entries_of(meeting))
                decided = desk.motions[motion]
                item = AgendaItem.objects.get(pk=decided.item)
                assert decided.result is not None
                found = enter_result(
                    meeting=meeting, item=item, motion=decided, result=decided.result, desk=desk,
                    by=find_person("secretary"),
                )  # fmt: skip
        return found

    def passed(self, **more: Any) -> RegisterEntry:
        """A motion on the first item that everybody is for."""
        motion = self.moved(way="consensus", **more)
        self.say("consensus", motion=motion)
        return self.result(motion)

    def closed(self) -> "Sitting":
        """End the first item and the meeting."""
        self.say("end_item", item=self.item, outcome="done")
        self.say("close")
        return self


def held(*, names: list[str] | None = None, record: str = "") -> Sitting:
    """A meeting with a decision, an action and a note on its first item; the second was put off."""
    table = Sitting()
    with at_work(the_committee()), transaction.atomic():
        AgendaItem.objects.filter(pk=table.item).update(
            names=names or [], record_reference=record, record_kind="variation" if record else ""
        )
    table.opened("lay-chair", "vice", "officer", "gp")
    table.say("declare", item=table.item, seat="gp", words="Partner at one of the practices")
    table.say("treat", item=table.item, seat="gp", treatment="leave", why="A direct interest")
    table.say("leave", seat="gp")
    table.passed()
    table.say("note", item=table.item, words="The committee asked about parking.")
    table.say("action", item=table.item, words="Write to patients", owner="Member", due_on="2016-05-20")
    table.say("end_item", item=table.item, outcome="done")
    table.say("end_item", item=table.items[1].pk, outcome="deferred", words="The rent is not agreed")
    table.say("close")
    return table


def held_in_private() -> Sitting:
    """The first item in public with a decision; the second in private, every word of it with the secret in it."""
    table = Sitting()
    secret = table.items[1].pk
    with at_work(the_committee()), transaction.atomic():
        AgendaItem.objects.filter(pk=secret).update(title=f"{SECRET} rent", names=[f"{SECRET} Estates"])
    table.opened("lay-chair", "vice", "officer", "gp")
    table.passed()
    table.say("end_item", item=table.item, outcome="done")
    table.say("begin_item", item=secret)
    table.excluded(
        item=secret, ground="The commercial interests of another body",
        words="That the public be excluded for this item",
    )  # fmt: skip
    table.say("attend", name=f"{SECRET} adviser", designation="Valuer")
    table.say("declare", item=secret, seat="gp", words=f"{SECRET} shares")
    motion = table.say("move", item=secret, words=f"Pay {SECRET} the rent", mover="lay-chair", way="consensus").number
    table.say("consensus", motion=motion)
    table.result(motion)
    table.say("note", item=secret, words=f"{SECRET} asked for more.")
    table.say("action", item=secret, words=f"Answer {SECRET}", owner="Dev Officer")
    table.say("action", words=f"Read {SECRET}", owner="Dev Officer")
    table.say("leave", seat=f"{SECRET} adviser")
    table.say("end_item", item=secret, outcome="done")
    table.say("close")
    return table


def next_meeting(*, number: int = 2, state: str = "closed", starts_at: datetime = LATER) -> Meeting:
    """A later meeting of the committee."""
    committee = the_committee()
    with at_work(committee), transaction.atomic():
        return Meeting.objects.create(
            **of(committee), number=number, state=state, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
        )


def drafted(table: Sitting) -> Minutes:
    """Its minutes."""
    with in_scope_of("secretary") as by, transaction.atomic():
        return drafting.draft_minutes(meeting_id=table.meeting.pk, by=by, at=HELD + timedelta(hours=3))


def circulated(table: Sitting) -> Minutes:
    """Its minutes, with the members."""
    row = drafted(table)
    with in_scope_of("secretary") as by, transaction.atomic():
        return sending.circulate(minutes_id=row.pk, version=None, by=by, at=HELD + timedelta(days=2))


def approved(table: Sitting) -> Minutes:
    """Its minutes, approved at the next meeting."""
    row = circulated(table)
    meeting = next_meeting()
    with in_scope_of("secretary") as by, transaction.atomic():
        return sending.approve(
            minutes_id=row.pk, version=None, at_meeting=meeting.number, approved_by="Ada Chair", by=by,
            at=LATER + timedelta(hours=1),
        )  # fmt: skip


def committee() -> Committee:
    """The committee of the tests."""
    return the_committee()


def at(name: str, *more: Any) -> str:
    """An address of the room."""
    return reverse(f"minutes:{name}", args=[the_committee().public_id, *more])
