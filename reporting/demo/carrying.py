"""Invented requests for a committee's agenda, decided and carried out or left to a person; an urgent decision."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from functions.models import Variation
from functions.services.notices import serving
from functions.services.notices.drafting import Draft, draft_notice
from functions.services.registers.adding import NewRow, add_row
from functions.services.registers.declared import registers
from functions.services.variations.deciding import make_move
from functions.services.variations.making import NewVariation, make_variation
from functions.services.variations.planning import tick_step
from governance.figures.seating import SeatedMember, seating
from governance.models import AgendaItem, AgendaRequest, Meeting, RecordRequest, RegisterEntry
from governance.services.carrying import asking, out, placing, recommending
from governance.services.desk import enter
from governance.services.finding import next_number, of, terms_in_force
from governance.services.meetings.days import working_days
from governance.services.urgent import UrgentWords, decide_urgently
from hubportal.organisations.models import Committee
from hubportal.organisations.services.register import contract_on
from hubportal.organisations.services.tables import read_yaml
from hubportal.records.services.files import keep_files
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.words import LONDON
from reporting.demo.acting import acting
from reporting.demo.cast import Cast, gather
from reporting.demo.files import one_page

ASKED, MET = 25, 12  # days ago


def make_carrying(*, today: date) -> int:
    """Three variations, a notice and a premises payment put to a committee, and an urgent decision; returns how many
    things that is.
    """
    words = read_yaml("demo/carrying.yaml")
    maker = _Maker(words, gather(names=[], tags=[]), today)
    met, coming = maker.meeting(maker.met), maker.meeting(maker.coming)
    for place, said in enumerate(words["variations"]):
        maker.variation(said, met if said["story"] == "decided" else coming, place)
    maker.notice(words["notice"], met)
    maker.payment(words["payment"], met)
    maker.decide()
    maker.urgent(words["urgent"])
    _send_on(Committee.objects.get(name=words["forum"]))
    return len(words["variations"]) + 3


def _at(on: date, hour: int = 10) -> datetime:
    return datetime.combine(on, time(hour), tzinfo=LONDON)


def _send_on(forum: Committee) -> None:
    """What the forum recommended goes to the committees it concerns, a while after its meeting."""
    with scope(Scope(role="hub_work", hub=forum.hub_id, reason="load_demo")), transaction.atomic():
        for entry in RegisterEntry.objects.filter(committee=forum):
            recommending.send_on(entry_id=entry.pk, at=entry.entered_at + timedelta(minutes=1))


class _Maker:
    """Acts as the officer and the secretary would; what the work list does is done here, on its day."""

    def __init__(self, words: dict[str, Any], cast: Cast, today: date) -> None:
        self.words, self.cast, self.today = words, cast, today
        self.to_decide: list[tuple[AgendaItem, str]] = []
        self.committee = Committee.objects.get(name=words["committee"])
        with self.hub(), transaction.atomic():
            days = working_days(self.committee)
        self.met = days.working_day_on_or_before(today - timedelta(days=MET))
        self.coming = days.working_day_on_or_after(today + timedelta(days=16))
        self.officer, self.secretary = cast.people[words["officer"]], cast.people[words["secretary"]]

    def hub(self) -> Any:
        """The hub's own scope."""
        return scope(Scope(role="hub_work", hub=self.committee.hub_id, reason="load_demo"))

    def meeting(self, on: date) -> Meeting:
        """A meeting that is planned."""
        with self.hub():
            rows = Meeting.objects.filter(committee=self.committee)
            return Meeting.objects.create(
                **of(self.committee), number=next_number(rows), starts_at=_at(on, 13), ends_at=_at(on, 15),
                place="Town Hall, Leamington",
            )  # fmt: skip

    def variation(self, said: dict[str, str], meeting: Meeting, place: int) -> None:
        """One change of a practice's area, as far as its story goes."""
        variation = self._assessed(said["title"], place)
        asked, request = self._asked("variation", variation.pk, said)
        if said["story"] == "waiting":
            return
        item = self._placed(request, asked, meeting)
        if said["story"] == "decided":
            self.to_decide.append((item, said["asks"]))

    def notice(self, said: dict[str, str], meeting: Meeting) -> None:
        """A notice that a second person approved, and the committee approves for the CCG; nobody has served it yet."""
        day, head = self.today - timedelta(days=ASKED + 2), self.cast.people[self.words["approver"]]
        draft = Draft("breach", said["grounds"], said["required"], ccg_approves=True)
        with acting(self.officer), transaction.atomic():
            made = draft_notice(practice=self.cast.practices["05R"][4], draft=draft, by=self.officer, at=_at(day))
            act: dict[str, Any] = {"notice_id": made.pk, "on": day}
            serving.make_move(act="submit", by=self.officer, at=_at(day, 11), **act)
        with acting(head), transaction.atomic():
            serving.make_move(act="approve", by=head, at=_at(day, 15), **act)
        self._decided_on("notice", made.pk, said, meeting)

    def payment(self, said: dict[str, Any], meeting: Meeting) -> None:
        """A premises payment that the committee agrees, for which a person enters the amount."""
        day = self.today - timedelta(days=ASKED + 2)
        values = said["values"] | {"raised_on": day.isoformat()}
        new = NewRow(self.cast.ccgs["05R"], self.cast.practices["05R"][6], values, owner=self.officer)
        with acting(self.officer), transaction.atomic():
            made = add_row(registers()["premises-issues"], new, by=self.officer, on=day, at=_at(day))
        self._decided_on("register", made.pk, said, meeting)

    def _decided_on(self, kind: str, record: int, said: dict[str, Any], meeting: Meeting) -> None:
        asked, request = self._asked(kind, record, said)
        self.to_decide.append((self._placed(request, asked, meeting), said["asks"]))

    def _asked(self, kind: str, record: int, said: dict[str, Any]) -> tuple[RecordRequest, AgendaRequest]:
        on = self.today - timedelta(days=ASKED)
        paper = SimpleUploadedFile("paper for the committee.pdf", one_page(said["title"]), "application/pdf")
        with acting(self.officer), transaction.atomic():
            asked = asking.ask_for_place(
                kind=kind, record_id=record, version=None, by=self.officer, at=_at(on), upload=paper,
                asked=asking.Asked(self.committee.pk, said["title"], said["asks"]),
            )  # fmt: skip
        with self.hub(), transaction.atomic():
            request = asking.receive(request_id=asked.pk, at=_at(on, 11))
        if request is None:
            raise LookupError(f"the demo committee did not take in the request about {asked.reference}")
        return asked, request

    def _assessed(self, subject: str, place: int) -> Variation:
        came = self.today - timedelta(days=ASKED + 20)
        held = [one for one in self.cast.practices["05R"] if contract_on(one.pk, self.today) == "GMS"]
        new = NewVariation(
            type="boundary_change", practice=held[place], received_on=came, subject=subject, owner=self.officer,
            requested_on=self.today + timedelta(days=90),
        )  # fmt: skip
        day = came + timedelta(days=3)
        with acting(self.officer), transaction.atomic():
            (made,) = make_variation(new=new, by=self.officer, at=_at(came))
            for code, named in made.wanted.items():
                file = SimpleUploadedFile(f"{code.replace('_', ' ')}.pdf", one_page(named))
                keep_files(made, uploads=[file], by=self.officer, requirement=code)
            for step in made.checklist.filter(before__in=("complete", "assess", "put_on_agenda")):
                tick_step(variation_id=made.pk, code=step.code, done=True, by=self.officer, on=day)
            for act in ("complete", "assess"):
                made = make_move(variation_id=made.pk, act=act, by=self.officer, on=day, at=_at(day), note="")
        return made

    def _placed(self, request: AgendaRequest, asked: RecordRequest, meeting: Meeting) -> AgendaItem:
        on = self.today - timedelta(days=ASKED - 1)
        with acting(self.secretary), transaction.atomic():
            item = placing.place(
                request_id=request.pk, version=None, by=self.secretary, how=placing.Placing(meeting.pk), at=_at(on)
            )
        with self.hub(), transaction.atomic():
            placing.pass_on(request_id=request.pk, at=_at(on, 11))
        return item

    def decide(self) -> None:
        """The meeting, from its opening to its close, as the secretary enters it at the desk."""
        at = _at(self.met, 13)
        seats = [seat for seat in self._seats(on=at.date()) if seat.voting]
        entries: list[tuple[str, dict[str, Any]]] = [("open", {})]
        entries += [("arrive", {"seat": seat.code}) for seat in seats]
        for item, words in self.to_decide:
            entries.append(("begin_item", {"item": item.pk}))
            moved = {"item": item.pk, "words": words, "mover": seats[0].code, "seconder": seats[1].code}
            entries.append(("move", moved | {"way": "recorded"}))
            motion = len(entries)
            entries += [("vote", {"motion": motion, "seat": seat.code, "vote": "for"}) for seat in seats]
            entries += [("result", {"motion": motion}), ("end_item", {"item": item.pk, "outcome": "done"})]
        entries.append(("close", {}))
        for place, (kind, facts) in enumerate(entries):
            with acting(self.secretary), transaction.atomic():
                enter(
                    meeting_id=self.to_decide[0][0].meeting_id, by=self.secretary, kind=kind, facts=facts, key=uuid4(),
                    at=at + timedelta(minutes=2 * place),
                )  # fmt: skip
        for item, _ in self.to_decide:
            with self.hub(), transaction.atomic():
                entry = RegisterEntry.objects.get(item=item)
                out.carry_out(entry_id=entry.pk, at=at + timedelta(hours=3))

    def _seats(self, *, on: date) -> list[SeatedMember]:
        """The seats that somebody sits in on a day."""
        with self.hub(), transaction.atomic():
            terms = terms_in_force(self.committee.pk, on=on)
            return [seat for seat in seating(terms, on=on) if seat.member is not None] if terms else []

    def urgent(self, said: dict[str, Any]) -> None:
        """An urgent decision of some days ago."""
        on = self.today - timedelta(days=4)
        voting = [seat for seat in self._seats(on=on) if seat.voting]
        agreed = tuple(seat.code for seat in sorted(voting, key=lambda seat: seat.office != "chair")[:2])
        with acting(self.secretary), transaction.atomic():
            decide_urgently(
                committee_id=self.committee.pk, by=self.secretary, at=_at(on, 16),
                words=UrgentWords(**said, agreed=agreed, decided_on=on),
            )  # fmt: skip
