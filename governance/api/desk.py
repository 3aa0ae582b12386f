"""The live desk over the API: what stands, what is new since an entry, and one entry more."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import made, said
from functions.api.parameters import person_of, refuse_unknown, words
from governance.api import base
from governance.api.desk_shapes import DeskShape, EntryShape, NewEntry
from governance.figures.desk import Room, room_of
from governance.models import DeskEntry, Meeting
from governance.presenters.desk_data import desk_data, entries_data, page_for
from governance.services.desk import enter
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused


def meeting_of(request: Request, public_id: Any) -> Meeting:
    """The meeting, to its committee's people."""
    rows = Meeting.objects.visible_to(person_of(request)).select_related("committee", "terms")
    found: Meeting = base.one(rows, public_id)
    return found


class Desk(APIView):
    """The desk of a meeting."""

    @extend_schema(responses=forced_singular_serializer(DeskShape), operation_id="desk_retrieve")
    def get(self, request: Request, public_id: UUID) -> Response:
        """What stands now: who is here, the item that is open, motions and their votes."""
        refuse_unknown(request, set())
        room = room_of(meeting_of(request, public_id))
        return Response(DeskShape(desk_data(room, person=person_of(request))).data)


SINCE = OpenApiParameter("since", int, description="Only entries after this number: 0 for all of them.")


class Entries(GenericAPIView):
    """The entries of a meeting in the order they were made."""

    serializer_class = EntryShape
    queryset = DeskEntry.objects.none()
    keyset = (("number", "asc"),)

    def get_queryset(self) -> QuerySet[DeskEntry]:
        return DeskEntry.objects.none()

    @extend_schema(parameters=[SINCE], responses=EntryShape(many=True), operation_id="desk_entries_list")
    def get(self, request: Request, public_id: UUID) -> Response:
        """What was entered, or what is new since an entry: ask again with the last number you know."""
        refuse_unknown(request, {"since"})
        meeting = meeting_of(request, public_id)
        rows = DeskEntry.objects.filter(meeting=meeting, number__gt=_since(request))
        page = self.paginate_queryset(rows)
        shown = _shown(room_of(meeting), page, person=person_of(request)) if page else []
        return self.get_paginated_response(EntryShape(shown, many=True).data)

    @extend_schema(request=NewEntry, responses={201: EntryShape}, operation_id="desk_entries_create")
    def post(self, request: Request, public_id: UUID) -> Response:
        """Make one entry: the secretary any, a member their own arrival, declaration and vote.

        With a key that is known already it answers with the entry that was made then.
        """
        meeting = meeting_of(request, public_id)
        sent = said(NewEntry, request)
        entry = _enter(request, room_of(meeting), sent)
        after = room_of(meeting_of(request, public_id))
        return made(EntryShape(entries_data(after, [entry])[0]).data)


def _shown(room: Room, rows: Iterable[DeskEntry], *, person: Person) -> list[dict[str, Any]]:
    """Entries without those about an item for which this person had to leave."""
    hidden = page_for(room, person).hidden_entries
    return entries_data(room, [row for row in rows if row.number not in hidden])


def _since(request: Request) -> int:
    asked = words(request, "since") or "0"
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise ValidationError({"since": ["Enter the number of an entry, or 0."]})
    return int(asked)


def _enter(request: Request, room: Room, sent: dict[str, Any]) -> DeskEntry:
    now = timezone.now()
    at = sent.get("at", now)
    facts = dict(sent["facts"])
    if facts.get("item"):
        facts["item"] = next((item.pk for item in room.items if str(item.public_id) == facts["item"]), 0)
    if "at" in sent and not (room.desk.opened_at and room.desk.opened_at <= at <= now):
        raise ValidationError({"at": ["Enter a moment between the opening of the meeting and now, or leave it out."]})
    try:
        return enter(
            meeting_id=room.meeting.pk, by=person_of(request), kind=sent["kind"], facts=facts, key=sent["key"], at=at
        )
    except Refused as refused:
        if refused.field and refused.field != "kind":
            refused.field = f"facts.{refused.field}"
        raise
