"""Changes of the law for every contract of a kind: asked for, made, told."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from functions.forms.variations.acts import IssueStatutoryForm, StatutoryForm, WithdrawStatutoryForm
from functions.models import StatutoryChange
from functions.services.variations import statutory
from functions.views.variations.making import maker
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.records.views.listing import reader
from hubportal.web.refusals import Refused
from hubportal.web.words import plural


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def changes(request: HttpRequest) -> HttpResponse:
    """The changes so far, and a new one: what it would concern is shown before it is made."""
    person = maker(request) if request.method == "POST" else reader(request)
    may_ask = person.grants.any("ccg_case_edit")
    form = StatutoryForm(request.POST or None)
    page: dict[str, object] = {"form": form if may_ask else None, "concerned": None}
    valid = request.method == "POST" and form.is_valid()
    if valid:
        # A copy: a refusal takes the field at fault out of the form's own, and the preview below still needs it.
        typed, now = dict(form.cleaned_data), timezone.now()
        try:
            if "make" in request.POST:
                change = statutory.ask_for_change(**typed, by=person, at=now)
                messages.success(request, f"{plural(change.expected, 'variation')} are being made.")
                return HttpResponseRedirect(change.get_absolute_url())
            day, why = typed["effective_on"], typed["too_soon_because"]
            statutory.refuse_date(day, today=timezone.localdate(now), too_soon_because=why)
        except Refused as refused:
            form.add_refusal(refused)
            valid = False
        page["concerned"] = statutory.concerned_by_ccg(
            contracts=typed["contracts"], ccg_ids=person.grants.ccgs("ccg_case_edit"), on=typed["effective_on"]
        )
    page["changes"] = statutory.changes_seen_by(person)[:50]
    bad = request.method == "POST" and not valid
    return render(request, "functions/statutory_changes.jinja", page, status=422 if bad else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One change and how far it has got; its notices go when a second person says so, or it is withdrawn before."""
    person = person_of(request)
    found = get_object_or_404(statutory.changes_seen_by(person), public_id=public_id)
    issuing, withdrawing = IssueStatutoryForm(), WithdrawStatutoryForm()
    if request.method == "POST":
        form: IssueStatutoryForm | WithdrawStatutoryForm
        if "withdraw" in request.POST:
            form = withdrawing = WithdrawStatutoryForm(request.POST)
        else:
            form = issuing = IssueStatutoryForm(request.POST)
        if form.is_valid():
            try:
                messages.success(request, _done(form, found, person=person))
                return HttpResponseRedirect(found.get_absolute_url())
            except Refused as refused:
                if refused.field is None:
                    raise
                form.add_refusal(refused)
    undecided = found.made_at is not None and found.issued_at is None and found.withdrawn_at is None
    page = {
        "change": found,
        "progress": statutory.progress(found, person),
        "undecided": undecided,
        "issuing": issuing if undecided and statutory.may_issue(found, person) else None,
        "withdrawing": withdrawing if undecided and statutory.may_withdraw(found, person) else None,
        "too_late": statutory.too_late_for_notice(found, today=timezone.localdate()) if undecided else None,
    }
    return render(request, "functions/statutory_change.jinja", page, status=422 if request.method == "POST" else 200)


def _done(form: IssueStatutoryForm | WithdrawStatutoryForm, change: StatutoryChange, *, person: Person) -> str:
    typed, now = form.cleaned_data, timezone.now()
    if isinstance(form, WithdrawStatutoryForm):
        count = statutory.withdraw_change(change=change, reason=typed["note"], by=person, at=now)
        return f"{plural(count, 'variation')} withdrawn."
    statutory.issue_change(change=change, by=person, at=now, **typed)
    return "The notices are going out."
