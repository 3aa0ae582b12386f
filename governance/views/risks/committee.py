"""Risks and opportunities of one committee: the register, one of them, its acts, and the report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.figures import risks as figures
from governance.forms import risks as forms
from governance.models import CommitteeRisk, CommitteeRiskReview
from governance.presenters import risks as words
from governance.services.risks import of_committee
from governance.views.base import CommitteeAct, CommitteeView
from governance.views.risks import asked as common
from hubportal.organisations.signed_in import person_of
from hubportal.web.paging import KeysetPage

ORDER = (("score", "desc"), ("number", "desc"))
READS = ["get", "head"]


class Risks(CommitteeView):
    """The register, the highest first."""

    http_method_names, section = READS, "risks"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        asked = common.narrowed(request)
        rows = figures.risks_at(self.committee, on=self.today, **asked)
        page = KeysetPage(rows, order=ORDER, after=request.GET.get("after") or None)
        return self.page(
            "governance/risks/committee_list.jinja",
            form=forms.RiskFilter(initial=asked, auto_id="filter_%s"),
            table=words.committee_table(page.rows, today=self.today),
            page=page,
            parameters=request.GET,
        )


class Export(CommitteeView):
    """The register as it is narrowed, as a file."""

    http_method_names, section = READS, "risks"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it."""
        asked = common.narrowed(request)
        rows = figures.risks_at(self.committee, on=self.today, **asked).prefetch_related("reviews")
        lines = rows.order_by("-score", "-number").iterator(chunk_size=500)
        name = f"risks-{self.today.isoformat()}"
        return common.sent(kwargs["form"], name=name, columns=words.EXPORT_COLUMNS, rows=lines)


class ReportPage(CommitteeView):
    """The highest risks, overdue reviews, and what changed since a day."""

    http_method_names, section = READS, "risks"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        form = forms.ReportForm(request.GET or None, auto_id="filter_%s")
        _, since = common.since_of(form, self.today)
        found = figures.report_on(figures.risks_at(self.committee, on=self.today), on=self.today, since=since)
        return self.page(
            "governance/risks/committee_report.jinja",
            form=form,
            found=found,
            since=since,
            counts=words.counts_table(found),
            top=words.committee_table(found.top, today=self.today, caption="Highest risks"),
            overdue=words.committee_table(found.overdue, today=self.today, caption="Reviews that are overdue"),
            changed=words.changes_table(found.changed, since=since),
            parameters=request.GET,
        )


class ReportFile(CommitteeView):
    """What changed since a day, as a file."""

    http_method_names, section = READS, "risks"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it."""
        _, since = common.since_of(forms.ReportForm(request.GET or None), self.today)
        found = figures.changed_since(figures.risks_at(self.committee, on=self.today), since)
        name = f"risks-changed-since-{since.isoformat()}"
        return common.sent(kwargs["form"], name=name, columns=words.CHANGE_EXPORT, rows=found)


class New(CommitteeAct):
    """Raise a risk or an opportunity."""

    section, title, button = "risks", "Raise a risk or an opportunity", "Raise it"
    form_class, done = forms.NewRiskForm, "It is on the register."

    def form_arguments(self) -> dict[str, Any]:
        """The functions, and who may own it."""
        return {
            "activities": figures.activities_for(self.committee.hub_id, on=self.today),
            "owners": figures.owners_at(self.committee, on=self.today),
        }

    def next_page(self) -> str:
        """The register."""
        return reverse("committee-risks:list", args=[self.committee.public_id])

    def carry_out(self, form: Any) -> str | None:
        """Raise it."""
        made = of_committee.raise_risk(
            committee_id=self.committee.pk,
            kind=form.cleaned_data["kind"],
            words=form.words(),
            scores=form.scores(),
            review_on=form.cleaned_data["review_on"],
            by=person_of(self.request),
            at=self.now,
        )
        return f"{made.reference} is on the register."


class OfRisk(CommitteeView):
    """A page of one."""

    section = "risks"
    risk: Any

    def find(self) -> None:
        """By its number."""
        rows = CommitteeRisk.objects.filter(committee_id=self.committee.pk)
        self.risk = get_object_or_404(
            rows.select_related("owner", "activity", "committee"), number=self.kwargs["number"]
        )


class RiskPage(OfRisk):
    """One risk or opportunity, with the score at each review."""

    http_method_names = READS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        entries = CommitteeRiskReview.objects.filter(committee_id=self.committee.pk, risk=self.risk)
        return self.page(
            "governance/risks/committee_risk.jinja",
            risk=self.risk,
            facts_of=words.facts_of(self.risk),
            particulars=words.particulars(self.risk, today=self.today),
            reviews=words.reviews_table(self.risk, entries.select_related("by").order_by("-number")),
            steps=list(words.committee_steps(self.risk, may=self.place.minutes)),
        )


class CommitteeRiskAct(OfRisk, CommitteeAct):
    """An act on one, by the secretary."""

    services = of_committee

    def version(self) -> int | None:
        """The risk's."""
        version: int = self.risk.version
        return version

    def next_page(self) -> str:
        """The risk."""
        return str(self.risk.get_absolute_url())


class Change(common.ChangeWords, CommitteeRiskAct):
    """Change what it says."""

    def form_arguments(self) -> dict[str, Any]:
        """The functions, and who may own it."""
        return {
            "activities": figures.activities_for(self.committee.hub_id, on=self.today),
            "owners": figures.owners_at(self.committee, on=self.today),
        }


class Review(common.RecordReview, CommitteeRiskAct):
    """Record a review."""


class Close(common.CloseRisk, CommitteeRiskAct):
    """Close it."""
