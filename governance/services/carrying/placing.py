"""What the secretary does with a request: a place on a meeting, or no; and what the record hears of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from functions.services.variations.carrying_out import put_on_agenda
from functions.services.variations.kind import VARIATION
from governance.figures.carrying import requests_of
from governance.models import AgendaItem, AgendaRequest, Marking, Meeting, Recommendation, RecordRequest
from governance.rules.carrying import STATES
from governance.rules.meetings.moves import BEFORE
from governance.services.carrying import queue
from governance.services.carrying.asking import tell_whoever_asked
from governance.services.finding import changed, locked_row
from governance.services.meetings.items import ItemWords, add_item
from governance.services.meetings.papers import PaperWords, add_kept_paper
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date

UNSENT = (Meeting.State.PLANNED, Meeting.State.NOTIFIED)
ITEM_KINDS = {AgendaRequest.Source.RECOMMENDATION: "recommendation", AgendaRequest.Source.URGENT: "urgent"}


@dataclass(frozen=True, slots=True)
class Placing:
    """How a request goes on an agenda; `why` it comes after papers went."""

    meeting: int
    marking: str = Marking.PUBLIC
    minutes: int = 10
    ground: str = ""
    why: str = ""


def reference_of(request: AgendaRequest) -> tuple[str, str]:
    """What the item says it decides on: the record, or the request itself by its number."""
    if request.source == AgendaRequest.Source.RECORD:
        return request.record_kind, request.record_reference
    return ITEM_KINDS[AgendaRequest.Source(request.source)], str(request.number)


@transaction.atomic
def place(*, request_id: int, version: int | None, by: Person, how: Placing, at: datetime) -> AgendaItem:
    """Put a request on the agenda of a meeting that is to come, with its paper; once papers went, with the reason, for
    the supplement.
    """
    request = _waiting(request_id, version=version, by=by)
    meeting = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("committee")
        .filter(committee_id=request.committee_id, pk=how.meeting)
        .first()
    )
    if meeting is None or meeting.state not in BEFORE:
        raise Refused("Select a meeting that is still to come.", field="meeting", status=400)
    if how.marking not in Marking.values:
        raise Refused("Select who may read the paper.", field="marking", status=400)
    if request.is_private and not how.ground.strip():
        raise Refused(
            "It was heard in private before. Enter why the public is to be excluded.", field="ground", status=400
        )
    item = put_item(request, meeting, how=how, by=by, at=at)
    request.state, request.item, request.settled_at = AgendaRequest.State.PLACED, item, at
    changed(request, "state", "item", "settled_at")
    queue.settled(request)
    return item


def put_item(request: AgendaRequest, meeting: Meeting, *, how: Placing, by: Person, at: datetime) -> AgendaItem:
    """The item and its paper, put at the end of an agenda as the secretary puts any."""
    kind, reference = reference_of(request)
    reports = request.source == AgendaRequest.Source.URGENT
    words = ItemWords(
        title=request.title,
        purpose=AgendaItem.Purpose.NOTE if reports else AgendaItem.Purpose.DECIDE,
        minutes=how.minutes,
        presenter=request.asked_by[:120],
        asks=request.asks,
        is_private=bool(how.ground.strip()),
        ground=how.ground,
        names=tuple(request.names),
        record_kind=kind,
        record_reference=reference,
    )
    item = add_item(meeting_id=meeting.pk, by=by, words=words, at=at, why=how.why)
    if request.file is not None:
        said = PaperWords(title=request.title, marking=how.marking, author=request.asked_by[:120])
        add_kept_paper(item_id=item.pk, by=by, words=said, file=request.file, at=at, why=how.why)
    return item


@transaction.atomic
def decline(*, request_id: int, version: int | None, by: Person, why: str, at: datetime) -> AgendaRequest:
    """Say no to a request, with the reason, which whoever asked reads. An urgent decision is always reported."""
    request = _waiting(request_id, version=version, by=by)
    if request.source == AgendaRequest.Source.URGENT:
        raise Refused("An urgent decision is reported to the next meeting, so it cannot be declined.")
    if not why.strip():
        raise Refused("Enter the reason.", field="why", status=400)
    request.state, request.why, request.settled_at = AgendaRequest.State.DECLINED, why.strip(), at
    changed(request, "state", "why", "settled_at")
    queue.settled(request)
    return request


def _waiting(request_id: int, *, version: int | None, by: Person) -> AgendaRequest:
    request = locked_row(AgendaRequest, request_id, by=by, version=version)
    if why := why_not_waiting(requests_of(request.committee).get(pk=request.pk)):
        raise Refused(why)
    return request


def why_not_waiting(request: AgendaRequest) -> str | None:
    """Why a request, read through `requests_of`, is neither placed nor declined any more; None while it waits."""
    if request.state == AgendaRequest.State.PLACED and request.item and not getattr(request, "came_off", False):
        return f"It is on the agenda of meeting {request.item.meeting.number} already."
    if request.state == AgendaRequest.State.WITHDRAWN:
        return "The forum took its recommendation back, so there is nothing to decide."
    return "It was declined already." if request.state == AgendaRequest.State.DECLINED else None


@transaction.atomic
def pass_on(*, request_id: int, at: datetime) -> None:
    """Tell what became of a request where it came from: the record moves onto the agenda, or the forum sees the state.

    Runs in the hub's own scope.
    """
    request = AgendaRequest.objects.select_related("committee", "item__meeting").get(pk=request_id)
    if request.source == AgendaRequest.Source.RECORD:
        _tell_record(request, at=at)
    elif request.source == AgendaRequest.Source.RECOMMENDATION:
        state = request.state if request.state in STATES else "waiting"
        Recommendation.objects.filter(public_id=request.origin).update(state=state, why=request.why)


def _tell_record(request: AgendaRequest, *, at: datetime) -> None:
    asked = RecordRequest.objects.select_for_update(of=("self",)).get(public_id=request.origin)
    told = (asked.state, asked.meeting_number)
    if told == (request.state, request.item.meeting.number if request.item else None):
        return
    asked.state, asked.why = request.state, request.why
    if request.item is not None and request.state == AgendaRequest.State.PLACED:
        meeting = request.item.meeting
        asked.meeting_number, asked.meeting_on = meeting.number, local_day(meeting.starts_at)
        asked.why = _move_record(asked, request, at=at)
        text = f"{asked.reference} is on the agenda of a committee’s meeting on {long_date(asked.meeting_on)}."
        if asked.why:
            text += " Its own state did not change: its page says why."
    else:
        text = f"{asked.reference} was not put on the committee’s agenda. Its page says why."
    asked.save(update_fields=["state", "why", "meeting_number", "meeting_on"])
    tell_whoever_asked(asked, text, f"{request.state}:{request.version}")


def _move_record(asked: RecordRequest, request: AgendaRequest, *, at: datetime) -> str:
    """Move the record onto the agenda; empty, or why it stayed where it was."""
    if asked.kind != VARIATION.key or request.settled_at is None or request.item is None:
        return ""
    note = f"{request.committee.name}, meeting {request.item.meeting.number}, item {request.item.position}"
    try:
        with transaction.atomic():
            put_on_agenda(variation_id=asked.record_id, on=local_day(request.settled_at), at=at, note=note)
    except Refused as refused:
        return refused.sentence
    return ""


def meeting_to_report_to(committee: Committee, *, after: datetime) -> Meeting | None:
    """The next meeting whose papers have not gone, locked; None where there is none."""
    rows = Meeting.objects.select_for_update(of=("self",)).filter(committee=committee, state__in=UNSENT)
    return rows.filter(starts_at__gt=after).order_by("starts_at", "id").first()
