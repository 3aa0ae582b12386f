"""Terms of reference as they are read and sent: particulars, seats, lists, rules, adoption and reviews."""

import json
from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from governance.api.base import BoundedDay
from governance.api.committees import SeatShape
from governance.figures.seating import seating
from governance.figures.terms_of_reference import warnings_for
from governance.forms.terms_of_reference.shared import office_code
from governance.models import CommitteeKind, SeatRole, TermsOfReference, TermsReview
from governance.rules.urgent import who_agrees
from governance.services.terms_of_reference.drafts import LISTS, PARTICULARS_WITH_CLAUSES, SeatWords
from hubportal.web.api import StrictSerializer

COMMITTEE_KINDS = CommitteeKind.choices
TERMS_STATES = TermsOfReference.State.choices
SEAT_ROLES = SeatRole.choices
NUMBERS = ("meetings_a_year", "notice_days", "papers_days", "minutes_days")
LONGEST_RULE = 20_000


class OfficeField(serializers.CharField):
    """An office in words or as the rules know it: "Vice chair" is `vice_chair`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        """As the rules know it."""
        return office_code(super().to_internal_value(data))


def _clause() -> serializers.CharField:
    return serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class TermsLine(serializers.ModelSerializer):
    """One version in a list."""

    state = serializers.ChoiceField(choices=TERMS_STATES)
    kind = serializers.ChoiceField(choices=COMMITTEE_KINDS)

    class Meta:
        model = TermsOfReference
        fields: ClassVar[tuple[str, ...]] = (
            "number", "state", "kind", "in_force_from", "adopted_on", "adopted_by", "source", "version",
        )  # fmt: skip


class TermsSeat(SeatShape):
    """A seat, with the clause that says it."""

    class Meta(SeatShape.Meta):
        fields = (*SeatShape.Meta.fields, "clause")  # type: ignore[assignment]


class UrgentSetting(StrictSerializer):
    """Who agrees an urgent decision: a holder of one of the offices, and so many more voting members."""

    offices: Any = serializers.ListField(child=OfficeField(), max_length=20)
    others = serializers.IntegerField(min_value=0, max_value=200)


class DelegatedEntry(StrictSerializer):
    """A function delegated to the committee, with its number in the function matrix."""

    words = serializers.CharField(max_length=1_000)
    ref = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    clause = _clause()


class LeftEntry(StrictSerializer):
    """A matter the committee may not decide, and the body that does."""

    words = serializers.CharField(max_length=1_000)
    body = serializers.CharField(max_length=160)
    clause = _clause()


class ReportsEntry(StrictSerializer):
    """A body the committee reports to, and what it is sent."""

    body = serializers.CharField(max_length=160)
    how = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    clause = _clause()


class ElectionEntry(StrictSerializer):
    """An office that is elected, and among whom."""

    office = OfficeField()
    roles: Any = serializers.ListField(
        child=serializers.ChoiceField(choices=SEAT_ROLES), max_length=4, required=False, default=list
    )
    organisations: Any = serializers.ListField(
        child=serializers.CharField(max_length=120), max_length=40, required=False, default=list
    )
    how = serializers.CharField(max_length=1_000, required=False, allow_blank=True, default="")
    clause = _clause()


ENTRIES: dict[str, type[StrictSerializer]] = {
    "delegated": DelegatedEntry,
    "left_to_others": LeftEntry,
    "reports_to": ReportsEntry,
    "elections": ElectionEntry,
}
ANY_ENTRY = PolymorphicProxySerializer(
    component_name="TermsEntry", serializers=list(ENTRIES.values()), resource_type_field_name=None
)


class TermsWhole(TermsLine):
    """One version whole. `rules` are in the form of `what-if/vote`; `clauses` and `readings` are by the place of a
    rule, such as `quorum.rules.1`. Everything of a draft shares its version. `warnings` say what is odd about it.
    """

    rules = serializers.DictField(child=serializers.JSONField())
    clauses = serializers.DictField(child=serializers.CharField())
    readings = serializers.DictField(child=serializers.CharField())
    seats = TermsSeat(many=True)
    delegated = DelegatedEntry(many=True)
    left_to_others = LeftEntry(many=True)
    reports_to = ReportsEntry(many=True)
    elections = ElectionEntry(many=True)
    urgent_decisions = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()

    class Meta(TermsLine.Meta):
        fields: ClassVar[tuple[str, ...]] = (
            *TermsLine.Meta.fields, "established_on", "purpose", "recommends_only", *NUMBERS, "in_public",
            "allows_ballots_by_exception", "urgent_decisions", "rules", "clauses", "readings", "seats", *LISTS,
            "warnings",
        )  # fmt: skip

    @extend_schema_field(UrgentSetting)
    def get_urgent_decisions(self, terms: TermsOfReference) -> dict[str, Any]:
        """As the terms say, or the usual."""
        needed = who_agrees(terms.urgent_decisions)
        return {"offices": list(needed.offices), "others": needed.others}

    def get_warnings(self, terms: TermsOfReference) -> list[str]:
        """Its seats filled as they are, or will be on its first day; a version without a seat is only begun."""
        on = max(timezone.localdate(), terms.in_force_from)
        return warnings_for(terms, seated) if (seated := seating(terms, on=on)) else []


class NewTerms(StrictSerializer):
    """What a draft begins from, `copy` of the latest version or the code of an example, and its first day in force."""

    begin_from = serializers.CharField(max_length=40, required=False, default="copy")
    in_force_from = BoundedDay()


class ParticularsChange(StrictSerializer):
    """What is changed of a draft besides seats, lists and rules; what is not sent stays. `clauses` says for some of
    them which clause says it.
    """

    kind = serializers.ChoiceField(choices=COMMITTEE_KINDS, required=False)
    source = serializers.CharField(max_length=200, required=False, allow_blank=True)  # type: ignore[assignment]
    purpose = serializers.CharField(max_length=8_000, required=False, allow_blank=True)
    recommends_only = serializers.BooleanField(required=False)
    established_on = BoundedDay(required=False)
    in_force_from = BoundedDay(required=False)
    meetings_a_year = serializers.IntegerField(min_value=1, max_value=60, required=False)
    notice_days = serializers.IntegerField(min_value=0, max_value=60, required=False)
    papers_days = serializers.IntegerField(min_value=0, max_value=60, required=False)
    minutes_days = serializers.IntegerField(min_value=1, max_value=60, required=False)
    in_public = serializers.BooleanField(required=False)
    allows_ballots_by_exception = serializers.BooleanField(required=False)
    urgent_decisions = UrgentSetting(required=False)
    clauses: Any = serializers.DictField(
        child=serializers.CharField(max_length=60, allow_blank=True), required=False,
        help_text=", ".join(PARTICULARS_WITH_CLAUSES),
    )  # fmt: skip

    def validate_clauses(self, given: dict[str, str]) -> dict[str, str]:
        """Of those that have a clause only."""
        if faults := {
            name[:40]: ["No clause is kept for this."] for name in given.keys() - {*PARTICULARS_WITH_CLAUSES}
        }:
            raise ValidationError(faults)
        return given


class TermsSeatChange(StrictSerializer):
    """What is changed of a seat; what is not sent stays. Its code never changes: people are appointed to it."""

    title = serializers.CharField(max_length=120)
    organisation = serializers.CharField(max_length=120)
    role = serializers.ChoiceField(choices=SEAT_ROLES)
    office = OfficeField(required=False, allow_blank=True, default="")
    voting = serializers.BooleanField(required=False, default=True)
    deputies_allowed = serializers.BooleanField(required=False, default=False)
    stands_in_for = serializers.SlugField(max_length=40, required=False, allow_blank=True, default="")
    clause = _clause()


class NewTermsSeat(TermsSeatChange):
    """A further seat at the end; without a code it is named after its title."""

    code = serializers.SlugField(max_length=40, required=False)


def seat_after(seat: Any, sent: dict[str, Any]) -> SeatWords:
    """A seat with what was sent in the place of what it said."""
    names = SeatWords.__dataclass_fields__
    return SeatWords(**{name: getattr(seat, name) for name in names} | sent)


class SeatMove(StrictSerializer):
    """Where a seat goes in the list."""

    way = serializers.ChoiceField(choices=("up", "down"))


@extend_schema_field({"type": "object", "additionalProperties": True})
class RuleField(serializers.Field[Any, Any, Any, Any]):
    """A rule in the form of `what-if/vote`; the engine that decides votes reads it before it is kept."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """An object of bounded size, without characters that cannot be kept."""
        if not isinstance(data, dict):
            raise ValidationError("Give an object with names and values.")
        try:
            said = json.dumps(data, ensure_ascii=False).encode()
        except UnicodeEncodeError as wrong:
            raise ValidationError("Send text.") from wrong
        if len(said) > LONGEST_RULE or b"\\u0000" in said:
            raise ValidationError("Send at most 20,000 characters of text.")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class RuleSent(StrictSerializer):
    """A rule, the clause that says it, and how that is read where it leaves room."""

    rule: Any = RuleField()
    clause = _clause()
    reading = serializers.CharField(max_length=2_000, required=False, allow_blank=True, default="")


class RuleJoined(RuleSent):
    """A rule that must be met as well as the one there (`and`), or instead of it (`or`)."""

    how = serializers.ChoiceField(choices=("and", "or"))


class Adoption(StrictSerializer):
    """The body that adopted the terms, when, and from when they are in force."""

    adopted_by = serializers.CharField(max_length=160)
    adopted_on = BoundedDay()
    in_force_from = BoundedDay()


class TermsChangeShape(serializers.Serializer[Any]):
    """One thing that two versions say differently; empty where one of them says nothing."""

    heading = serializers.CharField()
    about = serializers.CharField()
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField(allow_blank=True)


class TermsReviewShape(serializers.ModelSerializer):
    """A review of the terms that was held, and the day by which it was due."""

    class Meta:
        model = TermsReview
        fields = ("held_on", "due_on", "outcome")


class TermsReviewsShape(serializers.Serializer[Any]):
    """The next review of the terms in force, null where none are, and those that were held."""

    due_on = serializers.DateField(allow_null=True)
    stands = serializers.ChoiceField(choices=("late", "soon", "later"), allow_null=True)
    held = TermsReviewShape(many=True)


class NewTermsReview(StrictSerializer):
    """When the terms were reviewed, and what came of it."""

    held_on = BoundedDay()
    outcome = serializers.CharField(max_length=8_000)
