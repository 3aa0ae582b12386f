"""Contract variations over the API: the register, one of them, a new one, and its moves."""

from datetime import date
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import done, made, said
from functions.api.parameters import person_of
from functions.api.query_shapes import CodeField
from functions.api.record_acts import (
    FILTERS,
    IF_MATCH,
    ONCE,
    Addressed,
    MoveLine,
    NewMove,
    OfRecordKind,
    PracticeField,
    RecordLine,
    held_version,
    known_act,
    refuse_stale_sign_in,
)
from functions.api.what_if import DayField
from functions.models import Variation
from functions.rules.variations.moves import DECIDING
from functions.rules.variations.types import FACTS, ROUTE_WORDS
from functions.services.variations import deciding, telling
from functions.services.variations.decisions import ExternalDecision
from functions.services.variations.kind import VARIATION
from functions.services.variations.making import NewVariation, make_variation
from functions.services.variations.types import type_called, variation_types
from hubportal.organisations.models import Ccg, ContractType
from hubportal.records.figures.listing import Choice
from hubportal.records.models import RecordFile
from hubportal.records.services.letter_templates import filled, template_called
from hubportal.records.services.letters import Addressee, LetterWords
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent

TYPES = [code for code, kind in variation_types().items() if kind.route != "statutory"]
_APPROVING = frozenset({"approve", "determine"})
_COUNTED = ("weekly_hours", "other_partners")


class VariationLine(RecordLine):
    """A variation as a line of the list."""

    type = serializers.CharField()
    route = serializers.CharField()
    contract = serializers.CharField(source="contract_kind")
    requested_on = serializers.DateField(allow_null=True)
    effective_on = serializers.DateField(allow_null=True)
    until_on = serializers.DateField(allow_null=True)
    other_ccg = serializers.CharField(source="other_ccg.ods_code", allow_null=True, default=None)


class DecisionShape(StrictSerializer):
    """A decision; a committee's names its file, one kept with the variation already, by its name."""

    body = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")
    reference = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    file = serializers.CharField(max_length=160, required=False, allow_blank=True, default="")


class WholeVariation(VariationLine):
    """A variation with its decision, what is missing, what was done and what can be done."""

    facts = serializers.DictField()
    decision = DecisionShape(allow_null=True)
    decided_on = serializers.DateField(allow_null=True)
    missing_documents = serializers.ListField(child=serializers.CharField())
    moves = MoveLine(many=True)
    open_moves = serializers.ListField(child=serializers.CharField())


class NewVariationShape(StrictSerializer):
    """What records a variation. `facts` are those its type asks for."""

    type = serializers.ChoiceField(choices=TYPES)
    practice = PracticeField(required=False, allow_null=True)
    ccg = CodeField(max_length=5, required=False)
    received_on = DayField()
    requested_on = DayField(required=False, allow_null=True)
    until_on = DayField(required=False, allow_null=True)
    contract = serializers.ChoiceField(choices=ContractType.choices, required=False, allow_blank=True, default="")
    subject = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    joining: Any = serializers.ListField(child=PracticeField(), max_length=10, required=False, default=list)
    facts: Any = serializers.DictField(required=False, default=dict)
    is_another = serializers.BooleanField(default=False)
    changed_circumstances = serializers.BooleanField(default=False)

    def validate_received_on(self, day: date) -> date:
        if day > timezone.localdate():
            raise ValidationError("The date must be today or in the past.")
        return day

    def validate_facts(self, given: dict[str, Any]) -> dict[str, Any]:
        for name, value in given.items():
            if name not in FACTS:
                raise ValidationError(f"{name[:40]} is not a fact of any type.")
            try:
                if name in _COUNTED:
                    given[name] = int(value)
                elif name.endswith("_on"):
                    date.fromisoformat(value)
                else:
                    given[name] = str(value)[:120]
            except (TypeError, ValueError) as wrong:
                raise ValidationError(f"{name} is not a number or date of the right form.") from wrong
        return given

    def new(self) -> NewVariation:
        """What was sent, as the service takes it."""
        sent = dict(self.validated_data)
        sent["contract_kind"] = sent.pop("contract")
        ccg = sent.pop("ccg", None)
        return NewVariation(**{"practice": None, **sent}, ccg=Ccg.objects.filter(ods_code=ccg).first() if ccg else None)


class VariationMove(NewMove):
    """A move; deciding names a decision and from when it holds, allowing an appeal whose decision that is, issuing to
    whom the notice goes.
    """

    effective_on = DayField(required=False, allow_null=True)
    until_on = DayField(required=False, allow_null=True)
    decision = DecisionShape(required=False)
    to = Addressed(required=False)


CHOICES = (
    Choice("type", "Type", tuple((kind.code, kind.name) for kind in variation_types().values())),
    Choice("route", "Route", tuple(ROUTE_WORDS.items())),
)


@extend_schema_view(
    list=extend_schema(
        parameters=[*FILTERS, OpenApiParameter("type", str, enum=list(variation_types())),
                    OpenApiParameter("route", str, enum=list(ROUTE_WORDS))],
        responses=VariationLine(many=True),
    )
)  # fmt: skip
class VariationViewSet(OfRecordKind, mixins.ListModelMixin, viewsets.GenericViewSet):
    """Contract variations."""

    kind, choices, besides = VARIATION, CHOICES, ("other_ccg",)
    queryset = Variation.objects.none()
    serializer_class = VariationLine

    def _whole(self, request: Request, variation: Variation) -> dict[str, Any]:
        held = deciding.Held.by(variation)
        missing = [words for code, words in variation.wanted.items() if code not in held.documents]
        decided = {
            "body": variation.decision_body,
            "reference": variation.decision_reference,
            "file": variation.decision_document.name if variation.decision_document else "",
        }
        return {
            **VariationLine(variation).data,
            "facts": variation.facts,
            "decision": decided if variation.decided_on else None,
            "decided_on": variation.decided_on,
            "missing_documents": missing,
            **self.moves_of(request, variation),
        }

    @extend_schema(responses=WholeVariation)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One variation whole."""
        found = self.find(request, reference)
        return done(self._whole(request, found), found.version)

    @extend_schema(request=NewVariationShape, responses={201: VariationLine(many=True)}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Record a variation. Answers with a list: a merger across CCGs has a record for each of them."""
        asked = NewVariationShape(data=request.data)
        asked.is_valid(raise_exception=True)
        variations = make_variation(new=asked.new(), by=person_of(request), at=timezone.now())
        at = request.build_absolute_uri(f"{request.path}{variations[0].reference}/")
        return made(VariationLine(variations, many=True).data, at=at)

    @extend_schema(
        request=VariationMove, responses={201: WholeVariation}, parameters=[IF_MATCH, ONCE],
        operation_id="variation_moves_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def moves(self, request: Request, reference: str) -> Response:
        """Move a variation on; a move out of order is refused with the reason."""
        variation = self.find(request, reference)
        _make_move(request, variation, said(VariationMove, request))
        found = self.find(request, reference)
        return made(self._whole(request, found), found.version)


def _make_move(request: Request, variation: Variation, sent: dict[str, Any]) -> None:
    act, by, now = known_act(VARIATION, sent["act"]), person_of(request), timezone.now()
    on = sent.get("on") or timezone.localdate(now)
    if act == "sign_off":
        refuse_stale_sign_in(request)
    common: dict[str, Any] = {"variation_id": variation.pk, "by": by, "at": now, "version": held_version(request)}
    if act in DECIDING | {"determine", "decline"}:
        deciding.record_decision(
            act=act, decision=_decision(variation, sent, act=act, on=on, by=by), until_on=sent.get("until_on"),
            effective_on=sent.get("effective_on"), **common,
        )  # fmt: skip
    elif act == "allow_appeal":
        decision = sent.get("decision", {"body": "", "reference": ""})
        deciding.allow_appeal(
            body=decision["body"], reference=decision["reference"], on=on, note=sent["note"], **common
        )
    elif act == "issue":
        telling.issue_notice(**_notice(variation, sent, by=by, today=on), **common)
    elif act == "take_effect":
        telling.take_effect(**common)
    else:
        deciding.make_move(act=act, on=on, note=sent["note"], **common)


def _decision(variation: Variation, sent: dict[str, Any], *, act: str, on: date, by: Any) -> Any:
    approved, notes = act in _APPROVING, sent["note"]
    if act not in DECIDING:
        return deciding.hub_determination(approved=approved, by=by, on=on, notes=notes)
    decision = sent.get("decision", {"body": "", "reference": "", "file": ""})
    named = RecordFile.objects.of(variation).filter(document__name=decision["file"]).select_related("document").last()
    file = named.document if named else None
    return ExternalDecision(approved, decision["body"], decision["reference"], on, notes, file)


def _notice(variation: Variation, sent: dict[str, Any], *, by: Any, today: date) -> dict[str, Any]:
    to = sent.get("to")
    if to is None:
        raise ValidationError({"to": ["Say to whom the notice goes."]})
    template: Any = template_called(type_called(variation.type).letter_to(variation.facts.get("side", "")))
    subject, body = filled(template, variation, by=by, today=today)
    words = LetterWords(subject, body, send_by=to["send_by"], template=template.code)
    return {"to": Addressee(to["name"], to["address"], to["email"]), "words": words}
