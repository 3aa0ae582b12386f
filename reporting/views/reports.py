"""Which reports there are."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from functions.figures.sight import ccgs_whose_sight
from functions.views.finding import person_of


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports a reader of a CCG can open."""
    person = person_of(request)
    if not person.grants.ccgs():
        raise PermissionDenied("Your role does not read a CCG’s reports.")
    shown = {
        "reads_history": person.grants.any("ccg_history_read"),
        "reads_sight": ccgs_whose_sight(person).exists(),
    }
    return render(request, "reporting/reports.jinja", shown)
