"""A practice's own question to the hub, through the portal."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from functions.models import Query, QueryDocument
from functions.models.queries import Channel, Kind
from functions.services.policies import local_day
from functions.services.queries import Contact, log_query
from hubportal.documents.models import Document
from hubportal.documents.services.files import store_upload
from hubportal.organisations.models import Practice, PracticeMembership
from hubportal.web.refusals import Refused

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


@transaction.atomic
def ask(*, by: "Person", at: datetime, asked: Mapping[str, Any]) -> Query:
    """Log a practice's question for the CCG it belongs to today, with its files open to all parties.

    `asked` holds practice, stream, category, subject, detail, contact_phone and attachments.
    """
    practice: Practice = asked["practice"]
    member = (
        PracticeMembership.objects.filter(practice=practice, period__contains=local_day(at))
        .select_related("ccg__hub")
        .first()
    )
    if member is None:
        raise Refused(f"{practice.name} belongs to no CCG today. Telephone the hub instead.", field="practice")
    case = log_query(
        by=by,
        ccg=member.ccg,
        practice=practice,
        kind=Kind.QUERY,
        channel=Channel.PORTAL,
        received_at=at,
        at=at,
        contact=Contact(by.name, practice.name, by.email, asked["contact_phone"]),
        **{name: asked[name] for name in ("stream", "category", "subject", "detail")},
    )
    for upload in asked["attachments"]:
        document = store_upload(
            upload=upload, hub=case.hub_id, ccg=case.ccg_id, practice=practice, circle=Document.Circle.ALL, by=by
        )
        QueryDocument.objects.create(
            hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, practice_id=practice.pk, document=document
        )
    return case
