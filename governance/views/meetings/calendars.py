"""One's calendar feeds, and what a calendar program reads at the address of one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from governance.figures.committees import committees_of
from governance.figures.meetings.lists import meetings_for_calendar
from governance.models import CalendarFeed
from governance.presenters.meetings.calendars import calendar_of
from governance.services.meetings import feeds
from hubportal.organisations.signed_in import person_of


class Feeds(LoginRequiredMixin, View):
    """The feeds a person has, and a button to make one of all committees or of each."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For people of a committee."""
        if request.user.is_authenticated and not person_of(request).grants.any("committee_read"):
            raise PermissionDenied("You hold no role at a committee.")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        person = person_of(request)
        names: dict[UUID | None, str] = {one.public_id: one.name for one in committees_of(person)}
        mine = list(CalendarFeed.objects.filter(person=person, ended_at__isnull=True))
        rows = [
            {"feed": one, "name": names.get(one.committee, "All your committees"), "address": feeds.address_of(one)}
            for one in mine
            if one.committee is None or one.committee in names
        ]
        offered = [("", "All your committees"), *((str(key), name) for key, name in names.items())]
        have = {str(one.committee or "") for one in mine}
        return render(
            request,
            "governance/meetings/feeds.jinja",
            {"rows": rows, "offered": [one for one in offered if one[0] not in have]},
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make one."""
        asked = request.POST.get("committee", "")
        try:
            committee = UUID(asked) if asked else None
        except ValueError as unknown:
            raise Http404("No committee of yours is this one.") from unknown
        feeds.make_feed(by=person_of(request), committee=committee, at=timezone.now())
        messages.success(request, "The calendar address is made. Give it to your calendar program, and to nobody else.")
        return HttpResponseRedirect(reverse("calendars:feeds"))


@login_required
@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End one of one's feeds."""
    feeds.end_feed(by=person_of(request), public_id=public_id, at=timezone.now())
    messages.success(request, "The address is ended: no calendar program reads it any more.")
    return HttpResponseRedirect(reverse("calendars:feeds"))


@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The meetings, for whoever holds the address."""
    with feeds.opened(token) as found:
        if found is None:
            raise Http404("No calendar has this address.")
        person, one = found
        meetings = list(meetings_for_calendar(person, committee=one.committee, now=timezone.now()))
    name = meetings[0].committee.name if one.committee and meetings else "Committee meetings"
    answer = HttpResponse(calendar_of(meetings, name=name), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="meetings.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
