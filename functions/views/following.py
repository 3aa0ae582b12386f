"""The link for whoever asked: making, renewing and ending it from the case's page, and what it opens."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from functions.models import FollowLink, Query, Satisfaction
from functions.presenters import case as words
from functions.presenters.clock import steps_of
from functions.services import following
from functions.services.clock_reading import reading_of
from functions.services.satisfaction import refusal_to_judge, said_of
from functions.views.finding import case_to_work, person_of
from hubportal.tenancy.scope import scope
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date

ACTS = {
    "make": (following.make_link, "The link works until {}."),
    "renew": (following.renew_link, "The link works until {}."),
    "end": (following.end_link, "The link no longer works."),
}


@login_required
@require_POST
def change_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Make the link, renew it or end it."""
    case = case_to_work(request, reference)
    if request.POST.get("act") not in ACTS:
        raise Refused("Choose what to do with the link.", status=400)
    act, said = ACTS[request.POST["act"]]
    link = act(query_id=case.pk, by=person_of(request), at=timezone.now())
    messages.success(request, said.format(long_date(link.works_until)))
    return HttpResponseRedirect(f"{case.get_absolute_url()}#follow")


@never_cache
@require_safe
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The clock of one case and what was said to all parties, for whoever holds the link."""
    read = following.read_token(token)
    if read is None:
        return render(request, "functions/follow_ended.jinja", {"link": None}, status=404)
    opened, public_id = read
    with scope(opened):
        link = link_named(opened.ccgs, public_id)
        case = link.query
        if case.is_restricted or not link.works_on(timezone.localdate()):
            return render(request, "functions/follow_ended.jinja", {"link": link}, status=410)
        said = case.correspondence.filter(ccg_id=case.ccg_id, circle="all").select_related("by")
        page = {
            "case": case,
            "link": link,
            "state": words.state_words(case),
            "clock": steps_of(reading_of(case, today=timezone.localdate())),
            "judging": judging_of(case, said_of(case), reverse("functions:follow-judge", args=[token])),
            "said": words.correspondence(said.order_by("-at", "-id")),
        }
        return render(request, "functions/follow.jinja", page)


def judging_of(case: Query, said: Satisfaction | None, href: str) -> dict[str, object] | None:
    """What whoever asked said of the answer, and where to say or change it while that is possible."""
    may = refusal_to_judge(case, said=said, at=timezone.now()) is None
    return {"said": said, "href": href if may else ""} if said or may else None


def link_named(ccgs: tuple[int, ...], public_id: str) -> FollowLink:
    """The link with its case, whether or not it still works."""
    links = FollowLink.objects.filter(ccg_id__in=ccgs)
    return get_object_or_404(links.select_related("query__ccg", "query__hub", "query__policy"), public_id=public_id)
