"""Bringing rows in from a file: a template, the check line by line, a preview, and all of it or nothing."""

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
from functions.presenters.registers.importing import columns_in_words, preview_table
from functions.rules.registers.file import columns_of
from functions.services.held_files import hold, take_once
from functions.services.registers.importing import check_rows, import_rows
from functions.views.registers.finding import register_to_work
from hubportal.organisations.signed_in import person_of
from hubportal.web.words import plural

SHOWN = 50
MOST_ERRORS = 500


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, code: str) -> HttpResponse:
    """Choose a file; see what is wrong with it, or what it would add; then add it."""
    register = register_to_work(request, code)
    if "confirm" in request.POST:
        return _bring_in(request, register)
    form = ImportForm(request.POST or None, request.FILES or None)
    page: dict[str, Any] = {"register": register, "form": form, "columns": columns_in_words(register)}
    if request.method != "POST" or not form.is_valid():
        return render(request, "functions/register_import.jinja", page, status=422 if form.is_bound else 200)
    person, file = person_of(request), form.cleaned_data["file"]
    report = check_rows(register, file=file.file, by=person, on=timezone.localdate())
    if report.errors:
        said = f"{file.name} has {plural(len(report.errors), 'error')}. Nothing was added."
        page |= {"errors": report.errors[:MOST_ERRORS], "count": len(report.errors), "name": file.name}
        page |= {"problems": [{"text": said, "href": "#errors"}], "form": ImportForm()}
        return render(request, "functions/register_import.jinja", page, status=422)
    held = hold(by=person, uploads=[file])[0]
    table = preview_table(register, report.rows[:SHOWN])
    page = {"register": register, "held": held, "table": table, "count": len(report.rows), "shown": SHOWN}
    return render(request, "functions/register_import_preview.jinja", page)


def _bring_in(request: HttpRequest, register: Any) -> HttpResponse:
    person = person_of(request)
    file: Any = take_once(by=person, token=request.POST.get("held", "")).file
    now = timezone.now()
    made = import_rows(register, file=file, by=person, on=timezone.localdate(now), at=now)
    messages.success(request, f"{plural(len(made), 'row')} added, {made[0].reference} to {made[-1].reference}.")
    return HttpResponseRedirect(f"{reverse('registers:rows', args=[register.code])}?state=any&sort=-reference")


@login_required
@require_safe
def template(request: HttpRequest, code: str) -> HttpResponse:
    """The columns as an empty CSV."""
    register = register_to_work(request, code)
    text = io.StringIO()
    csv.writer(text).writerow(columns_of(register))
    response = HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{register.code}-template.csv"'
    return response
