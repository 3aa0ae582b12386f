"""The action log over the API: read by everybody of the committee, updated by an action's owner and the secretary."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import done, made, said
from functions.api.parameters import one_of, person_of, refuse_unknown, words
from functions.api.record_acts import IF_MATCH, ONCE, held_version
from governance.api import base
from governance.api.base import COMMITTEE, KEY, refuse_without
from governance.api.minutes_shapes import ActionLine, ActionShape, NewUpdate
from governance.figures.minutes.actions import ORDER, narrowed, readable
from governance.figures.withheld import withheld_from
from governance.models import Action
from governance.services.minutes.actions import update_action
from hubportal.web.idempotency import idempotent

STATES = ("open", "overdue", "done", "dropped")
FILTERS = [
    COMMITTEE,
    OpenApiParameter("state", str, enum=list(STATES)),
    OpenApiParameter("q", str, description="Words of the action."),
    OpenApiParameter("owner", str, description="Words of the owner's name."),
]


@extend_schema_view(list=extend_schema(parameters=FILTERS, responses=ActionLine(many=True)))
class ActionViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Actions of the committees at which a person holds a role, the earliest due first."""

    lookup_field = "public_id"
    lookup_value_regex = KEY
    keyset = (*ORDER, ("id", "asc"))
    queryset = Action.objects.none()
    serializer_class = ActionLine

    def get_queryset(self) -> QuerySet[Action]:
        if base.not_in_schema(self):
            return Action.objects.none()
        request = self.request
        refuse_unknown(request, {"committee", "state", "q", "owner"})
        rows = narrowed(
            self._read_by(request),
            q=words(request, "q"), state=one_of(request, "state", STATES), owner=words(request, "owner"),
            on=timezone.localdate(),
        )  # fmt: skip
        found: QuerySet[Action] = base.of_committee(rows, request)
        return found

    def _read_by(self, request: Request) -> QuerySet[Action]:
        """Their committees' actions: their own, and what was not agreed on an item for which they had to leave."""
        person = person_of(request)
        rows: QuerySet[Action] = Action.objects.visible_to(person)
        rows = rows.filter(readable(withheld_from(person)) | Q(person=person))
        return rows.select_related("committee", "meeting", "item")

    def find(self, request: Request, public_id: str) -> Action:
        """The action with its updates, to its committee's people."""
        found: Action = base.one(self._read_by(request).prefetch_related("updates__by"), public_id)
        return found

    @extend_schema(responses=ActionShape)
    def retrieve(self, request: Request, public_id: str) -> Response:
        """One action with what was said of it."""
        refuse_unknown(request, set())
        found = self.find(request, public_id)
        return done(ActionShape(found).data, found.version)

    @extend_schema(
        request=NewUpdate, responses={201: ActionShape}, parameters=[IF_MATCH, ONCE],
        operation_id="action_updates_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def updates(self, request: Request, public_id: str) -> Response:
        """Say how an action goes, that it is done, or as the secretary that it is dropped or open again."""
        held, by = self.find(request, public_id), person_of(request)
        if held.person_id != by.pk:
            refuse_without(request, held.committee_id)
        sent: dict[str, Any] = said(NewUpdate, request)
        update_action(action_id=held.pk, version=held_version(request), by=by, at=timezone.now(), **sent)
        after = self.find(request, public_id)
        return made(ActionShape(after).data, after.version)
