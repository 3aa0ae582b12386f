"""What a practice asks the hub through the portal, and what a CCG's lead has to say about the hub itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from functions.models import Query, QueryDocument
from functions.models.queries import Channel, Kind
from functions.services.escalation import pass_on
from functions.services.queries import Contact, log_query
from hubportal.documents.models import Document
from hubportal.documents.services.files import store_upload
from hubportal.organisations.models import Ccg, Practice, PracticeMembership
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

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
    return _log(by=by, at=at, ccg=member.ccg, kind=Kind.QUERY, asked=asked, practice=practice)


def may_raise_concern(person: "Person", ccg: Ccg) -> bool:
    """Whoever approves for a CCG says what is wrong with the hub's work for it."""
    return person.grants.can("ccg_approve", ccg.pk)


@transaction.atomic
def raise_concern(*, by: "Person", at: datetime, asked: Mapping[str, Any]) -> Query:
    """Log what a CCG's lead is concerned about in the hub's own work, and give it to the ladder's first rung: the hub
    lead, with the CCG's. It is to be settled there by the day on which the CCG has its answer.

    `asked` holds ccg, stream, category, subject, detail, contact_phone and attachments.
    """
    ccg: Ccg = asked["ccg"]
    if not may_raise_concern(by, ccg):
        raise Refused("Only whoever approves for the CCG raises a concern about the hub.", field="ccg", status=403)
    case = _log(by=by, at=at, ccg=ccg, kind=Kind.CONCERN, asked=asked)
    due_on = case.respond_due_on
    if due_on is None:  # a policy that waits for another step before it names the day
        return case
    pass_on(
        query_id=case.pk,
        version=case.version,
        by=by,
        at=at,
        due_on=due_on,
        reason=f"Raised by {by.name} for {case.ccg.name}.",
    )
    return case


def _log(
    *, by: "Person", at: datetime, ccg: Ccg, kind: str, asked: Mapping[str, Any], practice: Practice | None = None
) -> Query:
    """The case, with the files of whoever asks: open to all parties where that is a practice, else to hub and CCG."""
    case = log_query(
        by=by,
        ccg=ccg,
        practice=practice,
        kind=kind,
        channel=Channel.PORTAL,
        received_at=at,
        at=at,
        contact=Contact(by.name, (practice or ccg).name, by.email, asked["contact_phone"]),
        is_allowed=kind == Kind.CONCERN,
        **{name: asked[name] for name in ("stream", "category", "subject", "detail")},
    )
    circle = Document.Circle.ALL if practice else Document.Circle.HUB_AND_CCG
    for upload in asked["attachments"]:
        document = store_upload(
            upload=upload, hub=case.hub_id, ccg=case.ccg_id, practice=practice, circle=circle, by=by
        )
        QueryDocument.objects.create(
            hub_id=case.hub_id, ccg_id=case.ccg_id, query=case, practice=practice, document=document
        )
    return case
