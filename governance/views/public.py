"""The public pages: for visitors without a sign-in, the same for everybody, so that they can be kept by a cache.

They read publications and nothing else; no scope is open, so that a row of any tenant would be an error.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from governance.figures.publications import committees_shown, publications_shown
from governance.models import Publication
from governance.presenters import publications as words
from hubportal.documents.services.store import open_stored
from hubportal.organisations.models import Committee
from hubportal.tenancy.scope import scope
from hubportal.web.exports import csv_lines
from hubportal.web.paging import KeysetPage

KEPT_SECONDS = 300
View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Anybody may read it and any cache may keep it for five minutes; nothing on it depends on who asks."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with scope(None):
            response = view(request, *args, **kwargs)
        # Somebody signed in may be sent their session's cookie with it, which no shared cache may keep.
        keeper = "private" if request.user.is_authenticated else "public"
        patch_cache_control(response, **{keeper: True}, max_age=KEPT_SECONDS)
        return response

    return answer


def page(request: HttpRequest, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """A page without menu, messages and account: rendered without the request, so that it is the same for all."""
    blank = {"navigation": [], "account_links": [], "sign_out_url": "", "csrf_input": ""}
    html = render_to_string(f"governance/public/{template}", blank | more)
    return HttpResponse(html, status=status)


@public
def committees(request: HttpRequest) -> HttpResponse:
    """The committees that have published something."""
    q = request.GET.get("q", "")[:100]
    found = KeysetPage(
        committees_shown(q=q), order=(("name", "asc"), ("pk", "asc")), after=request.GET.get("after") or None
    )
    return page(
        request, "committees.jinja", table=words.committees_table(found.rows), q=q, page=found, parameters=request.GET
    )


@public
def committee(request: HttpRequest, committee: UUID) -> HttpResponse:
    """What one committee has published; a committee without anything is not found."""
    found = _committee(committee)
    q = request.GET.get("q", "")[:100]
    rows = list(publications_shown(found, q=q)[:500])
    if not rows and not q:
        raise Http404("This committee has published nothing.")
    return page(request, "committee.jinja", committee=found, groups=words.by_kind(rows), q=q)


@public
def feed(request: HttpRequest, committee: UUID) -> HttpResponse:
    """The latest publications of a committee as an Atom feed."""
    found = _committee(committee)
    rows = list(publications_shown(found)[:50])
    if not rows:
        raise Http404("This committee has published nothing.")
    base = settings.BASE_URL
    made = Atom1Feed(
        title=found.name,
        link=base + reverse("public:committee", args=[found.public_id]),
        feed_url=base + reverse("public:feed", args=[found.public_id]),
        description=f"What the {found.name} has published",
        language="en",
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


@public
def publication(request: HttpRequest, publication: UUID) -> HttpResponseBase:
    """One publication. One that was replaced leads to what replaced it; one that was withdrawn says so."""
    found = _publication(publication)
    if not found.is_current:
        return _no_longer(request, found)
    on = timezone.localdate()
    etag = quote_etag(f"{found.sha256[:32]}-{on.isoformat()}")
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged or page(
        request,
        "publication.jinja",
        row=found,
        committee=found.committee,
        content=found.content,
        table=words.content_table(found.content, caption=found.title, on=on),
    )
    response["ETag"] = etag
    return response


@public
def csv(request: HttpRequest, publication: UUID) -> HttpResponse:
    """The table of a publication as CSV."""
    found = _publication(publication)
    if not found.is_current:
        return _no_longer(request, found)
    columns = words.columns_of(found.content)
    if not columns:
        raise Http404("This publication has no table.")
    rows = words.rows_of(found.content, on=timezone.localdate())
    body = "\ufeff" + "".join(csv_lines(rows, columns))
    response = HttpResponse(body.encode("utf-8", "replace"), content_type="text/csv; charset=utf-8")
    name = f"{found.kind}-{found.published_on.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@public
def file(request: HttpRequest, publication: UUID) -> HttpResponseBase:
    """The file of a publication, as a download."""
    found = _publication(publication)
    if not found.is_current:
        return _no_longer(request, found)
    if not found.stored_as:
        raise Http404("This publication has no file.")
    response = FileResponse(
        open_stored(found.stored_as), as_attachment=True, filename=found.file_name, content_type=found.file_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return response


def _committee(public_id: UUID) -> Committee:
    return get_object_or_404(Committee.objects.select_related("hub"), public_id=public_id)


def _publication(public_id: UUID) -> Publication:
    return get_object_or_404(Publication.objects.select_related("committee__hub"), public_id=public_id)


def _no_longer(request: HttpRequest, found: Publication) -> HttpResponse:
    """What is said of a publication that is not shown any longer, and what is in its place."""
    same = Publication.objects.filter(committee_id=found.committee_id, kind=found.kind, key=found.key, is_current=True)
    return page(
        request, "gone.jinja", status=410, row=found, committee=found.committee, current=same.defer("content").first()
    )
