"""Risks and opportunities over the API, of CCGs and of a committee: to read."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets

from functions.api.parameters import person_of, refuse_unknown, words
from governance.api.interests import committee_of
from governance.figures import risks as figures
from governance.models import CcgRisk, CcgRiskReview, CommitteeRisk, CommitteeRiskReview
from governance.rules import risks as rules

RISK_KINDS = list(rules.KINDS.items())
SHOWS = [show for show, _ in figures.SHOWS]
CCG = OpenApiParameter("ccg", str, description="ODS code of a CCG.")
SHOW = OpenApiParameter("show", str, enum=SHOWS, description="Open ones when not given.")
KIND = OpenApiParameter("kind", str, enum=list(rules.KINDS))
BAND = OpenApiParameter("band", str, enum=list(rules.BANDS), description="The band of the score now.")


class RiskReviewShape(serializers.ModelSerializer):
    """One entry of the record of a risk."""

    class Meta:
        model = CcgRiskReview
        fields = ("what", "on", "before_score", "likelihood", "impact", "score", "note", "next_on")


RISK_FIELDS = (
    "reference", "kind", "subject", "description", "activity", "beside", "mitigation", "before_likelihood",
    "before_impact", "before_score", "before_band", "likelihood", "impact", "score", "band", "owner", "state",
    "raised_on", "reviewed_on", "review_on", "closed_on", "outcome", "closed_why", "reviews",
)  # fmt: skip


class RiskShape(serializers.ModelSerializer):
    """One risk or opportunity, with the score at each review."""

    activity = serializers.CharField(source="activity.ref", allow_null=True, default=None)
    owner = serializers.CharField(source="owned_by")
    raised_on = serializers.DateField(source="received_on")
    before_band = serializers.CharField(source="before.band")
    band = serializers.CharField(source="now.band")
    reviews = RiskReviewShape(many=True)


class CcgRiskShape(RiskShape):
    """One of a CCG."""

    ccg = serializers.CharField(source="ccg.ods_code")

    class Meta:
        model = CcgRisk
        fields = ("ccg", *RISK_FIELDS)


class CommitteeRiskShape(RiskShape):
    """One of a committee."""

    class Meta:
        model = CommitteeRisk
        fields = ("number", *RISK_FIELDS)


def _in_order(reviews: Any) -> Prefetch:
    return Prefetch("reviews", reviews.objects.order_by("number"))


def _asked(request: Any, *more: str) -> dict[str, Any]:
    refuse_unknown(request, {"show", "kind", "band", *more})
    asked = {"show": words(request, "show") or "open", "kind": words(request, "kind"), "band": words(request, "band")}
    for name, known in (("show", SHOWS), ("kind", ["", *rules.KINDS]), ("band", ["", *rules.BANDS])):
        if asked[name] not in known:
            raise serializers.ValidationError({name: [f"Ask for one of {', '.join(filter(None, known))}."]})
    return asked | {"on": timezone.localdate()}


@extend_schema_view(list=extend_schema(parameters=[CCG, SHOW, KIND, BAND]))
class CcgRiskViewSet(viewsets.ReadOnlyModelViewSet):
    """The risks and opportunities of the CCGs a person reads, the highest first."""

    serializer_class = CcgRiskShape
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("score", "desc"), ("id", "desc"))
    queryset = CcgRisk.objects.none()

    def get_queryset(self) -> QuerySet[CcgRisk]:
        if getattr(self, "swagger_fake_view", False):
            return CcgRisk.objects.none()
        if self.action == "retrieve":
            refuse_unknown(self.request, set())
            asked: dict[str, Any] = {"on": timezone.localdate()}
        else:
            asked = _asked(self.request, "ccg") | {"ccg": words(self.request, "ccg").upper()}
        return figures.risks_of(person_of(self.request), **asked).prefetch_related(_in_order(CcgRiskReview))


@extend_schema_view(list=extend_schema(parameters=[SHOW, KIND, BAND], responses=CommitteeRiskShape(many=True)))
class CommitteeRiskViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The risks and opportunities of a committee, the highest first, to its people."""

    serializer_class = CommitteeRiskShape
    queryset = CommitteeRisk.objects.none()
    keyset = (("score", "desc"), ("number", "desc"))

    def get_queryset(self) -> QuerySet[CommitteeRisk]:
        if getattr(self, "swagger_fake_view", False):
            return CommitteeRisk.objects.none()
        found = committee_of(self.request, self.kwargs["committee"])
        return figures.risks_at(found, **_asked(self.request)).prefetch_related(_in_order(CommitteeRiskReview))
