"""A person's own notices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from hubportal.notifications.services.notices import mark_read, notices_of
from hubportal.organisations.models import Person

ON_A_PAGE = 50


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - login_required stands before
    return request.user


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """My notices, newest first; `before` goes on from the last one seen."""
    person = _me(request)
    mine, before = notices_of(person).select_related("ccg"), request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        mine = mine.filter(pk__lt=int(before))
    shown = list(mine[: ON_A_PAGE + 1])
    said = {
        "notices": shown[:ON_A_PAGE],
        "unread": any(notice.read_at is None for notice in shown),
        "older": shown[ON_A_PAGE - 1].pk if len(shown) > ON_A_PAGE else None,
        "is_older_page": bool(before),
        "digest": person.get_digest_display(),
    }
    return render(request, "notifications/notices.jinja", said)


@login_required
@require_POST
def read_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one of my notices as read."""
    if not notices_of(_me(request)).filter(pk=notice_id).exists():
        raise Http404
    mark_read(by=_me(request), notice_id=notice_id)
    return redirect("notifications:notices")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all my notices as read."""
    count = mark_read(by=_me(request))
    messages.success(request, f"{count} notices marked as read." if count != 1 else "1 notice marked as read.")
    return redirect("notifications:notices")
