"""Who can see a case or a CCG, and why: for heads, the CCG's lead and auditors."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from functions.figures.sight import ccgs_whose_sight, sight_of_case, sight_of_ccg
from functions.presenters import case as words
from functions.presenters.sight import sight_table
from functions.views.case import note_view
from functions.views.finding import case_to_read, person_of


@login_required
@require_safe
def of_case(request: HttpRequest, reference: str) -> HttpResponse:
    """The people who can open this case today."""
    case, person = case_to_read(request, reference), person_of(request)
    if not ccgs_whose_sight(person).filter(pk=case.ccg_id).exists():
        raise PermissionDenied("Your role does not read who can see a case.")
    note_view(request, case)
    page = {
        "case": case, "ccg": case.ccg, "identity": words.identity(case),
        "tabs": words.tabs(case, person, "functions:sight"),
        "table": sight_table(sight_of_case(case, on=timezone.localdate())),
    }  # fmt: skip
    return render(request, "functions/sight.jinja", page)


@login_required
@require_safe
def ccgs(request: HttpRequest) -> HttpResponse:
    """The CCGs of which one may ask."""
    found = list(ccgs_whose_sight(person_of(request)).order_by("name"))
    if not found:
        raise Http404
    return render(request, "functions/sight_ccgs.jinja", {"ccgs": found})


@login_required
@require_safe
def of_ccg(request: HttpRequest, ods_code: str) -> HttpResponse:
    """The people who can open cases of this CCG today."""
    ccg = get_object_or_404(ccgs_whose_sight(person_of(request)), ods_code=ods_code.upper())
    shown = sight_table(sight_of_ccg(ccg, on=timezone.localdate()))
    return render(request, "functions/sight.jinja", {"case": None, "ccg": ccg, "tabs": [], "table": shown})
