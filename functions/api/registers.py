"""Registers over the API: which there are, their rows, adding and changing a row, and moving it on."""

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import said
from functions.api.case_acts import IF_MATCH, ONCE, held_version
from functions.api.parameters import one_of, person_of, refuse_unknown, words
from functions.api.record_acts import refuse_stale_sign_in
from functions.api.register_shapes import NewRowShape, RegisterPage, RegisterShape, RowChange, RowMove, RowShape, merged
from functions.models import RegisterRow
from functions.rules.registers.declaration import Register
from functions.services.registers.adding import NewRow, add_row
from functions.services.registers.changing import change_row, move_row
from functions.services.registers.declared import register_of, registers, registers_open_to
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version, with_etag

PLACES = {"ccg": "ccg__ods_code", "practice": "practice__ods_code"}
PARAMETERS = [
    OpenApiParameter("ccg", str, description="ODS code of a CCG."),
    OpenApiParameter("practice", str, description="ODS code of a practice."),
    OpenApiParameter("state", str, description="A state of the register's flow; every row when not given."),
]


def visible_rows(request: Request) -> QuerySet[RegisterRow]:
    """The rows a person may read, with what a line shows."""
    found: QuerySet[RegisterRow] = RegisterRow.objects.visible_to(person_of(request))
    return found.select_related("ccg", "practice", "owner")


def answer(row: RegisterRow, *, code: int = status.HTTP_200_OK) -> Response:
    """A row, marked with its version."""
    return with_etag(Response(RowShape(row).data, status=code), row.version)


class RegisterList(ListAPIView):
    """The registers there are, each with its columns and its flow."""

    serializer_class = RegisterShape
    queryset = RegisterRow.objects.none()
    pagination_class = None

    @extend_schema(responses=forced_singular_serializer(RegisterPage), operation_id="registers_list")
    def get(self, request: Request) -> Response:
        refuse_unknown(request, set())
        found = registers_open_to(person_of(request))
        return Response({"next": None, "previous": None, "results": RegisterShape(found, many=True).data})


@extend_schema_view(list=extend_schema(parameters=PARAMETERS, responses=RowShape(many=True)))
class RowsOfRegister(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The rows of one register."""

    queryset = RegisterRow.objects.none()
    serializer_class = RowShape
    keyset = (("received_on", "desc"), ("id", "desc"))

    def get_queryset(self) -> QuerySet[RegisterRow]:
        if getattr(self, "swagger_fake_view", False):
            return RegisterRow.objects.none()
        refuse_unknown(self.request, {*PLACES, "state"})
        register = self._register(self.request)
        found = visible_rows(self.request).filter(register=register.code)
        if state := one_of(self.request, "state", tuple(register.moves.states)):
            found = found.filter(state=state)
        for name, column in PLACES.items():
            if asked := words(self.request, name):
                found = found.filter(**{column: asked.upper()})
        return found

    def _register(self, request: Request) -> Register:
        """The register the address names, if the person reads it."""
        register = registers().get(self.kwargs["code"])
        if register is None or register not in registers_open_to(person_of(request)):
            raise Http404
        return register

    @extend_schema(request=NewRowShape, responses={201: RowShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request, code: str) -> Response:
        """Add a row."""
        register, now = self._register(request), timezone.now()
        sent = said(NewRowShape, request)
        today = timezone.localdate(now)
        values = merged(register, {}, sent["values"], today=today)
        new = NewRow(sent["ccg"], sent.get("practice"), values, owner=sent.get("owner"))
        row = add_row(register, new, by=person_of(request), on=today, at=now)
        made = answer(row, code=status.HTTP_201_CREATED)
        made["Location"] = request.build_absolute_uri(f"/api/v1/register-rows/{row.reference}/")
        return made


class RowViewSet(viewsets.GenericViewSet):
    """One row of a register."""

    queryset = RegisterRow.objects.none()
    serializer_class = RowShape
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"

    def _row(self, request: Request, reference: str) -> RegisterRow:
        row = visible_rows(request).filter(reference=reference.upper()).first()
        if row is None:
            raise Http404
        return row

    @extend_schema(responses=RowShape)
    def retrieve(self, request: Request, reference: str) -> Response:
        """What the row holds."""
        return answer(self._row(request, reference))

    @extend_schema(request=RowChange, responses=RowShape, parameters=[IF_MATCH])
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change some columns, from the version that was read."""
        row, now = self._row(request, reference), timezone.now()
        version = required_version(request)
        sent = said(RowChange, request, partial=True)
        values = merged(register_of(row), row.values, sent.get("values", {}), today=timezone.localdate(now))
        row = change_row(
            row_id=row.pk,
            version=version,
            values=values,
            by=person_of(request),
            at=now,
            owner=sent.get("owner"),
            gives_owner="owner" in sent,
        )
        return answer(self._row(request, row.reference))

    @extend_schema(request=RowMove, responses=RowShape, parameters=[IF_MATCH])
    @action(detail=True, methods=["post"], serializer_class=RowMove)
    def moves(self, request: Request, reference: str) -> Response:
        """Move the row on in the flow of its register."""
        row = self._row(request, reference)
        sent = said(RowMove, request)
        register = register_of(row)
        made = next((move for move in register.moves.moves if move.act == sent["act"]), None)
        if made is None:
            raise Http404
        if made.four_eyes:
            refuse_stale_sign_in(request)
        move_row(
            row_id=row.pk,
            version=held_version(request),
            act=sent["act"],
            by=person_of(request),
            on=sent["on"],
            at=timezone.now(),
            values=merged(register, row.values, sent.get("values", {})),
            note=sent["note"],
        )
        return answer(self._row(request, reference))
