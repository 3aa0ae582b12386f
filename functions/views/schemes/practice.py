"""A practice's own people, signed in: the invitations to their practice, and their answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from functions.forms.schemes import AnswerForm
from functions.models import Invitation
from functions.presenters.schemes import own_invitations_table
from functions.services.schemes.answering import answer_signed_in
from functions.services.schemes.practice import as_invited, invitations_for, own_invitation, why_no_answer, with_terms
from functions.views.schemes.answering import given_by, invited_to, specification_file
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused


def _practice_person(request: HttpRequest) -> Person:
    person = person_of(request)
    if not person.grants.any("practice_respond"):
        raise PermissionDenied("Only a practice’s own people answer its invitations here.")
    return person


def _own(request: HttpRequest, public_id: UUID) -> Invitation:
    person = _practice_person(request)
    return with_terms([own_invitation(person, public_id)], person)[0]


@login_required
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """Every invitation of one's practices, with what became of it."""
    found = invitations_for(_practice_person(request))
    page = {"table": own_invitations_table(found, timezone.localdate()), "any": bool(found)}
    return render(request, "functions/own_invitations.jinja", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read one invitation and answer it, once."""
    found, person = _own(request, public_id), person_of(request)
    sentence = why_no_answer(found, today=timezone.localdate())
    if sentence is not None:
        return _page(request, found, None, sentence=sentence, status=409 if request.method == "POST" else 200)
    if request.method != "POST":
        return _page(request, found, AnswerForm(initial={"name": person.name}))
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_signed_in(public_id=public_id, answer=given_by(form), by=person, at=timezone.now())
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, "Your answer is with the hub.")
            return HttpResponseRedirect(reverse("enhanced:own-answer", args=[public_id]))
    return _page(request, found, form, status=422)


def _page(
    request: HttpRequest, found: Invitation, form: AnswerForm | None, *, sentence: str = "", status: int = 200
) -> HttpResponse:
    page: dict[str, Any] = {
        **invited_to(found),
        "specification": reverse("enhanced:own-specification", args=[found.public_id]),
        "form": form,
        "sentence": sentence,
    }
    return render(request, "functions/scheme_answer.jinja", page, status=status)


@login_required
@require_safe
def specification(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The specification of what one's practice is invited to."""
    found, person = _own(request, public_id), person_of(request)
    with as_invited([found], person, reading=True):
        return specification_file(found)
