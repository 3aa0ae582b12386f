"""Signing a content and reading who signed what. Views that sign ask for a fresh sign-in first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hubportal.organisations.models import Person
from hubportal.records.models import Signature
from hubportal.records.rules.signing import canonical, digest_of, refuse_signing
from hubportal.records.services.finding import of
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


@transaction.atomic
def sign(
    record: Any,
    *,
    content: Mapping[str, Any],
    seen: str,
    party: str,
    by: Person,
    at: datetime,
    part: str = "",
    permission: str = "ccg_sign",
) -> Signature:
    """Sign a content for a party. `seen` is the digest of what the page showed; a content that has changed is refused.

    The record is locked by the caller, so that nothing changes between reading and signing.
    """
    if not by.grants.can(permission, record.ccg_id):
        raise Refused("Your role does not sign for this CCG.", status=403)
    text = canonical(content)
    digest = digest_of(text)
    mine = Signature.objects.of(record).filter(part=part, party=party, digest=digest)
    sentence = refuse_signing(seen=seen, now=digest, already=mine.exists())
    if sentence is not None:
        raise Refused(sentence, clause="Specification of governance, section 1", field="seen")
    return Signature.objects.create(
        **of(record),
        part=part,
        party=party,
        person=by,
        name=by.name,
        designation=by.designation,
        content=text,
        digest=digest,
        signed_on=local_day(at),
        signed_at=at,
    )


def signed_by(record: Any, *, content: Mapping[str, Any], part: str = "") -> dict[str, Signature]:
    """Party to signature under exactly this content."""
    digest = digest_of(canonical(content))
    return {row.party: row for row in Signature.objects.of(record).filter(part=part, digest=digest)}
