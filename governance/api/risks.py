"""Risks and opportunities over the API, of CCGs and of a committee: read, raised, changed, reviewed and closed."""

from abc import ABC, abstractmethod
from types import ModuleType
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import day, one_of, person_of, refuse_unknown, words
from functions.api.record_acts import IF_MATCH, ONCE, held_version, version_read
from governance.api.base import Numbered, committee_of, naming, not_in_schema, refuse_without
from governance.api.referenced import CCG, Referenced
from governance.api.risk_shapes import (
    CcgRiskShape,
    CommitteeRiskShape,
    NewCcgRisk,
    NewRisk,
    NewRiskReview,
    RiskClosing,
    RiskReportShape,
    RiskWordsChange,
    review_after,
    scores_after,
    words_after,
)
from governance.figures import risks as figures
from governance.models import CcgRisk, CcgRiskReview, CommitteeRisk, CommitteeRiskReview
from governance.rules import risks as rules
from governance.services.risks import keeping, of_ccg, of_committee
from hubportal.organisations.models import Ccg, Committee, Person
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

SHOWS = [show for show, _ in figures.SHOWS]
SHOW = OpenApiParameter("show", str, enum=SHOWS, description="Open ones when not given.")
KIND = OpenApiParameter("kind", str, enum=list(rules.KINDS))
BAND = OpenApiParameter("band", str, enum=list(rules.BANDS), description="The band of the score now.")
SINCE = OpenApiParameter("since", OpenApiTypes.DATE, description="A quarter ago when not given.")
SEARCH = OpenApiParameter("q", str, description="Words of the name, the description or the mitigation.")


def _in_order(reviews: Any) -> Prefetch:
    return Prefetch("reviews", reviews.objects.order_by("number"))


def _asked(request: Request, *more: str) -> dict[str, Any]:
    refuse_unknown(request, {"show", "kind", "band", "q", *more})
    return {
        "show": one_of(request, "show", SHOWS) or "open",
        "kind": one_of(request, "kind", rules.KINDS),
        "band": one_of(request, "band", rules.BANDS),
        "q": words(request, "q"),
        "on": timezone.localdate(),
    }


def _told(name: str, shape: Any, new: Any, *also: OpenApiParameter) -> Any:
    """What the OpenAPI document says of the acts on risks, whose shape is their owner's."""
    act: dict[str, Any] = {"responses": {201: shape}, "parameters": [IF_MATCH, ONCE]}
    return extend_schema_view(
        list=extend_schema(parameters=[*also, SHOW, KIND, BAND, SEARCH], responses=shape(many=True)),
        create=extend_schema(request=new, responses={201: shape}, parameters=[ONCE]),
        partial_update=extend_schema(request=RiskWordsChange, responses=shape, parameters=[CHANGE]),
        reviews=extend_schema(request=NewRiskReview, operation_id=f"{name}_reviews_create", **act),
        report=extend_schema(
            responses=forced_singular_serializer(RiskReportShape),
            parameters=[*also, SINCE],
            operation_id=f"{name}_report",
        ),
        closing=extend_schema(request=RiskClosing, operation_id=f"{name}_closing", **act),
    )


class RiskActs(ABC):
    """What is done to a risk; `services` says whose it is, and the address which."""

    services: ClassVar[ModuleType]

    @abstractmethod
    def kept(self, request: Request, **where: Any) -> Any:
        """The risk, to whoever keeps it."""

    @abstractmethod
    def shown(self, risk: Any, *, is_new: bool = True) -> Response:
        """The risk as it stands now."""

    def words_sent(self, sent: dict[str, Any], whose: Any, held: Any = None) -> keeping.Words:
        """What it is to say, its function and its owner among those there are."""
        today = timezone.localdate()
        owners = figures.owners_at_ccg if isinstance(whose, Ccg) else figures.owners_at
        return words_after(
            sent, held, activities=figures.activities_for(whose.hub_id, on=today), owners=owners(whose, on=today)
        )

    @abstractmethod
    def register(self, request: Request, **where: Any) -> QuerySet[Any]:
        """The whole register that is reported on."""

    @action(detail=False, methods=["get"], pagination_class=None)
    def report(self, request: Request, **where: Any) -> Response:
        """The highest, what is overdue, and what changed since a day; since a quarter ago when none is given."""
        today = timezone.localdate()
        since = day(request, "since") if request.query_params.get("since") else today - rules.LOOKED_BACK
        found = figures.report_on(self.register(request, **where), on=today, since=since)
        counts = [{"kind": kind, "band": band, "open": number} for (kind, band), number in found.counts.items()]
        told = {
            "since": since, "counts": counts, "top": found.top, "overdue": found.overdue, "changed": found.changed,
            "overdue_in_all": found.overdue_in_all, "changed_in_all": found.changed_in_all,
        }  # fmt: skip
        return Response(RiskReportShape(told).data)

    def raised(self, request: Request, sent: dict[str, Any], whose: Any, **to: Any) -> Response:
        """A new one on the register."""
        with naming(owner="owner_name"):
            risk = self.services.raise_risk(
                **to, kind=sent["kind"], words=self.words_sent(sent, whose), scores=scores_after(sent),
                review_on=sent["review_on"], by=person_of(request), at=timezone.now(),
            )  # fmt: skip
        return self.shown(risk)

    def partial_update(self, request: Request, **where: Any) -> Response:
        """Change what it says and who owns it; its scores move by reviews."""
        held = self.kept(request, **where)
        version = required_version(request)
        sent = said(RiskWordsChange, request, partial=True)
        whose = held.ccg if isinstance(held, CcgRisk) else held.committee
        with naming(owner="owner_name"):
            risk = self.services.change_words(
                risk_id=held.pk, version=version, words=self.words_sent(sent, whose, held), by=person_of(request)
            )
        return self.shown(risk, is_new=False)

    @action(detail=True, methods=["post"])
    @idempotent
    def reviews(self, request: Request, **where: Any) -> Response:
        """Record a review: its scores from then on, and the day of the next."""
        held = self.kept(request, **where)
        sent = said(NewRiskReview, request)
        risk = self.services.review(
            risk_id=held.pk, version=version_read(request, held), said=review_after(sent, held),
            by=person_of(request), at=timezone.now(),
        )  # fmt: skip
        return self.shown(risk)

    @action(detail=True, methods=["post"])
    @idempotent
    def closing(self, request: Request, **where: Any) -> Response:
        """Close it, with what became of it and the reason; it stays to be read."""
        held = self.kept(request, **where)
        sent = said(RiskClosing, request)
        risk = self.services.close(
            risk_id=held.pk, version=held_version(request), by=person_of(request), at=timezone.now(), **sent
        )
        return self.shown(risk)


@_told("risk", CcgRiskShape, NewCcgRisk, CCG)
class CcgRiskViewSet(RiskActs, Referenced, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The risks and opportunities of the CCGs a person reads, the highest first."""

    services: ClassVar[ModuleType] = of_ccg
    whole = serializer_class = CcgRiskShape
    keyset = (("score", "desc"), ("id", "desc"))
    queryset = CcgRisk.objects.none()

    def get_queryset(self) -> QuerySet[CcgRisk]:
        if not_in_schema(self):
            return CcgRisk.objects.none()
        asked = _asked(self.request, "ccg") | {"ccg": words(self.request, "ccg").upper()}
        return self.rows_of(person_of(self.request), **asked)

    def rows_of(self, person: Person, **asked: Any) -> QuerySet[CcgRisk]:
        """With their reviews."""
        found = figures.risks_of(person, **({"on": timezone.localdate()} | asked))
        return found.prefetch_related(_in_order(CcgRiskReview))

    def register(self, request: Request, **where: Any) -> QuerySet[CcgRisk]:
        """Of the CCGs a person reads, or of one of them."""
        refuse_unknown(request, {"ccg", "since"})
        return figures.risks_of(person_of(request), on=timezone.localdate(), ccg=words(request, "ccg").upper())

    def kept(self, request: Request, **where: Any) -> CcgRisk:
        """The risk, to whoever prepares the CCG's records."""
        found: CcgRisk = self.prepared(request, where["reference"])
        return found

    def shown(self, risk: Any, *, is_new: bool = True) -> Response:
        """As it is read."""
        return self.answer(self.request, risk.reference, 201 if is_new else 200)

    def retrieve(self, request: Request, reference: str) -> Response:
        """One of them."""
        refuse_unknown(request, set())
        return self.answer(request, reference)

    @idempotent
    def create(self, request: Request) -> Response:
        """Enter a risk or an opportunity of a CCG."""
        sent = said(NewCcgRisk, request)
        return self.raised(request, sent, sent["ccg"], ccg=sent["ccg"])


@_told("committee_risk", CommitteeRiskShape, NewRisk)
class CommitteeRiskViewSet(RiskActs, Numbered, mixins.ListModelMixin, viewsets.GenericViewSet):
    """The risks and opportunities of a committee, the highest first, to its people."""

    services: ClassVar[ModuleType] = of_committee
    model = CommitteeRisk
    serializer_class = CommitteeRiskShape
    queryset = CommitteeRisk.objects.none()
    keyset = (("score", "desc"), ("number", "desc"))

    def get_queryset(self) -> QuerySet[CommitteeRisk]:
        if not_in_schema(self):
            return CommitteeRisk.objects.none()
        return self.rows(committee_of(self.request, self.kwargs["committee"]), **_asked(self.request))

    def rows(self, committee: Committee, **asked: Any) -> QuerySet[Any]:
        """With their reviews."""
        found = figures.risks_at(committee, **({"on": timezone.localdate()} | asked))
        return found.prefetch_related(_in_order(CommitteeRiskReview))

    def register(self, request: Request, **where: Any) -> QuerySet[CommitteeRisk]:
        """The committee's."""
        refuse_unknown(request, {"since"})
        return figures.risks_at(committee_of(request, where["committee"]), on=timezone.localdate())

    def kept(self, request: Request, **where: Any) -> CommitteeRisk:
        """The risk, to the secretary."""
        found: CommitteeRisk = self.find(request, where["committee"], where["number"])
        refuse_without(request, found.committee_id)
        return found

    def shown(self, risk: Any, *, is_new: bool = True) -> Response:
        """As it is read."""
        held = self.rows(risk.committee).get(pk=risk.pk)
        return (made if is_new else done)(CommitteeRiskShape(held).data, held.version)

    @idempotent
    def create(self, request: Request, committee: Any) -> Response:
        """Enter a risk or an opportunity of the committee."""
        found = committee_of(request, committee)
        refuse_without(request, found.pk)
        return self.raised(request, said(NewRisk, request), found, committee_id=found.pk)
