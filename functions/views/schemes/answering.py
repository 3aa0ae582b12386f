"""A practice's answer: on the public page of its link, or recorded by the hub."""

from abc import ABC
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from functions.forms.schemes import AnswerForm, PaperAnswerForm, ReasonForm
from functions.models import Invitation
from functions.presenters.schemes import terms_of
from functions.rules.schemes.gates import CLAUSE
from functions.services.schemes import answering, inviting, returns
from functions.services.schemes.answering import Answer
from functions.services.schemes.kind import INVITATION
from functions.services.schemes.letters import PURPOSE
from functions.services.schemes.practice import why_no_answer
from functions.services.schemes.specification import open_specification
from functions.views.schemes.acting import InvitationAct
from hubportal.organisations.models import Ccg
from hubportal.organisations.signed_in import person_of
from hubportal.records.forms.acts import RecordForm
from hubportal.records.models import SignedLink
from hubportal.records.services.signed_links import read_token, why_not
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused


def _opened(token: str, *, reading: bool) -> tuple[Scope, UUID] | None:
    """The scope a visitor with this token has, their CCG's hub in it, and the link's public id."""
    read = read_token(token, purpose=PURPOSE, reading=reading)
    if read is None:
        return None
    ccg = Ccg.objects.filter(pk__in=read[0].ccgs).first()
    return (replace(read[0], hub=ccg.hub_id), read[1]) if ccg else None


def _found(public_id: UUID) -> tuple[SignedLink, Invitation]:
    """The link and its invitation, within the scope of the visitor."""
    link = SignedLink.objects.filter(public_id=public_id, purpose=PURPOSE).first()
    rows = Invitation.objects.select_related("practice", "ccg", "hub", "service__hub", "scheme__hub", "scheme__ccg")
    found = rows.filter(ccg_id=link.ccg_id, pk=link.record_id).first() if link else None
    if link is None or found is None:
        raise Http404("This link leads nowhere.")
    return link, found


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The practice reads its invitation and answers, once, without signing in."""
    opened = _opened(token, reading=False)
    if opened is None:
        return render(request, "functions/scheme_link_ended.jinja", {"sentence": ""}, status=404)
    with scope(opened[0]), transaction.atomic():
        link, found = _found(opened[1])
        now = timezone.now()
        sentence = why_not(link, today=timezone.localdate(now))
        if sentence is not None:
            return _ended(request, found, sentence)
        if request.method != "POST":
            answering.note_opened(public_id=link.public_id, at=now)
            return _ask(request, found, token, AnswerForm())
    form = AnswerForm(request.POST)
    with scope(opened[0]):
        return _take(request, opened[1], token, form)


def given_by(form: Any) -> Answer:
    """The answer as it was typed."""
    sent = form.cleaned_data
    return Answer(sent["signs_up"] == "yes", sent["name"], sent["role"], sent["comment"])


def _take(request: HttpRequest, public_id: UUID, token: str, form: AnswerForm) -> HttpResponse:
    """Keep the answer, or ask again; a link spent meanwhile says so."""
    refused: Refused | None = None
    if form.is_valid():
        try:
            found = answering.answer_by_link(public_id=public_id, answer=given_by(form), at=timezone.now())
            return render(request, "functions/scheme_answered.jinja", {"invitation": found, "offer": found.offer})
        except Refused as why:
            refused = why
    with transaction.atomic():
        link, found = _found(public_id)
        sentence = why_not(link, today=timezone.localdate())
        if sentence is not None:
            return _ended(request, found, sentence)
        if refused is not None:
            form.add_refusal(refused)
        return _ask(request, found, token, form, status=422)


def _ask(request: HttpRequest, found: Invitation, token: str, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    page = {
        **invited_to(found),
        "specification": reverse("enhanced:specification", args=[token]),
        "form": form,
        "sentence": "",
    }
    return render(request, "functions/scheme_answer.jinja", page, status=status)


def invited_to(found: Invitation) -> dict[str, Any]:
    """What a practice is shown of an invitation."""
    terms = [row for row in terms_of(found.offer, specification=None) if row["key"] != "Reminder"]
    return {"invitation": found, "offer": found.offer, "terms": terms}


def _ended(request: HttpRequest, found: Invitation, sentence: str) -> HttpResponse:
    return render(
        request, "functions/scheme_link_ended.jinja", {"sentence": sentence, "hub": found.hub.name}, status=410
    )


@never_cache
@require_safe
def specification(request: HttpRequest, token: str) -> FileResponse:
    """The specification, for whoever holds a link that was not withdrawn."""
    opened = _opened(token, reading=True)
    if opened is None:
        raise Http404
    with scope(opened[0]), transaction.atomic():
        link, found = _found(opened[1])
        if link.revoked_at:
            raise Http404
        return specification_file(found)


def specification_file(found: Invitation) -> FileResponse:
    """The specification of what an invitation is to, as a file to keep, in the sight of its CCG; 404 where there is
    none.
    """
    kept, file = found.offer.specification, open_specification(found.offer, ccg_id=found.ccg_id)
    if file is None:
        raise Http404
    response = FileResponse(file, as_attachment=True, filename=kept["name"], content_type=kept["content_type"])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return response


class OneInvitation(InvitationAct, ABC):
    """An act on one invitation, named by reference and practice."""

    kind = INVITATION

    def named(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Which invitation, and who acts."""
        return {
            "reference": self.record.reference,
            "ods_code": self.record.practice.ods_code,
            "version": sent["version"],
            "by": person_of(self.request),
            "at": self.now,
        }


class Paper(OneInvitation):
    """An answer that came on paper."""

    form_class, title, button = PaperAnswerForm, "Record a paper answer", "Record the answer"
    help = "The practice’s link stops working once its answer is recorded."
    done = "The answer is recorded."

    def refuse_out_of_turn(self) -> None:
        """A practice answers once; whether the day of its answer lies in the window is asked with that day."""
        if self.record.state != "invited":
            raise Refused(str(why_no_answer(self.record, today=self.today)), clause=CLAUSE)

    def form_arguments(self) -> dict[str, Any]:
        """Today is the day offered."""
        return {"today": self.today}

    def carry_out(self, form: Any) -> None:
        """Keep it with its scan."""
        sent = form.cleaned_data
        answering.answer_on_paper(
            **self.named(sent),
            answer=given_by(form),
            on=sent["on"],
            scan=sent["attachments"],
        )


class Withdraw(OneInvitation):
    """The invitation stands no more."""

    form_class, title, button, warning = ReasonForm, "Withdraw the invitation", "Withdraw it", True
    help = "The practice’s link stops working, and says that the hub withdrew it."
    done = "The invitation is withdrawn."

    def refuse_out_of_turn(self) -> None:
        """Only before its answer."""
        inviting.refuse_withdrawing(self.record)

    def carry_out(self, form: Any) -> None:
        """With the reason."""
        inviting.withdraw(**self.named(form.cleaned_data), note=form.cleaned_data["note"])


class NewLink(OneInvitation):
    """A fresh link."""

    form_class, title, button = RecordForm, "Send a new link", "Send a new link"
    help = "The old link stops working, and an answer already given is set aside: its history stays on record."
    done = "A new link is on its way."

    def carry_out(self, form: Any) -> None:
        """With a letter."""
        inviting.send_new_link(**self.named(form.cleaned_data))


class TakeBack(OneInvitation):
    """A return that was recorded by mistake."""

    form_class, button, warning = ReasonForm, "Take it back", True
    help = "The practice counts as one that has not returned anything. What was recorded stays in what happened."
    done = "The return is taken back."

    def permit(self, request: HttpRequest) -> None:
        """Whoever works it; the page of a return that is not recorded is not there."""
        super().permit(request)
        if request.method != "POST" and returns.return_of(self.record, self.period()) is None:
            raise Http404("No such return is recorded.")

    def more(self) -> dict[str, Any]:
        """Which return."""
        return {"title": f"Take back the return of {self.period()}"}

    def period(self) -> str:
        """The return that the address names."""
        return self.request.GET.get("period", "")[:60]

    def carry_out(self, form: Any) -> None:
        """With the reason."""
        sent = form.cleaned_data
        returns.take_back(**self.named(sent), period=self.period(), note=sent["note"])
