"""A committee at work for the tests of carrying out: its terms, members, meetings, and decisions entered as the desk
enters them.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from functions.models import Variation
from governance.models import AgendaItem, AgendaRequest, IfCarried, Meeting, RecordRequest, RegisterEntry
from governance.rules.desk.entries import Entry, Kind, Way
from governance.rules.desk.state import Desk, Motion
from governance.services.carrying import asking, placing
from governance.services.decisions import enter_result, enter_taken_back
from hubportal.notifications.services import items
from hubportal.organisations.models import Committee
from hubportal.records.models import RecordMove
from reporting.demo.files import one_page
from tests.conftest import find_person, in_scope_of
from tests.functions.variations import steps as variations
from tests.governance.terms import appoint, at_work, make_seat, make_terms, of, the_committee

ASKED_AT = datetime(2016, 1, 12, 10, tzinfo=UTC)
PLACED_AT = datetime(2016, 1, 13, 10, tzinfo=UTC)
MET_AT = datetime(2016, 2, 3, 14, tzinfo=UTC)
MET, FAR = date(2016, 2, 3), date(2040, 4, 2)
RESOLUTION = "That the variation be approved."


def a_pdf(name: str = "paper.pdf", words: str = "The paper") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, one_page(words), "application/pdf")


def committee_at_work(committee: Committee | None = None, **more: Any) -> Any:
    """Terms with a chair, a vice-chair and two members."""
    committee = committee or the_committee()
    with at_work(committee), transaction.atomic():
        terms = make_terms(committee, **more)
        for code, office in (("chair", "chair"), ("vice", "vice_chair"), ("lay", ""), ("gp", "")):
            make_seat(terms, code, office=office)
            appoint(committee, code, f"Member {code}")
        make_seat(terms, "observer", voting=False)
        appoint(committee, "observer", "Member observer")
    return terms


def a_meeting(number: int = 1, at: datetime = MET_AT, committee: Committee | None = None, **more: Any) -> Meeting:
    committee = committee or the_committee()
    with at_work(committee), transaction.atomic():
        return Meeting.objects.create(
            **of(committee), number=number, starts_at=at, ends_at=at.replace(hour=16), state="planned", **more
        )


def an_assessed_variation(**more: Any) -> Variation:
    """A change of boundary that is complete and assessed, and so may go to the committee; asked for far ahead, for the
    work list goes by the database's clock.
    """
    with in_scope_of("officer") as by, transaction.atomic():
        given: dict[str, Any] = {"requested_on": FAR, "type": "boundary_change"} | more
        (variation,) = variations.new(by, **given)
        variations.with_documents(variation, by)
        variations.ticked(variation, by, "complete", "assess", "put_on_agenda")
        return variations.moved(variation, by, "complete", "assess")


def ask(variation: Variation, **more: Any) -> RecordRequest:
    """The officer asks for a place with a paper of their own."""
    with in_scope_of("officer") as by, transaction.atomic():
        asked = asking.Asked(
            the_committee().pk, "A smaller area", more.pop("asks", RESOLUTION),
            more.pop("if_carried", IfCarried.APPROVE),
        )  # fmt: skip
        return asking.ask_for_place(
            kind="variation", record_id=variation.pk, version=None, by=by, asked=asked, at=ASKED_AT,
            **({"upload": a_pdf()} | more),
        )  # fmt: skip


def work() -> None:
    """What is on the work list is done; nothing of it may have failed."""
    items.drain()


def place(meeting: Meeting, *, number: int = 1, **more: Any) -> AgendaItem:
    with in_scope_of("secretary") as by, transaction.atomic():
        request = AgendaRequest.objects.get(committee=meeting.committee, number=number)
        return placing.place(
            request_id=request.pk, version=None, by=by, how=placing.Placing(meeting.pk, **more), at=PLACED_AT
        )


def on_agenda(**more: Any) -> tuple[Variation, AgendaItem]:
    """A variation asked for, placed, and so on the agenda."""
    variation = an_assessed_variation(**{name: more.pop(name) for name in ("type", "requested_on") if name in more})
    ask(variation, **more)
    work()
    item = place(a_meeting())
    work()
    return variation, item


def decide(
    item: AgendaItem, *, words: str = RESOLUTION, carried: bool = True, number: int = 9, at: datetime = MET_AT
) -> RegisterEntry:
    """A motion decided at the desk, entered as its result is."""
    verdict = {"carried": carried, "for": "3" if carried else "1", "against": "1" if carried else "3", "abstained": "0"}
    given = {"votes": {"chair": "for", "gp": "against"}}
    result = Entry(number, Kind.RESULT, {"motion": 8, "given": given, "verdict": verdict | {"working": []}}, at)
    motion = Motion(8, item.pk, words, "chair", "gp", Way.RECORDED, at, result=result)
    with in_scope_of("secretary") as by, transaction.atomic():
        meeting = Meeting.objects.select_related("committee", "terms").get(pk=item.meeting_id)
        return enter_result(meeting=meeting, item=item, motion=motion, result=result, desk=Desk(), by=by)


def take_back(item: AgendaItem, *, number: int = 9, at: datetime = MET_AT) -> RegisterEntry | None:
    back = Entry(number + 1, Kind.STEP_BACK, {"entry": number, "why": "The count was wrong."}, at)
    result = Entry(number, Kind.RESULT, {"motion": 8}, at)
    with in_scope_of("secretary") as by, transaction.atomic():
        meeting = Meeting.objects.select_related("committee").get(pk=item.meeting_id)
        return enter_taken_back(meeting=meeting, result=result, step_back=back, by=by)


def officer() -> Any:
    return find_person("officer")


def key() -> Any:
    return uuid4()


def last_move(record: Any) -> Any:
    return RecordMove.objects.of(record).order_by("-id")[0]
