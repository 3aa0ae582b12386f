"""Whose handbook, and which page of it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from functions.models import HandbookPage, HandbookVersion
from functions.services.handbook.writing import may_publish, may_write
from hubportal.organisations.models import Hub, Person
from hubportal.organisations.signed_in import person_of

CHOOSE = "Choose the organisation you work for first."


def reader_of(request: HttpRequest) -> Person:
    """Somebody who reads the handbook: people of the hub and of its CCGs."""
    person = person_of(request)
    if not person.grants.any("ccg_read"):
        raise PermissionDenied("The handbook is for people of the hub and its CCGs.")
    return person


def writer_of(request: HttpRequest, hub_id: int | None = None) -> Person:
    """Somebody of the hub: of the one whose page it is, or of one at all."""
    person = reader_of(request)
    if not any(may_write(person, hub) for hub in _one_or_mine(person, hub_id)):
        raise PermissionDenied("Only the hub’s own people write in its handbook.")
    return person


def publisher_of(request: HttpRequest, hub_id: int | None = None) -> Person:
    """A head of the hub: of the one whose page it is, or of one at all."""
    person = reader_of(request)
    if not any(may_publish(person, hub) for hub in _one_or_mine(person, hub_id)):
        raise PermissionDenied("Only heads of the hub do this.")
    return person


def _one_or_mine(person: Person, hub_id: int | None) -> frozenset[int]:
    return person.grants.hubs if hub_id is None else frozenset({hub_id})


def hubs_written_for(person: Person) -> frozenset[int]:
    """The hubs in whose handbook a person writes, and so reads the drafts."""
    return frozenset(hub for hub in person.grants.hubs if may_write(person, hub))


def my_hub(person: Person) -> Hub:
    """The hub whose handbook it is."""
    only = person.grants.only_hub()
    hub = None if only is None else Hub.objects.filter(pk=only).first()
    if hub is None:
        raise PermissionDenied(CHOOSE)
    return hub


def page_to_read(request: HttpRequest, slug: str) -> HandbookPage:
    """A page of one's own handbook; 404 for any other. Two hubs may each have one of this name."""
    found = list(HandbookPage.objects.visible_to(reader_of(request)).filter(slug=slug)[:2])
    if not found:
        raise Http404("No page of your handbook has this name.")
    if len(found) > 1:
        raise PermissionDenied(CHOOSE)
    return found[0]


def version_of(page: HandbookPage, **asked: object) -> HandbookVersion:
    """One version of a page; 404 for none."""
    found = page.versions.select_related("written_by", "published_by", "page")
    return get_object_or_404(found, **asked)
