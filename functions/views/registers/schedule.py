"""The schedule of rent reviews by quarter."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from functions.figures.registers import ccgs_read_by
from functions.figures.rent_schedule import by_quarter, open_reviews
from functions.forms.registers.schedule import ScheduleForm
from functions.presenters.registers.schedule import no_date_table, quarter_table, reviews_table
from functions.rules.rent_reviews import quarter_of
from functions.services.registers.scheduling import RENT_REVIEWS, make_schedule, without_a_review
from functions.views.registers.finding import reader_of
from hubportal.organisations.signed_in import person_of
from hubportal.web.paging import KeysetPage
from hubportal.web.words import plural


@login_required
@require_safe
def schedule(request: HttpRequest) -> HttpResponse:
    """How many reviews fall in each quarter; the reviews of one quarter; practices that have none."""
    person, today = reader_of(request), timezone.localdate()
    ccgs = ccgs_read_by(person)
    code = request.GET.get("ccg", "")[:5].upper()
    chosen = next((ccg for ccg in ccgs if ccg.ods_code == code), None)
    reviews = open_reviews(person, register=RENT_REVIEWS, ccg=chosen.ods_code if chosen else "")
    quarter = _quarter(request.GET.get("quarter", ""))
    undated = request.GET.get("undated") == "1"
    page = None
    if quarter or undated:
        wanted = reviews.filter(review_on__range=quarter) if quarter else reviews.filter(review_on__isnull=True)
        order = (("review_on", "asc nulls last"), ("id", "asc"))
        page = KeysetPage(
            wanted.select_related("ccg", "practice", "owner"), order=order, after=request.GET.get("after") or None
        )
    scope = [chosen.pk] if chosen else [ccg.pk for ccg in ccgs]
    context = {
        "form": ScheduleForm(ccgs=ccgs, chosen=chosen),
        "chosen": chosen,
        "quarters": quarter_table(by_quarter(reviews), today=today, ccg=code if chosen else ""),
        "undated": reviews.filter(review_on__isnull=True).count(),
        "missing": without_a_review(scope, on=today).count(),
        "page": page,
        "reviews": (reviews_table(page, quarter) if quarter else no_date_table(page)) if page is not None else None,
        "parameters": request.GET,
        "may_make": person.grants.any("ccg_case_edit"),
    }
    return render(request, "functions/rent_schedule.jinja", context)


def _quarter(typed: str) -> tuple[date, date] | None:
    try:
        day = parse_date(typed)
    except ValueError:
        day = None
    return quarter_of(day) if day and 1950 < day.year < 2200 else None


@login_required
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Put every practice that has no open review on the schedule."""
    person, now = person_of(request), timezone.now()
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Your role reads the schedule and does not make it.")
    count = make_schedule(by=person, on=timezone.localdate(now), at=now)
    messages.success(request, f"{plural(count, 'practice')} put on the schedule.")
    return HttpResponseRedirect(reverse("registers:rent-schedule"))
