"""What committees have published: the committees, one of them, the search, feeds, and the list as CSV."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from governance.figures import publications as figures
from governance.models import Publication, PublicationKind
from governance.presenters import publications as words
from governance.views.public.base import asked_words, attachment, committee_named, page, public
from hubportal.organisations.models import Committee
from hubportal.web.exports import csv_lines
from hubportal.web.paging import KeysetPage

LATEST = (("published_at", "desc"), ("pk", "desc"))
MOST_LISTED = 5_000


@public
def committees(request: HttpRequest) -> HttpResponse:
    """The committees that have published something."""
    q = asked_words(request)
    found = KeysetPage(
        figures.committees_shown(q=q), order=(("name", "asc"), ("pk", "asc")), after=request.GET.get("after") or None
    )
    return page(
        request, "committees.jinja", table=words.committees_table(found.rows), q=q, page=found, parameters=request.GET
    )


@public
def committee(request: HttpRequest, committee: UUID) -> HttpResponse:
    """What one committee has published; a committee without anything is not found."""
    found, now = committee_named(committee), timezone.now()
    rows = list(figures.publications_shown(found).exclude(kind__in=figures.OF_MEETINGS)[:500])
    ahead = list(figures.meetings_shown(found, now=now)[:3])
    behind = list(figures.meetings_shown(found, now=now, past=True)[:5])
    if not rows and not ahead and not behind and not figures.publications_shown(found).exists():
        raise Http404("This committee has published nothing.")
    return page(
        request,
        "committee.jinja",
        committee=found,
        groups=words.by_kind(rows, now=now),
        ahead=words.meetings_table(ahead, caption="Meetings to come"),
        behind=words.meetings_table(behind, caption="Meetings held"),
    )


@public
def search(request: HttpRequest) -> HttpResponse:
    """Everything published that has these words, in its text or in the text of its file."""
    q, kind, whose = _asked(request)
    found = KeysetPage(_found(q, kind, whose), order=LATEST, after=request.GET.get("after") or None)
    return page(
        request,
        "found.jinja",
        table=words.found_table(found.rows),
        q=q,
        kind=kind,
        kinds=PublicationKind.choices,
        committee=whose,
        page=found,
        parameters=request.GET,
    )


@public
def listing(request: HttpRequest) -> HttpResponse:
    """The same as CSV; without words, everything."""
    rows = _found(*_asked(request))[:MOST_LISTED]
    body = "".join(csv_lines((words.listed(row) for row in rows), words.LISTED))
    return attachment(body, name="published.csv")


def _asked(request: HttpRequest) -> tuple[str, str, Committee | None]:
    kind, whose = request.GET.get("kind", ""), request.GET.get("committee", "")
    try:
        committee = Committee.objects.filter(public_id=UUID(whose)).first() if whose else None
    except ValueError as wrong:
        raise Http404("No committee has this address.") from wrong
    if whose and committee is None:
        raise Http404("No committee has this address.")
    return asked_words(request), kind if kind in PublicationKind.values else "", committee


def _found(q: str, kind: str, committee: Committee | None) -> "figures.Published":
    return figures.found(q=q, kind=kind, committee=committee)


@public
def feed(request: HttpRequest, committee: UUID) -> HttpResponse:
    """The latest publications of a committee as an Atom feed."""
    found = committee_named(committee)
    rows = list(figures.publications_shown(found)[:50])
    if not rows:
        raise Http404("This committee has published nothing.")
    here = reverse("public:committee", args=[found.public_id])
    return _atom(rows, title=found.name, here=here, at=reverse("public:feed", args=[found.public_id]))


@public
def everything(request: HttpRequest) -> HttpResponse:
    """The latest publications of all committees as an Atom feed."""
    rows = list(figures.found()[:50])
    return _atom(
        rows, title="Primary care committees", here=reverse("public:committees"), at=reverse("public:everything")
    )


def _atom(rows: Iterable[Publication], *, title: str, here: str, at: str) -> HttpResponse:
    base = settings.BASE_URL
    made = Atom1Feed(
        title=title, link=base + here, feed_url=base + at, description=f"{title}: what is published", language="en"
    )
    for row in rows:
        made.add_item(
            title=row.title,
            link=base + reverse("public:publication", args=[row.public_id]),
            description=str(row.get_kind_display()),
            unique_id=row.public_id.urn,
            pubdate=row.published_at,
            updateddate=row.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
