"""What is sent to make, offer and answer enhanced services and local schemes."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from functions.api.answers import files_field
from functions.api.query_shapes import CodeField
from functions.api.scheme_shapes import GATE_ACTS
from functions.api.what_if import DayField
from functions.rules.schemes.terms import UNITS, read_periods
from hubportal.web.api import StrictSerializer


class NewPeriod(StrictSerializer):
    """One return of the schedule."""

    name = serializers.CharField(max_length=60)
    due_on = DayField()


class TermsChange(StrictSerializer):
    """What practices are offered; what is left out stays as it is. Names in braces in the letters are filled in for
    each practice.
    """

    subject = serializers.CharField(max_length=160)
    code = serializers.CharField(max_length=20)
    year = serializers.CharField(max_length=7)
    rate = serializers.DecimalField(
        max_digits=10, decimal_places=4, min_value=Decimal(0), required=False, allow_null=True, default=None
    )
    unit = serializers.ChoiceField(choices=list(UNITS.items()), required=False, default="registered")
    sign_up_from = DayField()
    answer_by = DayField()
    remind_on = DayField(required=False, allow_null=True, default=None)
    periods: Any = NewPeriod(many=True, required=False, default=list)
    letter_subject = serializers.CharField(max_length=180, required=False)
    letter_body = serializers.CharField(max_length=10_000, required=False)
    reminder_body = serializers.CharField(max_length=10_000, required=False, allow_blank=True)

    def validate_periods(self, given: list[dict[str, Any]]) -> list[dict[str, str]]:
        """The schedule as it is kept, by the rule that reads it from the page."""
        found, sentence = read_periods("\n".join(f"{one['name']}: {one['due_on'].isoformat()}" for one in given))
        if sentence:
            raise ValidationError(f"{sentence}.")
        return [{"name": period.name, "due_on": period.due_on.isoformat()} for period in found]


class NewService(TermsChange):
    """A new year of an enhanced service; letters left out begin with the usual words."""

    hub = serializers.CharField(max_length=10, required=False, help_text="Code of a hub; yours when it is left out.")


class LastDay(StrictSerializer):
    """Another last day to answer."""

    answer_by = DayField()


class SpecificationFile(StrictSerializer):
    """The file that says what the service is."""

    file = serializers.FileField()


class SchemePaperAnswer(StrictSerializer):
    """An answer that came on paper, with its scan."""

    signs_up = serializers.BooleanField()
    on = DayField()
    name = serializers.CharField(max_length=120)
    role = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    comment = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")
    attachments = files_field()


class NewReturn(StrictSerializer):
    """What came in for one period of the schedule, on a day; recorded again, it replaces."""

    period = serializers.CharField(max_length=60)
    on = DayField()
    figure = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=Decimal(0), required=False, allow_null=True, default=None
    )


class ReturnTakenBack(StrictSerializer):
    """Which return was recorded by mistake, and the reason."""

    period = serializers.CharField(max_length=60)
    note = serializers.CharField(max_length=2_000)


class NewScheme(StrictSerializer):
    """A local scheme as it is proposed."""

    ccg = CodeField(max_length=5)
    subject = serializers.CharField(max_length=160)
    code = serializers.CharField(max_length=20)
    year = serializers.CharField(max_length=7)
    on = DayField()
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")

    def validate_on(self, day: date) -> date:
        if day > timezone.localdate():
            raise ValidationError("The date must be today or in the past.")
        return day


class GatePassed(StrictSerializer):
    """A gate passed: who gave the support, on which day, and the document that proves it. The committee's approval
    names its decision.
    """

    act = serializers.ChoiceField(choices=GATE_ACTS)
    on = DayField()
    supporter = serializers.CharField(max_length=160)
    decision = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=4_000, required=False, allow_blank=True, default="")
    attachments = files_field()

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        """As on its page, the committee's approval has a reference."""
        if sent["act"] == "committee" and not sent["decision"].strip():
            raise ValidationError({"decision": ["Enter the reference of the decision."]})
        return sent
