"""A committee that meets in the portal moves a variation: onto its agenda, and then to what it decided.

Only governance, which stands above, calls this. The portal moves it (`by` is None) and forces nothing: what a person
would be refused, it is refused as well, with the sentence that says why.
"""

from datetime import date, datetime

from django.db import transaction

from functions.models import Variation
from functions.services.variations.deciding import CLAUSE, Held, keep_decision
from functions.services.variations.decisions import Decision
from functions.services.variations.kind import VARIATION
from hubportal.records.services.moving import move
from hubportal.web.refusals import Refused

ON_AGENDA = "on_agenda"
NO_DATE = (
    "No date is set from which it would take effect, and none was asked for. Record the decision with the date, or"
    " refuse it."
)


def _locked(variation_id: int) -> Variation:
    rows = Variation.objects.select_related("hub", "ccg", "practice").select_for_update(of=("self",))
    found: Variation = rows.get(pk=variation_id)
    return found


def why_not_on_agenda(variation: Variation, *, today: date) -> str | None:
    """Why a variation cannot go on an agenda, in a sentence; None when it can, or is there already."""
    if variation.state == ON_AGENDA:
        return None
    held = Held.by(variation)
    return (
        VARIATION.why_not(variation, "put_on_agenda")
        or held.why_waiting("put_on_agenda")
        or held.why_not_yet("put_on_agenda", today=today)
    )


@transaction.atomic
def put_on_agenda(*, variation_id: int, on: date, at: datetime, note: str) -> Variation:
    """Move it onto the agenda on which a secretary put it; refused where its table or its checklist says no."""
    variation = _locked(variation_id)
    if variation.state == ON_AGENDA:
        return variation
    if said := why_not_on_agenda(variation, today=on):
        raise Refused(said, clause=CLAUSE)
    move(variation, "put_on_agenda", by=None, on=on, at=at, note=note)
    return variation


@transaction.atomic
def carry_out(*, variation_id: int, decision: Decision, at: datetime) -> Variation:
    """Approve or refuse it as a committee decided. It takes effect on the day that is set or was asked for; refused
    where there is none, the notice period does not allow it, or something comes first.
    """
    variation = _locked(variation_id)
    act = "approve" if decision.approved else "refuse"
    if said := VARIATION.why_not(variation, act) or Held.by(variation).why_waiting(act):
        raise Refused(said, clause=CLAUSE)
    effective_on = variation.effective_on or variation.requested_on
    if decision.approved and effective_on is None:
        raise Refused(NO_DATE, clause=CLAUSE)
    keep_decision(
        variation, act, decision=decision, effective_on=effective_on, until_on=None, document=decision.document,
        by=None, at=at,
    )  # fmt: skip
    return variation
