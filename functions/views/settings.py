"""A hub's settings for casework: closures, clock policies, letters."""

from datetime import date, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_safe

from functions.figures.settings import closures_of, closures_removed, hubs_of, versions_of
from functions.forms.settings import ClosureForm, PolicyVersionForm
from functions.presenters.settings import letters_in_words, policy_in_words, policy_list
from functions.services.letters import letter_templates
from functions.services.policies import policy_from_version
from functions.services.policy_versions import add_version, latest_version, may_change
from functions.views.finding import person_of
from hubportal.organisations.models import Hub
from hubportal.organisations.services import closures as closing
from hubportal.web.fields.dates import read_time
from hubportal.web.refusals import Refused
from hubportal.web.words import plural

CHOSEN_HUB = "settings_hub"
ASK = require_http_methods(["GET", "HEAD", "POST"])


def my_hub(request: HttpRequest) -> Hub:
    """The hub whose staff this person belongs to, of several the one they chose last; others have no settings."""
    hubs = hubs_of(person_of(request))
    if not hubs:
        raise PermissionDenied("Settings are for the hub’s own people.")
    if len(hubs) > 1 and "hub" in request.GET:
        request.session[CHOSEN_HUB] = request.GET["hub"]
    return next((hub for hub in hubs if hub.code == request.session.get(CHOSEN_HUB)), hubs[0])


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What can be set."""
    hub = my_hub(request)
    page = {"hub": hub, "hubs": hubs_of(person_of(request)), "may_change": may_change(person_of(request), hub)}
    return render(request, "functions/settings_home.jinja", page)


@login_required
@ASK
def closures(request: HttpRequest) -> HttpResponse:
    """Days on which the person's hubs are closed; adding one to the chosen hub shows first which cases move."""
    hub, person, today = my_hub(request), person_of(request), timezone.localdate()
    if "remove" in request.POST:
        return _removing(request, hub, today)
    form = ClosureForm(request.POST if request.method == "POST" else None)
    page: dict[str, Any] = {"hub": hub, "may_change": may_change(person, hub), "moves": None, "today": today}
    if form.is_bound and form.is_valid():
        day, reason = form.cleaned_data["day"], form.cleaned_data["reason"]
        try:
            if "apply" in request.POST:
                moved = closing.apply(hub=hub, days=[day], reason=reason, by=person, on=today)
                messages.success(request, f"The closure is saved. {plural(len(moved), 'date')} moved.")
                return HttpResponseRedirect(reverse("settings:closures"))
            page |= {"moves": closing.preview(hub=hub, days=[day], by=person, on=today), "day": day, "reason": reason}
        except Refused as refused:
            refused.field = "day" if refused.field == "days" else refused.field
            form.add_refusal(refused)
    hubs = hubs_of(person)
    page |= {"form": form, "closures": closures_of(hubs), "hubs": hubs}
    page |= {"removed": closures_removed(hub), "opening": False}
    return render(request, "functions/closures.jinja", page, status=422 if form.is_bound and form.errors else 200)


def _removing(request: HttpRequest, hub: Hub, today: date) -> HttpResponse:
    """Show what moves when a closure is taken back; then take it back."""
    person, day = person_of(request), parse_date(request.POST["remove"]) or date.min
    if "apply" in request.POST:
        moved = closing.remove(hub=hub, day=day, by=person, on=today)
        messages.success(request, f"The closure is removed. {plural(len(moved), 'date')} moved.")
        return HttpResponseRedirect(reverse("settings:closures"))
    hubs = hubs_of(person)
    page = {
        "hub": hub, "hubs": hubs, "may_change": may_change(person, hub), "day": day, "opening": True, "today": today,
        "moves": closing.preview_opening(hub=hub, day=day, by=person, on=today),
        "closures": closures_of(hubs), "removed": closures_removed(hub),
    }  # fmt: skip
    return render(request, "functions/closures.jinja", page)


@login_required
@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """Every policy with the version in force."""
    hub = my_hub(request)
    listed = policy_list(versions_of(hub), today=timezone.localdate())
    return render(request, "functions/policies.jinja", {"hub": hub, "policies": listed})


@login_required
@ASK
def policy(request: HttpRequest, code: str) -> HttpResponse:
    """The versions of one policy; adding one."""
    hub, person, now = my_hub(request), person_of(request), timezone.now()
    versions = [version for version in versions_of(hub) if version.code == code]
    if not versions:
        raise Http404
    latest = policy_from_version(latest_version(hub=hub, code=code, on=timezone.localdate(now)))
    form = PolicyVersionForm(request.POST or None, policy=latest, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        try:
            return _added(request, hub, code, form)
        except Refused as refused:
            form.add_refusal(refused)
    page = {
        "hub": hub,
        "policy": latest,
        "versions": [policy_in_words(version, today=timezone.localdate(now)) for version in versions],
        "may_change": may_change(person, hub) and bool(form.counted),
        "form": form,
    }
    return render(request, "functions/policy.jinja", page, status=422 if form.is_bound else 200)


def _added(request: HttpRequest, hub: Hub, code: str, form: PolicyVersionForm) -> HttpResponse:
    typed = form.cleaned_data
    cut_off: time | None = read_time(typed["cut_off"]) if typed["cut_off"] else None
    if typed["cut_off"] and cut_off is None:
        raise Refused("Enter a real time, like 17:00.", field="cut_off", status=400)
    add_version(
        hub=hub,
        code=code,
        effective_from=typed["effective_from"],
        lengths=form.lengths,
        due_soon_days=typed["due_soon_days"],
        cut_off=cut_off,
        note=typed["note"],
        by=person_of(request),
        at=timezone.now(),
    )
    messages.success(request, "The new version is saved. Cases already received keep theirs.")
    return HttpResponseRedirect(reverse("settings:policy", args=[code]))


@login_required
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The words of letters and emails, to read."""
    hub = my_hub(request)
    return render(request, "functions/letters.jinja", {"hub": hub, "letters": letters_in_words(letter_templates())})
