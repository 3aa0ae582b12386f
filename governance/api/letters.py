"""Letters that tell practices of decisions, over the API: written from the register, read, and sent once."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import one_of, person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE
from governance.api.base import KEY, AnyFormat, acting, committee_of, not_in_schema, one, refuse_without
from governance.api.desk import meeting_of
from governance.models import DecisionLetter
from governance.services.minutes import letters as services
from governance.services.minutes.printing import PDF, letter_pdf
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

LETTER_STATES = DecisionLetter.State.choices
WAYS = [(code, words) for code, words in LETTER_STATES if code in ("sent", "posted", "on_record")]
WORDS = ("to_name", "to_address", "to_email", "subject", "body")
STATE = OpenApiParameter("state", str, enum=DecisionLetter.State.values)


class DecisionLetterShape(serializers.ModelSerializer):
    """One letter. Where the decision was on a record, `record` names it and the hub sends the letter; `file` is the
    letter as it went.
    """

    id = serializers.UUIDField(source="public_id")
    decision = serializers.IntegerField(source="decision.number")
    record = serializers.CharField(source="record_reference")
    state = serializers.ChoiceField(choices=LETTER_STATES)
    file = serializers.UUIDField(source="file.public_id", allow_null=True, default=None)

    class Meta:
        model = DecisionLetter
        fields = (
            "id", "decision", "practice_code", *WORDS, "record", "state", "ended_on", "why_dropped", "file", "version",
        )  # fmt: skip


class LetterChange(StrictSerializer):
    """What is written otherwise; what is not sent stays."""

    to_name = serializers.CharField(max_length=160)
    to_address = serializers.CharField(max_length=600, allow_blank=True)
    to_email = serializers.EmailField(max_length=254, allow_blank=True)
    subject = serializers.CharField(max_length=250)
    body = serializers.CharField(max_length=8_000)


class LetterSending(StrictSerializer):
    """By e-mail, as posted, or to the hub as a letter of the record that was decided on."""

    way = serializers.ChoiceField(choices=WAYS)


class LetterDropping(StrictSerializer):
    """Why a letter is not sent."""

    why = serializers.CharField(max_length=1_000)


class WrittenLetters(serializers.Serializer[Any]):
    """How many letters were written now; those that were there already are left alone."""

    written = serializers.IntegerField()


@extend_schema_view(list=extend_schema(parameters=[STATE], responses=DecisionLetterShape(many=True)))
class LetterViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The letters of a committee's decisions, to its secretary, the newest decision first."""

    lookup_field = "letter"
    lookup_value_regex = KEY
    serializer_class = DecisionLetterShape
    queryset = DecisionLetter.objects.none()
    keyset = (("decision_id", "desc"), ("id", "asc"))

    def get_queryset(self) -> QuerySet[DecisionLetter]:
        if not_in_schema(self):
            return DecisionLetter.objects.none()
        refuse_unknown(self.request, {"state"})
        state = one_of(self.request, "state", DecisionLetter.State.values)
        rows = self.rows(self.request, self.kwargs["committee"])
        return rows.filter(state=state) if state else rows

    def rows(self, request: Request, committee: Any) -> QuerySet[DecisionLetter]:
        """The committee's letters, to its secretary."""
        found = committee_of(request, committee)
        refuse_without(request, found.pk)
        rows: QuerySet[DecisionLetter] = DecisionLetter.objects.filter(committee=found)
        return rows.select_related("decision", "file", "committee")

    def find(self, request: Request, committee: Any, letter: str) -> DecisionLetter:
        """One letter, to the secretary."""
        found: DecisionLetter = one(self.rows(request, committee), letter)
        return found

    def retrieve(self, request: Request, committee: Any, letter: str) -> Response:
        """One letter."""
        refuse_unknown(request, set())
        found = self.find(request, committee, letter)
        return done(DecisionLetterShape(found).data, found.version)

    @extend_schema(request=LetterChange, responses=DecisionLetterShape, parameters=[CHANGE])
    def partial_update(self, request: Request, committee: Any, letter: str) -> Response:
        """Write a draft otherwise."""
        held = self.find(request, committee, letter)
        version = required_version(request)
        sent = said(LetterChange, request, partial=True)
        words = {name: getattr(held, name) for name in WORDS} | sent
        row = services.change_letter(letter_id=held.pk, version=version, said=words, by=person_of(request))
        return done(DecisionLetterShape(row).data, row.version)

    @extend_schema(
        request=LetterSending, responses={201: DecisionLetterShape}, parameters=[IF_MATCH, ONCE],
        operation_id="decision_letter_sending",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def sending(self, request: Request, committee: Any, letter: str) -> Response:
        """Let it go, once."""
        held = self.find(request, committee, letter)
        sent = said(LetterSending, request)
        services.send_letter(**self.act(request, held), way=sent["way"])
        return self.shown(request, committee, letter)

    @extend_schema(
        request=LetterDropping, responses={201: DecisionLetterShape}, parameters=[IF_MATCH, ONCE],
        operation_id="decision_letter_dropping",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def dropping(self, request: Request, committee: Any, letter: str) -> Response:
        """Decide that it does not go, with the reason."""
        held = self.find(request, committee, letter)
        sent = said(LetterDropping, request)
        services.drop_letter(**self.act(request, held), why=sent["why"])
        return self.shown(request, committee, letter)

    def act(self, request: Request, held: DecisionLetter) -> dict[str, Any]:
        """What every service takes."""
        return acting(request, letter_id=held.pk)

    def shown(self, request: Request, committee: Any, letter: str) -> Response:
        """As it stands after an act."""
        found = self.find(request, committee, letter)
        return made(DecisionLetterShape(found).data, found.version)


class LetterPdf(APIView):
    """A letter as it would be printed now."""

    content_negotiation_class = AnyFormat

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY}, operation_id="decision_letter_pdf")
    def get(self, request: Request, committee: Any, letter: Any) -> HttpResponse:
        """Download it."""
        refuse_unknown(request, set())
        found = LetterViewSet().find(request, committee, letter)
        content = letter_pdf(found, found.committee, on=found.ended_on or timezone.localdate())
        answer = HttpResponse(content, content_type=PDF)
        answer["Content-Disposition"] = 'attachment; filename="letter.pdf"'
        answer["Cache-Control"] = "private, no-store"
        return answer


class LettersOfMeeting(APIView):
    """The letters that the decisions of a meeting call for."""

    @extend_schema(
        request=None, responses={201: WrittenLetters}, parameters=[ONCE], operation_id="meeting_letters_create"
    )
    @idempotent
    def post(self, request: Request, public_id: Any) -> Response:
        """Write a draft for every practice that a decision concerns and that has none."""
        meeting = meeting_of(request, public_id)
        refuse_without(request, meeting.committee_id)
        return made({"written": services.write_letters(meeting_id=meeting.pk, by=person_of(request))})
