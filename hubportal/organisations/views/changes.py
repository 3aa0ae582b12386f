"""The history of accounts, roles and invitations, for those who look after people."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hubportal.organisations.figures.account_changes import changes_seen_by
from hubportal.organisations.models import Person
from hubportal.organisations.presenters.account_changes import changes_table
from hubportal.organisations.views.people import managed_person, manager_of


def _page(request: HttpRequest, manager: Person, person: Person | None) -> HttpResponse:
    after = request.GET.get("after", "")
    found = changes_seen_by(manager, on=timezone.localdate(), person=person, after=after)
    page = {"person": person, "table": changes_table(found), "following": found.following, "paged": bool(after)}
    return render(request, "organisations/changes.jinja", page)


@login_required
@require_safe
def everybodys_changes(request: HttpRequest) -> HttpResponse:
    """What was changed on the accounts and roles of everybody one looks after."""
    return _page(request, manager_of(request), None)


@login_required
@require_safe
def persons_changes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was changed on one person's account and roles."""
    return _page(request, *managed_person(request, public_id))
