"""Readiness assessments: the list, beginning one, its page, its areas, completing and withdrawing it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from governance.figures import readiness as figures
from governance.figures.agreements import ORDER, ccgs_with
from governance.forms import readiness as forms
from governance.models import Readiness, ReadinessArea
from governance.presenters import readiness as words
from governance.rules import readiness as rules
from governance.services import readiness as services
from governance.services.kinds import READINESS
from governance.services.preparing import PREPARES, prepares, prepares_any
from governance.views.record_lists import asked_of, listed, reader_of
from hubportal.organisations.signed_in import person_of
from hubportal.records.views.acting import RecordAct
from hubportal.records.views.finding import record_to_read
from hubportal.records.views.page import record_page
from hubportal.web.refusals import Refused, Stale


@login_required
@require_safe
def assessments(request: HttpRequest) -> HttpResponse:
    """The assessments of the person's CCGs, the latest first."""
    person = reader_of(request)
    asked = asked_of(request, rules.STATES)
    rows = figures.assessments_of(person, **asked)
    form = forms.AssessmentFilter(initial=asked, ccgs=ccgs_with(person, "ccg_read"), auto_id="filter_%s")
    context = {
        **listed(request, rows, order=ORDER, form=form, table=words.assessments_table),
        "may_begin": prepares_any(person),
    }
    return render(request, "governance/readiness/list.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin an assessment."""
    person, now = person_of(request), timezone.now()
    ccgs = ccgs_with(person, *PREPARES)
    if not ccgs:
        raise PermissionDenied("Your role does not prepare readiness assessments.")
    form = forms.NewAssessmentForm(ccgs=ccgs, initial={"assessed_on": timezone.localdate(now)})
    if request.method == "POST":
        form = forms.NewAssessmentForm(request.POST, ccgs=ccgs)
        if form.is_valid():
            typed = form.cleaned_data
            try:
                made = services.begin_assessment(ccg=typed["ccg"], assessed_on=typed["assessed_on"], by=person, at=now)
            except Refused as refused:
                form.add_refusal(refused)
            else:
                copied = f", as a copy of {made.before.reference}" if made.before else ""
                messages.success(request, f"{made.reference} is begun{copied}.")
                return HttpResponseRedirect(made.get_absolute_url())
    status = 422 if request.method == "POST" else 200
    return render(request, "governance/readiness/new.jinja", {"form": form}, status=status)


@login_required
@require_safe
def assessment(request: HttpRequest, reference: str) -> HttpResponse:
    """One assessment, area by area, beside the one it was copied from."""
    found: Readiness = record_to_read(request, READINESS, reference, "before")
    held = [found, found.before] if found.before else [found]
    said = figures.areas_among(held)
    template = figures.template_of(found)
    answers = found.state == "draft" and prepares(person_of(request), found.ccg_id)
    missing = rules.missing(template, said[found.pk]) if found.state == "draft" else []
    steps, further = words.steps(found, may=answers, whole=not missing)
    return record_page(
        request,
        found,
        template="governance/readiness/assessment.jinja",
        steps=steps,
        further=further,
        missing=missing,
        areas=words.areas(
            template,
            said[found.pk],
            before=said[found.before.pk] if found.before else None,
            reference=found.reference,
            answers=answers,
        ),
        before=found.before,
        particulars=words.particulars(found, template, rules.counted(said[found.pk].values())),
    )


class AssessmentAct(RecordAct):
    """An act on an assessment in preparation."""

    kind = READINESS
    record: Readiness

    def permit(self, request: HttpRequest) -> None:
        """Those who prepare it."""
        if not prepares(person_of(request), self.record.ccg_id):
            raise PermissionDenied("You may read this assessment but not change it.")

    def refuse_out_of_turn(self) -> None:
        """What is completed or withdrawn stands."""
        if self.record.state != "draft":
            raise Refused("The assessment is no longer in preparation, so what it says stands. Begin the next one.")


class Area(AssessmentAct):
    """Say how one area stands."""

    button, template, done = "Save", "governance/readiness/area.jinja", "The area is saved."
    row: ReadinessArea

    def find(self, request: HttpRequest, reference: str) -> Any:
        """It must be one of the template's."""
        found = super().find(request, reference)
        area = figures.template_of(found).area(self.kwargs["area"])
        if area is None:
            raise Http404("There is no such area.")
        self.area = area
        self.row = get_object_or_404(ReadinessArea, ccg_id=found.ccg_id, assessment=found, code=area.code)
        return found

    def form_arguments(self) -> dict[str, Any]:
        """The template, and how many actions there are."""
        return {"template": figures.template_of(self.record), "actions": len(self.row.actions)}

    def form(self, *typed: Any) -> Any:
        """The area's own version goes with the page."""
        initial = {"version": self.row.version, **forms.begin_with(figures.said_in(self.row))}
        return forms.AreaForm(*typed, initial=initial, **self.form_arguments())

    def made_current(self, form: Any, stale: Stale) -> Any:
        """What was typed on the version now saved, so that sending it again is a choice."""
        self.row.refresh_from_db()
        typed = form.data.copy()
        typed["version"] = str(self.row.version)
        again = self.form(typed, form.files)
        again.add_error(None, stale.sentence)
        return again

    def more(self) -> dict[str, Any]:
        """The area heads the page; beside it what the assessment before said."""
        return {"title": self.area.name, "area": self.area, "help": self.area.about}

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        services.say_area(
            assessment_id=self.record.pk,
            code=self.area.code,
            version=form.cleaned_data["version"],
            said=form.said(),
            by=person_of(self.request),
        )
        return f"{self.area.name} is saved."

    def next_page(self) -> str:
        """The assessment, at this area."""
        return f"{self.record.get_absolute_url()}#area-{self.area.code}"


class Complete(AssessmentAct):
    """Complete it: it never changes afterwards."""

    title, form_class, button = "Complete the assessment", forms.EndForm, "Complete the assessment"
    help = "What it says stands from then on. The next assessment begins as a copy of it."
    done, warning = "The assessment is completed.", True

    def refuse_out_of_turn(self) -> None:
        """Every area must be whole."""
        super().refuse_out_of_turn()
        missing = rules.missing(figures.template_of(self.record), figures.areas_of(self.record))
        if missing:
            raise Refused(f"{missing[0]}.", clause=rules.CLAUSE)

    def form_arguments(self) -> dict[str, Any]:
        """A note if one likes."""
        return {"needs_reason": False}

    def carry_out(self, form: Any) -> str | None:
        """Complete."""
        services.complete_assessment(
            assessment_id=self.record.pk, by=person_of(self.request), at=self.now, **_ended(form)
        )
        return None


class Withdraw(AssessmentAct):
    """Put it away, with the reason."""

    title, form_class, button = "Withdraw the assessment", forms.EndForm, "Withdraw it"
    help = "It stays on the list as withdrawn, and another may be begun for the same day."
    done, warning = "The assessment is withdrawn.", True

    def form_arguments(self) -> dict[str, Any]:
        """The reason is asked for."""
        return {"needs_reason": True}

    def carry_out(self, form: Any) -> str | None:
        """Withdraw."""
        services.withdraw_assessment(
            assessment_id=self.record.pk, by=person_of(self.request), at=self.now, **_ended(form)
        )
        return None


def _ended(form: Any) -> dict[str, Any]:
    return {"version": form.cleaned_data["version"], "note": form.cleaned_data["note"]}
