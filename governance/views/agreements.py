"""Agreements: the list, making one, its page, its versions and their PDF."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from governance.figures import agreements as figures
from governance.forms.agreements import AgreementFilter, NewAgreementForm
from governance.models import Agreement
from governance.presenters import agreements as words
from governance.rules.agreement_moves import STATES
from governance.services.agreement_leaving import what_follows
from governance.services.agreement_signing import out_for_signature, to_sign
from governance.services.agreements import make_agreement
from governance.services.kinds import AGREEMENT
from governance.views.record_lists import asked_of, listed, reader_of
from hubportal.notifications.services.access import record_export
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.records.views.finding import record_to_read
from hubportal.records.views.page import record_page
from hubportal.web.exports import csv_response, reading_again
from hubportal.web.pdf import render_pdf
from hubportal.web.refusals import Refused

BESIDES = ("contracting_lead", "finance_lead")


def _asked(request: HttpRequest) -> dict[str, str]:
    kind = request.GET.get("kind", "")
    return {**asked_of(request, {"open", *STATES}), "kind": kind if kind in Agreement.Kind.values else ""}


@login_required
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements of the person's CCGs with their state and next date."""
    person = reader_of(request)
    asked = _asked(request)
    ccgs = figures.ccgs_with(person, "ccg_read")
    form = AgreementFilter(initial=asked, ccgs=ccgs, states=STATES, auto_id="filter_%s")
    rows = figures.agreements_of(person, **asked)
    context = {
        **listed(request, rows, order=figures.ORDER, form=form, table=words.agreements_table),
        "may_make": person.grants.any("ccg_case_edit"),
    }
    return render(request, "governance/agreements.jinja", context)


@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """All of the list as CSV."""
    person = reader_of(request)
    record_export(by=person, what="Export of agreements as CSV")
    rows = figures.agreements_of(person, **_asked(request)).order_by("-received_on", "-id")
    return csv_response(
        filename=f"agreements-{timezone.localdate().isoformat()}.csv",
        columns=words.CSV_COLUMNS,
        rows=rows.iterator(chunk_size=500),
        run_in=reading_again(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an agreement; its sections are written on the page that follows."""
    person = person_of(request)
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Your role does not make agreements.")
    ccgs = figures.ccgs_with(person, "ccg_case_edit")
    form = NewAgreementForm(request.POST or None, ccgs=ccgs)
    if request.method == "POST" and form.is_valid():
        try:
            made = _make(person, form)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"{made.reference} is drafted. Write its sections below.")
            return HttpResponseRedirect(reverse("agreements:edit", args=[made.reference]))
    elif request.method == "POST":
        form = NewAgreementForm(request.POST, ccgs=ccgs)
    status = 422 if request.method == "POST" else 200
    return render(request, "governance/new_agreement.jinja", {"form": form}, status=status)


def _make(person: Person, form: NewAgreementForm) -> Agreement:
    typed, now = form.cleaned_data, timezone.now()
    return make_agreement(
        by=person,
        ccg=typed["ccg"],
        kind=typed["kind"],
        terms=form.terms(ccg=typed["ccg"]),
        code=typed["code"],
        at=now,
        on=timezone.localdate(now),
    )


@login_required
@require_safe
def agreement(request: HttpRequest, reference: str) -> HttpResponse:
    """One agreement: the words that hold, who has signed, its dates, reviews and the CCG's priorities."""
    found = record_to_read(request, AGREEMENT, reference, *BESIDES)
    person = person_of(request)
    rows = list(figures.versions_of(found))
    # Where nothing is out for signature, what was drafted beside the version in force is not shown as its own.
    latest = to_sign(found, number=None if out_for_signature(found) else found.binding)
    holds = next((row for row in rows if row.number == (found.binding or found.current)), latest.version)
    edits = person.grants.can("ccg_case_edit", found.ccg_id)
    leaving = what_follows(found, given_on=found.notice_given_on) if found.notice_given_on else None
    return record_page(
        request,
        found,
        template="governance/agreement.jinja",
        wanted=found.documents_wanted(),
        steps=words.steps(person, found, latest, today=timezone.localdate()),
        further=words.others(found) if edits else [],
        holds=holds,
        holds_words=words.standing(found, holds),
        amendment=latest.version if out_for_signature(found) and found.binding else None,
        parties=words.parties(latest),
        latest=latest.version,
        particulars=words.particulars(found, holds),
        versions=words.versions(found, rows),
        working=words.working(leaving.working) if leaving else [],
        reviews=words.reviews(figures.reviews_of(found)),
        priorities=words.priorities(found, figures.priorities_of(found), edits=edits),
        same_code=list(figures.same_code(found, person)),
    )


def _version(request: HttpRequest, reference: str, number: int) -> dict[str, Any]:
    found = record_to_read(request, AGREEMENT, reference, *BESIDES)
    get_object_or_404(figures.versions_of(found), number=number)
    return {"agreement": found, **words.printed(found, to_sign(found, number=number))}


@login_required
@require_safe
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """One version as it reads, with the signatures under exactly these words."""
    return render(request, "governance/agreement_version.jinja", _version(request, reference, number))


@login_required
@require_safe
def version_pdf(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The same as PDF."""
    page = _version(request, reference, number)
    made = render_pdf("governance/agreement_print.jinja", page, identifier=page["digest"].encode()[:16])
    response = HttpResponse(made, content_type="application/pdf")
    name = f"{page['reference']} version {number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
