"""E-mail that came in and waits to be sorted."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from functions.figures.choosing import Choosing
from functions.forms.mail import AddToCaseForm, LogMessageForm, PutAsideForm
from functions.models import IncomingMessage
from functions.rules.mail_in import receipt, subject_of
from functions.services.mail_in import by_hand
from functions.views.finding import person_of
from functions.views.joining import other_case
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused

FORMS = {"log": LogMessageForm, "add": AddToCaseForm, "aside": PutAsideForm}


def sorter_of(request: HttpRequest) -> Person:
    """Somebody who works cases of a hub; nobody else reads its mail."""
    person = person_of(request)
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Only the hub’s own people sort its mail.")
    return person


@login_required
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """What is to be sorted, and what became of the rest."""
    person = sorter_of(request)
    return render(
        request,
        "functions/mail.jinja",
        {"waiting": by_hand.waiting(person), "lately": by_hand.sorted_lately(person)},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One message: log it as a case, add it to one, or say why it needs none."""
    person = person_of(request)
    found = by_hand.message_to_sort(person, public_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    forms = {name: _form(name, found, person, request.POST if name == act else None) for name in FORMS}
    form = forms.get(act)
    if form is not None and form.is_valid():
        try:
            messages.success(request, _carry_out(request, act, found, form.cleaned_data))
            return HttpResponseRedirect(reverse("functions:mail"))
        except Refused as refused:
            form.add_refusal(refused)
    status = 422 if request.method == "POST" else 200
    return render(
        request,
        "functions/mail_message.jinja",
        {"message": found, "forms": forms, "form": form, "act": act},
        status=status,
    )


def _form(name: str, found: IncomingMessage, person: Person, typed: Any) -> Any:
    if name != "log":
        return FORMS[name](typed)
    received = receipt(said=found.said_at, arrived=found.arrived_at)
    initial = {
        "subject": subject_of(found.subject),
        "received_at": received.at,
        "contact_name": found.from_name,
    }
    return LogMessageForm(typed, initial=initial, choosing=Choosing(person, on=timezone.localdate()))


def _carry_out(request: HttpRequest, act: str, found: IncomingMessage, typed: dict[str, Any]) -> str:
    person, now = person_of(request), timezone.now()
    if act == "log":
        case = by_hand.log_from(found, by=person, at=now, typed=typed)
        return f"{case.reference} is logged, with the message and its files."
    if act == "add":
        case = other_case(request, typed["reference"], field="reference")
        by_hand.add_to(found, case=case, by=person, at=now)
        return f"The message is added to {case.reference}."
    by_hand.put_aside(found, by=person, at=now, reason=typed["reason"])
    return "The message is put aside."


@login_required
@require_safe
def raw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A message as it came, to be opened in a mail program."""
    person = person_of(request)
    found = by_hand.message_to_sort(person, public_id)
    response = HttpResponse(by_hand.content_of(person, found), content_type="message/rfc822")
    response["Content-Disposition"] = 'attachment; filename="message.eml"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
