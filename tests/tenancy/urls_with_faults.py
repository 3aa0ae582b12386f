"""The portal's addresses and three that go wrong half-way, each after it has read what its reader may see."""

from django.contrib.auth.decorators import login_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from functions.models import Query
from hubportal.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django looks them up here
from hubportal.urls import urlpatterns as portal


def _said(request: HttpRequest) -> str:
    return " ".join(Query.objects.values_list("subject", flat=True))


@login_required
def fails(request: HttpRequest) -> HttpResponse:
    """A view that breaks after its reading, in a savepoint and outside one."""
    with transaction.atomic():
        said = _said(request)
    raise RuntimeError(f"planted, {len(said)} characters read")


@login_required
def times_out(request: HttpRequest) -> HttpResponse:
    """A statement that PostgreSQL cancels: the connection goes on with a broken transaction."""
    said = _said(request)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20ms'")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse(said)


@login_required
def everything(request: HttpRequest) -> HttpResponse:
    """What a forgotten filter would show: only row security stands before it."""
    return HttpResponse(_said(request))


@login_required
def after_the_view(request: HttpRequest) -> StreamingHttpResponse:
    """Rows read after the transaction of the request has ended: no scope is left, so this must not show any."""
    return StreamingHttpResponse(row.subject for row in Query.objects.iterator())


urlpatterns = [
    path("planted/fails/", fails),
    path("planted/times-out/", times_out),
    path("planted/everything/", everything),
    path("planted/after-the-view/", after_the_view),
    *portal,
]
