"""Procurement decisions as they are read and sent."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from governance.api.base import BoundedDay
from governance.models import Procurement
from governance.rules import procurement as rules
from governance.services import procurement as services
from hubportal.web.api import StrictSerializer

PROCUREMENT_STATES = Procurement.State.choices
PROCUREMENT_KINDS = list(rules.TYPES.items())
QUESTIONS = [question.key for question in rules.QUESTIONS]


class AnswerShape(serializers.Serializer[Any]):
    """A question that applies, by its key and in words, with its answer."""

    key = serializers.CharField()
    question = serializers.CharField()
    answer = serializers.CharField(allow_blank=True)


class ConflictShape(serializers.Serializer[Any]):
    """A conflict that arose, and how it was handled; empty while it is not."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    conflict = serializers.CharField()
    handled = serializers.CharField(allow_blank=True)
    words = serializers.CharField(allow_blank=True)


class ProcurementShape(serializers.ModelSerializer):
    """One procurement decision with the questions that apply and its conflicts."""

    state = serializers.ChoiceField(choices=PROCUREMENT_STATES)
    meeting = serializers.IntegerField(source="meeting.number", allow_null=True, default=None)
    answers = serializers.SerializerMethodField()
    conflicts = serializers.SerializerMethodField()

    class Meta:
        model = Procurement
        fields = (
            "number", "state", "reference", "title", "description", "is_new", "kind", "route", "national_tariff",
            "clinical_lead", "contract_manager", "decided_by", "decided_on", "meeting", "justification", "supplier",
            "supplier_address", "value_total", "value_to_ccg", "comments", "recorded_on", "answers", "conflicts",
            "version",
        )  # fmt: skip

    @extend_schema_field(AnswerShape(many=True))
    def get_answers(self, row: Procurement) -> Any:
        """Only those that apply."""
        asked = rules.questions_for(row.route, national_tariff=row.national_tariff)
        return [{"key": one.key, "question": one.words, "answer": row.answers.get(one.key, "")} for one in asked]

    @extend_schema_field(ConflictShape(many=True))
    def get_conflicts(self, row: Procurement) -> Any:
        """Those that count."""
        kept = [one for one in row.conflicts.all() if not one.removed_why]
        return ConflictShape(kept, many=True).data


class WholeProcurement(ProcurementShape):
    """One procurement decision with what is missing before it can be recorded."""

    missing = serializers.SerializerMethodField()

    class Meta(ProcurementShape.Meta):
        fields = (*ProcurementShape.Meta.fields, "missing")  # type: ignore[assignment]

    def get_missing(self, row: Procurement) -> list[str]:
        """In words."""
        return list(services.still_missing(row))


def _words(most: int) -> serializers.CharField:
    return serializers.CharField(max_length=most, required=False, allow_blank=True, default="")


class NewProcurement(StrictSerializer):
    """What is procured, how, who decided, and to whom it goes. `meeting` is the number of a meeting."""

    title = serializers.CharField(max_length=200)
    description = serializers.CharField(max_length=4_000)
    kind = serializers.ChoiceField(choices=PROCUREMENT_KINDS)
    route = serializers.ChoiceField(choices=list(rules.ROUTES.items()))
    is_new = serializers.BooleanField(required=False, default=True)
    national_tariff = serializers.BooleanField(required=False, default=False)
    reference = _words(40)
    clinical_lead = _words(120)
    contract_manager = _words(120)
    decided_by = _words(300)
    decided_on = BoundedDay(required=False, allow_null=True, default=None)
    meeting = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False, allow_null=True, default=None)
    justification = _words(4_000)
    supplier = _words(200)
    supplier_address = _words(300)
    value_total = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, allow_null=True, default=None
    )
    value_to_ccg = serializers.DecimalField(
        max_digits=14, decimal_places=2, min_value=0, required=False, allow_null=True, default=None
    )
    comments = _words(2_000)


class ProcurementChange(NewProcurement):
    """What changes; what is not sent stays. Once the decision is recorded, with the reason."""

    why = _words(1_000)


class Answers(StrictSerializer):
    """Answers by the keys of the questions; those that are not sent stay. Once recorded, with the reason."""

    answers: Any = serializers.DictField(child=serializers.CharField(max_length=4_000, allow_blank=True))
    why = _words(1_000)

    def validate_answers(self, sent: dict[str, str]) -> dict[str, str]:
        """To questions that there are."""
        if set(sent) - set(QUESTIONS):
            raise ValidationError(f"Answer questions by their keys: {', '.join(QUESTIONS)}.")
        return sent


class NewConflict(StrictSerializer):
    """A conflict that arose. `interest` is its number in the register of interests, where it comes from one."""

    name = serializers.CharField(max_length=120)
    conflict = serializers.CharField(max_length=2_000)
    interest = serializers.IntegerField(min_value=1, max_value=2**31 - 1, required=False, allow_null=True, default=None)
    handled = serializers.ChoiceField(choices=list(rules.HANDLED.items()), required=False, allow_blank=True, default="")
    words = _words(2_000)
    why = _words(1_000)


class ConflictHandled(StrictSerializer):
    """How a conflict was handled, or with `removed_why` that it was none."""

    handled = serializers.ChoiceField(choices=list(rules.HANDLED.items()), required=False, allow_blank=True, default="")
    words = _words(2_000)
    removed_why = _words(1_000)
    why = _words(1_000)


class Recording(StrictSerializer):
    """Recording a decision asks for nothing more."""
