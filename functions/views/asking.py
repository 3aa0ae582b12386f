"""A practice asks the hub, and follows what it asked; a CCG's lead says what is wrong with the hub's own work."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from functions.forms.asking import AskForm, ConcernForm, OwnWordsForm
from functions.models import Query
from functions.presenters.clock import in_a_sentence
from functions.services.asking import ask as ask_hub
from functions.services.asking import raise_concern as raise_with_hub
from functions.services.clock_reading import reading_of
from functions.views.finding import person_of
from hubportal.organisations.models import Ccg, Practice
from hubportal.web.refusals import Refused

Kept = Callable[[Mapping[str, Any], datetime], Query]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A simple question for a practice."""
    person = person_of(request)
    practices = list(Practice.objects.filter(pk__in=person.grants.on("practice_ask")))
    if not practices:
        raise PermissionDenied("Only a practice’s own people ask here. Log a query instead.")
    form = AskForm(*_typed(request), places=practices)
    return _answer(
        request, form, "functions/ask.jinja", "Your question", lambda asked, at: ask_hub(by=person, at=at, asked=asked)
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def raise_concern(request: HttpRequest) -> HttpResponse:
    """A concern about the hub, for whoever approves for a CCG."""
    person = person_of(request)
    ccgs = list(Ccg.objects.filter(pk__in=person.grants.ccgs("ccg_approve")).select_related("hub").order_by("name"))
    if not ccgs:
        raise PermissionDenied("Only a CCG’s leads raise a concern here. Log it as a case instead.")
    form = ConcernForm(*_typed(request), places=ccgs)
    return _answer(
        request,
        form,
        "functions/raise_concern.jinja",
        "Your concern",
        lambda asked, at: raise_with_hub(by=person, at=at, asked=asked),
    )


def _typed(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _answer(request: HttpRequest, form: OwnWordsForm, template: str, what: str, keep: Kept) -> HttpResponse:
    if not form.is_bound or not form.is_valid():
        return render(request, template, {"form": form}, status=422 if form.is_bound else 200)
    try:
        case = keep(form.cleaned_data, timezone.now())
    except Refused as refused:
        form.add_refusal(refused)
        return render(request, template, {"form": form}, status=422)
    due = in_a_sentence(reading_of(case, today=timezone.localdate(), explained=False))
    messages.success(request, f"{what} is with the hub. Its reference is {case.reference}. The hub must: {due}.")
    return HttpResponseRedirect(case.get_absolute_url())
