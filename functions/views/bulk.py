"""One act on the cases that were ticked: asked once, done case by case, and what became of each."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from functions.figures.choosing import Choosing
from functions.forms.work_list import BulkAcknowledgeForm, BulkAssignForm
from functions.models import Query
from functions.services.bulk import RowResult, acknowledge_many, assign_many
from functions.views.finding import person_of
from hubportal.organisations.models import Person

MOST_AT_ONCE = 200
WORDS = {"assign": ("Assign cases", "Assign"), "acknowledge": ("Acknowledge cases", "Acknowledge")}


@login_required
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Ask what to do with the ticked cases; then do it and show each result."""
    person, act = person_of(request), request.POST.get("act", "")
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Your role does not work cases.")
    keys = [int(key) for key in request.POST.getlist("cases")[:MOST_AT_ONCE] if key.isdecimal() and len(key) < 19]
    cases = list(
        Query.objects.visible_to(person).filter(pk__in=keys).select_related("ccg").order_by("next_due_on", "pk")
    )
    page: dict[str, Any] = {"cases": cases, "back_to": request.POST.get("back_to", "")[:1000], "act": act}
    if not cases or act not in WORDS:
        said = "Select at least one case" if not cases else "Select what to do with the ticked cases"
        return render(request, "functions/bulk_nothing.jinja", {**page, "problems": [{"text": said}]}, status=422)
    form = _form(request, person, act)
    page |= {"form": form, "title": WORDS[act][0], "button": WORDS[act][1]}
    if not form.is_bound or not form.is_valid():
        return render(request, "functions/bulk.jinja", page, status=422 if form.is_bound else 200)
    results = _carry_out(act, [case.pk for case in cases], form, person)
    return render(request, "functions/bulk_results.jinja", {**page, "results": list(zip(cases, results, strict=True))})


def _form(request: HttpRequest, person: Person, act: str) -> Any:
    typed = request.POST if "confirmed" in request.POST else None
    if act == "acknowledge":
        return BulkAcknowledgeForm(typed, initial={"on": timezone.localdate()})
    choosing = Choosing(person, on=timezone.localdate())
    return BulkAssignForm(typed, choosing=choosing, may_give=person.grants.any("ccg_case_assign"))


def _carry_out(act: str, keys: list[int], form: Any, person: Person) -> list[RowResult]:
    typed, now = form.cleaned_data, timezone.now()
    if act == "acknowledge":
        return acknowledge_many(query_ids=keys, on=typed["on"], by=person, at=now)
    return assign_many(query_ids=keys, owner=typed["owner"], team=typed["team"], by=person, at=now)
