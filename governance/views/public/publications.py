"""One publication: its page, its table as CSV and its file; and what is said of one that is shown no longer."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from governance.models import Publication
from governance.presenters import publications as words
from governance.views.public.base import attachment, page, public, publication_named
from hubportal.documents.services.store import open_stored
from hubportal.web.exports import csv_lines


@public
def publication(request: HttpRequest, publication: UUID) -> HttpResponseBase:
    """One publication. One that was replaced leads to what replaced it; one that was withdrawn says so."""
    found = publication_named(publication)
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
        drawn=words.drawn(found.content, caption=found.title, on=on),
    )
    response["ETag"] = etag
    return response


@public
def csv(request: HttpRequest, publication: UUID) -> HttpResponse:
    """The table of a publication as CSV."""
    found = publication_named(publication)
    if not found.is_current:
        return _no_longer(request, found)
    columns = words.columns_of(found.content)
    if not columns:
        raise Http404("This publication has no table.")
    rows = words.rows_of(found.content, on=timezone.localdate())
    body = "".join(csv_lines(rows, columns))
    return attachment(body, name=f"{found.kind}-{found.published_on.isoformat()}.csv")


@public
def file(request: HttpRequest, publication: UUID) -> HttpResponseBase:
    """The file of a publication, as a download."""
    found = publication_named(publication)
    if not found.is_current:
        return _no_longer(request, found)
    if not found.stored_as:
        raise Http404("This publication has no file.")
    etag = quote_etag(found.file_sha256[:32])
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = FileResponse(
        open_stored(found.stored_as), as_attachment=True, filename=found.file_name, content_type=found.file_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["ETag"] = etag
    return response


def _no_longer(request: HttpRequest, found: Publication) -> HttpResponse:
    """What is said of a publication that is not shown any longer, and what is in its place."""
    same = Publication.objects.filter(committee_id=found.committee_id, kind=found.kind, key=found.key, is_current=True)
    return page(
        request, "gone.jinja", status=410, row=found, committee=found.committee, current=same.defer("content").first()
    )
