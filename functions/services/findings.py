"""Recording how a case of its kind ended, and beginning the internal review of a refusal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from functions.models import CaseFinding, Query, QueryLink
from functions.models.queries import Kind, State
from functions.rules.findings import ASKED, FOI, finding_faults
from functions.services.finding import locked_case
from functions.services.queries import Contact, log_query
from hubportal.clauses.register import clause
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

REVIEW = "FOI Act s.45 code of practice"
REVIEW_TAG = "internal review"


@transaction.atomic
def record_finding(
    *, query_id: int, version: int | None, by: Person, at: datetime, facts: Mapping[str, Any]
) -> CaseFinding:
    """Keep what a case of its kind records; recorded again, it replaces, and the history keeps both."""
    case = locked_case(query_id=query_id, by=by, version=version)
    if case.kind not in ASKED:
        raise Refused("A case of this kind records nothing besides its answer.")
    kept = {asked.name: facts.get(asked.name) or "" for asked in ASKED[case.kind]}
    for fault in finding_faults(case.kind, kept, received_on=case.received_on):
        raise Refused(fault.sentence, clause=fault.clause, field=fault.field, status=400)
    found, _ = CaseFinding.objects.update_or_create(
        query=case,
        ccg_id=case.ccg_id,
        defaults={"hub_id": case.hub_id, "facts": kept, "recorded_by": by, "recorded_on": local_day(at)},
    )
    case.version += 1  # a colleague who has the facts as they were is told, and does not write over these
    case.save()
    return found


@clause(REVIEW, part="internal review")
@transaction.atomic
def begin_review(*, query_id: int, version: int | None, by: Person, at: datetime, detail: str) -> Query:
    """Whoever is not content with an answer may ask for it to be looked at afresh: a request of its own, linked.

    Its clock is that of a request received today, so that it is answered in twenty working days.
    """
    case = locked_case(query_id=query_id, by=by, version=version)
    if case.kind != Kind.FOI:
        raise Refused("Only a freedom of information request is reviewed.", clause=FOI)
    if case.state != State.CLOSED:
        raise Refused("A review follows the answer: the request is not answered yet.", clause=REVIEW)
    if not detail.strip():
        raise Refused("Enter what the requester is not content with.", field="detail", status=400)
    links = QueryLink.objects.filter(ccg_id=case.ccg_id, other=case)
    begun = Query.objects.filter(ccg_id=case.ccg_id, pk__in=links.values("query"), tags__contains=[REVIEW_TAG])
    still_open = begun.filter(state=State.OPEN).first()
    if still_open is not None:
        raise Refused(f"A review is open already: {still_open.reference}. Add to it what the requester says.")
    review = log_query(
        by=by,
        ccg=case.ccg,
        kind=Kind.FOI,
        stream=case.stream,
        category=case.category,
        subject=f"Internal review of {case.reference}: {case.subject}"[:200],
        detail=detail,
        channel=case.channel,
        received_at=at,
        contact=Contact(case.contact_name, case.contact_organisation, case.contact_email, case.contact_phone),
        practice=case.practice,
        tags=(REVIEW_TAG,),
        restricted=case.is_restricted,
        at=at,
    )
    QueryLink.objects.create(hub_id=case.hub_id, ccg_id=case.ccg_id, query=review, other=case, made_by=by)
    return review
