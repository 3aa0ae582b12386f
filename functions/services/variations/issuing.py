"""What a notice of a variation needs before it goes: a date that honours its period, and across CCGs both of them."""

from datetime import date

from functions.models import Variation
from functions.rules.sentences import plain_day
from functions.rules.variations import parties, periods
from functions.services.variations.pairing import Other, other_of
from functions.services.variations.types import type_called
from hubportal.web.refusals import Refused

CLAUSE = "Specification of casework, section 6"


def refuse(variation: Variation, *, today: date) -> None:
    """Raise the refusal, if there is one."""
    found = refusal(variation, today=today, other=other_of(variation))
    if found is not None:
        raise found


def refusal(variation: Variation, *, today: date, other: Other | None) -> Refused | None:
    """Why the notice does not go today; `other` is the other CCG's record, where the change crosses CCGs."""
    if variation.effective_on is None:
        return Refused("Set the effective date first.", clause=CLAUSE, field="effective_on")
    kind = type_called(variation.type)
    earliest = periods.earliest_effect(kind.notice, received_on=variation.received_on, issued_on=today)
    batch = variation.batch
    if not (batch and batch.too_soon_because) and (said := periods.refuse_too_soon(earliest, variation.effective_on)):
        return Refused(said, clause=kind.notice.clause if kind.notice else None, field="effective_on")
    if other is not None and (found := _refusal_without(other, effective_on=variation.effective_on)):
        return found
    # Where the other CCG's notice has gone, its day stands: this one follows, be it late.
    stands = kind.may_be_past or (other is not None and other.notified)
    if periods.refuse_past_effect(variation.effective_on, today=today, may_be_past=stands):
        passed = f"It was to take effect on {plain_day(variation.effective_on)}, which has passed."
        return Refused(f"{passed} Change the effective date first.", clause=CLAUSE, field="effective_on")
    return None


def _refusal_without(other: Other, *, effective_on: date) -> Refused | None:
    """Both CCGs approve, and both name the same day."""
    if said := parties.refuse_one_ccg_alone(other_ccg=other.ccg, other_approved=other.approved):
        return Refused(said, clause=CLAUSE)
    if other.effective_on == effective_on:
        return None
    theirs = plain_day(other.effective_on) if other.effective_on else "no date yet"
    differ = f"Both CCGs name the same day: {other.ccg} has {theirs}. Change the date of one of them."
    return Refused(differ, clause=CLAUSE, field="effective_on")
