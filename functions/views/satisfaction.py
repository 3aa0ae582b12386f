"""Whoever asked says whether the answer served: a practice signed in, or the holder of the signed link."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from functions.forms.satisfaction import JudgeForm
from functions.models import Query
from functions.services.following import read_token
from functions.services.satisfaction import judge, refusal_to_judge, said_of
from functions.views.finding import case_to_read, person_of
from functions.views.following import link_named
from hubportal.organisations.models import Person
from hubportal.tenancy.scope import scope
from hubportal.web.refusals import Refused

ASK = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@ASK
def for_practice(request: HttpRequest, reference: str) -> HttpResponse:
    """Asked of the people of the practice whose question it was."""
    case, person = case_to_read(request, reference), person_of(request)
    if not (case.practice_id and person.grants.can("practice_respond", case.practice_id)):
        raise PermissionDenied("Only whoever asked says whether the answer served them.")
    return _ask(request, case, by=person, back=case.get_absolute_url())


@never_cache
@ASK
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Asked of whoever holds the link to the case, while it works."""
    read = read_token(token)
    if read is None:
        raise Http404
    opened, public_id = read
    with scope(opened.for_writing()):
        link = link_named(opened.ccgs, public_id)
        if link.query.is_restricted or not link.works_on(timezone.localdate()):
            return render(request, "functions/follow_ended.jinja", {"link": link}, status=410)
        return _ask(request, link.query, by=None, back=reverse("functions:follow", args=[token]))


def _ask(request: HttpRequest, case: Query, *, by: Person | None, back: str) -> HttpResponse:
    now, said = timezone.now(), said_of(case)
    refusal = refusal_to_judge(case, said=said, at=now)
    if refusal:
        raise Refused(refusal)
    given = {"answer": said.answer, "comment": said.comment} if said else None
    form = JudgeForm(request.POST if request.method == "POST" else None, initial=given)
    if form.is_bound and form.is_valid() and _judged(form, case, by=by, at=now):
        messages.success(request, "Thank you. You can change what you said for 14 days.")
        return HttpResponseRedirect(back)
    page = {"form": form, "case": case, "back": back}
    return render(request, "functions/judge.jinja", page, status=422 if form.is_bound else 200)


def _judged(form: JudgeForm, case: Query, *, by: Person | None, at: datetime) -> bool:
    typed = form.cleaned_data
    try:
        judge(case_key=case.pk, ccg_id=case.ccg_id, answer=typed["answer"], comment=typed["comment"], by=by, at=at)
    except Refused as refused:
        form.add_refusal(refused)
        return False
    return True
