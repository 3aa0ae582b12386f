"""A committee like Tower Hamlets' with five seats, its meetings, and papers of real PDF pages."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from psycopg2.extras import DateRange
from pypdf import PdfReader, PdfWriter

from governance.models import AgendaItem, Appointment, CommitteeFile, Meeting, Paper, Seat, TermsOfReference
from governance.services.files import open_file
from governance.services.meetings.items import ItemWords, add_item
from governance.services.meetings.papers import PaperWords, add_paper
from governance.services.meetings.planning import Sitting, plan_meetings
from hubportal.organisations.models import Committee, Person
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.words import LONDON
from reporting.demo.files import one_page
from tests.conftest import find_person, in_scope_of

NAME = "South Warwickshire Primary Care Committee"
# Thursday 14 January 2016: 25 and 28 December and 1 January are bank holidays.
MEETING_ON = date(2016, 1, 14)
PLANNED = datetime(2015, 12, 1, 10, tzinfo=UTC)
SEATS = (
    ("chair", "Lay chair", "lay", "chair", True, True, ""),
    ("vice", "Lay vice-chair", "lay", "vice_chair", True, False, ""),
    ("officer", "Accountable Officer", "executive", "", True, True, ""),
    ("gp", "Clinical member", "clinical", "", True, False, ""),
    ("gp2", "GP without a vote", "clinical", "", False, False, "gp"),
)


def committee() -> Committee:
    return Committee.objects.select_related("hub").get(name=NAME)


def moment(on: date, hour: int = 10) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=LONDON)


def sitting(on: date = MEETING_ON, *, place: str = "Council chamber") -> Sitting:
    return Sitting(moment(on, 14), moment(on, 16), place)


def with_terms(**changed: Any) -> TermsOfReference:
    """Terms of one half for a quorum, with everybody appointed; `member` of the cast sits in the seat `gp`."""
    held = committee()
    mine = {"hub_id": held.hub_id, "committee_id": held.pk}
    with scope(Scope(hub=held.hub_id, role="hub_work", reason="tests")), transaction.atomic():
        terms = TermsOfReference.objects.create(
            **mine, number=1, state="adopted", kind="primary_care", in_force_from=date(2015, 4, 1),
            established_on=date(2015, 4, 1), rules={"quorum": {"kind": "fraction", "fraction": "1/2"}}, **changed,
        )  # fmt: skip
        always = DateRange(date(2015, 4, 1), None)
        for position, (code, title, role, office, voting, deputies, stands_in_for) in enumerate(SEATS):
            Seat.objects.create(
                **mine, terms=terms, code=code, position=position, title=title, organisation="South Warwickshire",
                role=role, office=office, voting=voting, deputies_allowed=deputies, stands_in_for=stands_in_for,
            )  # fmt: skip
            person = find_person("member") if code == "gp" else None
            Appointment.objects.create(
                **mine, seat_code=code, name=f"Member {code}", email=f"{code}@committee.example.org", period=always,
                person=person,
            )  # fmt: skip
        Appointment.objects.create(**mine, seat_code="chair", is_deputy=True, name="Deputy of the chair", period=always)
    return terms


def planned(on: date = MEETING_ON, *, at: datetime = PLANNED) -> Meeting:
    with in_scope_of("secretary") as by:
        return plan_meetings(committee_id=committee().pk, by=by, sittings=[sitting(on)], at=at)[0]


def item(
    meeting: Meeting, title: str = "Merger of two practices", *, at: datetime = PLANNED, **words: Any
) -> AgendaItem:
    why = words.pop("why", "")
    with in_scope_of("secretary") as by:
        return add_item(meeting_id=meeting.pk, by=by, words=ItemWords(title, **words), at=at, why=why)


def upload(*pages: str, name: str = "paper.pdf") -> SimpleUploadedFile:
    """A PDF with these words, one a page."""
    writer = PdfWriter()
    for words in pages:
        writer.append(BytesIO(one_page(words)))
    made = BytesIO()
    writer.write(made)
    return SimpleUploadedFile(name, made.getvalue(), "application/pdf")


def paper(of: AgendaItem, *pages: str, title: str = "Report", at: datetime = PLANNED, **words: Any) -> Paper:
    why = words.pop("why", "")
    with in_scope_of("secretary") as by:
        return add_paper(
            item_id=of.pk,
            by=by,
            words=PaperWords(title, **words),
            upload=upload(*(pages or ("words",))),
            at=at,
            why=why,
        )


def text_of_pages(file: CommitteeFile) -> list[str]:
    """The words of each page."""
    with open_file(file) as opened:
        return [page.extract_text() for page in PdfReader(BytesIO(opened.read())).pages]


def done_in_background() -> None:
    """Do what waits on the work list, as the worker would."""
    from hubportal.notifications.services.items import drain

    drain()


def secretary() -> Person:
    return find_person("secretary")
