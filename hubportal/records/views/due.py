"""Every date to keep, of whatever record, the earliest first."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hubportal.organisations.signed_in import person_of
from hubportal.records.figures.thread import dates_to_keep
from hubportal.records.presenters.page import standing
from hubportal.web.paging import KeysetPage

ORDER = (("due_on", "asc"), ("id", "asc"))


@login_required
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """The dates to keep of the person's CCGs, their own only when asked."""
    person, today = person_of(request), timezone.localdate()
    if not person.grants.any("ccg_read"):
        raise PermissionDenied("Your role does not read records.")
    dates = dates_to_keep(person).select_related("ccg", "owner")
    mine = request.GET.get("whose") == "mine"
    if mine:
        dates = dates.filter(owner=person)
    page = KeysetPage(dates, order=ORDER, after=request.GET.get("after") or None)
    rows = [(row, *standing(row, today=today)) for row in page]
    tabs = [
        {"text": "All dates", "href": "?", "current": not mine},
        {"text": "Mine", "href": "?whose=mine", "current": mine},
    ]
    return render(request, "records/due.jinja", {"rows": rows, "page": page, "tabs": tabs, "parameters": request.GET})
