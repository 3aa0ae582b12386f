"""Logging a case on one page: what is asked, what would follow from it, and nothing lost on the way."""

from contextlib import nullcontext
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from functions.figures.choosing import Choosing
from functions.forms.log import LogForm
from functions.models import Query
from functions.presenters.clock import in_a_sentence
from functions.presenters.preview import what_follows
from functions.services.attaching import attach
from functions.services.clock_reading import first_reading
from functions.services.duplicates import likely_duplicates
from functions.services.held_files import held_for, hold, let_go
from functions.services.queries import Contact, log_query
from functions.views.finding import person_of
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused


def choosing_for(request: HttpRequest) -> Choosing:
    """The choices of somebody who logs cases; others may not log."""
    person = person_of(request)
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Your role does not log cases.")
    return Choosing(person, on=timezone.localdate())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Ask for a case, or log it."""
    choosing = choosing_for(request)
    if request.method != "POST":
        given = {name: request.GET[name] for name in ("subject", "practice", "category", "kind") if name in request.GET}
        form = LogForm(choosing=choosing, initial={"received_at": timezone.now(), **given})
        return _page(request, form)
    form = LogForm(request.POST, request.FILES, choosing=choosing)
    valid = form.is_valid()
    if "check" in request.POST or not valid:
        return _page(request, form, status=200 if valid else 422)
    if not request.POST.get("not_a_duplicate") and _duplicates(form, person_of(request)):
        return _page(request, form, ask_duplicates=True)
    return _log(request, form)


def _log(request: HttpRequest, form: LogForm) -> HttpResponse:
    person, held = person_of(request), held_for(by=person_of(request), tokens=request.POST.getlist("held"))
    try:
        case = _save(person, form.cleaned_data, [upload for _, upload in held])
    except Refused as refused:
        form.add_refusal(refused)
        return _page(request, form, status=422)
    let_go(by=person, tokens=[kept.token for kept, _ in held])
    due = in_a_sentence(first_reading(case, today=timezone.localdate()))
    messages.success(request, f"{case.reference} is logged. {due}.")
    return HttpResponseRedirect(case.get_absolute_url())


def _save(person: Person, typed: dict[str, Any], held: list[Any]) -> Query:
    now = timezone.now()
    contact = Contact(
        typed["contact_name"], typed["contact_organisation"], typed["contact_email"], typed["contact_phone"]
    )
    names = (
        "ccg",
        "kind",
        "stream",
        "category",
        "subject",
        "detail",
        "channel",
        "received_at",
        "practice",
        "activity",
        "priority",
        "owner",
        "team",
        "tags",
    )
    restricted = typed.get("restricted", False)  # a box that only some people have
    uploads = [*held, *typed["attachments"]]
    with transaction.atomic() if uploads else nullcontext():  # a case and its files together, or neither
        case = log_query(
            by=person, contact=contact, at=now, restricted=restricted, **{name: typed[name] for name in names}
        )
        if uploads:
            attach(query_id=case.pk, version=None, uploads=uploads, by=person, at=now)
    return case


def _duplicates(form: LogForm, person: Person) -> list[Query]:
    typed = form.cleaned_data
    if not typed.get("subject"):
        return []
    return likely_duplicates(
        practice=typed.get("practice"),
        ccg=typed.get("ccg"),
        subject=typed["subject"],
        by=person,
        on=timezone.localdate(),
    )


def _page(request: HttpRequest, form: LogForm, *, status: int = 200, ask_duplicates: bool = False) -> HttpResponse:
    """The page as typed, with the files that came along kept for the next try."""
    person = person_of(request)
    kept = held_for(by=person, tokens=request.POST.getlist("held"))
    held = [one for one, _ in kept]
    if form.is_bound:
        form.fill_ccg()
        held += hold(by=person, uploads=form.cleaned_data.get("attachments") or [])
    words = {"form": form, "held": held, "ask_duplicates": ask_duplicates, **_follows(form, person)}
    return render(request, "functions/log.jinja", words, status=status)


def _follows(form: LogForm, person: Person) -> dict[str, Any]:
    """What would follow from what has been typed so far."""
    if not form.is_bound:
        return {"follows": None, "duplicates": []}
    duplicates = _duplicates(form, person)
    return {"follows": what_follows(form.cleaned_data, at=timezone.now()), "duplicates": duplicates}


@login_required
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """The same beside the form while it is filled in."""
    form = LogForm(request.POST, choosing=choosing_for(request))
    form.is_valid()
    words = {"form": form, "fill_ccg": form.fill_ccg(), **_follows(form, person_of(request))}
    return render(request, "functions/log_check.jinja", words)


@login_required
@require_GET
def practices(request: HttpRequest) -> JsonResponse:
    """Practices that fit what is being typed."""
    found = choosing_for(request).find_practices(request.GET.get("q", "").strip()[:100])
    return JsonResponse({"results": [{"value": option.value, "name": option.name} for option in found]})
