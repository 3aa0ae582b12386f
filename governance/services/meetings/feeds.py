"""Calendar feeds: a secret address each, good for reading one's meetings and nothing else, until it is ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from governance.figures.committees import committees_of
from governance.models import CalendarFeed
from hubportal.organisations.models import Person
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused

SALT = "governance.calendars"
MOST_FEEDS = 20


def address_of(feed: CalendarFeed) -> str:
    """The whole address of a feed, always the same."""
    token = signing.Signer(salt=SALT).sign_object([feed.person_id, str(feed.public_id)])
    return f"{settings.BASE_URL}{reverse('calendars:feed', args=[token])}"


@transaction.atomic
def make_feed(*, by: Person, committee: UUID | None, at: datetime) -> CalendarFeed:
    """Make the feed of one committee of the person's, or of all; the one that is there already is the answer."""
    if committee is not None and not committees_of(by).filter(public_id=committee).exists():
        raise Http404("No committee of yours is this one.")
    mine = CalendarFeed.objects.filter(person=by, ended_at__isnull=True)
    found = mine.filter(committee=committee).first()
    if found is not None:
        return found
    if mine.count() >= MOST_FEEDS:
        raise Refused("You have as many feeds as one person can have. End one first.")
    return CalendarFeed.objects.create(person=by, committee=committee, made_at=at)


@transaction.atomic
def end_feed(*, by: Person, public_id: UUID, at: datetime) -> None:
    """End a feed at once and for good; a new one has another address."""
    ended = CalendarFeed.objects.filter(person=by, public_id=public_id, ended_at__isnull=True).update(ended_at=at)
    if not ended:
        raise Http404("No feed of yours has this address.")


@contextmanager
def opened(token: str) -> Iterator[tuple[Person, CalendarFeed] | None]:
    """The person whose feed an address is, and the feed, with what that person reads now in scope; None for an address
    that was never given out, has been ended, or whose person can no longer sign in.
    """
    try:
        person_id, public_id = signing.Signer(salt=SALT).unsign_object(token)
        person_id, public_id = int(person_id), UUID(public_id)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        yield None
        return
    whose = Scope(actor=person_id, read_only=True, reason="A calendar program reads a feed")
    with scope(whose), transaction.atomic():
        feed = CalendarFeed.objects.filter(person_id=person_id, public_id=public_id, ended_at__isnull=True).first()
        person = Person.objects.filter(pk=person_id, is_active=True).first()
    if feed is None or person is None:
        yield None
        return
    with scope(person.grants.scope(reading=True)), transaction.atomic():
        yield person, feed
