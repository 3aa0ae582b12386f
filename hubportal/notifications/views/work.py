"""Background work that gave up or is late, for heads of a hub and system administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hubportal.notifications.figures import given_up as figures
from hubportal.notifications.forms.work import SetAsideForm
from hubportal.notifications.handlers import words_of
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.presenters import work as words
from hubportal.notifications.services import given_up
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused


def _keeper(request: HttpRequest) -> Person:
    """The person asking, who must look after background work; anybody else finds no such page."""
    person = request.user
    if not isinstance(person, Person) or not figures.looks_after_work(person):
        raise Http404
    return person


def _item(request: HttpRequest, item: int) -> tuple[Person, OutboxItem]:
    person = _keeper(request)
    found = figures.one(person, item) if item < 2**63 else None
    if found is None:
        raise Http404
    return person, found


@login_required
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """What gave up, what is late, and what was decided about it."""
    person = _keeper(request)
    gone, late = figures.given_up(person), figures.late(person)
    page = {
        "given_up": words.given_up_table(gone[: figures.MOST]),
        "late": words.late_table(late[: figures.MOST]),
        "more": max(len(gone), len(late)) > figures.MOST,
        "most": figures.MOST,
        "kinds": words.kind_lines(gone),
        "decided": words.decisions_table(figures.decisions(person)),
    }
    return render(request, "notifications/work.jinja", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def work_item(request: HttpRequest, item: int) -> HttpResponse:
    """One piece of work: when and how often it was tried; setting it aside."""
    person, found = _item(request, item)
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            given_up.set_aside(item=found.pk, reason=form.cleaned_data["reason"], by=person, at=timezone.now())
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, "The work is set aside and will not be tried again.")
            return redirect("work:list")
    page = {
        "form": form, "item": found, "work": words_of(found.kind), "whose": words.whose(found),
        "fault": words.fault_words(found),
    }  # fmt: skip
    return render(request, "notifications/work_item.jinja", page, status=422 if form.is_bound else 200)


@login_required
@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Try one piece of work again, or all of one kind that gave up."""
    person, item, kind = _keeper(request), request.POST.get("item", ""), request.POST.get("kind", "")
    if item.isdecimal() and len(item) < 19:
        _, found = _item(request, int(item))
        given_up.retry(item=found.pk, by=person, at=timezone.now())
        count = 1
    elif not (count := given_up.retry_kind(kind=kind, by=person, at=timezone.now())):
        raise Http404
    messages.success(request, given_up.retried_words(count))
    return redirect("work:list")
