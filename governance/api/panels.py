"""Resolution panels over the API: the list of people, who may sit and why others may not, the choice, the decision."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import done, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.queries import case_of_ccg
from functions.api.record_acts import IF_MATCH, ONCE
from functions.models import Query
from functions.models.queries import Kind
from functions.services.escalation import at_panel, decision_files, may_escalate
from governance.api.base import KEY, acting, not_in_schema, one
from governance.api.panel_shapes import (
    CandidateEnd,
    CandidateShape,
    ChoiceShape,
    NewCandidate,
    PanelActionDone,
    PanelChoice,
    PanelConcern,
    PanelConcernLine,
    PanelDecision,
    offered,
)
from governance.figures import panels as figures
from governance.models import PanelAction, PanelCandidate
from governance.rules.panels import PLACES, choice_for
from governance.services import panel_candidates as candidates
from governance.services import panels as services
from governance.services.panel_candidates import CandidateWords
from governance.services.panels import ActionWords
from hubportal.web.idempotency import idempotent

ALSO = OpenApiParameter("also", str, many=True, description="A further organisation or area that the concern touches.")
ACTION = OpenApiParameter("number", OpenApiTypes.INT64, OpenApiParameter.PATH)


@extend_schema_view(list=extend_schema(responses=CandidateShape(many=True)))
class CandidateViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """Those who have agreed to sit on panels, kept by the heads of a hub, by name."""

    queryset = PanelCandidate.objects.none()
    serializer_class = CandidateShape
    lookup_field = "public_id"
    lookup_value_regex = KEY
    keyset = (("name", "asc"), ("id", "asc"))

    def get_queryset(self) -> QuerySet[PanelCandidate]:
        if not_in_schema(self):
            return PanelCandidate.objects.none()
        refuse_unknown(self.request, set())
        return figures.candidates_at(candidates.my_hub(person_of(self.request)).pk)

    @extend_schema(request=NewCandidate, responses={201: CandidateShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request) -> Response:
        """Put somebody on the list."""
        person = person_of(request)
        hub = candidates.my_hub(person)
        sent = said(NewCandidate, request)
        words = CandidateWords(person=sent.pop("sign_in"), **{name: _tupled(value) for name, value in sent.items()})
        row = candidates.add_candidate(hub=hub, words=words, by=person, at=timezone.now())
        return made(CandidateShape(row).data)

    @extend_schema(
        request=CandidateEnd, responses={201: CandidateShape}, parameters=[ONCE], operation_id="panel_candidate_end"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def end(self, request: Request, public_id: str) -> Response:
        """Take somebody off the list after a day; panels they sat on keep them."""
        person = person_of(request)
        hubs = [hub.pk for hub in candidates.hubs_kept(person)]
        found = one(PanelCandidate.objects.filter(hub_id__in=hubs), public_id)
        sent = said(CandidateEnd, request)
        row = candidates.end_candidate(candidate_id=found.pk, by=person, **sent)
        return made(CandidateShape(row).data)


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@extend_schema_view(list=extend_schema(responses=PanelConcernLine(many=True)))
class PanelViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The concerns about a hub that are or were with a resolution panel, the latest first."""

    queryset = Query.objects.none()
    serializer_class = PanelConcernLine
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("received_on", "desc"), ("id", "desc"))

    def get_queryset(self) -> QuerySet[Query]:
        if not_in_schema(self):
            return Query.objects.none()
        refuse_unknown(self.request, set())
        person = person_of(self.request)
        if not services.sets_up_any(person):
            raise PermissionDenied("Heads of the hub and those who approve for a CCG set up panels.")
        found: QuerySet[Query] = figures.concerns_at_panel(person)
        return found

    def concern(self, request: Request, reference: str, *, sets_up: bool = False) -> Query:
        """The concern, to the people of its hub and CCG; or 403 to whoever sets up no panels."""
        case = case_of_ccg(request, reference)
        if case.kind != Kind.CONCERN:
            raise Http404
        if sets_up and not services.sets_up_panels(person_of(request), case.ccg_id):
            raise PermissionDenied("Heads of the hub and those who approve for the CCG set up a panel.")
        return Query.objects.select_related("ccg", "hub", "practice").get(ccg_id=case.ccg_id, pk=case.pk)

    def shown(self, request: Request, reference: str, *, is_new: bool = True) -> Response:
        """The concern with its panels as they stand."""
        case = self.concern(request, reference)
        told = {
            "reference": case.reference,
            "ccg": case.ccg.ods_code,
            "waits": at_panel(case),
            "panels": figures.panels_of(case),
            "files": decision_files(case, person_of(request)),
            "version": case.version,
        }
        return (made if is_new else done)(PanelConcern(told).data, case.version)

    def common(self, request: Request, case: Query) -> dict[str, Any]:
        """What the services take."""
        return acting(request, query_id=case.pk)

    @extend_schema(responses=PanelConcern)
    def retrieve(self, request: Request, reference: str) -> Response:
        """The panels of one concern: who sits, what was decided, and what is owed."""
        refuse_unknown(request, set())
        return self.shown(request, reference, is_new=False)

    @extend_schema(responses=ChoiceShape, parameters=[ALSO], operation_id="panel_candidates_offered")
    @action(detail=True, methods=["get"])
    def candidates(self, request: Request, reference: str) -> Response:
        """Who may sit on the panel of this concern, and why everybody else may not."""
        refuse_unknown(request, {"also"})
        case, today = self.concern(request, reference, sets_up=True), timezone.localdate()
        try:
            also = PanelChoice().fields["also"].run_validation(request.query_params.getlist("also"))
        except ValidationError as wrong:
            raise ValidationError({"also": wrong.detail}) from wrong
        rows = list(figures.candidates_at(case.hub_id))
        ids = {row.pk: row.public_id for row in rows}
        choice = choice_for(figures.as_candidates(rows, on=today), figures.concern_of(case, also=also), on=today)
        told = {
            "places": [
                {"place": code, "words": place.words, "offered": [offered(who, ids) for who in choice.offered[code]]}
                for code, place in PLACES.items()
            ],
            "others": [{**offered(who, ids), "why_not": why} for who, why in choice.others],
            "missing": choice.missing,
        }
        return Response(ChoiceShape(told).data)

    @extend_schema(
        request=PanelChoice, responses={201: PanelConcern}, parameters=[IF_MATCH, ONCE], operation_id="panel_choosing"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def choosing(self, request: Request, reference: str) -> Response:
        """Choose who sits: two lay members, a director of NHS England, and an accountable officer or clinical chair,
        none of them associated with the concern.
        """
        case = self.concern(request, reference, sets_up=True)
        sent = said(PanelChoice, request)
        keys = dict(figures.candidates_at(case.hub_id).values_list("public_id", "pk"))
        faults = {place: ["Nobody on the list has this id."] for place in PLACES if sent[place] not in keys}
        if faults:
            raise ValidationError(faults)
        services.choose(
            **self.common(request, case), chosen={place: keys[sent[place]] for place in PLACES}, also=sent["also"],
            why=sent["why"],
        )  # fmt: skip
        return self.shown(request, reference)

    @extend_schema(
        request=PanelDecision, responses={201: PanelConcern}, parameters=[IF_MATCH, ONCE],
        operation_id="panel_decision_create",
    )  # fmt: skip
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    @idempotent
    def decision(self, request: Request, reference: str) -> Response:
        """Record what the panel decided, with its file and its actions: it cannot be taken back."""
        case = self.concern(request, reference, sets_up=True)
        sent = said(PanelDecision, request)
        actions = [ActionWords(**each) for each in sent.pop("actions")]
        services.decide(**self.common(request, case), actions=actions, **sent)
        return self.shown(request, reference)

    @extend_schema(
        request=PanelActionDone, responses={201: PanelConcern}, parameters=[ACTION, ONCE],
        operation_id="panel_action_done",
    )  # fmt: skip
    @action(detail=True, methods=["post"], url_path=r"actions/(?P<number>[0-9]{1,4})/done", url_name="action-done")
    @idempotent
    def action_done(self, request: Request, reference: str, number: str) -> Response:
        """Record that an action of the decision was done, and how."""
        case, person = self.concern(request, reference), person_of(request)
        if not may_escalate(person, case):
            raise PermissionDenied("You may read this case but not change it.")
        if not PanelAction.objects.filter(
            ccg_id=case.ccg_id, panel__query=case, panel__is_current=True, number=int(number)
        ).exists():
            raise Http404
        sent = said(PanelActionDone, request)
        services.finish_action(query_id=case.pk, number=int(number), by=person, at=timezone.now(), **sent)
        return self.shown(request, reference)
