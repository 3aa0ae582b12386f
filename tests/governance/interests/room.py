"""What tests of interests, gifts and procurement decisions share."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from psycopg2.extras import DateRange

from governance.models import AgendaItem, Appointment, CommitteeFile, Interest, Meeting, Paper
from governance.services import gifts, interests, procurement
from governance.services.files import keep_made
from governance.services.interests import Declared, Holder
from hubportal.organisations.models import Committee
from hubportal.tenancy.scope import Scope, scope
from tests.conftest import find_person, in_scope_of

NAME = "South Warwickshire Primary Care Committee"
DAY = date(2016, 5, 4)
AT = datetime(2016, 5, 4, 10, tzinfo=UTC)


def committee() -> Committee:
    return Committee.objects.select_related("hub").get(name=NAME)


def at_work() -> Any:
    """A scope that sees the whole hub, to make what others would have made."""
    return scope(Scope(hub=committee().hub_id, role="hub_work", reason="test"))


def mine() -> dict[str, int]:
    found = committee()
    return {"hub_id": found.hub_id, "committee_id": found.pk}


def appoint(
    name: str, *, key: str = "", seat: str = "gp", since: date = date(2015, 4, 1), email: str = ""
) -> Appointment:
    """Somebody in a seat; `key` is their sign-in."""
    with at_work():
        person = find_person(key) if key else None
        return Appointment.objects.create(
            **mine(), seat_code=seat, name=name, designation="GP", person=person, email=email,
            period=DateRange(since, None),
        )  # fmt: skip


def words(**changed: Any) -> Declared:
    said: dict[str, Any] = {
        "kind": "pecuniary", "about": "practice", "practice_code": "M84901", "nature": "Partner",
        "held_from": date(2014, 4, 1), "aware_on": date(2016, 4, 20), "scheme_version": "2014",
    }  # fmt: skip
    return Declared(**said | changed)


def supplier(name: str, **changed: Any) -> Declared:
    return words(about="supplier", practice_code="", organisation=name, **changed)


def declared(by: str = "secretary", *, holder: Holder | None = None, on: date = DAY, **changed: Any) -> Interest:
    """An interest of the member, entered by the secretary."""
    whose = holder or Holder("Member", "GP", find_person("member"))
    with in_scope_of(by) as person:
        return interests.declare(
            committee_id=committee().pk, holder=whose, words=words(**changed), declared_on=on, by=person, at=AT
        )


def offer(**changed: Any) -> gifts.Offer:
    said: dict[str, Any] = {
        "kind": "hospitality", "offered_on": date(2016, 4, 1), "details": "Dinner", "value": Decimal("35.50"),
        "offered_by": "Acorn Care Ltd", "outcome": "declined", "reason": "A bid is open",
    }  # fmt: skip
    return gifts.Offer(**said | changed)


def subject(**changed: Any) -> procurement.Subject:
    said: dict[str, Any] = {
        "title": "Ear irrigation", "description": "In the community", "kind": "ccg", "route": "tender",
        "decided_by": "The committee", "decided_on": date(2016, 4, 6), "justification": "Best score",
        "supplier": "Acorn Care Ltd", "value_total": Decimal("120000"), "value_to_ccg": Decimal("100000"),
    }  # fmt: skip
    return procurement.Subject(**said | changed)


def a_meeting(number: int = 1, *, on: date = DAY) -> Meeting:
    with at_work():
        starts = datetime(on.year, on.month, on.day, 13, tzinfo=UTC)
        return Meeting.objects.create(**mine(), number=number, starts_at=starts, ends_at=starts.replace(hour=15))


def an_item(meeting: Meeting, *, position: int = 1, **said: Any) -> AgendaItem:
    with at_work():
        return AgendaItem.objects.create(**mine(), meeting=meeting, position=position, **{"title": "An item", **said})


def pdf(*lines: str) -> bytes:
    """A PDF with text that can be read."""
    stream = b"BT /F1 12 Tf 40 700 Td 14 TL " + b" ".join(f"({line}) Tj T*".encode() for line in lines) + b" ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table, len(body)
    )  # fmt: skip


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(pdf("secret"))))
    writer.encrypt("a password")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def a_paper(item: AgendaItem, content: bytes, *, title: str = "The report", marking: str = "public") -> Paper:
    with at_work():
        file: CommitteeFile = keep_made(
            name="report.pdf", content_type="application/pdf", content=content, committee=committee()
        )
        return Paper.objects.create(**mine(), item=item, title=title, file=file, marking=marking)
