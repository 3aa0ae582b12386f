"""Risks and opportunities of CCGs: the register, one of them, its acts, and the report."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from governance.figures import risks as figures
from governance.figures.agreements import ccgs_with
from governance.forms import risks as forms
from governance.models import CcgRisk, CcgRiskReview
from governance.presenters import risks as words
from governance.services.kinds import RISK
from governance.services.preparing import PREPARES, prepares, prepares_any
from governance.services.risks import of_ccg
from governance.views.record_lists import asked_for_ccg, listed, reader_of
from governance.views.risks import asked as common
from hubportal.organisations.models import Ccg
from hubportal.organisations.signed_in import person_of
from hubportal.records.views.acting import RecordAct
from hubportal.records.views.finding import record_to_read
from hubportal.records.views.page import record_page
from hubportal.web.refusals import Refused

ORDER = (("score", "desc"), ("id", "desc"))


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"ccg": asked_for_ccg(request), **common.narrowed(request)}


@login_required
@require_safe
def risks(request: HttpRequest) -> HttpResponse:
    """The risks of the person's CCGs, the highest first."""
    person, today = reader_of(request), timezone.localdate()
    asked = _asked(request)
    rows = figures.risks_of(person, on=today, **asked)
    form = forms.RiskFilter(initial=asked, ccgs=ccgs_with(person, "ccg_read"), auto_id="filter_%s")
    context = {
        **listed(request, rows, order=ORDER, form=form, table=lambda page: words.ccg_table(page, today=today)),
        "may_raise": prepares_any(person),
    }
    return render(request, "governance/risks/list.jinja", context)


@login_required
@require_safe
def export(request: HttpRequest, form: str) -> HttpResponseBase:
    """The register as it is narrowed, as a file."""
    today = timezone.localdate()
    rows = figures.risks_of(reader_of(request), on=today, **_asked(request)).prefetch_related("reviews")
    lines = rows.order_by("-score", "-id").iterator(chunk_size=500)
    return common.sent(form, name=f"risks-{today.isoformat()}", columns=words.EXPORT_COLUMNS, rows=lines)


def _report(request: HttpRequest) -> tuple[forms.ReportForm, dict[str, Any]]:
    person, today = reader_of(request), timezone.localdate()
    form = forms.ReportForm(request.GET or None, ccgs=ccgs_with(person, "ccg_read"), auto_id="filter_%s")
    ccg, since = common.since_of(form, today)
    return form, {"rows": figures.risks_of(person, ccg=ccg, on=today), "ccg": ccg, "since": since, "today": today}


@login_required
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """The highest risks, overdue reviews, and what changed since a day."""
    form, asked = _report(request)
    found = figures.report_on(asked["rows"], on=asked["today"], since=asked["since"])
    context = {
        "form": form,
        "found": found,
        "ccg": asked["ccg"],
        "since": asked["since"],
        "counts": words.counts_table(found),
        "top": words.ccg_table(found.top, today=asked["today"], caption="Highest risks"),
        "overdue": words.ccg_table(found.overdue, today=asked["today"], caption="Reviews that are overdue"),
        "changed": words.changes_table(found.changed, since=asked["since"]),
        "parameters": request.GET,
    }
    return render(request, "governance/risks/report.jinja", context)


@login_required
@require_safe
def report_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """What changed since a day, as a file."""
    _, asked = _report(request)
    found = figures.changed_since(asked["rows"], asked["since"])
    name = f"risks-changed-since-{asked['since'].isoformat()}"
    return common.sent(form, name=name, columns=words.CHANGE_EXPORT, rows=found)


@login_required
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """Which CCG it is about; somebody of one CCG goes on to the form."""
    ccgs = ccgs_with(person_of(request), *PREPARES)
    if not ccgs:
        raise PermissionDenied("Your role does not keep the risks of a CCG.")
    if len(ccgs) == 1:
        return redirect("risks:raise", ods=ccgs[0].ods_code)
    form = forms.WhichCcgForm(request.GET if "ccg" in request.GET else None, ccgs=ccgs)
    if form.is_bound and form.is_valid():
        return redirect("risks:raise", ods=form.cleaned_data["ccg"])
    return render(request, "governance/risks/which.jinja", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def raise_risk(request: HttpRequest, ods: str) -> HttpResponse:
    """Raise a risk or an opportunity of a CCG."""
    person, now = person_of(request), timezone.now()
    mine = Ccg.objects.filter(pk__in=person.grants.ccgs("ccg_read")).select_related("hub")
    ccg, today = get_object_or_404(mine, ods_code=ods.upper()), timezone.localdate(now)
    if not prepares(person, ccg.pk):
        raise PermissionDenied("Your role reads the risks of this CCG and does not keep them.")
    lists: dict[str, Any] = {
        "activities": figures.activities_for(ccg.hub_id, on=today),
        "owners": figures.owners_at_ccg(ccg, on=today),
    }
    form = forms.NewRiskForm(request.POST if request.method == "POST" else None, **lists)
    if form.is_bound and form.is_valid():
        try:
            made = of_ccg.raise_risk(
                ccg=ccg, kind=form.cleaned_data["kind"], words=form.words(), scores=form.scores(),
                review_on=form.cleaned_data["review_on"], by=person, at=now,
            )  # fmt: skip
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"{made.reference} is on the register.")
            return HttpResponseRedirect(made.get_absolute_url())
    context = {"form": form, "ccg": ccg}
    return render(request, "governance/risks/raise.jinja", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def risk(request: HttpRequest, reference: str) -> HttpResponse:
    """One risk or opportunity, with the score at each review."""
    found: CcgRisk = record_to_read(request, RISK, reference, "activity")
    entries = CcgRiskReview.objects.filter(ccg_id=found.ccg_id, risk=found).select_related("by").order_by("-number")
    steps, further = words.ccg_steps(found, may=prepares(person_of(request), found.ccg_id))
    return record_page(
        request,
        found,
        template="governance/risks/risk.jinja",
        steps=steps,
        further=further,
        facts_of=words.facts_of(found),
        particulars=words.particulars(found, today=timezone.localdate()),
        reviews=words.reviews_table(found, entries),
    )


class CcgRiskAct(RecordAct):
    """An act on a CCG's risk, by those who keep it."""

    kind, services = RISK, of_ccg

    @property
    def risk(self) -> Any:
        """The record."""
        return self.record

    def permit(self, request: HttpRequest) -> None:
        """Readers go no further."""
        if not prepares(person_of(request), self.record.ccg_id):
            raise PermissionDenied("You may read this but not change it.")


class Change(common.ChangeWords, CcgRiskAct):
    """Change what it says."""

    def find(self, request: HttpRequest, reference: str) -> Any:
        """With the function it is about."""
        return record_to_read(request, RISK, reference, "activity")

    def form_arguments(self) -> dict[str, Any]:
        """The functions, and who may own it."""
        return {
            "activities": figures.activities_for(self.record.hub_id, on=self.today),
            "owners": figures.owners_at_ccg(self.record.ccg, on=self.today),
        }


class Review(common.RecordReview, CcgRiskAct):
    """Record a review."""


class Close(common.CloseRisk, CcgRiskAct):
    """Close it."""
