"""Publishing a version of the terms of reference that is adopted: in force, to come, or earlier."""

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.http import Http404

from governance.models import Publication, PublicationKind, TermsOfReference
from governance.services.finding import READ
from governance.services.publications import Beside, publish
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import LONDON, long_date


def refuse_draft(terms: TermsOfReference) -> None:
    """Only adopted terms are published."""
    if terms.state != TermsOfReference.State.ADOPTED:
        raise Refused("Terms of reference are published once they are adopted.")


@transaction.atomic
def publish_terms(*, terms_id: int, content: dict[str, Any], by: Person, at: datetime) -> Publication:
    """Publish one adopted version in the words its page says it in; the secretary's act."""
    terms = TermsOfReference.objects.filter(pk=terms_id, committee_id__in=by.grants.on(READ)).first()
    if terms is None:
        raise Http404("No terms of yours are these.")
    refuse_draft(terms)
    begins = datetime.combine(terms.in_force_from, time(0), tzinfo=LONDON)
    return publish(
        committee_id=terms.committee_id,
        kind=PublicationKind.TERMS,
        key=f"version-{terms.number}",
        title=f"Terms of reference, in force from {long_date(terms.in_force_from)}",
        content=content,
        by=by,
        at=at,
        beside=Beside(starts_at=begins),
    )
