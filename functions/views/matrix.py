"""The function matrix: who does what, the CCG or the hub."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from functions.figures.matrix import FUNCTIONS, activities_on, level_on, version_on
from functions.figures.specifications.lines import Holding, lines_on, standard_line
from functions.forms.matrix import MatrixForm, ccgs_of_interest
from functions.presenters.matrix import drawn, in_words
from hubportal.organisations.models import Ccg
from hubportal.organisations.signed_in import person_of


@login_required
def activities(request: HttpRequest) -> HttpResponse:
    """Every activity in force on a day, with the level of the CCG asked for."""
    form = MatrixForm(request.GET or None, ccgs=ccgs_of_interest(request.user))  # type: ignore[arg-type]
    asked = form.cleaned_data if form.is_valid() else {}
    ccg, on = asked.get("ccg"), asked.get("on") or timezone.localdate()
    holding = _holding(request, ccg, on)
    rows = in_words(holding.lines)
    page = {
        "form": form,
        "ccg": ccg,
        "level": level_on(ccg, on),
        "on": on,
        "areas": drawn(rows),
        "count": len(rows),
        "version": version_on(on, ccg.hub_id if ccg else None),
        "specification": holding.specification,
    }
    return render(request, "functions/matrix.jinja", page)


def _holding(request: HttpRequest, ccg: Ccg | None, on: date) -> Holding:
    """What holds for the CCG on the day, for those who read its records; otherwise the standard."""
    if ccg is not None and person_of(request).grants.can("ccg_read", ccg.pk):
        return lines_on(ccg, on, schedule=FUNCTIONS)
    found = activities_on(on, ccg.hub_id if ccg else None)
    return Holding(None, [standard_line(row) for row in found])
