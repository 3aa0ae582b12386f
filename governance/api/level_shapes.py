"""How an application to change level is read: its line, and all that is signed."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from functions.api.parameters import person_of
from functions.api.record_acts import MoveLine, moves_made_and_open
from governance.models import LevelApplication
from governance.rules import levels
from governance.services.level_outcomes import what_is_missing
from governance.services.level_signing import contents, digest_now, signatures_of


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
