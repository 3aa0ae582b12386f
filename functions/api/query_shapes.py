"""How a case travels: what is sent to log or change one, and what comes back."""

from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from functions.api.parameters import person_of
from functions.api.what_if import Reading
from functions.figures.matrix import activities_on
from functions.models import Activity, Query
from functions.models.queries import Channel, Kind, Priority, State, Stream
from functions.services.asking import may_raise_concern
from functions.services.clock_reading import reading_of
from functions.services.queries import Contact
from hubportal.clocks import OutsideCalendar
from hubportal.clocks.what_if import as_plain
from hubportal.organisations.models import Ccg, Person, Practice
from hubportal.web.api import StrictSerializer

MOST_DETAIL = 50_000


class ContactShape(StrictSerializer):
    """Who asked, and how to reach them."""

    name = serializers.CharField(max_length=120, allow_blank=True, required=False, default="")
    organisation = serializers.CharField(max_length=160, allow_blank=True, required=False, default="")
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False, default="")
    phone = serializers.CharField(max_length=30, allow_blank=True, required=False, default="")


class CodeField(serializers.CharField):
    """An ODS code or reference, in capitals."""

    def to_internal_value(self, value: Any) -> str:
        return super().to_internal_value(value).strip().upper()


class CaseLine(serializers.ModelSerializer):
    """A case as a line of the list: the dates of its clock as last read."""

    ccg = serializers.CharField(source="ccg.ods_code")
    practice = serializers.CharField(source="practice.ods_code", allow_null=True, default=None)
    activity = serializers.CharField(source="activity.ref", allow_null=True, default=None)
    owner = serializers.CharField(source="owner.email", allow_null=True, default=None)
    restricted = serializers.BooleanField(source="is_restricted")
    state = serializers.ChoiceField(choices=State.choices)

    class Meta:
        model = Query
        fields = (
            "reference", "ccg", "practice", "kind", "stream", "category", "activity", "subject", "channel", "priority",
            "tags", "restricted", "owner", "team", "received_at", "received_on", "state", "acknowledge_due_on",
            "acknowledged_on", "respond_due_on", "responded_on", "next_step", "next_due_on", "paused_on",
            "excluded_reason", "closed_on", "outcome", "version",
        )  # fmt: skip


class LoggedCase(CaseLine):
    """A case whole, with its clock."""

    contact = ContactShape()
    clock = Reading()

    class Meta:
        model = Query
        fields = (*CaseLine.Meta.fields, "detail", "contact", "clock")


def case_as_plain(case: Query, *, as_at: date) -> dict[str, Any]:
    """A case as the API gives it, its clock read as at the end of a day."""
    if as_at < case.received_on:
        raise ValidationError({"as_at": [f"The case was received on {case.received_on.isoformat()}."]})
    try:
        reading = reading_of(case, today=as_at)
    except OutsideCalendar as outside:
        raise ValidationError({"as_at": [str(outside)]}) from outside
    return {
        **CaseLine(case).data,
        "detail": case.detail,
        "contact": {
            "name": case.contact_name,
            "organisation": case.contact_organisation,
            "email": case.contact_email,
            "phone": case.contact_phone,
        },
        "clock": as_plain(reading),
    }


class CaseChange(StrictSerializer):
    """What may be changed about a case."""

    practice = CodeField(max_length=6, allow_null=True, required=False)
    kind = serializers.ChoiceField(choices=Kind.choices, required=False)
    stream = serializers.ChoiceField(choices=Stream.choices, required=False)
    category = serializers.CharField(max_length=60, required=False)
    activity = CodeField(max_length=10, allow_null=True, required=False)
    subject = serializers.CharField(max_length=200, required=False)
    detail = serializers.CharField(max_length=MOST_DETAIL, required=False)
    priority = serializers.ChoiceField(choices=Priority.choices, required=False)
    tags = serializers.ListField(child=serializers.CharField(max_length=40), max_length=20, required=False)
    restricted = serializers.BooleanField(required=False)
    contact = ContactShape(required=False)

    def validate_practice(self, code: str | None) -> Practice | None:
        if not code:
            return None
        found = Practice.objects.filter(ods_code=code).first()
        if found is None:
            raise ValidationError("There is no practice with this code.")
        return found

    def validate_activity(self, ref: str | None) -> Activity | None:
        if not ref:
            return None
        hub = person_of(self.context["request"]).grants.only_hub()
        found = activities_on(timezone.localdate(), hub, schedule=None).filter(ref=ref).first()
        if found is None:
            raise ValidationError("There is no activity with this reference in the function matrix.")
        return found

    def as_changes(self) -> dict[str, Any]:
        """The changes by column of the case."""
        changes = dict(self.validated_data)
        contact = changes.pop("contact", None)
        if contact is not None:
            sent = self.initial_data.get("contact", {})
            changes |= {f"contact_{name}": value for name, value in contact.items() if name in sent}
        if "restricted" in changes:
            changes["is_restricted"] = changes.pop("restricted")
        return changes


class NewCase(CaseChange):
    """What logs a case."""

    ccg = CodeField(max_length=5)
    kind = serializers.ChoiceField(choices=Kind.choices, default=Kind.QUERY)
    stream = serializers.ChoiceField(choices=Stream.choices)
    category = serializers.CharField(max_length=60)
    subject = serializers.CharField(max_length=200)
    detail = serializers.CharField(max_length=MOST_DETAIL)
    channel = serializers.ChoiceField(choices=Channel.choices)
    received_at = serializers.DateTimeField()
    team = serializers.CharField(max_length=60, required=False, allow_blank=True)

    def validate_ccg(self, code: str) -> Ccg:
        found = Ccg.objects.select_related("hub").filter(ods_code=code).first()
        if found is None:
            raise ValidationError("There is no CCG with this code.")
        person = self.context["request"].user
        if not person.grants.can("ccg_read", found.pk) and not person.grants.any("practice_ask"):
            raise Http404
        return found

    def as_arguments(self) -> dict[str, Any]:
        """The arguments of `log_query`."""
        sent = dict(self.validated_data)
        return {**sent, "contact": Contact(**sent.get("contact", {}))}

    def as_concern(self, person: Person) -> dict[str, Any] | None:
        """What `raise_concern` takes; None where it is logged as any other case."""
        sent = self.validated_data
        if sent["kind"] != Kind.CONCERN or sent["channel"] != Channel.PORTAL or sent.get("practice"):
            return None
        if person.grants.can("ccg_case_edit", sent["ccg"].pk) or not may_raise_concern(person, sent["ccg"]):
            return None
        words = {name: sent[name] for name in ("ccg", "stream", "category", "subject", "detail")}
        return {**words, "contact_phone": sent.get("contact", {}).get("phone", ""), "attachments": []}
