"""The register of gifts and hospitality: entered, corrected and reviewed."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from governance.models import Gift
from governance.rules import gifts as rules
from governance.services.finding import MINUTE, READ, VOTE, changed, locked_committee, locked_row, next_number, of
from governance.services.interests import Holder
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


@dataclass(frozen=True, slots=True)
class Offer:
    """What was offered, by whom, and what became of it."""

    kind: str
    offered_on: date
    details: str
    value: Decimal
    offered_by: str
    outcome: str
    reason: str
    received_on: date | None = None
    business: str = ""
    previous_offers: str = ""
    comments: str = ""


@transaction.atomic
def enter_gift(*, committee_id: int, holder: Holder, offer: Offer, by: Person, at: datetime) -> Gift:
    """Enter an offer: a member their own, the secretary anybody's; declined offers too."""
    committee = locked_committee(committee_id, by=by, permission=READ)
    _refuse_for_others(by, committee_id, holder.person)
    _refuse_faults(offer, on=local_day(at))
    return Gift.objects.create(
        **of(committee),
        number=next_number(Gift.objects.filter(committee_id=committee_id)),
        person=holder.person,
        name=holder.name.strip(),
        position=holder.position.strip(),
        made_by=by,
        **asdict(offer),
    )


@transaction.atomic
def correct_gift(*, gift_id: int, version: int | None, offer: Offer, why: str, by: Person, at: datetime) -> Gift:
    """Put right an entry, with the reason. Its review falls away: what was reviewed is no longer what it says."""
    row = locked_row(Gift, gift_id, by=by, version=version, permission=READ)
    _refuse_for_others(by, row.committee_id, row.person)
    if not why.strip():
        raise Refused("Enter why it is corrected.", field="why")
    _refuse_faults(offer, on=local_day(at))
    said = asdict(offer)
    if all(getattr(row, name) == value for name, value in said.items()):
        raise Refused("Nothing is different from what the register says. Change it, or go back.")
    for name, value in said.items():
        setattr(row, name, value)
    row.corrected_why = why.strip()
    row.reviewed_by, row.reviewed_on, row.review_note = None, None, ""
    changed(row, *said, "corrected_why", "reviewed_by", "reviewed_on", "review_note")
    return row


@transaction.atomic
def review_gift(*, gift_id: int, version: int | None, note: str, by: Person, at: datetime) -> Gift:
    """The secretary's review of an entry, once; not of what was offered to themselves."""
    row = locked_row(Gift, gift_id, by=by, version=version, permission=MINUTE)
    if row.reviewed_on is not None:
        raise Refused("This entry has been reviewed already.")
    fault = rules.review_fault(recipient_id=row.person_id, recipient=row.name, reviewer_id=by.pk, reviewer=by.name)
    if fault:
        raise Refused(fault)
    row.reviewed_by, row.reviewed_on, row.review_note = by, local_day(at), note.strip()
    changed(row, "reviewed_by", "reviewed_on", "review_note")
    return row


def _refuse_faults(offer: Offer, *, on: date) -> None:
    fault = rules.gift_fault(
        outcome=offer.outcome, offered_on=offer.offered_on, received_on=offer.received_on, today=on
    )
    if fault:
        raise Refused(fault[1], field=fault[0])


def _refuse_for_others(by: Person, committee_id: int, person: Person | None) -> None:
    if by.grants.can(MINUTE, committee_id):
        return
    if not by.grants.can(VOTE, committee_id) or person is None or person.pk != by.pk:
        raise Refused("You can do this for your own gifts only. The secretary does it for others.", status=403)
