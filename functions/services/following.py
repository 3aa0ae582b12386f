"""The link by which whoever asked follows their case without signing in: made, renewed and ended by the hub."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from functions.models import FollowLink, Query
from functions.services.finding import locked_case
from functions.services.policies import local_day
from hubportal.organisations.models import Person
from hubportal.tenancy.scope import Scope
from hubportal.web.refusals import Refused

SALT = "functions.following"
LASTS = timedelta(days=120)


def address_of(link: FollowLink) -> str:
    """The whole address, always the same: signed, and good for nothing but following this one case."""
    token = signing.Signer(salt=SALT).sign_object([link.ccg_id, str(link.public_id)])
    return f"{settings.BASE_URL}{reverse('functions:follow', args=[token])}"


def read_token(token: str) -> tuple[Scope, str] | None:
    """The scope that sees the link's one CCG, and the link's public id; None for a token that the portal did not sign.

    Whether the link still works is on its row.
    """
    try:
        ccg_id, public_id = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Scope(ccgs=(int(ccg_id),), read_only=True, reason="Somebody follows a signed link to one case"), str(
        public_id
    )


def link_of(case: Query) -> FollowLink | None:
    """The case's link, unless it was ended; it may have run out."""
    return FollowLink.objects.filter(ccg_id=case.ccg_id, query=case, ended_at__isnull=True).first()


@transaction.atomic
def make_link(*, query_id: int, by: Person, at: datetime) -> FollowLink:
    """Make the case's link, good for 120 days; a restricted case has none."""
    case = locked_case(query_id=query_id, by=by, version=None)
    if case.is_restricted:
        raise Refused("A restricted case has no link: only people with that permission see it.")
    if link_of(case) is not None:
        raise Refused("This case has a link already. Renew it, or end it and make another.")
    return FollowLink.objects.create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        works_until=local_day(at) + LASTS,
        made_by=by,
        made_at=at,
    )


@transaction.atomic
def renew_link(*, query_id: int, by: Person, at: datetime) -> FollowLink:
    """Let the link that the requester already has work for 120 days from today, also when it had run out."""
    link = _link_to_change(query_id, by)
    link.works_until = local_day(at) + LASTS
    link.save()
    return link


@transaction.atomic
def end_link(*, query_id: int, by: Person, at: datetime) -> FollowLink:
    """End the link at once and for good: whoever opens it is told to ask for a new one."""
    link = _link_to_change(query_id, by)
    link.ended_by, link.ended_at = by, at
    link.save()
    return link


def _link_to_change(query_id: int, by: Person) -> FollowLink:
    link = link_of(locked_case(query_id=query_id, by=by, version=None))
    if link is None:
        raise Refused("This case has no link now. Make one first.")
    return link
