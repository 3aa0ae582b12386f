"""Drafting a notice, and changing a draft."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from functions.figures.choosing import Choosing
from functions.forms.notices import ChangeNoticeForm, NoticeForm
from functions.services.notices import drafting
from functions.services.notices.kind import NOTICE, notice_sorts
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.records.views.acting import RecordAct
from hubportal.web.refusals import Refused


def drafter(request: HttpRequest) -> Person:
    """Somebody who drafts notices."""
    person = person_of(request)
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Your role does not draft notices.")
    return person


@login_required
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """Which sort of notice."""
    drafter(request)
    return render(request, "functions/notice_sorts.jinja", {"sorts": notice_sorts().values()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_of_sort(request: HttpRequest, sort: str) -> HttpResponse:
    """Ask for a notice of one sort, or keep the draft."""
    person, found = drafter(request), notice_sorts().get(sort)
    if found is None:
        raise Http404("There is no such sort.")
    now = timezone.now()
    choosing = Choosing(person, on=timezone.localdate(now))
    typed = (request.POST,) if request.method == "POST" else ()
    form = NoticeForm(*typed, sort=found, choosing=choosing, initial={"practice": request.GET.get("practice", "")})
    if typed and form.is_valid():
        practice: Any = choosing.practice(form.cleaned_data["practice"])
        owner = choosing.owner(form.cleaned_data["owner"])
        try:
            made = drafting.draft_notice(practice=practice, draft=form.draft(), by=person, at=now, owner=owner)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"{made.reference} is drafted. Read the letter, then send it to a second person.")
            return HttpResponseRedirect(made.get_absolute_url())
    return render(request, "functions/notice_new.jinja", {"form": form, "sort": found}, status=422 if typed else 200)


class Change(RecordAct):
    """Change the words of a draft."""

    kind, title, form_class, button = NOTICE, "Change the draft", ChangeNoticeForm, "Save the draft"
    help = "Whoever changes a draft is one of its authors, and cannot approve it."

    def refuse_out_of_turn(self) -> None:
        """Only a draft is changed."""
        drafting.refuse_changing(self.record)

    def form_arguments(self) -> dict[str, Any]:
        """The sort stays."""
        return {"sort": notice_sorts()[self.record.sort]}

    def initial(self) -> dict[str, Any]:
        """The words as they stand."""
        return {name: getattr(self.record, name) for name in asdict(drafting.Draft("", "", "")) if name != "sort"}

    def carry_out(self, form: Any) -> str:
        """Keep them."""
        drafting.change_draft(
            notice_id=self.record.pk, draft=form.draft(), by=person_of(self.request), at=self.now,
            version=form.cleaned_data["version"],
        )  # fmt: skip
        return "The draft is changed."
