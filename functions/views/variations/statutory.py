"""Changes of the law for every contract of a kind: asked for, made, told."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from functions.forms.variations.acts import StatutoryForm
from functions.services.variations import statutory
from functions.views.variations.making import maker
from hubportal.organisations.signed_in import person_of
from hubportal.records.views.listing import reader
from hubportal.web.refusals import Refused
from hubportal.web.words import plural


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest) -> HttpResponse:
    """The changes so far, and a new one: what it would concern is shown before it is made."""
    person = maker(request) if request.method == "POST" else reader(request)
    may_ask = person.grants.any("ccg_case_edit")
    form = StatutoryForm(request.POST or None)
    page: dict[str, object] = {"form": form if may_ask else None, "concerned": None}
    valid = request.method == "POST" and form.is_valid()
    if valid:
        # A copy: a refusal takes the field at fault out of the form's own, and the preview below still needs it.
        typed, now = dict(form.cleaned_data), timezone.now()
        try:
            if "make" in request.POST:
                change = statutory.ask_for_change(**typed, by=person, at=now)
                messages.success(request, f"{plural(change.expected, 'variation')} are being made.")
                return HttpResponseRedirect(change.get_absolute_url())
            day, why = typed["effective_on"], typed["too_soon_because"]
            statutory.refuse_date(day, today=timezone.localdate(now), too_soon_because=why)
        except Refused as refused:
            form.add_refusal(refused)
            valid = False
        page["concerned"] = statutory.concerned_by_ccg(
            contracts=typed["contracts"], ccg_ids=person.grants.ccgs("ccg_case_edit"), on=typed["effective_on"]
        )
    page["changes"] = statutory.changes_seen_by(person)[:50]
    bad = request.method == "POST" and not valid
    return render(request, "functions/statutory_changes.jinja", page, status=422 if bad else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One change and how far it has got; its notices go when a second person says so."""
    person = person_of(request)
    found = get_object_or_404(statutory.changes_seen_by(person), public_id=public_id)
    if request.method == "POST":
        statutory.issue_change(change=found, by=person, at=timezone.now())
        messages.success(request, "The notices are going out.")
        return HttpResponseRedirect(found.get_absolute_url())
    may_issue = (
        found.made_at is not None
        and found.issued_at is None
        and found.asked_by_id != person.pk
        and set(found.ccg_ids) <= person.grants.ccgs("ccg_hub_approve")
    )
    page = {"change": found, "progress": statutory.progress(found, person), "may_issue": may_issue}
    return render(request, "functions/statutory_change.jinja", page)
