"""The function matrix: who does what, the CCG or the hub."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from functions.figures.matrix import FUNCTIONS, level_on
from functions.figures.specifications.lines import lines_for
from functions.forms.matrix import MatrixForm, ccgs_of_interest
from functions.presenters.matrix import drawn, in_words
from hubportal.organisations.signed_in import person_of


@login_required
def activities(request: HttpRequest) -> HttpResponse:
    """Every activity in force on a day: of the CCG asked for or one's only one, or else the standard's."""
    person = person_of(request)
    form = MatrixForm(request.GET, ccgs=ccgs_of_interest(person), own=person.grants.ccgs())
    asked = form.cleaned_data if form.is_valid() else {}
    ccg, on = asked.get("ccg"), asked.get("on") or timezone.localdate()
    holding = lines_for(person, ccg, on, schedule=FUNCTIONS)
    rows = in_words(holding.lines)
    page = {
        "form": form,
        "ccg": ccg,
        "level": level_on(ccg, on),
        "on": on,
        "areas": drawn(rows),
        "count": len(rows),
        "holding": holding,
    }
    return render(request, "functions/matrix.jinja", page)
