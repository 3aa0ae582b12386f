"""Self-certifications: list and detail, to read."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from functions.api.parameters import person_of, refuse_unknown, words
from governance.figures.certifications import certifications_of
from governance.models import SelfCertification
from governance.rules.certifications import STATES

CCG = OpenApiParameter("ccg", str, description="ODS code of a CCG.")
STATE = OpenApiParameter("state", str, enum=list(STATES))


class SelfCertificationShape(serializers.ModelSerializer):
    """One quarterly self-certification; its evidence is empty until it is signed."""

    ccg = serializers.CharField(source="ccg.ods_code")
    next_on = serializers.DateField(allow_null=True)
    next_words = serializers.CharField(allow_null=True)

    class Meta:
        model = SelfCertification
        fields = (
            "reference", "ccg", "quarter_from", "level", "state", "statements", "evidence", "evidence_on", "signed_on",
            "next_on", "next_words",
        )  # fmt: skip


@extend_schema_view(list=extend_schema(parameters=[CCG, STATE]))
class SelfCertificationViewSet(viewsets.ReadOnlyModelViewSet):
    """The self-certifications of the CCGs a person reads."""

    serializer_class = SelfCertificationShape
    lookup_field = "reference"
    lookup_value_regex = "[A-Za-z0-9-]{5,24}"
    keyset = (("received_on", "desc"), ("id", "desc"))
    queryset = SelfCertification.objects.none()

    def get_queryset(self) -> QuerySet[SelfCertification]:
        if getattr(self, "swagger_fake_view", False):
            return SelfCertification.objects.none()
        if self.action == "retrieve":
            refuse_unknown(self.request, set())
            return certifications_of(person_of(self.request))
        refuse_unknown(self.request, {"ccg", "state"})
        return certifications_of(
            person_of(self.request), ccg=words(self.request, "ccg").upper(), state=words(self.request, "state")
        )
