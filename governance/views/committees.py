"""Committees, seen by the people who hold a role at them; to everyone else they are not there."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from governance.figures.committees import committees_of, roles_at
from governance.presenters.committees import ccgs_table, committees_table, roles_table


@login_required
def committees(request: HttpRequest) -> HttpResponse:
    """The committees at which the person holds a role."""
    found = list(committees_of(request.user))  # type: ignore[arg-type]
    return render(request, "governance/committees.jinja", {"found": found, "table": committees_table(found)})


@login_required
def committee(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One committee: its CCGs by period, its people and their roles."""
    found = get_object_or_404(committees_of(request.user), public_id=public_id)  # type: ignore[arg-type]
    page = {
        "committee": found,
        "ccgs": ccgs_table(found.ccg_links.all()),
        "people": roles_table(roles_at(found, on=timezone.localdate())),
    }
    return render(request, "governance/committee.jinja", page)
