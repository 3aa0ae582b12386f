"""The function matrix: who does what, the CCG or the hub."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from functions.figures.matrix import activities_on, level_on, version_on
from functions.forms.matrix import MatrixForm, ccgs_of_interest
from functions.presenters.matrix import areas


@login_required
def activities(request: HttpRequest) -> HttpResponse:
    """Every activity in force on a day, with the level of the CCG asked for."""
    form = MatrixForm(request.GET or None, ccgs=ccgs_of_interest(request.user))  # type: ignore[arg-type]
    asked = form.cleaned_data if form.is_valid() else {}
    ccg, on = asked.get("ccg"), asked.get("on") or timezone.localdate()
    shown = areas(activities_on(on))
    page = {
        "form": form,
        "ccg": ccg,
        "level": level_on(ccg, on),
        "on": on,
        "areas": shown,
        "count": sum(area.count for area in shown),
        "version": version_on(on),
    }
    return render(request, "functions/matrix.jinja", page)
