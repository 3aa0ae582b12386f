"""Agreements and applications to change level: list and detail, to read."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from functions.api.parameters import person_of, refuse_unknown, words
from functions.api.record_acts import MoveLine, moves_made_and_open
from governance.figures.agreements import agreements_of, applications_of, priorities_of, reviews_of
from governance.models import Agreement, AgreementReview, CommissioningPriority, LevelApplication
from governance.rules import agreement_moves, level_moves, levels
from governance.services.agreement_signing import to_sign
from governance.services.level_outcomes import what_is_missing
from governance.services.level_signing import contents, digest_now, signatures_of

CCG = OpenApiParameter("ccg", str, description="ODS code of a CCG.")


class PartyShape(serializers.Serializer[Any]):
    """A party to the version in force (or the latest), and whether it has signed."""

    code = serializers.CharField()
    organisation = serializers.CharField()
    signatory = serializers.CharField()
    signed_on = serializers.DateField(allow_null=True)


class AgreementLine(serializers.ModelSerializer):
    """One agreement in a list."""

    title = serializers.CharField(source="subject")
    ccg = serializers.CharField(source="ccg.ods_code")
    next_on = serializers.DateField(allow_null=True)
    next_words = serializers.CharField(allow_null=True)

    class Meta:
        model = Agreement
        fields = (
            "reference", "ccg", "kind", "code", "title", "state", "term_from", "term_until", "extend_by",
            "notice_given_on", "notice_ends_on", "leaves_on", "next_on", "next_words",
        )  # fmt: skip


class SectionShape(serializers.Serializer[Any]):
    """One section of an agreement."""

    heading = serializers.CharField()
    text = serializers.CharField()


class ReviewShape(serializers.ModelSerializer):
    """A review that was held, with the last day of what it covered."""

    class Meta:
        model = AgreementReview
        fields = ("kind", "due_on", "held_on", "present", "outcome", "actions")


class PriorityShape(serializers.ModelSerializer):
    """A priority of the CCG, and how the hub supports it."""

    class Meta:
        model = CommissioningPriority
        fields = ("title", "detail", "support", "state", "agreed_on")


class AgreementShape(AgreementLine):
    """One agreement with the words that hold, the parties and the hash of what is signed, whom it names as leads, the
    CCG's priorities, the reviews held, and its moves.
    """

    version = serializers.IntegerField()
    objectives = serializers.CharField()
    sections = SectionShape(many=True)
    parties = PartyShape(many=True)
    digest = serializers.CharField()
    contracting_lead = serializers.EmailField(allow_null=True)
    finance_lead = serializers.EmailField(allow_null=True)
    priorities = PriorityShape(many=True)
    reviews = ReviewShape(many=True)
    moves = MoveLine(many=True)
    open_moves = serializers.ListField(child=serializers.CharField())

    class Meta(AgreementLine.Meta):
        fields = (  # type: ignore[assignment]
            *AgreementLine.Meta.fields, "version", "objectives", "sections", "parties", "digest", "contracting_lead",
            "finance_lead", "priorities", "reviews", "moves", "open_moves",
        )  # fmt: skip

    def to_representation(self, agreement: Agreement) -> dict[str, Any]:
        """The line, and what the version says."""
        asked = to_sign(agreement, number=agreement.binding or agreement.current)
        line = AgreementLine(agreement).data
        parties = [
            {
                "code": party.code,
                "organisation": party.organisation,
                "signatory": party.signatory_designation,
                "signed_on": signature.signed_on if (signature := asked.signatures.get(party.code)) else None,
            }
            for party in asked.parties
        ]
        return {
            **line,
            "version": asked.version.number,
            "objectives": asked.version.objectives,
            "sections": asked.version.sections,
            "parties": PartyShape(parties, many=True).data,
            "digest": asked.digest,
            "contracting_lead": agreement.contracting_lead.email if agreement.contracting_lead else None,
            "finance_lead": agreement.finance_lead.email if agreement.finance_lead else None,
            "priorities": PriorityShape(priorities_of(agreement), many=True).data,
            "reviews": ReviewShape(reviews_of(agreement), many=True).data,
            **moves_made_and_open(person_of(self.context["request"]), agreement, but=agreement_moves.MADE_BY_OTHERS),
        }


STATE = OpenApiParameter("state", str, enum=["open", *agreement_moves.STATES])
KIND = OpenApiParameter("kind", str, enum=Agreement.Kind.values)


@extend_schema_view(
    list=extend_schema(parameters=[CCG, STATE, KIND], responses=AgreementLine(many=True)),
    retrieve=extend_schema(responses=AgreementShape),
)
class AgreementViewSet(viewsets.ReadOnlyModelViewSet):
    """The agreements of the CCGs a person reads."""

    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("received_on", "desc"), ("id", "desc"))
    queryset = Agreement.objects.none()

    def get_serializer_class(self) -> Any:
        """The line in a list, all of it for one."""
        return AgreementShape if self.action == "retrieve" else AgreementLine

    def get_queryset(self) -> QuerySet[Agreement]:
        if getattr(self, "swagger_fake_view", False):
            return Agreement.objects.none()
        if self.action == "retrieve":
            refuse_unknown(self.request, set())
            return agreements_of(person_of(self.request)).select_related("contracting_lead", "finance_lead")
        refuse_unknown(self.request, {"ccg", "state", "kind"})
        asked = {name: words(self.request, name) for name in ("state", "kind")}
        return agreements_of(person_of(self.request), ccg=words(self.request, "ccg").upper(), **asked)


class ApplicationLine(serializers.ModelSerializer):
    """One application to change level in a list."""

    ccg = serializers.CharField(source="ccg.ods_code")
    next_on = serializers.DateField(allow_null=True)
    next_words = serializers.CharField(allow_null=True)

    class Meta:
        model = LevelApplication
        fields = (
            "reference", "ccg", "level_before", "level", "go_live_on", "state", "submitted_on", "decided_on", "next_on",
            "next_words",
        )  # fmt: skip


class EvidenceShape(serializers.Serializer[Any]):
    """A file that proves a point: its name and its hash."""

    name = serializers.CharField()
    sha256 = serializers.CharField()


class PointShape(serializers.Serializer[Any]):
    """One point of the checklist; of the constitution also the day its change was submitted."""

    point = serializers.ChoiceField(choices=list(levels.CHECKLIST.items()))
    is_met = serializers.BooleanField()
    note = serializers.CharField()
    submitted_on = serializers.DateField(allow_null=True)
    evidence = EvidenceShape(many=True)


class SignatoryShape(serializers.Serializer[Any]):
    """Who signs in a capacity, and when they signed what the application says now."""

    capacity = serializers.ChoiceField(choices=list(levels.SIGNATORIES.items()))
    name = serializers.CharField()
    email = serializers.CharField()
    signed_on = serializers.DateField(allow_null=True)


class ApplicationShape(ApplicationLine):
    """One application whole: its words, checklist, ratings and signatories, what is missing, the hash of what is
    signed, and its moves.
    """

    checklist = PointShape(many=True)
    ratings = serializers.DictField(child=serializers.CharField())
    signatories = SignatoryShape(many=True)
    missing = serializers.ListField(child=serializers.CharField())
    digest = serializers.CharField()
    moves = MoveLine(many=True)
    open_moves = serializers.ListField(child=serializers.CharField())

    class Meta(ApplicationLine.Meta):
        fields = (  # type: ignore[assignment]
            *ApplicationLine.Meta.fields, "objectives", "benefits", "checklist", "ratings", "ratings_as_at",
            "signatories", "missing", "digest", "moves", "open_moves",
        )  # fmt: skip

    def to_representation(self, application: LevelApplication) -> dict[str, Any]:
        """The line, and all that is signed."""
        content = contents(application)
        signed = signatures_of(application, content)
        points = [{"point": code, "submitted_on": None, **said} for code, said in content["checklist"].items()]
        people = [
            {
                "capacity": capacity,
                "name": (named := application.signatories.get(capacity, {})).get("name", ""),
                "email": named.get("email", ""),
                "signed_on": signed[capacity].signed_on if capacity in signed else None,
            }
            for capacity in levels.SIGNATORIES
        ]
        is_draft = application.state == "draft"
        return {
            **ApplicationLine(application).data,
            "objectives": application.objectives,
            "benefits": application.benefits,
            "checklist": points,
            "ratings": application.ratings,
            "ratings_as_at": application.ratings_as_at,
            "signatories": SignatoryShape(people, many=True).data,
            "missing": what_is_missing(application, content, on=timezone.localdate()) if is_draft else [],
            "digest": digest_now(content),
            **moves_made_and_open(person_of(self.context["request"]), application),
        }


APPLICATION_STATE = OpenApiParameter("state", str, enum=["open", *level_moves.STATES])


@extend_schema_view(
    list=extend_schema(parameters=[CCG, APPLICATION_STATE], responses=ApplicationLine(many=True)),
    retrieve=extend_schema(responses=ApplicationShape),
)
class LevelApplicationViewSet(viewsets.ReadOnlyModelViewSet):
    """The applications of the CCGs a person reads."""

    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("received_on", "desc"), ("id", "desc"))
    queryset = LevelApplication.objects.none()

    def get_serializer_class(self) -> Any:
        """The line in a list, all of it for one."""
        return ApplicationShape if self.action == "retrieve" else ApplicationLine

    def get_queryset(self) -> QuerySet[LevelApplication]:
        if getattr(self, "swagger_fake_view", False):
            return LevelApplication.objects.none()
        if self.action == "retrieve":
            refuse_unknown(self.request, set())
            return applications_of(person_of(self.request))
        refuse_unknown(self.request, {"ccg", "state"})
        return applications_of(
            person_of(self.request), ccg=words(self.request, "ccg").upper(), state=words(self.request, "state")
        )
