"""Who is told of agreements and applications, in the transaction that causes it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from governance.models import Agreement, AgreementParty, LevelApplication
from governance.rules.agreements import CCG_PARTY, HUB_PARTY
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Assignment, Person
from hubportal.web.words import long_date


def leads_of(record: Any, *, on: date) -> set[int]:
    """Those who lead co-commissioning for the record's CCG on a day."""
    held = Assignment.objects.filter(ccg=record.ccg_id, role="ccg_lead", period__contains=on, person__is_active=True)
    return set(held.values_list("person_id", flat=True))


def heads_of(record: Any, *, roles: Iterable[str], on: date) -> set[int]:
    """Those who hold one of these roles at the record's hub on a day."""
    held = Assignment.objects.filter(hub=record.hub_id, role__in=roles, period__contains=on, person__is_active=True)
    return set(held.values_list("person_id", flat=True))


def tell_signatories(agreement: Agreement, parties: Iterable[AgreementParty], *, number: int, on: date) -> int:
    """Whoever signs for a party hears that a version is out for signature: the person named, or those who may.

    An address can be typed wrongly: somebody who does not sign for this CCG is told nothing of it.
    """
    emails = {party.signatory_email for party in parties} - {""}
    named = Person.objects.filter(email__in=emails, is_active=True)
    people = {person.pk for person in named if person.grants.can("ccg_sign", agreement.ccg_id)}
    unnamed = {party.code for party in parties if not party.signatory_email}
    if CCG_PARTY in unnamed:
        people |= leads_of(agreement, on=on)
    if HUB_PARTY in unnamed:
        people |= heads_of(agreement, roles=["locality_director"], on=on)
    return tell(
        people=people,
        hub=agreement.hub_id,
        ccg=agreement.ccg_id,
        kind="governance.to_sign",
        text=f"{agreement.reference}, version {number}, is out for signature. Read it and sign.",
        path=f"{agreement.get_absolute_url()}sign/",
        dedupe=f"sign:{agreement.reference}:{number}",
    )


def tell_of_notice(agreement: Agreement, *, on: date) -> int:
    """Both sides hear that notice to leave was given, and what follows."""
    roles = ["head_of_primary_care", "assistant_head_of_finance", "locality_director"]
    return tell(
        people=leads_of(agreement, on=on) | heads_of(agreement, roles=roles, on=on),
        hub=agreement.hub_id,
        ccg=agreement.ccg_id,
        kind="governance.notice",
        text=f"Notice to leave {agreement.reference} was given. It ends on {long_date(agreement.notice_ends_on)};"
        f" the new arrangement starts on {long_date(agreement.leaves_on)}.",
        path=agreement.get_absolute_url(),
        dedupe=f"leave:{agreement.reference}:{agreement.notice_given_on}",
    )


def tell_outcome(application: LevelApplication, *, on: date) -> int:
    """The CCG's leads hear what became of their application."""
    outcome = "approved" if application.state == "approved" else "refused"
    return tell(
        people=leads_of(application, on=on),
        hub=application.hub_id,
        ccg=application.ccg_id,
        kind="governance.level_outcome",
        text=f"Application {application.reference} was {outcome}.",
        path=application.get_absolute_url(),
        dedupe=f"outcome:{application.reference}",
    )
