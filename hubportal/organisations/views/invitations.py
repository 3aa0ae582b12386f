"""Inviting somebody, taking it back, and accepting."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hubportal.organisations.forms.invitations import AcceptForm, InviteForm
from hubportal.organisations.models import Ccg, Committee, Hub, Person, Practice
from hubportal.organisations.presenters.places import Place, places_for
from hubportal.organisations.roles import ROLES
from hubportal.organisations.services import directory, invitations
from hubportal.organisations.services.invitations import LinkState, Offer
from hubportal.web.refusals import Refused

_KINDS = {"hub_ccgs": Ccg, "hub": Hub, "ccg": Ccg, "committee": Committee, "practice": Practice}


def _roles(person: Person, places: dict[str, Place]) -> list[str]:
    """Roles held at a kind of organisation this person may choose."""
    kinds = {type(place.organisation) for place in places.values()}
    own_hub = person.is_system_administrator or Hub in kinds
    return [
        code
        for code, role in ROLES.items()
        if _KINDS[role.held_at] in kinds and (own_hub or role.held_at != "hub_ccgs")
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Offer somebody a role."""
    person = request.user
    if not isinstance(person, Person) or not directory.manages_people(person):
        raise Http404
    places = places_for(person, on=timezone.localdate())
    form = InviteForm(request.POST or None, roles=_roles(person, places), places=places)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            invitations.invite(
                email=said["email"], name=said["name"], role=said["role"], organisation=said["place"],
                until=said["until_on"], reason=said["reason"], by=person, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, f"We have sent {said['name']} an invitation. The link in it works for 7 days.")
            return redirect("organisations:people")
    return render(request, "organisations/invite.jinja", {"form": form})


@login_required
@require_POST
def withdraw(request: HttpRequest, digest: str) -> HttpResponse:
    """Take an invitation back."""
    person = request.user
    if not isinstance(person, Person) or not directory.manages_people(person):
        raise Http404
    found = get_object_or_404(directory.invitations_managed_by(person, on=timezone.localdate()), token_digest=digest)
    invitations.withdraw(digest=found.token_digest, by=person, at=timezone.now())
    messages.success(request, f"The invitation of {found.name} is withdrawn.")
    return redirect("organisations:people")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page the link leads to: accept with a name and password, or with the account one has."""
    offer = invitations.read_offer(token=token, at=timezone.now())
    if offer is None:
        raise Http404
    if offer.state != LinkState.OPEN:
        return render(request, "organisations/invitation_over.jinja", {"offer": offer}, status=410)
    if offer.has_account or request.user.is_authenticated:
        return _accept_with_account(request, token, offer)
    form = AcceptForm(request.POST or None, email=offer.invitation.email, initial={"name": offer.invitation.name})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            invitations.accept(token=token, at=timezone.now(), name=said["name"], password=said["password"])
        except Refused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, "Your account is ready. Sign in with your email address and new password.")
            return redirect("account_login")
    return render(request, "organisations/accept.jinja", {"form": form, "offer": offer})


def _accept_with_account(request: HttpRequest, token: str, offer: Offer) -> HttpResponse:
    person = request.user if isinstance(request.user, Person) else None
    theirs = person is not None and person.email == offer.invitation.email
    if request.method == "POST" and theirs:
        invitations.accept(token=token, at=timezone.now(), person=person)
        messages.success(request, f"You now have the role {offer.role}, {offer.organisation}.")
        return redirect("my_account")
    return render(request, "organisations/accept_with_account.jinja", {"offer": offer, "theirs": theirs})
