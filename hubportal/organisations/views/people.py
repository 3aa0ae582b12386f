"""The people of one's CCGs, one person, and ending a role."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hubportal.organisations.models import Assignment, Person
from hubportal.organisations.presenters.people import invitation_lines, person_lines, role_line
from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.services import directory, people
from hubportal.organisations.services.assignments import end, may_give
from hubportal.web.words import long_date

A_PAGE = 50


def manager_of(request: HttpRequest) -> Person:
    """The person asking, who must look after somebody; anybody else finds no such page."""
    person = request.user
    if not isinstance(person, Person) or not directory.manages_people(person):
        raise Http404
    return person


def managed_person(request: HttpRequest, public_id: UUID) -> tuple[Person, Person]:
    manager = manager_of(request)
    seen = directory.people_managed_by(manager, on=timezone.localdate())
    return manager, get_object_or_404(seen, public_id=public_id)


@login_required
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """People with a role at one's organisations, and the invitations still open."""
    manager, today = manager_of(request), timezone.localdate()
    looked_for = request.GET.get("q", "").strip()[:100]
    found = directory.people_managed_by(manager, on=today).order_by("name", "pk")
    if looked_for:
        found = found.filter(Q(name__icontains=looked_for) | Q(email__icontains=looked_for))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = directory.assignments_managed_by(manager, on=today).filter(person__in=[one.pk for one in page])
    invitations = directory.invitations_managed_by(manager, on=today)
    return render(
        request,
        "organisations/people.jinja",
        {
            "page": page,
            "people": person_lines(page, shown),
            "invitations": invitation_lines(invitations, at=timezone.now()),
            "looked_for": looked_for,
        },
    )


@login_required
@require_safe
def person_page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One person: their roles at one's organisations, and for a system administrator their account."""
    manager, person = managed_person(request, public_id)
    held = directory.assignments_managed_by(manager, on=timezone.localdate()).filter(person=person)
    may_end = {one.pk for one in held if may_give(by=manager, role=one.role, organisation=one.organisation)}
    return render(
        request,
        "organisations/person.jinja",
        {
            "person": person,
            "roles": [role_line(one) for one in held.select_related("approved_by")],
            "may_end": may_end,
            "administers": manager.is_system_administrator and manager.pk != person.pk,
            "factors": person.authenticator_set.exists(),  # type: ignore[attr-defined]
        },
    )


@login_required
def end_role(request: HttpRequest, public_id: UUID, key: int) -> HttpResponse:
    """Ask, then end a role today; the record of it stays."""
    manager, person = managed_person(request, public_id)
    held = get_object_or_404(
        directory.assignments_managed_by(manager, on=timezone.localdate()).filter(person=person), pk=key
    )
    if request.method == "POST":
        return _ended(request, held, person, manager)
    return render(request, "organisations/end_role.jinja", {"person": person, "role": role_line(held)})


def _ended(request: HttpRequest, held: Assignment, person: Person, manager: Person) -> HttpResponse:
    end(assignment=held, on=timezone.localdate(), by=manager)
    messages.success(request, f"The role ends with {long_date(timezone.localdate())}.")
    return redirect("organisations:person", person.public_id)


def _administered(request: HttpRequest, public_id: UUID) -> tuple[Person, Person, datetime]:
    manager, person = managed_person(request, public_id)
    if not manager.is_system_administrator:
        raise Http404
    return manager, person, timezone.now()


@login_required
@require_POST
@fresh_sign_in_required
def deactivate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Close an account at once."""
    manager, person, now = _administered(request, public_id)
    people.deactivate(person=person, by=manager, at=now)
    messages.success(request, f"The account of {person.name} is closed and they are signed out everywhere.")
    return redirect("organisations:person", person.public_id)


@login_required
@require_POST
@fresh_sign_in_required
def reactivate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    manager, person, _ = _administered(request, public_id)
    people.reactivate(person=person, by=manager)
    messages.success(request, f"{person.name} can sign in again.")
    return redirect("organisations:person", person.public_id)


@login_required
@require_POST
@fresh_sign_in_required
def remove_second_factors(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For somebody who lost the device of their second factor."""
    manager, person, now = _administered(request, public_id)
    people.remove_second_factors(person=person, by=manager, at=now)
    messages.success(request, f"{person.name} can set up a new second factor when they next sign in.")
    return redirect("organisations:person", person.public_id)
