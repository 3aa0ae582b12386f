"""Whose handbook, over the API: the hub asked for, a page of one's own handbook, and who writes and publishes there."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from functions.api.parameters import person_of, words
from functions.models import HandbookPage
from functions.services.handbook.writing import may_publish, may_write
from hubportal.organisations.models import Hub, Person

HUB = OpenApiParameter("hub", str, description="Code of a hub; needed by whoever works for more than one.")
WRITERS = "Only the hub’s own people write in its handbook."
HEADS = "Only heads of the hub do this."
_CHOOSE = "Name one of your hubs by its code."


def hubs_of(request: Request) -> dict[int, Hub]:
    """The hubs of somebody who reads a CCG, or the one of them asked for."""
    person = person_of(request)
    if not person.grants.any("ccg_read"):
        raise PermissionDenied("The handbook is for people of the hub and its CCGs.")
    mine = {hub.pk: hub for hub in Hub.objects.filter(pk__in=person.grants.hubs)}
    code = words(request, "hub").upper()
    found = {key: hub for key, hub in mine.items() if code in {"", hub.code.upper()}}
    if code and not found:
        raise ValidationError({"hub": [_CHOOSE]})
    return found


def one_hub(hubs: dict[int, Hub]) -> Hub:
    """The only one, or a refusal that asks for the code."""
    if len(hubs) != 1:
        raise ValidationError({"hub": [_CHOOSE]})
    return next(iter(hubs.values()))


def hub_written_for(request: Request) -> Hub:
    """The hub in whose handbook a person writes."""
    person, hubs = person_of(request), hubs_of(request)
    written = {key: hub for key, hub in hubs.items() if may_write(person, key)}
    if not written:
        raise PermissionDenied(WRITERS)
    return one_hub(written)


def hub_published_for(request: Request) -> Hub:
    """The hub of whose heads a person is."""
    person, hubs = person_of(request), hubs_of(request)
    published = {key: hub for key, hub in hubs.items() if may_publish(person, key)}
    if not published:
        raise PermissionDenied(HEADS)
    return one_hub(published)


def find_page(request: Request, slug: str) -> HandbookPage:
    """A page of one's own handbook; 404 for any other. Two hubs may each have one of this name."""
    mine = HandbookPage.objects.visible_to(person_of(request)).filter(slug=slug)
    if code := words(request, "hub").upper():
        mine = mine.filter(hub__code=code)
    found = list(mine[:2])
    if not found:
        raise Http404
    if len(found) > 1:
        raise ValidationError({"hub": [_CHOOSE]})
    return found[0]


def page_to_write(request: Request, slug: str) -> tuple[HandbookPage, Person]:
    """A page and whoever writes in its handbook."""
    page, person = find_page(request, slug), person_of(request)
    if not may_write(person, page.hub_id):
        raise PermissionDenied(WRITERS)
    return page, person


def page_to_publish(request: Request, slug: str) -> tuple[HandbookPage, Person]:
    """A page and a head of its hub."""
    page, person = find_page(request, slug), person_of(request)
    if not may_publish(person, page.hub_id):
        raise PermissionDenied(HEADS)
    return page, person
