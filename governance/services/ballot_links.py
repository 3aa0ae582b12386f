"""The link by which a practice answers: signed, for one round and one practice, good until used, replaced or closed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse

from governance.models import BallotLink, BallotPractice, BallotRound
from hubportal.organisations.models import Committee
from hubportal.tenancy.scope import Scope
from hubportal.web.words import long_date

SALT = "governance.ballots"
NOT_FOUND = "This link leads nowhere."


def make_link(asked: BallotRound, voter: BallotPractice, *, at: datetime) -> BallotLink:
    """A link for a practice; the one it had before holds no more."""
    own: dict[str, Any] = {"committee_id": asked.committee_id, "round": asked, "voter": voter}
    BallotLink.objects.filter(**own, used_at__isnull=True, revoked_at__isnull=True).update(revoked_at=at)
    return BallotLink.objects.create(**own, hub_id=asked.hub_id, sent_to=voter.email, made_at=at)


def token_of(link: BallotLink) -> str:
    """What the address carries, always the same for a link; it names the committee, which is all its visitor sees."""
    return signing.Signer(salt=SALT).sign_object([link.committee_id, str(link.public_id)])


def address_of(link: BallotLink, committee: Committee) -> str:
    """The whole address."""
    return f"{settings.BASE_URL}{reverse('ballots:answer', args=[committee.public_id, token_of(link)])}"


def read_token(token: str, committee: Committee | None) -> tuple[Scope, str] | None:
    """The scope that sees the link's one committee, and the link's public id; None for a token that the portal did not
    sign, or not for this committee.
    """
    try:
        committee_id, public_id = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if committee is None or committee.pk != committee_id:
        return None
    return Scope(hub=committee.hub_id, committees=(committee.pk,), reason="A practice opens its link to a ballot"), str(
        public_id
    )


def link_named(committee_id: int, public_id: str) -> BallotLink:
    """The link with its round, ballot and practice, whether or not it still holds; 404 where there is none."""
    rows = BallotLink.objects.filter(committee_id=committee_id, public_id=public_id)
    found: BallotLink | None = rows.select_related("round__ballot", "voter", "committee", "hub").first()
    if found is None:
        raise Http404(NOT_FOUND)
    return found


def why_not(link: BallotLink) -> str | None:
    """Why a link no longer holds, whatever the round's clock says; None when it holds."""
    if link.revoked_at:
        return "This link was replaced or is no longer needed. Use the newest email about this ballot."
    if link.used_at:
        return f"This link was used on {long_date(link.used_at)}, and holds once. The first response counts."
    return None
