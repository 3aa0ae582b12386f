"""Decision registers over the API: entries, corrections, the proof of the chain, and the chain as a file."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import made, said
from functions.api.parameters import day, person_of, refuse_unknown, words
from functions.api.record_acts import ONCE
from governance.api import base
from governance.api.base import COMMITTEE, refuse_without
from governance.figures.register import body_of_entry, entries_readable_by, last_anchor
from governance.models import RegisterAnchor, RegisterEntry
from governance.presenters.register import state_of
from governance.rules.register import EntryKind
from governance.services.register import correct, verify
from governance.services.register_export import bundle
from governance.services.withholding import refuse_whole_register
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent

MOST_WORDS = 8


class DecisionLine(serializers.ModelSerializer):
    """One entry of a decision register in a list."""

    committee = serializers.UUIDField(source="committee.public_id")
    meeting = serializers.IntegerField(source="meeting.number", allow_null=True, default=None)
    corrects = serializers.IntegerField(source="corrects.number", allow_null=True, default=None)
    state = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    outcome = serializers.SerializerMethodField()

    class Meta:
        model = RegisterEntry
        fields = (
            "id", "committee", "number", "kind", "decided_on", "meeting", "title", "outcome", "state", "is_private",
            "corrects", "digest",
        )  # fmt: skip

    def get_state(self, entry: RegisterEntry) -> str:
        """Stands, corrected or taken back."""
        return state_of(entry)

    def get_title(self, entry: RegisterEntry) -> str:
        """The title of the item; of a correction its words."""
        body = body_of_entry(entry)
        return str(body.get("title") or body.get("words") or "")

    def get_outcome(self, entry: RegisterEntry) -> str:
        """Carried or not; empty for a correction."""
        return str(body_of_entry(entry).get("outcome", ""))


class RegisterDecisionShape(DecisionLine):
    """One entry with what its digest covers; `content` is the very text, `body` its second line read."""

    previous = serializers.CharField()
    content = serializers.CharField()
    body = serializers.SerializerMethodField()

    class Meta(DecisionLine.Meta):
        fields = (*DecisionLine.Meta.fields, "previous", "content", "body")  # type: ignore[assignment]

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_body(self, entry: RegisterEntry) -> dict[str, Any]:
        """The body."""
        return body_of_entry(entry)


class Correction(StrictSerializer):
    """What an entry says wrongly, and what is right. The entry itself stays as it is."""

    words = serializers.CharField(max_length=4_000)


FILTERS = [
    COMMITTEE,
    OpenApiParameter("kind", str, enum=[kind.value for kind in EntryKind]),
    OpenApiParameter("q", str, description="Words of the entry."),
    OpenApiParameter("since", OpenApiTypes.DATE, description="Decided on this day or later."),
    OpenApiParameter("until", OpenApiTypes.DATE, description="Decided on this day or earlier."),
]


@extend_schema_view(
    list=extend_schema(parameters=FILTERS, responses=DecisionLine(many=True)),
    retrieve=extend_schema(responses=RegisterDecisionShape),
)
class DecisionViewSet(mixins.RetrieveModelMixin, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The decision registers of the committees at which a person holds a role, the latest entry first."""

    lookup_field = "pk"
    lookup_url_kwarg = "id"
    lookup_value_regex = "[0-9]{1,18}"
    keyset = (("id", "desc"),)
    queryset = RegisterEntry.objects.none()

    def get_serializer_class(self) -> Any:
        """The line in a list, all of it for one."""
        return DecisionLine if self.action == "list" else RegisterDecisionShape

    def get_queryset(self) -> QuerySet[RegisterEntry]:
        if base.not_in_schema(self):
            return RegisterEntry.objects.none()
        rows: QuerySet[RegisterEntry] = entries_readable_by(person_of(self.request))
        if self.action != "list":
            refuse_unknown(self.request, set())
            return rows
        kinds = {"kind": [kind.value for kind in EntryKind]}
        rows = base.rows_asked(rows, self.request, kinds, "q", "since", "until")
        for word in words(self.request, "q").split()[:MOST_WORDS]:
            rows = rows.filter(content__icontains=word)
        return rows.filter(**self._days())

    def _days(self) -> dict[str, date]:
        asked = {"since": "decided_on__gte", "until": "decided_on__lte"}
        return {column: day(self.request, name) for name, column in asked.items() if words(self.request, name)}

    @extend_schema(
        request=Correction, responses={201: RegisterDecisionShape}, parameters=[ONCE],
        operation_id="decision_corrections_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def corrections(self, request: Request, id: str) -> Response:
        """Enter a correction; the entry stays, and shows that it was corrected."""
        held = self.get_object()
        refuse_without(request, held.committee_id)
        sent = said(Correction, request)
        entry = correct(entry_id=held.pk, words=sent["words"], by=person_of(request), at=timezone.now())
        shown = entries_readable_by(person_of(request)).get(pk=entry.pk)
        return made(RegisterDecisionShape(shown).data)


class AnchorShape(serializers.ModelSerializer):
    """The newest anchor: how long the chain was, and its last digest then."""

    class Meta:
        model = RegisterAnchor
        fields = ("number", "digest", "at")


class ProofFault(serializers.Serializer[Any]):
    """The first entry that does not match, and why."""

    number = serializers.IntegerField()
    detail = serializers.CharField()


class ProofShape(serializers.Serializer[Any]):
    """Whether a register is whole, proved now."""

    entries = serializers.IntegerField()
    verified = serializers.BooleanField()
    fault = ProofFault(allow_null=True)
    anchor = AnchorShape(allow_null=True)


ANCHOR = OpenApiParameter("anchor", str, description="NUMBER:DIGEST, an anchor that you kept: the proof heeds it too.")


class RegisterProof(APIView):
    """The proof of a committee's decision register."""

    @extend_schema(parameters=[ANCHOR], responses=forced_singular_serializer(ProofShape), operation_id="register_proof")
    def get(self, request: Request, committee: Any) -> Response:
        """Prove the chain now."""
        refuse_unknown(request, {"anchor"})
        found = base.committee_of(request, committee)
        fault = verify(found, also=_anchors(request))
        proved = {
            "entries": RegisterEntry.objects.filter(committee=found).count(),
            "verified": fault is None,
            "fault": None if fault is None else {"number": fault.number, "detail": fault.sentence},
            "anchor": last_anchor(found),
        }
        return Response(ProofShape(proved).data)


def _anchors(request: Request) -> tuple[tuple[int, str], ...]:
    asked = words(request, "anchor")
    if not asked:
        return ()
    number, _, digest = asked.partition(":")
    fits = number.isascii() and number.isdigit() and 0 < int(number[:12] or 0) < 2**31 and len(number) < 12
    if not fits or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise ValidationError({"anchor": ["Enter an anchor as NUMBER:DIGEST, as it was sent to you."]})
    return ((int(number), digest),)


class RegisterExport(APIView):
    """A committee's decision register as a zip file with the program that proves it."""

    content_negotiation_class = base.AnyFormat

    @extend_schema(responses={(200, "application/zip"): OpenApiTypes.BINARY}, operation_id="register_export")
    def get(self, request: Request, committee: Any) -> FileResponse:
        """Download it."""
        refuse_unknown(request, set())
        found = base.committee_of(request, committee)
        refuse_whole_register(person_of(request), found)
        return FileResponse(
            bundle(found), as_attachment=True, filename="decision-register.zip", content_type="application/zip"
        )
