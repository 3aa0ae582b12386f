"""What followed invented meetings: minutes in each state, actions, letters and summaries, made by the services.

Where other rooms have made meetings that are closed, those are taken; where there is none, three are held here.
"""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from governance.models import Action, AgendaItem, Appointment, DecisionLetter, Meeting, Seat
from governance.rules.minutes.sections import from_data
from governance.rules.terms import add_months
from governance.services import desk
from governance.services.finding import of, terms_in_force
from governance.services.minutes import drafting, letters, publishing, sending, summaries
from governance.services.minutes.actions import update_action
from hubportal.organisations.models import Assignment, Committee, Person, Practice
from hubportal.organisations.services.tables import read_yaml
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.words import LONDON, local_day
from reporting.demo.acting import acting

DAYS_BACK = (70, 42, 6)


def make_minutes(*, today: date) -> int:
    """What followed the last meetings of one committee; returns how many have minutes."""
    words = read_yaml("demo/minutes.yaml")
    committee = Committee.objects.select_related("hub").get(name=words["committee"])
    held = Assignment.objects.filter(committee=committee, role="committee_secretary").select_related("person")
    return _Maker(words, committee, held[0].person, today).all()


def _at(on: date, hour: int = 11) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=LONDON)


class _Maker:
    """Tells what followed one meeting after the other."""

    def __init__(self, words: dict[str, Any], committee: Committee, secretary: Person, today: date) -> None:
        self.words, self.committee, self.by, self.today = words, committee, secretary, today

    def all(self) -> int:
        """The last approved and published, the one before it amended, the newest circulated or still a draft."""
        with scope(Scope(hub=self.committee.hub_id, role="hub_work", reason="load_demo")):
            closed = Meeting.objects.filter(committee=self.committee, state=Meeting.State.CLOSED)
            meetings = list(closed.order_by("-starts_at")[:3])[::-1] or [self._hold(back) for back in DAYS_BACK]
        for place, meeting in enumerate(meetings):
            with acting(self.by):
                self._follow(meeting, meetings[place + 1] if place + 1 < len(meetings) else None, amended=place == 0)
        with acting(self.by):
            self._done()
            self._summaries()
        return len(meetings)

    def _follow(self, meeting: Meeting, following: Meeting | None, *, amended: bool) -> None:
        on = local_day(meeting.starts_at)
        act: dict[str, Any] = {"version": None, "by": self.by}
        row = drafting.draft_minutes(meeting_id=meeting.pk, by=self.by, at=_at(on, 18))
        key = from_data(row.sections)[0].key
        drafting.write_prose(minutes_id=row.pk, key=key, prose=self.words["prose"], **act)
        letters.write_letters(meeting_id=meeting.pk, by=self.by)
        if following is None:
            return
        sending.circulate(minutes_id=row.pk, at=_at(on + timedelta(days=1)), **act)
        day = local_day(following.starts_at)
        if amended:
            row = drafting.begin_amendment(
                meeting_id=meeting.pk, words=self.words["amendment"], by=self.by, at=_at(day, 17)
            )
        sending.approve(
            minutes_id=row.pk, at_meeting=following.number, approved_by="The chair, for the committee",
            at=_at(day, 18), **act,
        )  # fmt: skip
        publishing.publish_minutes(minutes_id=row.pk, at=_at(day + timedelta(days=1)), **act)
        for letter in DecisionLetter.objects.filter(decision__meeting=meeting, record_reference=""):
            letters.send_letter(letter_id=letter.pk, way="posted", at=_at(on + timedelta(days=2)), **act)

    def _done(self) -> None:
        first = Action.objects.filter(committee=self.committee, state=Action.State.OPEN).order_by("number").first()
        if first is not None:
            at = _at(local_day(first.meeting.starts_at) + timedelta(days=10))
            update_action(action_id=first.pk, version=None, state="done", words=self.words["done"], by=self.by, at=at)

    def _summaries(self) -> None:
        this = date(self.today.year, self.today.month, 1)
        for back in (2, 1):
            month = add_months(this, -back)
            row = summaries.begin_summary(
                committee_id=self.committee.pk, month=month, by=self.by, at=_at(add_months(month, 1))
            )
            if back == 1:
                continue
            act: dict[str, Any] = {"summary_id": row.pk, "version": None, "by": self.by}
            summaries.write_summary(**act, prose={}, recipients=self.words["recipients"])
            summaries.send_summary(**act, at=_at(add_months(month, 1)))

    def _hold(self, back: int) -> Meeting:
        """A meeting of our own, entered at its desk."""
        on = self.today - timedelta(days=back)
        terms = terms_in_force(self.committee.pk, on=on)
        last = Meeting.objects.filter(committee=self.committee).order_by("-number").first()
        meeting = Meeting.objects.create(
            **of(self.committee), number=(last.number if last else 0) + 1, state=Meeting.State.ISSUED,
            starts_at=_at(on, 14), ends_at=_at(on, 16), place=self.words["place"], terms=terms,
        )  # fmt: skip
        practice = self._practice(meeting.number)
        rows = [(said, self._item(meeting, place, said, practice)) for place, said in enumerate(self.words["items"], 1)]
        with acting(self.by):
            self._sit(meeting, rows)
        return Meeting.objects.select_related("committee").get(pk=meeting.pk)

    def _practice(self, number: int) -> Practice:
        found = Practice.objects.filter(memberships__ccg__committee_links__committee=self.committee)
        listed = list(found.order_by("ods_code").distinct()[:10])
        return listed[number % len(listed)]

    def _item(self, meeting: Meeting, place: int, said: dict[str, Any], practice: Practice) -> AgendaItem:
        return AgendaItem.objects.create(
            **of(self.committee), meeting=meeting, position=place, title=said["title"].format(practice=practice.name),
            purpose=said["purpose"], is_private="private" in said, ground=said.get("private", ""),
            names=[practice.ods_code] if said.get("names") else [],
        )  # fmt: skip

    def _sit(self, meeting: Meeting, rows: list[tuple[dict[str, Any], AgendaItem]]) -> None:
        moment = meeting.starts_at

        def say(kind: str, **facts: Any) -> int:
            nonlocal moment
            moment += timedelta(minutes=3)
            made = desk.enter(meeting_id=meeting.pk, by=self.by, kind=kind, facts=facts, key=uuid.uuid4(), at=moment)
            return int(made.number)

        say("open")
        appointed = Appointment.objects.filter(committee=self.committee, is_deputy=False).order_by("id")
        seats = {one.seat_code: one.name for one in appointed}
        for code in seats:
            say("arrive", seat=code)
        mover = next(iter(seats))
        for said, item in rows:
            self._hear(say, said, item, mover=mover, seats=seats, on=local_day(moment))
        say("close")

    def _hear(
        self, say: Any, said: dict[str, Any], item: AgendaItem, *, mover: str, seats: dict[str, str], on: date
    ) -> None:
        say("begin_item", item=item.pk)
        if "private" in said:
            say("exclude", item=item.pk, ground=said["private"], resolution=said["resolution"])
        interest = said.get("interest")
        clinical = Seat.objects.filter(terms=item.meeting.terms, role="clinical", voting=True, code__in=seats).first()
        if interest and clinical is not None:
            say("declare", item=item.pk, seat=clinical.code, words=interest["words"])
            say("treat", item=item.pk, seat=clinical.code, treatment="stay_not_vote", why=interest["why"])
        if "motion" in said:
            motion = say("move", item=item.pk, words=said["motion"], mover=mover, way="consensus")
            say("consensus", motion=motion)
            say("result", motion=motion)
        if "note" in said:
            say("note", item=item.pk, words=said["note"])
        for action in said.get("actions", ()):
            owner = seats[mover] if action["owner"] == "seat" else action["owner"]
            due = (on + timedelta(days=action["days"])).isoformat()
            say("action", item=item.pk, words=action["words"], owner=owner, due_on=due)
        say("end_item", item=item.pk, outcome="done")
