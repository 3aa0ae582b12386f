"""The floor page: the cheapest signed-in page there can be, with which every page of the portal is compared.

Django's own session and sign-in and nothing else between the address and the view: no scope, no policy of content, no
layout. One SELECT of 25 rows of the million by an index, outside the walls, and a template of ten lines.
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from functions.models import Query

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


@cache
def _template() -> Any:
    return engines["jinja2"].from_string(Path(__file__).with_name("floor.jinja").read_text())


@non_atomic_requests
@login_required
def floor(request: HttpRequest, hub: int) -> HttpResponse:
    """Twenty-five open cases of a hub, the most pressing first."""
    cases = Query.objects.using("owner").filter(hub_id=hub, state="open").order_by("next_due_on", "id")[:25]
    return HttpResponse(_template().render({"person": request.user, "cases": cases}))


urlpatterns = [path("floor/<int:hub>/", floor)]
