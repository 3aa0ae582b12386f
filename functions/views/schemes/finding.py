"""Finding what practices are offered, and one practice's invitation, by the address."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from functions.models import Invitation
from functions.services.schemes.finding import offers_visible, worked_ccgs
from hubportal.organisations.models import Person
from hubportal.organisations.signed_in import person_of


def reader_of(request: HttpRequest) -> Person:
    """Somebody who reads a CCG."""
    person = person_of(request)
    if not person.grants.any("ccg_read"):
        raise PermissionDenied("Your role does not read enhanced services and schemes.")
    return person


def worker_of(request: HttpRequest) -> Person:
    """Somebody who works cases."""
    person = reader_of(request)
    if not person.grants.any("ccg_case_edit"):
        raise PermissionDenied("Your role reads enhanced services and schemes but does not work them.")
    return person


def offer_to_read(request: HttpRequest, reference: str) -> Any:
    """The enhanced service or local scheme, if the person may see it at all."""
    person = reader_of(request)
    besides = ("hub", "ccg") if reference.upper().split("-")[1:2] == ["S"] else ("hub",)
    found = offers_visible(reference, person).select_related(*besides).first()
    if found is None:
        raise Http404("Nothing of yours has this reference.")
    return found


def offer_to_work(request: HttpRequest, reference: str) -> Any:
    """The same, for somebody who works it."""
    offer = offer_to_read(request, reference)
    if not worked_ccgs(offer, person_of(request)):
        raise PermissionDenied("You may read this but not work it.")
    return offer


def invitation_to_read(request: HttpRequest, reference: str, ods_code: str) -> Invitation:
    """One practice's invitation."""
    mine = Invitation.objects.visible_to(reader_of(request)).select_related(
        "hub", "ccg", "practice", "service__hub", "scheme__hub", "scheme__ccg"
    )
    return get_object_or_404(mine, reference=reference.upper(), practice__ods_code=ods_code.upper())
