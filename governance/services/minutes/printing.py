"""Minutes and summaries as tagged PDF."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from governance.models import CommitteeFile, Meeting, Minutes
from governance.rules.minutes.sections import Section, confidential, for_the_public, from_data
from governance.services.files import keep_made
from hubportal.organisations.models import Committee, Person
from hubportal.web.pdf import render_pdf
from hubportal.web.words import local_day, long_date

PDF = "application/pdf"


def minutes_pdf(row: Minutes, meeting: Meeting, *, public_only: bool = False) -> bytes:
    """The minutes; the confidential part begins on a page of its own and is absent from what the public gets."""
    sections = from_data(row.sections)
    committee = meeting.committee
    return _draw(
        title=f"Minutes of the meeting of {long_date(meeting.starts_at)}",
        committee=committee,
        lead=_lead(row, meeting),
        parts=[("", for_the_public(sections))]
        + ([] if public_only else [("Confidential part", confidential(sections))]),
        seed=f"minutes:{row.public_id}:{row.version}:{public_only}",
    )


def _lead(row: Minutes, meeting: Meeting) -> list[str]:
    said = [
        f"Meeting {meeting.number}, {long_date(meeting.starts_at)}" + (f", {meeting.place}" if meeting.place else "")
    ]
    if row.state == Minutes.State.APPROVED and row.approved_at_meeting is not None:
        amended = ", as amended" if row.amendments else ""
        said.append(f"Approved{amended} on {long_date(row.approved_on)}, at meeting {row.approved_at_meeting.number}.")
    else:
        said.append("Draft, to be approved at the next meeting.")
    if row.amendments:
        said.append(f"Amended: {row.amendments}")
    return said


def summary_pdf(committee: Committee, month: date, sections: Iterable[Section]) -> bytes:
    """The monthly summary."""
    return _draw(
        title=f"Executive summary for {month:%B %Y}",
        committee=committee,
        lead=["For NHS England and the governing bodies."],
        parts=[("", tuple(sections))],
        seed=f"summary:{committee.public_id}:{month}",
    )


def letter_pdf(letter: Any, committee: Committee, *, on: date) -> bytes:
    """A letter to a practice."""
    return render_pdf(
        "letters/record.jinja",
        {
            "title": letter.subject,
            "reference": f"Decision {letter.decision.number}",
            "sent_on": on,
            "to": [line for line in (letter.to_name, *letter.to_address.split("\n")) if line.strip()],
            "from_name": committee.name,
            "from_lines": [],
            "paragraphs": [part.strip().split("\n") for part in letter.body.split("\n\n") if part.strip()],
            "link": "",
        },
        identifier=_identifier(f"letter:{letter.public_id}:{letter.version}"),
    )


def _draw(
    *, title: str, committee: Committee, lead: list[str], parts: list[tuple[str, tuple[Section, ...]]], seed: str
) -> bytes:
    return render_pdf(
        "letters/minutes.jinja",
        {
            "title": title,
            "from_name": committee.name,
            "lead": lead,
            "parts": [(heading, sections) for heading, sections in parts if sections],
        },
        identifier=_identifier(seed),
    )


def _identifier(seed: str) -> bytes:
    return hashlib.sha256(seed.encode()).digest()[:16]


def keep_minutes(row: Minutes, meeting: Meeting, *, by: Person | None) -> tuple[CommitteeFile, CommitteeFile]:
    """Keep the PDF of all of it and that of its public part."""
    day = local_day(meeting.starts_at)
    state = "approved" if row.state == Minutes.State.APPROVED else "draft"

    def kept(name: str, *, public_only: bool) -> CommitteeFile:
        content = minutes_pdf(row, meeting, public_only=public_only)
        return keep_made(name=name, content_type=PDF, content=content, committee=meeting.committee, by=by)

    return (
        kept(f"Minutes {day:%Y-%m-%d} {state}.pdf", public_only=False),
        kept(f"Minutes {day:%Y-%m-%d} {state}, public part.pdf", public_only=True),
    )
