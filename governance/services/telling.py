"""Who is told of agreements and applications, in the transaction that causes it."""

from collections.abc import Iterable
from datetime import date

from governance.models import Agreement, AgreementParty, LevelApplication
from governance.rules.agreements import CCG_PARTY, HUB_PARTY, what_follows
from governance.rules.levels import SIGNATORIES
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Person
from hubportal.organisations.services.holders import holders_at, leads_of


def tell_signatories(agreement: Agreement, parties: Iterable[AgreementParty], *, number: int, on: date) -> int:
    """Whoever signs for a party hears that a version is out for signature: the person named, or those who may."""
    emails = {party.signatory_email for party in parties} - {""}
    people = set(Person.objects.filter(email__in=emails, is_active=True).values_list("pk", flat=True))
    unnamed = {party.code for party in parties if not party.signatory_email}
    if CCG_PARTY in unnamed:
        people |= leads_of(agreement.ccg_id, on=on)
    if HUB_PARTY in unnamed:
        people |= holders_at(agreement.hub_id, "locality_director", on=on)
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
    heads = holders_at(
        agreement.hub_id, "head_of_primary_care", "assistant_head_of_finance", "locality_director", on=on
    )
    follows = what_follows(
        notice_ends_on=agreement.notice_ends_on, leaves_on=agreement.leaves_on, term_until=agreement.term_until
    )
    return tell(
        people=leads_of(agreement.ccg_id, on=on) | heads,
        hub=agreement.hub_id,
        ccg=agreement.ccg_id,
        kind="governance.notice",
        text=f"Notice to leave {agreement.reference} was given. {follows}",
        path=agreement.get_absolute_url(),
        dedupe=f"leave:{agreement.reference}:{agreement.notice_given_on}",
    )


def tell_signatories_of_level(application: LevelApplication) -> int:
    """Whoever is named to sign an application hears it, once in each capacity."""
    told = 0
    for capacity, named in application.signatories.items():
        told += tell(
            people=Person.objects.filter(email=named["email"], is_active=True),
            hub=application.hub_id,
            ccg=application.ccg_id,
            kind="governance.to_sign",
            text=f"You are named to sign {application.reference} as {SIGNATORIES[capacity]}.",
            path=application.get_absolute_url(),
            dedupe=f"named:{application.reference}:{capacity}",
        )
    return told


def tell_submission(application: LevelApplication, *, on: date) -> int:
    """The heads of the hub, who record what the panels say, hear that an application was submitted."""
    return tell(
        people=holders_at(application.hub_id, "head_of_primary_care", "locality_director", on=on),
        hub=application.hub_id,
        ccg=application.ccg_id,
        kind="governance.level_submitted",
        text=f"{application.ccg.name} submitted {application.reference}. Record what the regional panel says.",
        path=application.get_absolute_url(),
        dedupe=f"submitted:{application.reference}:{application.version}",
    )


def tell_outcome(application: LevelApplication, *, on: date) -> int:
    """The CCG's leads hear what became of their application."""
    outcome = "approved" if application.state == "approved" else "refused"
    return tell(
        people=leads_of(application.ccg_id, on=on),
        hub=application.hub_id,
        ccg=application.ccg_id,
        kind="governance.level_outcome",
        text=f"Application {application.reference} was {outcome}.",
        path=application.get_absolute_url(),
        dedupe=f"outcome:{application.reference}",
    )
