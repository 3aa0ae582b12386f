"""Searching the history of every record of one's CCGs."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from functions.views.finding import person_of
from hubportal.audit.searching import Asked
from reporting.figures.history import PERMISSION, history_page, moments, names_of, people_near, tables_closed_to
from reporting.forms.asking import HistoryForm
from reporting.presenters.history import changes_table, table_choices


@login_required
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """Who changed what and when, by date, person, reference and kind of record, newest first."""
    person = person_of(request)
    if not person.grants.any(PERMISSION):
        raise Http404
    people = [(str(key), name) for key, name in people_near(person)]
    form = HistoryForm(request.GET or None, people=people, tables=table_choices(tables_closed_to(person)))
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    first, last = moments(given.get("first"), given.get("last"))
    who = int(given["person"]) if given.get("person") else None
    asked = Asked(first, last, who, given.get("reference", ""), given.get("table", ""))
    found, columns, following = [], {}, ""
    if not form.errors:
        found, columns, following = history_page(person, asked, after=request.GET.get("after", ""))
    names = names_of({change.person for change in found if change.person})
    return render(request, "reporting/history.jinja", {
        "form": form, "found": found, "following": following, "paged": bool(request.GET.get("after")),
        "table": changes_table(found, columns=columns, names=names),
    })  # fmt: skip
