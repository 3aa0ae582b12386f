"""What the public pages have in common: the same for everybody, so that they can be kept by a cache.

They read publications and nothing else; no scope is open, so that a row of any tenant would be an error.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from governance.models import Publication
from hubportal.organisations.models import Committee
from hubportal.tenancy.scope import scope

KEPT_SECONDS = 300
View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Anybody may read it and any cache may keep it for five minutes; nothing on it depends on who asks. Whoever has
    it already, by its tag, is not sent it again.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with scope(None):
            response = tagged(request, view(request, *args, **kwargs))
        # Somebody signed in may be sent their session's cookie with it, which no shared cache may keep.
        keeper = "private" if request.user.is_authenticated else "public"
        patch_cache_control(response, **{keeper: True}, max_age=KEPT_SECONDS)
        return response

    return answer


def tagged(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A whole answer with the tag of exactly what it says, or that nothing has changed."""
    if response.status_code != 200 or response.has_header("ETag") or not isinstance(response, HttpResponse):
        return response
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    found = get_conditional_response(request, etag=etag, response=response)
    return response if found is None else found


def page(request: HttpRequest, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """A page without menu, messages and account: rendered without the request, so that it is the same for all."""
    blank = {"navigation": [], "account_links": [], "sign_out_url": "", "csrf_input": ""}
    html = render_to_string(f"governance/public/{template}", blank | more)
    return HttpResponse(html, status=status)


def attachment(body: str, *, name: str) -> HttpResponse:
    """A CSV file, with the mark by which spreadsheets read it as UTF-8."""
    response = HttpResponse(("\ufeff" + body).encode("utf-8", "replace"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def committee_named(public_id: UUID) -> Committee:
    """The committee an address names."""
    return get_object_or_404(Committee.objects.select_related("hub"), public_id=public_id)


def publication_named(public_id: UUID) -> Publication:
    """The publication an address names, shown or not."""
    return get_object_or_404(Publication.objects.select_related("committee__hub"), public_id=public_id)


def asked_words(request: HttpRequest) -> str:
    """What is searched for."""
    return request.GET.get("q", "").replace("\x00", "")[:100]
