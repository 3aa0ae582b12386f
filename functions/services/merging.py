"""Merging duplicates, and undoing it: both cases stay; the earliest receipt governs the one that goes on."""

from datetime import datetime

from django.db import transaction

from functions.models import Correspondence, Query, QueryLink
from functions.models.queries import State
from functions.rules.acts import Act
from functions.rules.particulars import text_faults
from functions.services.clock import govern, save_reading
from functions.services.escalation import refuse_leaving_ladder
from functions.services.finding import allow, locked_case
from hubportal.documents.models import Document
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

CLAUSE = "Specification of casework, merging"


@transaction.atomic
def merge(*, query_id: int, into_id: int, version: int | None, by: Person, at: datetime, reason: str) -> Query:
    """Merge a duplicate into the case that goes on, which is returned.

    Both are open and of one CCG. The merged case keeps its own clock up to today and owes nothing more; what the
    requester was told in it counts for the other.
    """
    if query_id == into_id:
        raise Refused("A case cannot be merged into itself.", clause=CLAUSE, field="into", status=400)
    _refuse_reason(reason)
    case, into = _locked_pair(query_id, into_id, version=version, by=by)
    allow(case, Act.MERGE)
    allow(into, Act.MERGE)
    if case.ccg_id != into.ccg_id:
        raise Refused("Both cases must be of the same CCG.", clause=CLAUSE, field="into")
    if case.is_restricted != into.is_restricted:
        raise Refused("One case is restricted and the other is not. Make both alike first.", clause=CLAUSE)
    if case.kind != into.kind and case.policy.code != into.policy.code:
        raise Refused(
            f"{case.reference} and {into.reference} are of two kinds, and their clocks differ."
            " Link them instead, or change the kind of one first.",
            clause=CLAUSE,
            field="into",
        )
    refuse_leaving_ladder(case)
    today = local_day(at)
    case.state, case.merged_into, case.closed_on, case.outcome = State.MERGED, into, today, reason.strip()
    save_reading(case=case, today=today)
    QueryLink.objects.get_or_create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        other=into,
        defaults={"sort": QueryLink.Sort.DUPLICATE, "made_by": by},
    )
    govern(into)
    save_reading(case=into, today=today)
    _note(case, f"Merged into {into.reference}: {reason.strip()}", by=by, at=at)
    _note(into, f"{case.reference} was merged into this case: {reason.strip()}", by=by, at=at)
    return into


@transaction.atomic
def undo_merge(*, query_id: int, version: int | None, by: Person, at: datetime, reason: str) -> Query:
    """Take a merged case out again, as it stood by its own events; the other's clock is again its own."""
    _refuse_reason(reason)
    held = Query.objects.visible_to(by).filter(pk=query_id).first()
    if held is None or held.merged_into_id is None:
        case = locked_case(query_id=query_id, by=by, version=version)
        allow(case, Act.UNDO_MERGE)
        raise Refused("The case is not merged.", clause=CLAUSE)
    case, into = _locked_pair(query_id, held.merged_into_id, version=version, by=by)
    allow(case, Act.UNDO_MERGE)
    if into.state == State.MERGED:
        raise Refused(f"Undo the merge of {into.reference} first.", clause=CLAUSE)
    today = local_day(at)
    case.state, case.merged_into, case.closed_on, case.outcome = State.OPEN, None, None, ""
    QueryLink.objects.filter(ccg_id=case.ccg_id, query=case, other=into, sort=QueryLink.Sort.DUPLICATE).delete()
    govern(case)
    save_reading(case=case, today=today)
    govern(into)
    save_reading(case=into, today=today)
    _note(case, f"The merge into {into.reference} was undone: {reason.strip()}", by=by, at=at)
    _note(into, f"{case.reference} was taken out of this case again: {reason.strip()}", by=by, at=at)
    return case


def _locked_pair(query_id: int, into_id: int, *, version: int | None, by: Person) -> tuple[Query, Query]:
    """Both cases locked, always the older first, so that two merges never wait for each other."""
    found = {
        key: locked_case(query_id=key, by=by, version=version if key == query_id else None)
        for key in sorted((query_id, into_id))
    }
    return found[query_id], found[into_id]


def _refuse_reason(reason: str) -> None:
    for fault in text_faults({"reason": reason}, required=("reason",)):
        raise Refused(fault.sentence, field=fault.field, status=400)


def _note(case: Query, words: str, *, by: Person, at: datetime) -> None:
    Correspondence.objects.create(
        hub_id=case.hub_id,
        ccg_id=case.ccg_id,
        query=case,
        form=Correspondence.Form.NOTE,
        circle=Document.Circle.HUB_AND_CCG,
        body=words,
        on=local_day(at),
        by=by,
    )
