"""Terms of reference over the API: every version, a draft put together piece by piece, adopted or dropped."""

from dataclasses import fields
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
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
from governance.api.base import ByNumber, committee_of, naming, not_in_schema, refuse_without
from governance.api.terms_shapes import (
    Adoption,
    NewTerms,
    ParticularsChange,
    TermsChangeShape,
    TermsLine,
    TermsWhole,
)
from governance.figures.examples import examples
from governance.figures.terms_of_reference import seats_of, versions_of
from governance.models import Seat, TermsOfReference
from governance.presenters.terms_of_reference.saying import everything_said
from governance.rules.terms_of_reference.comparing import changes
from governance.rules.urgent import who_agrees
from governance.services.terms_of_reference import drafts
from governance.services.terms_of_reference.drafts import PARTICULARS_WITH_CLAUSES, Particulars
from hubportal.organisations.models import Committee
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

WITH = OpenApiParameter("with", OpenApiTypes.INT64, required=True, description="The number of the earlier version.")
COPY = "copy"


class OfTerms(ByNumber):
    """For views of a version; whatever is done to a draft answers with all of it."""

    model = TermsOfReference

    def rows(self, committee: Committee) -> QuerySet[Any]:
        """With their seats in order."""
        return versions_of(committee).prefetch_related(Prefetch("seats", Seat.objects.order_by("position", "id")))

    def draft(self, request: Request, committee: Any, number: str) -> TermsOfReference:
        """The version, to the secretary; the service refuses to change one that was adopted."""
        found: TermsOfReference = self.find(request, committee, number)
        refuse_without(request, found.committee_id)
        return found

    def act(self, request: Request, terms: TermsOfReference, *, needs_version: bool = False) -> dict[str, Any]:
        """What every service takes: everything of a draft shares its version."""
        version = required_version(request) if needs_version else held_version(request)
        return {"terms_id": terms.pk, "version": version, "by": person_of(request)}

    def whole(self, request: Request, committee: Any, number: Any, *, is_new: bool = False) -> Response:
        """The version as it stands."""
        found = self.find(request, committee, str(number))
        return (made if is_new else done)(TermsWhole(found).data, found.version)


@extend_schema_view(list=extend_schema(responses=TermsLine(many=True)))
class TermsViewSet(OfTerms, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The versions of a committee's terms of reference, the latest first."""

    serializer_class = TermsLine
    queryset = TermsOfReference.objects.none()
    keyset = (("number", "desc"),)

    def get_queryset(self) -> QuerySet[TermsOfReference]:
        if not_in_schema(self):
            return TermsOfReference.objects.none()
        refuse_unknown(self.request, set())
        return versions_of(committee_of(self.request, self.kwargs["committee"]))

    @extend_schema(responses=TermsWhole)
    def retrieve(self, request: Request, committee: Any, number: str) -> Response:
        """One version whole; a draft too, as on its page."""
        refuse_unknown(request, set())
        return self.whole(request, committee, number)

    @extend_schema(request=NewTerms, responses={201: TermsWhole}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request, committee: Any) -> Response:
        """Begin the next version: a copy of the latest adopted one, or an example of the source documents. There is
        one draft at a time, and nothing changes until it is adopted.
        """
        found = committee_of(request, committee)
        refuse_without(request, found.pk)
        sent = said(NewTerms, request)
        code, on = sent["begin_from"], sent["in_force_from"]
        if code != COPY and code not in examples():
            raise ValidationError({"begin_from": [f"Choose one of {', '.join([COPY, *examples()])}."]})
        content = None if code == COPY else drafts.content_of_example(code, on=on)
        row = drafts.begin_draft(committee_id=found.pk, by=person_of(request), on=on, content=content)
        return self.whole(request, committee, row.number, is_new=True)

    @extend_schema(request=ParticularsChange, responses=TermsWhole, parameters=[CHANGE])
    def partial_update(self, request: Request, committee: Any, number: str) -> Response:
        """Change what a draft says besides seats, lists and rules."""
        draft = self.draft(request, committee, number)
        act = self.act(request, draft, needs_version=True)
        sent = said(ParticularsChange, request, partial=True)
        held = {name: draft.clauses.get(name, "") for name in PARTICULARS_WITH_CLAUSES}
        clauses = held | sent.pop("clauses", {})
        now = {one.name: getattr(draft, one.name) for one in fields(Particulars)}
        needed = who_agrees(draft.urgent_decisions)
        now["urgent_decisions"] = {"offices": list(needed.offices), "others": needed.others}
        with naming(urgent_others="urgent_decisions.others"):
            drafts.change_particulars(**act, particulars=Particulars(**now | sent), clauses=clauses)
        return self.whole(request, committee, number)

    @extend_schema(responses={204: None}, parameters=[CHANGE])
    def destroy(self, request: Request, committee: Any, number: str) -> Response:
        """Drop a draft; adopted versions stay as they are."""
        draft = self.draft(request, committee, number)
        drafts.drop(**self.act(request, draft, needs_version=True))
        return Response(status=204)

    @extend_schema(
        request=Adoption, responses={201: TermsWhole}, parameters=[IF_MATCH, ONCE], operation_id="terms_adoption"
    )
    @action(detail=True, methods=["post"])
    @idempotent
    def adoption(self, request: Request, committee: Any, number: str) -> Response:
        """Adopt a draft: from then on it never changes, and is in force from its day until the next version's."""
        draft = self.draft(request, committee, number)
        sent = said(Adoption, request)
        drafts.adopt(**self.act(request, draft), **sent)
        return self.whole(request, committee, number, is_new=True)

    @extend_schema(responses=TermsChangeShape(many=True), parameters=[WITH], operation_id="terms_comparison")
    @action(detail=True, methods=["get"], pagination_class=None)
    def comparison(self, request: Request, committee: Any, number: str) -> Response:
        """Everything in which this version differs from another one, in words."""
        refuse_unknown(request, {"with"})
        later = self.find(request, committee, number)
        asked = request.query_params.get("with", "")
        if not (asked.isascii() and asked.isdigit() and len(asked) <= 9):
            raise ValidationError({"with": ["Enter the number of a version."]})
        earlier = self.rows(later.committee).filter(number=int(asked)).first()
        if earlier is None:
            raise ValidationError({"with": ["This committee has no such version."]})
        told = changes(*(everything_said(one, list(seats_of(one))) for one in (earlier, later)))
        return Response(TermsChangeShape(told, many=True).data)


def seat_or_404(draft: TermsOfReference, code: str) -> Seat:
    """The seat of a version with a code."""
    seat = seats_of(draft).filter(code=code).first()
    if seat is None:
        raise Http404
    return seat
