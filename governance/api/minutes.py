"""Minutes over the API: drafted from the record, written, circulated, amended, approved and published."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import CHANGE, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from governance.api.base import MINUTE, refuse_without
from governance.api.desk import meeting_of
from governance.api.minutes_shapes import MinutesMove, MinutesShape, ProseChange
from governance.figures.minutes.record import Kept, clock_of, kept_of
from governance.figures.withheld import withheld_from
from governance.models import Meeting, Minutes
from governance.presenters.minutes.words import seen
from governance.rules.minutes.sections import from_data
from governance.rules.minutes.withholding import withheld_from as without
from governance.services.meetings.days import terms_of
from governance.services.minutes import drafting, publishing, sending
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version, with_etag
from hubportal.web.words import local_day


def _newest(kept: Kept) -> Minutes:
    if kept.latest is None:
        raise Http404("This meeting has no minutes yet.")
    return kept.latest


def _whole(request: Request, meeting: Meeting) -> tuple[dict[str, Any], int]:
    """The newest version this person reads, and its version."""
    kept, secretary = kept_of(meeting), person_of(request).grants.can(MINUTE, meeting.committee_id)
    readable = list(seen(kept.versions, minutes=secretary))
    if not readable:
        raise Http404("This meeting has no minutes yet.")
    row: Any = readable[-1]
    sent = kept.circulated_at
    clock = clock_of(
        meeting, terms=terms_of(meeting), circulated_on=local_day(sent) if sent else None, on=timezone.localdate()
    )
    withheld = withheld_from(person_of(request), [meeting.committee_id], meeting=meeting)
    row.meeting, row.due_on, row.parts = meeting, clock.due_on, without(from_data(row.sections), withheld.private)
    row.readers = {name: row.circulated_to.get(name, []) for name in ("sent", "by_hand")}
    row.changed = [one.key for one in kept.changes] if secretary else []
    return dict(MinutesShape(row).data), row.version


def _answer(request: Request, meeting: Meeting, code: int = 200) -> Response:
    data, version = _whole(request, meeting)
    return with_etag(Response(data, status=code), version)


class MinutesOfMeeting(APIView):
    """The minutes of a meeting."""

    @extend_schema(responses=forced_singular_serializer(MinutesShape), operation_id="minutes_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """The newest version that you may read."""
        refuse_unknown(request, set())
        return _answer(request, meeting_of(request, public_id))

    @extend_schema(request=None, responses={201: MinutesShape}, parameters=[ONCE], operation_id="minutes_create")
    @idempotent
    def post(self, request: Request, public_id: UUID) -> Response:
        """Draft the minutes of a closed meeting from its record."""
        meeting = meeting_of(request, public_id)
        refuse_without(request, meeting.committee_id)
        drafting.draft_minutes(meeting_id=meeting.pk, by=person_of(request), at=timezone.now())
        return _answer(request, meeting, 201)

    @extend_schema(
        request=ProseChange, responses=MinutesShape, parameters=[CHANGE], operation_id="minutes_partial_update"
    )
    def patch(self, request: Request, public_id: UUID) -> Response:
        """Write the prose of one section of a draft; what is from the record cannot be written."""
        meeting = meeting_of(request, public_id)
        refuse_without(request, meeting.committee_id)
        version, sent = required_version(request), said(ProseChange, request)
        row = _newest(kept_of(meeting))
        drafting.write_prose(
            minutes_id=row.pk, version=version, key=sent["section"], prose=sent["prose"], by=person_of(request)
        )
        return _answer(request, meeting)


class MinutesMoves(APIView):
    """Acts on the newest version of a meeting's minutes."""

    @extend_schema(
        request=MinutesMove, responses={201: MinutesShape}, parameters=[IF_MATCH, ONCE],
        operation_id="minutes_moves_create",
    )  # fmt: skip
    @idempotent
    def post(self, request: Request, public_id: UUID) -> Response:
        """Circulate, amend, approve or publish; or take over what the record says by now."""
        meeting = meeting_of(request, public_id)
        refuse_without(request, meeting.committee_id)
        sent = said(MinutesMove, request)
        _move(request, meeting, _newest(kept_of(meeting)), sent)
        return _answer(request, meeting, 201)


def _move(request: Request, meeting: Meeting, row: Minutes, sent: dict[str, Any]) -> None:
    by, at, act = person_of(request), timezone.now(), sent["act"]
    common: dict[str, Any] = {"minutes_id": row.pk, "version": held_version(request), "by": by}
    match act:
        case "circulate":
            sending.circulate(**common, at=at)
        case "take_over_record":
            drafting.take_over_record(**common)
        case "amend":
            drafting.begin_amendment(meeting_id=meeting.pk, words=sent["words"], by=by, at=at)
        case "drop_amendment":
            drafting.drop_amendment(**common)
        case "approve":
            sending.approve(**common, at_meeting=sent["meeting"], approved_by=sent["approved_by"], at=at)
        case _:
            publishing.publish_minutes(**common, at=at)
