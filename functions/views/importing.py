"""Bringing in an existing log: a template, the check line by line, a preview, and all of it or nothing."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from functions.forms.importing import ImportForm
from functions.presenters.importing import columns_in_words, preview_rows
from functions.rules.log_columns import COLUMNS
from functions.services.held_files import hold, take_once
from functions.services.importing import check_log, import_log
from functions.views.finding import person_of
from functions.views.logging import choosing_for
from hubportal.web.words import plural


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what is wrong with it, or what it would bring in; then bring it in."""
    choosing_for(request)
    if "confirm" in request.POST:
        return _bring_in(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, form)
    person, file = person_of(request), form.cleaned_data["file"]
    report = check_log(file=file.file, by=person, at=timezone.now())
    if report.errors:
        page = {"errors": report.errors[:500], "count": len(report.errors), "form": ImportForm(), "name": file.name}
        problems = [
            {
                "text": f"{file.name} has {plural(len(report.errors), 'error')}. Nothing was brought in.",
                "href": "#errors",
            }
        ]
        return render(request, "functions/import_errors.jinja", {**page, "problems": problems}, status=422)
    held = hold(by=person, uploads=[file])[0]
    page = {"held": held, "rows": preview_rows(report.rows[:50]), "count": len(report.rows)}
    return render(request, "functions/import_preview.jinja", page)


def _ask(request: HttpRequest, form: ImportForm) -> HttpResponse:
    page = {"form": form, "columns": columns_in_words()}
    return render(request, "functions/import.jinja", page, status=422 if form.is_bound else 200)


def _bring_in(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    file: Any = take_once(by=person, token=request.POST.get("held", "")).file
    cases = import_log(file=file, by=person, at=timezone.now())
    messages.success(
        request, f"{plural(len(cases), 'case')} brought in, {cases[0].reference} to {cases[-1].reference}."
    )
    return HttpResponseRedirect(f"{reverse('functions:list')}?view=all&sort=received&state=any")


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The columns as an empty CSV."""
    choosing_for(request)
    text = io.StringIO()
    csv.writer(text).writerow(COLUMNS)
    response = HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="query-log-template.csv"'
    return response
