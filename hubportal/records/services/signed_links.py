"""Links by which somebody without an account answers once."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from hubportal.records.models import SignedLink
from hubportal.records.services.finding import of
from hubportal.tenancy.scope import Scope
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date

SALT = "hubportal.records.signed_links"


def make_link(
    record: Any, *, purpose: str, expires_on: date, practice_id: int | None = None, sent_to: str = ""
) -> SignedLink:
    """A link for one purpose about one record, good to the end of a day."""
    return SignedLink.objects.create(
        **of(record), purpose=purpose, practice_id=practice_id, sent_to=sent_to, expires_on=expires_on
    )


def token_of(link: SignedLink) -> str:
    """What the address carries; it names the CCG, so that a visitor's scope is that CCG and nothing else."""
    return signing.dumps([link.ccg_id, link.purpose, str(link.public_id)], salt=SALT, compress=True)


def address_of(link: SignedLink, url_name: str) -> str:
    """The whole address of a link at a named page that takes the token."""
    return f"{settings.BASE_URL}{reverse(url_name, args=[token_of(link)])}"


def read_token(token: str, *, purpose: str, reading: bool) -> tuple[Scope, UUID] | None:
    """The scope a visitor with this token has, and the link's public id; None for a token that is false."""
    try:
        ccg_id, meant, public_id = signing.loads(token, salt=SALT)
        if meant != purpose:
            return None
        return (
            Scope(ccgs=(int(ccg_id),), read_only=reading, reason=f"Somebody opens a signed link: {purpose}"),
            UUID(public_id),
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None


def why_not(link: SignedLink, *, today: date) -> str | None:
    """Why a link no longer holds, in a sentence that says what to do; None when it holds."""
    if link.revoked_at:
        return "This link was withdrawn by the hub. Ask the hub for a new one."
    if link.used_at:
        return f"This link was used on {long_date(link.used_at)}, and holds once. To change the answer, ask the hub."
    if today > link.expires_on:
        return f"This link expired at the end of {long_date(link.expires_on)}. Ask the hub for a new one."
    return None


@transaction.atomic
def spend(*, public_id: UUID, purpose: str, at: datetime) -> SignedLink:
    """Use a link: locked, so that of two at once one is refused. Refused too when expired, used or withdrawn."""
    link = SignedLink.objects.select_for_update().get(public_id=public_id, purpose=purpose)
    sentence = why_not(link, today=local_day(at))
    if sentence is not None:
        raise Refused(sentence)
    link.used_at = at
    link.save(update_fields=["used_at"])
    return link


@transaction.atomic
def revoke(link: SignedLink, *, at: datetime) -> None:
    """Withdraw a link that has not been used."""
    SignedLink.objects.filter(pk=link.pk, used_at__isnull=True).update(revoked_at=at)
