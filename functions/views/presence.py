"""Who else has a case open: a line of its page, asked for again every half minute where scripts run."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from functions.figures.presence import sights_of
from functions.models import Query
from functions.presenters.presence import PAGES, Sights, sights_in_words
from functions.rules.presence import RENEWED
from functions.services.presence import note_sight
from functions.views.finding import case_to_work, person_of


def sights_on(request: HttpRequest, case: Query, *, doing: str = "") -> Sights | None:
    """Who else has it open, for those who may work it; that this person has is noted too, twice a minute at most."""
    person, now = person_of(request), timezone.now()
    if not person.grants.can("ccg_case_edit", case.ccg_id):
        return None
    found = sights_of(case, at=now)
    mine = next((one for one in found if one.person_id == person.pk), None)
    if mine is None or mine.doing != doing or now - mine.at > RENEWED:
        note_sight(case, by=person, at=now, doing=doing)
    return sights_in_words(case, found, person=person, at=now, doing=doing)


@login_required
@never_cache
@require_safe
def sights(request: HttpRequest, reference: str) -> HttpResponse:
    """The line again; nothing when it says what is already on the page, so that nobody hears it twice."""
    case, doing = case_to_work(request, reference), request.GET.get("doing", "")
    found = sights_on(request, case, doing=doing if doing in PAGES else "")
    if found is not None and found.seen == request.GET.get("seen"):
        return HttpResponse(status=204)
    return render(request, "functions/sights.jinja", {"sights": found})
