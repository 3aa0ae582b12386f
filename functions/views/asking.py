"""A practice asks the hub, and follows what it asked; a signed link follows one case without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from functions.forms.asking import AskForm
from functions.models import Query
from functions.presenters import case as words
from functions.presenters.clock import in_a_sentence, steps_of
from functions.services.asking import ask as ask_hub
from functions.services.clock import reading_of
from functions.services.following import read_token
from functions.views.finding import person_of
from hubportal.organisations.models import Practice
from hubportal.tenancy.scope import scope
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


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The clock of one case and what was said to all parties, for whoever holds the link."""
    read = read_token(token)
    if read is None:
        return render(request, "functions/follow_ended.jinja", status=404)
    opened, public_id = read
    with scope(opened):
        cases = Query.objects.filter(ccg_id__in=opened.ccgs, is_restricted=False).select_related("ccg", "hub", "policy")
        case = get_object_or_404(cases, public_id=public_id)
        said = case.correspondence.filter(ccg_id=case.ccg_id, circle="all").select_related("by")
        reading = reading_of(case, today=timezone.localdate())
        page = {
            "case": case,
            "state": words.state_words(case),
            "clock": steps_of(reading),
            "said": words.correspondence(said.order_by("-at", "-id")),
        }
        return render(request, "functions/follow.jinja", page)
