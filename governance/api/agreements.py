"""Agreements and applications to change level: list and detail, to read."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from functions.api.parameters import person_of, refuse_unknown, words
from governance.figures.agreements import agreements_of, applications_of
from governance.models import Agreement, LevelApplication
from governance.rules import agreement_moves, level_moves
from governance.services.agreement_signing import to_sign

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


class AgreementShape(AgreementLine):
    """One agreement with the words that hold, the parties and the hash of what is signed."""

    version = serializers.IntegerField()
    objectives = serializers.CharField()
    sections = SectionShape(many=True)
    parties = PartyShape(many=True)
    digest = serializers.CharField()

    class Meta(AgreementLine.Meta):
        fields = (*AgreementLine.Meta.fields, "version", "objectives", "sections", "parties", "digest")  # type: ignore[assignment]

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
            return agreements_of(person_of(self.request))
        refuse_unknown(self.request, {"ccg", "state", "kind"})
        asked = {name: words(self.request, name) for name in ("state", "kind")}
        return agreements_of(person_of(self.request), ccg=words(self.request, "ccg").upper(), **asked)


class ApplicationShape(serializers.ModelSerializer):
    """One application to change level."""

    ccg = serializers.CharField(source="ccg.ods_code")
    next_on = serializers.DateField(allow_null=True)
    next_words = serializers.CharField(allow_null=True)

    class Meta:
        model = LevelApplication
        fields = (
            "reference", "ccg", "level_before", "level", "go_live_on", "state", "submitted_on", "decided_on", "next_on",
            "next_words",
        )  # fmt: skip


APPLICATION_STATE = OpenApiParameter("state", str, enum=["open", *level_moves.STATES])


@extend_schema_view(list=extend_schema(parameters=[CCG, APPLICATION_STATE]))
class LevelApplicationViewSet(viewsets.ReadOnlyModelViewSet):
    """The applications of the CCGs a person reads."""

    serializer_class = ApplicationShape
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("received_on", "desc"), ("id", "desc"))
    queryset = LevelApplication.objects.none()

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
