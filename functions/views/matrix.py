"""The function matrix: who does what, the CCG or the hub."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from functions.figures.matrix import level_on, rows_on
from functions.forms.matrix import MatrixForm, ccgs_of_interest
from functions.presenters.matrix import drawn


@login_required
def activities(request: HttpRequest) -> HttpResponse:
    """Every activity in force on a day, with the level of the CCG asked for."""
    form = MatrixForm(request.GET or None, ccgs=ccgs_of_interest(request.user))  # type: ignore[arg-type]
    asked = form.cleaned_data if form.is_valid() else {}
    ccg, on = asked.get("ccg"), asked.get("on") or timezone.localdate()
    rows = rows_on(on)
    page = {
        "form": form,
        "ccg": ccg,
        "level": level_on(ccg, on),
        "on": on,
        "areas": drawn(rows),
        "count": len(rows),
        "version": rows[0].version if rows else "",
    }
    return render(request, "functions/matrix.jinja", page)
