"""Making an enhanced service, and settling what an offer says; once practices are invited only its dates move."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.models import EnhancedService, LocalScheme
from functions.rules.schemes.gates import CLAUSE
from functions.rules.schemes.terms import letter_fault, terms_faults
from functions.services.references import take_reference
from functions.services.schemes.finding import Offer, locked_offer, worked_ccgs
from functions.services.schemes.specification import keep_specification
from hubportal.organisations.hubs import held_at_hub
from hubportal.organisations.models import Hub, Person
from hubportal.records.models import SignedLink
from hubportal.web.refusals import Refused

TERMS = (
    "subject", "code", "year", "rate", "unit", "sign_up_from", "answer_by", "remind_on", "periods", "letter_subject",
    "letter_body", "reminder_body",
)  # fmt: skip


@transaction.atomic
def make_service(*, by: Person, hub: Hub, terms: Mapping[str, Any], at: datetime) -> EnhancedService:
    """A new year of an enhanced service, not yet offered to anybody."""
    mine = held_at_hub(by, "ccg_case_edit", hub.pk)
    if not mine:
        raise Refused("Your role does not make enhanced services.", status=403)
    _refuse_terms(terms)
    if EnhancedService.objects.filter(hub=hub, code__iexact=terms["code"], year=terms["year"]).exists():
        raise Refused(f"{terms['code']} of {terms['year']} is there already.", field="code")
    service = EnhancedService(
        hub=hub,
        reference=str(take_reference(hub=hub, kind="enhanced_service", year=at.year)),
        made_by=by,
        **{name: terms[name] for name in TERMS},
    )
    if terms.get("specification"):
        service.specification = keep_specification(service, upload=terms["specification"], ccgs=mine, by=by)
    service.save()
    return service


@transaction.atomic
def change_terms(*, reference: str, version: int, by: Person, terms: Mapping[str, Any]) -> Offer:
    """Change what an offer says, before anybody is invited to it."""
    offer = locked_offer(reference=reference, by=by, version=version)
    if offer.invited_at is not None:
        raise Refused(
            "Practices have been invited on these terms, which stay as they were read. Only the last day to answer"
            " can move.",
            clause=CLAUSE,
        )
    if isinstance(offer, LocalScheme) and offer.closed_on is not None and offer.state != "approved":
        raise Refused("The scheme is closed.", clause=CLAUSE)
    _refuse_terms(terms)
    for name in TERMS:
        setattr(offer, name, terms[name])
    if terms.get("specification"):
        ccgs = worked_ccgs(offer, by)
        offer.specification = keep_specification(offer, upload=terms["specification"], ccgs=ccgs, by=by)
    offer.version += 1
    offer.save()
    return offer


@transaction.atomic
def move_last_day(*, reference: str, version: int, by: Person, answer_by: date, today: date) -> Offer:
    """Set another last day to answer; links that have not been used hold to that day too."""
    offer = locked_offer(reference=reference, by=by, version=version)
    if offer.sign_up_from is None or answer_by < max(offer.sign_up_from, today):
        raise Refused("The last day to answer must be today or later.", field="answer_by", status=400)
    offer.answer_by = answer_by
    offer.version += 1
    offer.save(update_fields=["answer_by", "version", "changed_at"])
    links = SignedLink.objects.filter(kind="invitation", reference=offer.reference, hub_id=offer.hub_id)
    links.filter(used_at__isnull=True, revoked_at__isnull=True).update(expires_on=answer_by)
    return offer


def _refuse_terms(terms: Mapping[str, Any]) -> None:
    dates = {name: terms[name] for name in ("sign_up_from", "answer_by", "remind_on")}
    for fault in terms_faults(year=terms["year"], rate=terms["rate"], **dates):
        raise Refused(f"{fault.sentence}.", field=fault.field, status=400)
    for name in ("letter_subject", "letter_body", "reminder_body"):
        sentence = letter_fault(terms[name])
        if sentence:
            raise Refused(f"{sentence}.", field=name, status=400)
