"""What followed invented meetings: minutes in each state, actions, letters and summaries, made by the services."""

from datetime import date, datetime, time, timedelta
from typing import Any

from governance.models import Action, DecisionLetter, Meeting
from governance.rules.minutes.sections import from_data
from governance.rules.terms import add_months
from governance.services.minutes import drafting, letters, publishing, sending, summaries
from governance.services.minutes.actions import update_action
from hubportal.organisations.models import Assignment, Committee, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.words import LONDON, local_day
from reporting.demo.acting import acting


def make_minutes(*, today: date) -> int:
    """What followed the meetings of every committee, and of one of them in full; returns how many have minutes."""
    words, made = read_yaml("demo/minutes.yaml"), 0
    for name in read_yaml("demo/meetings.yaml")["committees"]:
        committee = Committee.objects.select_related("hub").get(name=name)
        held = Assignment.objects.filter(committee=committee, role="committee_secretary").select_related("person")
        secretary = held.first()
        if secretary is not None:
            maker = _Maker(words, committee, secretary.person, today, in_full=name == words["committee"])
            made += maker.all()
    return made


def _at(on: date, hour: int = 11) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=LONDON)


class _Maker:
    """Tells what followed one meeting after the other."""

    def __init__(
        self, words: dict[str, Any], committee: Committee, secretary: Person, today: date, *, in_full: bool
    ) -> None:
        self.words, self.committee, self.by, self.today = words, committee, secretary, today
        self.in_full = in_full

    def all(self) -> int:
        """All approved but the newest; where it is told in full the first is amended, and they are published."""
        with scope(Scope(hub=self.committee.hub_id, role="hub_work", reason="load_demo")):
            closed = Meeting.objects.filter(committee=self.committee, state=Meeting.State.CLOSED)
            meetings = list(closed.order_by("starts_at"))
        for place, meeting in enumerate(meetings):
            with acting(self.by):
                self._follow(
                    meeting,
                    meetings[place + 1] if place + 1 < len(meetings) else None,
                    amended=place == 0 and self.in_full,
                )
        with acting(self.by):
            self._done()
            if self.in_full:
                self._summaries()
        return len(meetings)

    def _follow(self, meeting: Meeting, following: Meeting | None, *, amended: bool) -> None:
        on = local_day(meeting.starts_at)
        act: dict[str, Any] = {"version": None, "by": self.by}
        row = drafting.draft_minutes(meeting_id=meeting.pk, by=self.by, at=_at(on, 18))
        key = from_data(row.sections)[0].key
        drafting.write_prose(minutes_id=row.pk, key=key, prose=self.words["prose"], **act)
        if self.in_full:
            letters.write_letters(meeting_id=meeting.pk, by=self.by)
        if following is None and on + timedelta(days=3) >= self.today:
            return
        sending.circulate(minutes_id=row.pk, at=_at(on + timedelta(days=1)), **act)
        if following is None:
            return
        day = local_day(following.starts_at)
        if amended:
            row = drafting.begin_amendment(
                meeting_id=meeting.pk, words=self.words["amendment"], by=self.by, at=_at(day, 17)
            )
        sending.approve(
            minutes_id=row.pk, at_meeting=following.number, approved_by="The chair, for the committee",
            at=_at(day, 18), **act,
        )  # fmt: skip
        if not self.in_full:
            return
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
