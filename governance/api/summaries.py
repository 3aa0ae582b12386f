"""The monthly executive summary over the API: drafted from the record, written around it, and sent once."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from functions.api.answers import CHANGE, done, made, said
from functions.api.parameters import person_of, refuse_unknown
from functions.api.record_acts import IF_MATCH, ONCE
from governance.api.base import MINUTE, acting, committee_of, not_in_schema, refuse_without
from governance.api.minutes_shapes import MinutesSection
from governance.models import MonthlySummary
from governance.rules.minutes.sections import from_data
from governance.services.minutes import summaries as services
from hubportal.web.api import StrictSerializer
from hubportal.web.idempotency import idempotent
from hubportal.web.versions import required_version

A_MONTH = r"20[0-9]{2}-(?:0[1-9]|1[0-2])"
MONTH = OpenApiParameter(
    "month", str, OpenApiParameter.PATH, description="A month as `2016-05`.", pattern=rf"^{A_MONTH}$"
)


class MonthField(serializers.RegexField):
    """A month as `2016-05`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rf"^{A_MONTH}\Z", max_length=7, **kwargs)

    def to_representation(self, value: Any) -> str:
        return f"{value:%Y-%m}"


class SummaryLine(serializers.ModelSerializer):
    """One summary in a list; a draft has not been sent."""

    month = MonthField()
    recipients = serializers.SerializerMethodField()
    file = serializers.UUIDField(source="file.public_id", allow_null=True, default=None)

    class Meta:
        model = MonthlySummary
        fields: tuple[str, ...] = ("month", "recipients", "sent_at", "file", "version")

    def get_recipients(self, row: MonthlySummary) -> list[str]:
        """Their addresses."""
        return row.recipients.split()


class SummaryShape(SummaryLine):
    """One summary: what the record says, and the secretary's prose around it."""

    sections = MinutesSection(many=True, source="parts")

    class Meta(SummaryLine.Meta):
        fields = (*SummaryLine.Meta.fields, "sections")


class NewSummary(StrictSerializer):
    """The month a summary tells of."""

    month = MonthField()


class SummaryChange(StrictSerializer):
    """The prose of sections, by key, and to whom it goes; what is not sent stays."""

    prose: Any = serializers.DictField(child=serializers.CharField(max_length=6_000, allow_blank=True), required=False)
    recipients: Any = serializers.ListField(child=serializers.EmailField(max_length=120), max_length=16, required=False)


def first_of(month: str) -> date:
    """The first day of a month as `2016-05`."""
    return date(int(month[:4]), int(month[5:]), 1)


@extend_schema_view(list=extend_schema(responses=SummaryLine(many=True)))
class SummaryViewSet(mixins.ListModelMixin, viewsets.GenericViewSet):
    """The monthly summaries of a committee, the latest first; a draft is the secretary's."""

    lookup_field = "month"
    lookup_value_regex = A_MONTH
    serializer_class = SummaryLine
    queryset = MonthlySummary.objects.none()
    keyset = (("month", "desc"),)

    def get_queryset(self) -> QuerySet[MonthlySummary]:
        if not_in_schema(self):
            return MonthlySummary.objects.none()
        refuse_unknown(self.request, set())
        return self.rows(self.request, self.kwargs["committee"]).defer("sections")

    def rows(self, request: Request, committee: Any) -> QuerySet[MonthlySummary]:
        """Those that were sent, and to the secretary the drafts."""
        found = committee_of(request, committee)
        rows: QuerySet[MonthlySummary] = MonthlySummary.objects.filter(committee=found).select_related("file")
        if person_of(request).grants.can(MINUTE, found.pk):
            return rows
        return rows.filter(sent_at__isnull=False)

    def find(self, request: Request, committee: Any, month: str) -> MonthlySummary:
        """The summary of a month."""
        found = self.rows(request, committee).filter(month=first_of(month)).first()
        if found is None:
            raise Http404
        return found

    def kept(self, request: Request, committee: Any, month: str) -> MonthlySummary:
        """The same, to the secretary."""
        found = self.find(request, committee, month)
        refuse_without(request, found.committee_id)
        return found

    def shown(self, row: MonthlySummary, *, is_new: bool = True) -> Response:
        """As it stands now."""
        row.parts = from_data(row.sections)  # type: ignore[attr-defined]
        return (made if is_new else done)(SummaryShape(row).data, row.version)

    @extend_schema(responses=SummaryShape, parameters=[MONTH])
    def retrieve(self, request: Request, committee: Any, month: str) -> Response:
        """One summary."""
        refuse_unknown(request, set())
        return self.shown(self.find(request, committee, month), is_new=False)

    @extend_schema(request=NewSummary, responses={201: SummaryShape}, parameters=[ONCE])
    @idempotent
    def create(self, request: Request, committee: Any) -> Response:
        """Draft the summary of a month from the record, one a month; whoever had the last one is proposed again."""
        found = committee_of(request, committee)
        refuse_without(request, found.pk)
        month = first_of(said(NewSummary, request)["month"])
        row = services.begin_summary(committee_id=found.pk, month=month, by=person_of(request), at=timezone.now())
        return self.shown(row)

    @extend_schema(request=SummaryChange, responses=SummaryShape, parameters=[MONTH, CHANGE])
    def partial_update(self, request: Request, committee: Any, month: str) -> Response:
        """Write its words and to whom it goes; what is from the record cannot be written."""
        held = self.kept(request, committee, month)
        version = required_version(request)
        sent = said(SummaryChange, request, partial=True)
        known = {one.key for one in from_data(held.sections)}
        if strangers := sorted(sent.get("prose", {}).keys() - known):
            raise ValidationError({"prose": {key[:80]: ["A summary has no such section."] for key in strangers}})
        recipients = "\n".join(sent["recipients"]) if "recipients" in sent else held.recipients
        row = services.write_summary(
            summary_id=held.pk, version=version, prose=sent.get("prose", {}), recipients=recipients,
            by=person_of(request),
        )  # fmt: skip
        return self.shown(row, is_new=False)

    def act(self, request: Request, held: MonthlySummary) -> dict[str, Any]:
        """What every service takes."""
        return acting(request, summary_id=held.pk)

    @extend_schema(
        request=None, responses={201: SummaryShape}, parameters=[MONTH, IF_MATCH, ONCE],
        operation_id="summary_drawing",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def drawing(self, request: Request, committee: Any, month: str) -> Response:
        """Take over what the record says by now; prose stays."""
        return self.shown(services.draw_again(**self.act(request, self.kept(request, committee, month))))

    @extend_schema(
        request=None, responses={201: SummaryShape}, parameters=[MONTH, IF_MATCH, ONCE],
        operation_id="summary_sending",
    )  # fmt: skip
    @action(detail=True, methods=["post"])
    @idempotent
    def sending(self, request: Request, committee: Any, month: str) -> Response:
        """Send it as PDF to everybody it goes to, once."""
        return self.shown(services.send_summary(**self.act(request, self.kept(request, committee, month))))
