"""Reviews of an agreement, and the CCG's commissioning priorities with how the hub supports each."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from governance.models import Agreement, AgreementReview, CommissioningPriority
from governance.rules.agreement_moves import HELD_IN
from governance.rules.agreements import REVIEWS
from governance.services.agreement_dates import plan_review, review_due
from governance.services.kinds import AGREEMENT
from hubportal.organisations.models import Person
from hubportal.records.services.deadlines import meet
from hubportal.records.services.finding import changed, locked_record
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


@transaction.atomic
def record_review(
    *,
    agreement_id: int,
    version: int | None,
    by: Person,
    kind: str,
    held_on: date,
    outcome: str,
    at: datetime,
    present: str = "",
    actions: str = "",
) -> AgreementReview:
    """Record that the next review of a kind was held; the one after becomes a date to keep."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    if agreement.state not in HELD_IN:
        raise Refused("Only an agreement in force is reviewed.")
    if kind not in REVIEWS:
        raise Refused("Select the kind of review.", field="kind", status=400)
    if held_on > local_day(at) or held_on < agreement.term_from:
        raise Refused("The date must be within the term and not in the future.", field="held_on", status=400)
    if not outcome.strip():
        raise Refused("Enter what came of it.", field="outcome", status=400)
    made = AgreementReview.objects.create(
        hub_id=agreement.hub_id,
        ccg_id=agreement.ccg_id,
        agreement=agreement,
        kind=kind,
        due_on=review_due(agreement, kind),
        held_on=held_on,
        present=present.strip(),
        outcome=outcome.strip(),
        actions=actions.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    meet(agreement, f"review_{kind}", on=held_on)
    plan_review(agreement, kind)
    changed(agreement)
    return made


@dataclass(frozen=True, slots=True)
class PriorityWords:
    """What matters to the CCG, and how the hub supports it."""

    title: str
    support: str
    detail: str = ""
    state: str = CommissioningPriority.State.OPEN


@transaction.atomic
def keep_priority(
    *,
    agreement_id: int,
    version: int | None,
    by: Person,
    words: PriorityWords,
    on: date,
    priority_id: int | None = None,
) -> CommissioningPriority:
    """Agree a priority of the CCG and how the hub supports it, or change one."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    for field, text, sentence in (
        ("title", words.title, "Enter the priority."),
        ("support", words.support, "Enter how the hub supports it."),
    ):
        if not text.strip():
            raise Refused(sentence, field=field, status=400)
    if priority_id is None:
        kept = CommissioningPriority(
            hub_id=agreement.hub_id, ccg_id=agreement.ccg_id, agreement=agreement, agreed_on=on
        )
    else:
        mine = CommissioningPriority.objects.select_for_update().filter(ccg_id=agreement.ccg_id, agreement=agreement)
        kept = mine.get(pk=priority_id)
    kept.title, kept.support, kept.detail = words.title.strip(), words.support.strip(), words.detail.strip()
    kept.state = words.state
    kept.save()
    changed(agreement)
    return kept
