"""Recording a variation: first its type, then what that type asks for."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from functions.figures.choosing import Choosing
from functions.forms.variations.making import NewVariationForm
from functions.models import Query
from functions.presenters.variations.types import choices, notice_words
from functions.rules.variations.types import ROUTE_WORDS, Route
from functions.services.variations.making import make_variation
from functions.services.variations.types import variation_types
from functions.views.finding import case_to_work
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused


def maker(request: HttpRequest) -> Person:
    """Somebody who records variations."""
    person = person_of(request)
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Your role does not record variations.")
    return person


@login_required
@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """Which type it is; each says who decides, which documents it needs and how much notice."""
    maker(request)
    case = _case(request)
    routes = choices(variation_types().values(), asked_in=case.reference if case else "")
    return render(request, "functions/variation_types.jinja", {"routes": routes, "case": case})


def _case(request: HttpRequest) -> Query | None:
    """The case that leads to the variation, where the address names one the person works."""
    asked = request.GET.get("case", "")
    return case_to_work(request, asked) if asked else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_of_type(request: HttpRequest, type: str) -> HttpResponse:
    """Ask for a variation of one type, or record it."""
    person, kind = maker(request), variation_types().get(type)
    if kind is None or kind.route == Route.STATUTORY:
        raise Http404("There is no such type.")
    case, now = _case(request), timezone.now()
    choosing = Choosing(person, on=timezone.localdate(now))
    typed = (request.POST,) if request.method == "POST" else ()
    form = NewVariationForm(
        *typed, type=kind, choosing=choosing,
        initial=_asked(request, case, today=choosing.on),
    )  # fmt: skip
    if typed and form.is_valid():
        try:
            made = make_variation(new=form.new(), by=person, at=now, case=case)
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"{' and '.join(one.reference for one in made)} recorded.")
            return HttpResponseRedirect(made[0].get_absolute_url())
    page = {"form": form, "case": case, "type": kind, "route": ROUTE_WORDS[kind.route], "notice": notice_words(kind)}
    return render(request, "functions/variation_new.jinja", page, status=422 if typed else 200)


def _asked(request: HttpRequest, case: Query | None, *, today: date) -> dict[str, object]:
    """What the form begins with: the practice and the day of the case, or of the address, or today."""
    if case is None:
        return {"received_on": today, "practice": request.GET.get("practice", "")}
    return {"received_on": case.received_on, "practice": case.practice.ods_code if case.practice else ""}
