"""Meetings over the API: planned, changed, told of, their papers sent, cancelled; and who sends apologies."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from governance.api import base
from governance.api.base import COMMITTEE, KEY
from governance.api.meeting_shapes import (
    ApologyShape,
    ItemShape,
    MeetingChange,
    MeetingLine,
    MeetingMove,
    MeetingShape,
    NewApology,
    NewItem,
    NewMeeting,
)
from governance.api.withholding import withholding
from governance.figures.committees import committees_of
from governance.figures.meetings.contents import entries_of, supplement_of
from governance.models import Appointment, Meeting
from governance.services.finding import READ
from governance.services.meetings import apologies, carrying, items, packs, planning, sending
from governance.services.meetings.items import ItemWords
from governance.services.meetings.planning import Sitting
from governance.services.meetings.publishing import NOTHING
from governance.services.meetings.reading import read_item, read_meeting
from hubportal.web.idempotency import idempotent
from hubportal.web.refusals import Refused
from hubportal.web.versions import ETagMixin, required_version

STATE = OpenApiParameter("state", str, enum=Meeting.State.values)
OF_MOVE = "withheld.papers"
SEAT = OpenApiParameter("seat", OpenApiTypes.STR, OpenApiParameter.PATH, description="The code of a seat.")


@extend_schema_view(
    list=extend_schema(parameters=[COMMITTEE, STATE], responses=MeetingLine(many=True)),
    retrieve=extend_schema(responses=MeetingShape),
)
class MeetingViewSet(ETagMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The meetings of the committees at which a person holds a role, the latest first."""

    lookup_field = "public_id"
    lookup_value_regex = KEY
    keyset = (("starts_at", "desc"), ("id", "desc"))
    queryset = Meeting.objects.none()
    serializer_class = MeetingLine

    def get_queryset(self) -> QuerySet[Meeting]:
        if base.not_in_schema(self):
            return Meeting.objects.none()
        rows: QuerySet[Meeting] = Meeting.objects.visible_to(person_of(self.request)).select_related("committee")
        return base.rows_asked(rows, self.request, {"state": Meeting.State.values})

    def find(self, request: Request, public_id: str, permission: str = READ) -> Meeting:
        """The meeting, to its committee's people; 403 to those whose role does not do this."""
        rows = Meeting.objects.visible_to(person_of(request)).select_related("committee", "terms")
        found: Meeting = base.permitted(rows, request, public_id, permission)
        return found

    def whole(self, request: Request, meeting: Meeting) -> dict[str, Any]:
        """The meeting as it stands now, read afresh."""
        held = Meeting.objects.select_related("committee", "terms").get(pk=meeting.pk)
        return dict(MeetingShape(read_meeting(held, person=person_of(request))).data)

    def retrieve(self, request: Request, public_id: str) -> Response:
        """One meeting with its dates, agenda, papers, apologies and packs."""
        refuse_unknown(request, set())
        found = self.find(request, public_id)
        return done(self.whole(request, found), found.version)

    @extend_schema(request=NewMeeting, responses={201: MeetingShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Plan a meeting."""
        sent = said(NewMeeting, request)
        committee = committees_of(person_of(request)).filter(public_id=sent.pop("committee")).first()
        if committee is None:
            raise ValidationError({"committee": ["You have no committee of this id."]})
        with base.naming(on="starts_at", hours="ends_at"):
            (meeting,) = planning.plan_meetings(
                committee_id=committee.pk, by=person_of(request), sittings=[Sitting(**sent)], at=timezone.now()
            )
        at = request.build_absolute_uri(f"{request.path}{meeting.public_id}/")
        return made(self.whole(request, meeting), meeting.version, at=at)

    @extend_schema(request=MeetingChange, responses=MeetingShape, parameters=[CHANGE])
    def partial_update(self, request: Request, public_id: str) -> Response:
        """Move a meeting, or change its hours or place; once notice was given everybody is told."""
        held = self.find(request, public_id, base.MINUTE)
        version = required_version(request)
        asked = {name: getattr(held, name) for name in ("starts_at", "ends_at", "place", "joining")}
        sitting = Sitting(**(asked | said(MeetingChange, request, partial=True)))
        with base.naming(on="starts_at", hours="ends_at"):
            changed = planning.change_meeting(
                meeting_id=held.pk, version=version, by=person_of(request), sitting=sitting, at=timezone.now()
            )
        return done(self.whole(request, changed), changed.version)

    @extend_schema(
        request=MeetingMove, responses={201: MeetingShape}, parameters=[IF_MATCH, ONCE],
        operation_id="meeting_moves_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, public_id: str) -> Response:
        """Give notice, send papers or a supplement, cancel, take items over, or have packs made."""
        held = self.find(request, public_id, base.MINUTE)
        sent = said(MeetingMove, request)
        _move(request, held, **sent)
        held.refresh_from_db(fields=["version"])
        return made(self.whole(request, held), held.version)

    @extend_schema(request=NewItem, responses={201: ItemShape}, parameters=[ONCE], operation_id="meeting_items_create")
    @action(detail=True, methods=["post"])
    @idempotent
    def items(self, request: Request, public_id: str) -> Response:
        """Put an item at the end of the agenda."""
        held = self.find(request, public_id, base.MINUTE)
        sent = said(NewItem, request)
        why = sent.pop("why")
        words = ItemWords(**{**sent, "names": tuple(sent["names"])})
        item = items.add_item(meeting_id=held.pk, by=person_of(request), words=words, at=timezone.now(), why=why)
        item.meeting = held
        return made(ItemShape(read_item(item, person=person_of(request))).data, item.version)

    @extend_schema(
        request=NewApology, responses={201: ApologyShape}, parameters=[ONCE], operation_id="meeting_apologies_create"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def apologies(self, request: Request, public_id: str) -> Response:
        """Send one's own apologies, or as the secretary anybody's; sent again they replace what was sent."""
        held = self.find(request, public_id)
        sent = said(NewApology, request)
        deputy = _deputy(held, sent["deputy"])
        with base.naming(seat_code="seat"):
            given = apologies.give_apology(
                meeting_id=held.pk, by=person_of(request), seat_code=sent["seat"], at=timezone.now(),
                deputy_id=deputy.pk if deputy else None, reason=sent["reason"],
            )  # fmt: skip
        return made(ApologyShape(given).data)

    @extend_schema(responses={204: None}, parameters=[SEAT], operation_id="meeting_apologies_destroy")
    @action(detail=True, methods=["delete"], url_path=r"apologies/(?P<seat>[A-Za-z0-9_-]{1,40})")
    def apology(self, request: Request, public_id: str, seat: str) -> Response:
        """Take apologies back: the member comes after all."""
        held = self.find(request, public_id)
        apologies.take_back_apology(meeting_id=held.pk, by=person_of(request), seat_code=seat)
        return Response(status=204)


def _deputy(meeting: Meeting, public_id: Any) -> Appointment | None:
    if public_id is None:
        return None
    rows = Appointment.objects.filter(committee_id=meeting.committee_id, public_id=public_id)
    found: Appointment | None = rows.first()
    if found is None:
        raise ValidationError({"deputy": ["The committee has no such appointment."]})
    return found


def _move(request: Request, meeting: Meeting, *, act: str, why: str, withheld: Any = None) -> None:
    by, at, version = person_of(request), timezone.now(), held_version(request)
    common: dict[str, Any] = {"meeting_id": meeting.pk, "by": by}
    if act == "give_notice":
        sending.give_notice(**common, version=version, at=at, why=why)
    elif act == "send_papers":
        kept = withholding(withheld, entries_of(meeting), member=OF_MOVE) if withheld else NOTHING
        with base.naming(withheld_why="withheld.why"):
            sending.issue_papers(**common, version=version, at=at, why=why, withheld=kept)
    elif act == "cancel":
        planning.cancel_meeting(**common, version=version, why=why)
    elif why:
        raise Refused("No reason is kept with this act. Send it without one.", field="why", status=400)
    elif act == "send_supplement":
        kept = withholding(withheld, supplement_of(meeting, None), member=OF_MOVE) if withheld else NOTHING
        with base.naming(withheld_why="withheld.why"):
            sending.issue_supplement(**common, version=version, at=at, withheld=kept)
    elif act == "take_over_items":
        carrying.take_over(**common, at=at)
    elif act == "make_draft_packs":
        packs.draft_packs(**common, at=at)
    else:
        packs.make_again(**common, at=at)
