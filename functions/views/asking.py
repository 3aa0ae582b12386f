"""A practice asks the hub, and follows what it asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from functions.forms.asking import AskForm
from functions.presenters.clock import in_a_sentence
from functions.services.asking import ask as ask_hub
from functions.services.clock_reading import reading_of
from functions.views.finding import person_of
from hubportal.organisations.models import Practice
from hubportal.web.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """A simple question for a practice."""
    person = person_of(request)
    practices = list(Practice.objects.filter(pk__in=person.grants.on("practice_ask")))
    if not practices:
        raise PermissionDenied("Only a practice’s own people ask here. Log a query instead.")
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AskForm(*typed, person=person, practices=practices)
    if not form.is_bound or not form.is_valid():
        return render(request, "functions/ask.jinja", {"form": form}, status=422 if form.is_bound else 200)
    try:
        case = ask_hub(by=person, at=timezone.now(), asked=form.cleaned_data)
    except Refused as refused:
        form.add_refusal(refused)
        return render(request, "functions/ask.jinja", {"form": form}, status=422)
    due = in_a_sentence(reading_of(case, today=timezone.localdate(), explained=False))
    messages.success(request, f"Your question is with the hub. Its reference is {case.reference}. The hub must: {due}.")
    return HttpResponseRedirect(case.get_absolute_url())
