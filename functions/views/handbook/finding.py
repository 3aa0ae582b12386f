"""Whose handbook, and which page of it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from functions.models import HandbookPage, HandbookVersion
from functions.services.handbook.writing import may_publish, may_write
from hubportal.organisations.models import Hub, Person
from hubportal.organisations.signed_in import person_of


def reader_of(request: HttpRequest) -> Person:
    """Somebody who reads the handbook: people of the hub and of its CCGs."""
    person = person_of(request)
    if not person.grants.any("ccg_read"):
        raise PermissionDenied("The handbook is for people of the hub and its CCGs.")
    return person


def writer_of(request: HttpRequest) -> Person:
    """Somebody of the hub."""
    person = reader_of(request)
    if not may_write(person):
        raise PermissionDenied("Only the hub’s own people write in its handbook.")
    return person


def publisher_of(request: HttpRequest) -> Person:
    """A head of the hub."""
    person = reader_of(request)
    if not may_publish(person):
        raise PermissionDenied("Only heads of the hub do this.")
    return person


def my_hub(person: Person) -> Hub:
    """The hub whose handbook it is."""
    only = person.grants.only_hub()
    hub = None if only is None else Hub.objects.filter(pk=only).first()
    if hub is None:
        raise PermissionDenied("Choose the organisation you work for first.")
    return hub


def page_to_read(request: HttpRequest, slug: str) -> HandbookPage:
    """A page of one's own handbook; 404 for any other."""
    return get_object_or_404(HandbookPage.objects.visible_to(reader_of(request)), slug=slug)


def version_of(page: HandbookPage, **asked: object) -> HandbookVersion:
    """One version of a page; 404 for none."""
    found = page.versions.select_related("written_by", "published_by", "page")
    return get_object_or_404(found, **asked)
