"""What hangs on an entry of the register, in words: a link for who may follow it, and words for everybody else."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from governance.figures.decision_thread import HERE, Thread
from governance.models import RegisterEntry
from governance.presenters.carrying import (
    entry_href,
    link_if,
    meeting_href,
    recommended_table,
    request_href,
    standing,
)
from hubportal.organisations.models import Committee, Person
from hubportal.web.words import long_date


def thread_words(
    entry: RegisterEntry, body: Mapping[str, Any], thread: Thread, *, person: Person, committee: Committee
) -> dict[str, Any]:
    """The rows of “What it belongs to”, the addresses of papers by their hash, and what committees answered."""
    papers = {
        paper.file.sha256: reverse("governance:file", args=[committee.public_id, paper.file.public_id])
        for paper in thread.papers
    }
    rows = [
        *_met(entry, person, committee),
        *_ballot(entry, committee),
        *_record(body, thread),
        *_request(thread, person),
        *_reports(thread, person, committee),
    ]
    return {
        "rows": [{"key": key, "value": value} for key, value in rows],
        "papers": papers,
        "recommended": recommended_table(thread.recommended, person=person) if thread.recommended else None,
    }


def _met(entry: RegisterEntry, person: Person, committee: Committee) -> list[tuple[str, Any]]:
    if entry.meeting is None:
        return []
    on = long_date(timezone.localdate(entry.meeting.starts_at))
    item = f", item {entry.item.position}" if entry.item else ""
    words = f"Meeting {entry.meeting.number}, {on}"
    return [("Meeting", link_if(meeting_href(person, committee, entry.meeting.number), words) + item)]


def _ballot(entry: RegisterEntry, committee: Committee) -> list[tuple[str, Any]]:
    if entry.round is None:
        return []
    ballot = entry.round.ballot
    href = reverse("ballots:round", args=[committee.public_id, ballot.number, entry.round.number])
    return [("Ballot", link_if(href, f"{ballot.title}: round {entry.round.number}"))]


def _record(body: Mapping[str, Any], thread: Thread) -> list[tuple[str, Any]]:
    named = body.get("record") or {}
    if not named or named["kind"] in HERE:
        return []
    record = thread.record
    rows: list[tuple[str, Any]] = [
        ("Record", link_if(record.get_absolute_url() if record else None, named["reference"]))
    ]
    if record is not None and thread.decision is not None:
        state, _ = standing(thread.decision)
        rows.append(("On the record", state))
    if thread.letters:
        links = [
            link_if(reverse("records:letter", args=[letter.public_id]), letter.subject) for letter in thread.letters
        ]
        rows.append(("Letters", Markup("<br>").join(links)))
    return rows


def _request(thread: Thread, person: Person) -> list[tuple[str, Any]]:
    request = thread.request
    if request is None:
        return []
    on = long_date(request.asked_on)
    rows: list[tuple[str, Any]] = [
        ("Request", link_if(request_href(request), f"Request {request.number} of {request.asked_by}, {on}"))
    ]
    forum = request.from_committee
    if forum is not None and request.from_entry is not None:
        words = f"{forum.name}, entry {request.from_entry}"
        rows.append(("Recommended by", link_if(entry_href(person, forum, request.from_entry), words)))
    return rows


def _reports(thread: Thread, person: Person, committee: Committee) -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for one in thread.reported:
        meeting = one.item.meeting
        href = meeting_href(person, committee, meeting.number)
        if one.at is not None:
            words = f"Reported on {long_date(timezone.localdate(one.at))}, meeting {meeting.number}"
        else:
            on = long_date(timezone.localdate(meeting.starts_at))
            words = f"On the agenda of meeting {meeting.number}, {on}"
        rows.append(("Report", link_if(href, words)))
    return rows
