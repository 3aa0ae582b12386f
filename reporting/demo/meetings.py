"""A year of meetings of the demo committees: those behind them with notice, papers and packs, and those to come."""

from datetime import date, datetime, time, timedelta
from functools import cache
from html import escape
from itertools import cycle, islice
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from governance.figures.seating import seating
from governance.models import AgendaItem, Meeting
from governance.rules.meetings.planning import proposed_dates
from governance.services.finding import terms_in_force
from governance.services.meetings import apologies, carrying, items, papers, planning, sending
from governance.services.meetings.days import dates_of, working_days
from governance.services.meetings.public_calendar import dates_to_publish, publish_dates
from hubportal.clocks.policy import LONDON
from hubportal.organisations.models import Assignment, Committee, Person, Practice
from hubportal.organisations.services.tables import read_yaml
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.pdf import pdf_of
from hubportal.web.words import local_day
from reporting.demo.acting import acting
from reporting.demo.sittings import Sitting

BEHIND, A_YEAR = 7, 12
PACKED = 3  # so many of the latest meetings have their packs made; the rest would only keep the worker busy


def _at(on: date, hour: int = 11) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=LONDON)


def make_meetings(*, today: date) -> int:
    """Meetings of every committee of the table that has a secretary; returns how many."""
    words = read_yaml("demo/meetings.yaml")
    made = 0
    for name, where in words["committees"].items():
        committee = Committee.objects.select_related("hub").get(name=name)
        held = Assignment.objects.filter(committee=committee, role="committee_secretary").select_related("person")
        secretary = held.first()
        if secretary is not None:
            made += _Maker(words, where, committee, secretary.person, today).year()
    return made


class _Maker:
    """Tells the year of one committee."""

    def __init__(
        self, words: dict[str, Any], where: dict[str, Any], committee: Committee, secretary: Person, today: date
    ) -> None:
        self.words, self.where, self.committee, self.by, self.today = words, where, committee, secretary, today
        with scope(Scope(hub=committee.hub_id, role="hub_work", reason="load_demo")):
            codes = Practice.objects.filter(memberships__ccg__committee_links__committee=committee)
            self.practices = list(codes.order_by("ods_code").distinct()[:12])
        self.items = cycle(words[where.get("items", "items")])

    def year(self) -> int:
        """Every meeting of the year, as far as its day has come."""
        first = _first(self.today, self.where)
        begins, ends = (time.fromisoformat(self.where[name]) for name in ("begins", "ends"))
        with acting(self.by):
            calendar = working_days(self.committee)
            days = proposed_dates(first_on=first, meetings_a_year=A_YEAR, calendar=calendar)
            sittings = [
                planning.Sitting(
                    datetime.combine(day.on, begins, tzinfo=LONDON),
                    datetime.combine(day.on, ends, tzinfo=LONDON),
                    self.where["place"],
                    self.words["joining"],
                )
                for day in days
            ]
            planned_on = days[0].on - timedelta(days=40)
            made = planning.plan_meetings(
                committee_id=self.committee.pk, by=self.by, sittings=sittings, at=_at(planned_on)
            )
            ready = [one for one in made if local_day(one.starts_at) - timedelta(days=35) <= self.today]
            for place, meeting in enumerate(ready):
                late = place >= len(ready) - PACKED
                ahead = local_day(meeting.starts_at) >= self.today
                self._prepare(meeting, place, packs=ahead or (late and self.where["packs"]))
            if dates_to_publish(self.committee, at=_at(self.today)):
                publish_dates(committee_id=self.committee.pk, by=self.by, at=_at(self.today))
            self._cancel(made)
            for meeting in ready:
                if local_day(meeting.starts_at) < self.today:
                    held = Meeting.objects.select_related("committee").get(pk=meeting.pk)
                    Sitting(held, by=self.by, words=self.words["sitting"]).hold()
        return len(made)

    def _cancel(self, made: list[Meeting]) -> None:
        """One without an agenda yet is cancelled in good time: that in the holidays, or else the last."""
        empty = [one for one in made if not one.items.exists()]
        holiday = next((one for one in empty if one.starts_at.month in {8, 12}), empty[-1])
        planning.cancel_meeting(
            meeting_id=holiday.pk, version=None, by=self.by, why="Too few members can come in the holidays."
        )

    def _prepare(self, meeting: Meeting, place: int, *, packs: bool) -> None:
        """Agenda and papers, then notice and sending where their days have come."""
        on = local_day(meeting.starts_at)
        terms = terms_in_force(self.committee.pk, on=on)
        due = dates_of(on, terms, working_days(self.committee))
        drafted = min(due.notice_by - timedelta(days=6), self.today)
        at = _at(drafted)
        act: dict[str, Any] = {"meeting_id": meeting.pk, "by": self.by}
        if place == 0:
            for row in self.words["standing"]:
                items.add_item(**act, words=items.ItemWords(**row, purpose="standing"), at=at)
        carrying.take_over(**act, at=at)
        for row in islice(self.items, 3):
            self._item(meeting, row, at=at, with_papers=packs or on >= self.today - timedelta(days=40))
        if place % 4 == 3:
            last = AgendaItem.objects.filter(meeting=meeting, withdrawn_at__isnull=True).latest("position")
            items.defer_item(item_id=last.pk, version=None, by=self.by, why=self.words["put_off"], at=at)
        notice_on = working_days(self.committee).add_working_days(due.notice_by, -2)
        if notice_on <= self.today:
            sending.give_notice(**act, version=None, at=_at(notice_on))
            self._apologise(meeting, at=_at(notice_on, 15))
        if due.papers_by <= self.today:
            self._send(meeting, due.papers_by, packs=packs)
            if on >= self.today:
                self._add_late(meeting)

    def _add_late(self, meeting: Meeting) -> None:
        """A paper that came after the others went, still to be sent in a supplement."""
        said = dict(self.words["late"])
        why = said.pop("why")
        item = AgendaItem.objects.filter(meeting=meeting, withdrawn_at__isnull=True).latest("position")
        papers.add_paper(
            item_id=item.pk, by=self.by, at=_at(self.today), words=papers.PaperWords(**said), why=why,
            upload=SimpleUploadedFile(f"{said['title']}.pdf", paper_pdf(said["title"]), "application/pdf"),
        )  # fmt: skip

    def _send(self, meeting: Meeting, on: date, *, packs: bool) -> None:
        if packs:
            sending.issue_papers(meeting_id=meeting.pk, version=None, by=self.by, at=_at(on))
            return
        held = Meeting.objects.get(pk=meeting.pk)  # papers of older meetings went by paper, without a pack here
        held.state, held.issued_at = Meeting.State.ISSUED, _at(on)
        held.save(update_fields=["state", "issued_at", "changed_at"])

    def _item(self, meeting: Meeting, row: dict[str, Any], *, at: datetime, with_papers: bool) -> None:
        first, second = islice(self._practices(), 2)
        named = {"practice": first, "other": second}
        said = items.ItemWords(
            title=row["title"].format(**{key: one.name for key, one in named.items()}),
            purpose=row["purpose"],
            minutes=row["minutes"],
            presenter=row["presenter"],
            asks=row.get("asks", ""),
            is_private="private" in row,
            ground=row.get("private", ""),
            names=tuple(named[name].ods_code if name in named else name for name in row.get("names", ())),
        )
        made = items.add_item(meeting_id=meeting.pk, by=self.by, words=said, at=at)
        for paper in row["papers"] if with_papers else ():
            content = paper_pdf(paper["title"])
            papers.add_paper(
                item_id=made.pk, by=self.by, at=at, words=papers.PaperWords(**paper),
                upload=SimpleUploadedFile(f"{paper['title']}.pdf", content, "application/pdf"),
            )  # fmt: skip
        if row["purpose"] == "decide" and "practice" in row.get("names", ()):
            self._interest(made)

    def _practices(self) -> Any:
        self.practices = [*self.practices[2:], *self.practices[:2]]
        return self.practices

    def _seats(self, meeting: Meeting) -> Any:
        on = local_day(meeting.starts_at)
        terms = terms_in_force(self.committee.pk, on=on)
        return [one for one in seating(terms, on=on) if one.member is not None] if terms else []

    def _interest(self, item: AgendaItem) -> None:
        seats = self._seats(item.meeting)
        clinical = next((one for one in seats if one.role == "clinical" and one.voting), None)
        if clinical is not None:
            items.keep_known_interest(
                item_id=item.pk, by=self.by, seat_code=clinical.code, **self.words["interest"],
                seats=frozenset(one.code for one in seats),
            )  # fmt: skip

    def _apologise(self, meeting: Meeting, *, at: datetime) -> None:
        seats = [one for one in self._seats(meeting) if one.office != "chair"]
        if seats:
            away = seats[meeting.number % len(seats)]
            apologies.give_apology(
                meeting_id=meeting.pk, by=self.by, seat_code=away.code, at=at, reason=self.words["apology"]
            )


def _first(today: date, where: dict[str, Any]) -> date:
    """The day of the first meeting: so many months back, on the committee's weekday."""
    month = today.year * 12 + today.month - 1 - BEHIND
    start = date(month // 12, month % 12 + 1, 1)
    return start + timedelta(days=(where["weekday"] - start.weekday()) % 7 + 7 * (where["week"] - 1))


@cache
def paper_pdf(title: str) -> bytes:
    """A paper of two pages with invented words."""
    said = read_yaml("demo/meetings.yaml")["paragraphs"]
    sections = "".join(
        f"<h2>{number}. {heading}</h2>"
        + "".join(f"<p>{escape(said[(number + turn) % len(said)])}</p>" for turn in (0, 1, 2))
        for number, heading in enumerate(("Purpose", "Background", "Options", "Views", "Cost", "Risks"), start=1)
    )
    return pdf_of(
        f'<!DOCTYPE html><html lang="en"><head><title>{escape(title)}</title></head>'
        f"<body><h1>{escape(title)}</h1>{sections}</body></html>"
    )


LEAST = (
    ("chair", "Lay chair", "lay", "chair", True),
    ("vice-chair", "Lay vice-chair", "lay", "vice_chair", True),
    ("lay", "Lay member", "lay", "", True),
    ("officer", "Accountable Officer", "executive", "", True),
    ("finance", "Chief Finance Officer", "executive", "", True),
    ("clinical", "Clinical member", "clinical", "", True),
    ("healthwatch", "Healthwatch", "other", "", False),
)
