"""Signing an agreement: each party signs exactly the version it was shown, and the last signature carries it on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from governance.models import Agreement, AgreementParty, AgreementVersion
from governance.rules.agreement_moves import RUNNING
from governance.rules.agreements import CCG_PARTY, HUB_PARTY, signing_fault
from governance.services import agreement_versions as versions
from governance.services.agreement_dates import await_term, keep_term
from governance.services.agreement_versions import content_of, part_of
from governance.services.kinds import AGREEMENT
from hubportal.organisations.models import Person
from hubportal.records.models import Signature
from hubportal.records.rules.signing import canonical, digest_of, refuse_signing
from hubportal.records.services.files import keep_files
from hubportal.records.services.finding import changed, locked_record, of
from hubportal.records.services.moving import move
from hubportal.records.services.signatures import sign, signed_by
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

CLAUSE = "Specification of governance, section 1"


def side_of(person: Person, hub_id: int) -> str:
    """The party whose role a person holds: NHS England for a role at the whole hub, otherwise the CCG."""
    return HUB_PARTY if hub_id in person.grants.whole_hubs else CCG_PARTY


def sides_signed_for(email: str, *, ccg_id: int, hub_id: int) -> set[str]:
    """The parties that whoever signs in with an address signs for: one, or none."""
    found = Person.objects.filter(email=email.lower(), is_active=True).first()
    if found is None or not found.grants.can("ccg_sign", ccg_id):
        return set()
    return {side_of(found, hub_id)}


def out_for_signature(agreement: Agreement) -> bool:
    """Whether the latest version awaits signatures: first circulated, or an amendment of one in force."""
    if agreement.state == "circulated":
        return True
    return agreement.state in RUNNING and agreement.current != agreement.binding


@dataclass(frozen=True, slots=True)
class ToSign:
    """The version out for signature: its parties, exactly what is signed, and who has signed it."""

    version: AgreementVersion
    parties: list[AgreementParty]
    content: dict[str, Any]
    digest: str
    signatures: dict[str, Signature]

    @property
    def missing(self) -> list[AgreementParty]:
        """The parties that have not signed yet."""
        return [party for party in self.parties if party.code not in self.signatures]


def to_sign(agreement: Agreement, *, number: int | None = None) -> ToSign:
    """What is signed under a version, the latest when none is named."""
    version = versions.version_of(agreement, number or agreement.current)
    parties = versions.parties_of(version)
    content = content_of(agreement, version, parties)
    signatures = signed_by(agreement, content=content, part=part_of(version))
    return ToSign(version, parties, content, digest_of(canonical(content)), signatures)


def why_not(person: Person, agreement: Agreement, party: AgreementParty) -> str | None:
    """Why a person may not sign for a party; None when they may."""
    if not person.grants.can("ccg_sign", agreement.ccg_id):
        return "Your role does not sign for this CCG."
    side = side_of(person, agreement.hub_id)
    return signing_fault(party=party.code, side=side, named=party.signatory_email, email=person.email)


def parties_open_to(person: Person, agreement: Agreement, asked: ToSign) -> list[AgreementParty]:
    """The parties a person can sign for now."""
    if not out_for_signature(agreement):
        return []
    return [party for party in asked.missing if why_not(person, agreement, party) is None]


def _ready(agreement: Agreement, code: str) -> tuple[ToSign, AgreementParty]:
    if not out_for_signature(agreement):
        raise Refused("Nothing is out for signature. Circulate the agreement first.", clause=CLAUSE)
    asked = to_sign(agreement)
    party = next((party for party in asked.parties if party.code == code), None)
    if party is None:
        raise Refused("Select the party you sign for.", field="party", status=400)
    return asked, party


@transaction.atomic
def sign_agreement(*, agreement_id: int, party: str, seen: str, by: Person, at: datetime) -> Agreement:
    """Sign the version out for signature for one party. `seen` is the hash of what the page showed; when it has changed
    since, nothing is signed.
    """
    agreement: Agreement = locked_record(
        kind=AGREEMENT, record_id=agreement_id, by=by, version=None, permission="ccg_sign"
    )
    asked, found = _ready(agreement, party)
    fault = why_not(by, agreement, found)
    if fault is not None:
        raise Refused(fault, clause=CLAUSE, field="party", status=403)
    sign(agreement, content=asked.content, seen=seen, party=party, by=by, at=at, part=part_of(asked.version))
    _carry_on(agreement, by=by, at=at)
    return agreement


@transaction.atomic
def record_paper_signature(
    *, agreement_id: int, party: str, seen: str, signed_on: date, uploads: list[Any], by: Person, at: datetime
) -> Agreement:
    """Record that a party without a sign-in has signed on paper; the signed paper is kept with the agreement."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=None)
    asked, found = _ready(agreement, party)
    if found.signatory_email:
        raise Refused(f"{found.organisation} signs in the portal: {found.signatory_email}.", field="party")
    if not uploads:
        raise Refused("Add the signed paper.", field="attachments", status=400)
    circulated = asked.version.circulated_on
    if signed_on > local_day(at) or (circulated is not None and signed_on < circulated):
        raise Refused("The date must be from the day it was circulated to today.", field="signed_on", status=400)
    fault = refuse_signing(seen=seen, now=asked.digest, already=party in asked.signatures)
    if fault is not None:
        raise Refused(fault, clause=CLAUSE, field="seen")
    keep_files(agreement, uploads=uploads, by=by)
    Signature.objects.create(
        **of(agreement),
        part=part_of(asked.version),
        party=party,
        person=by,
        name=found.signatory_name or found.organisation,
        designation=f"{found.signatory_designation}, on paper; recorded by {by.name}"[:160],
        content=canonical(asked.content),
        digest=asked.digest,
        signed_on=signed_on,
        signed_at=at,
    )
    _carry_on(agreement, by=by, at=at)
    return agreement


def _carry_on(agreement: Agreement, *, by: Person, at: datetime) -> None:
    """After a signature: once every party has signed, the version is signed; of an agreement in force it now holds."""
    asked, today = to_sign(agreement), local_day(at)
    if asked.missing:
        changed(agreement)
        return
    asked.version.signed_on = today
    asked.version.save(update_fields=["signed_on"])
    if agreement.state == "circulated":
        move(agreement, "signed", by=by, on=today, at=at)
        await_term(agreement, first=asked.version.term_from, on=today)
        return
    longer = asked.version.term_until > agreement.term_until
    agreement.binding = agreement.current
    fields = ("term_from", "term_until", "extend_by")
    for name in fields:
        setattr(agreement, name, getattr(asked.version, name))
    act = "extended" if longer else "amended" if agreement.state == "in_force" else "amended-again"
    move(agreement, act, by=by, on=today, at=at, note=asked.version.why, fields=("binding", *fields))
    keep_term(agreement, on=today)
