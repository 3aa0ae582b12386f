"""Making an agreement, changing its draft, circulating it, bringing it into force, amending and extending it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.services.references import take_reference
from governance.models import Agreement, AgreementParty, AgreementVersion
from governance.rules.agreement_moves import RUNNING
from governance.rules.agreements import EXTENSION, may_extend, signatory_fault
from governance.services import agreement_versions as versions
from governance.services.agreement_dates import await_signatures, forget_signing, keep_term
from governance.services.agreement_leaving import why_too_early
from governance.services.agreement_signing import CLAUSE as SIGNED
from governance.services.agreement_signing import sides_signed_for
from governance.services.agreement_versions import Terms
from governance.services.kinds import AGREEMENT
from governance.services.telling import tell_signatories
from hubportal.organisations.models import Ccg, Person
from hubportal.records.services.finding import changed, locked_record
from hubportal.records.services.moving import begin, move
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date


@transaction.atomic
def make_agreement(
    *,
    by: Person,
    ccg: Ccg,
    kind: str,
    terms: Terms,
    at: datetime,
    on: date,
    code: str = "",
    owner: Person | None = None,
) -> Agreement:
    """Begin an agreement of a CCG as a draft of version 1."""
    if not by.grants.can("ccg_case_edit", ccg.pk):
        raise Refused("Your role does not make agreements for this CCG.", status=403)
    if kind not in Agreement.Kind.values:
        raise Refused("Select the kind of agreement.", field="kind", status=400)
    versions.refuse_terms(terms)
    agreement = Agreement.objects.create(
        hub=ccg.hub,
        ccg=ccg,
        reference=str(take_reference(hub=ccg.hub, kind="agreement", year=on.year)),
        kind=kind,
        code=code.strip().upper(),
        subject=terms.title.strip(),
        state="draft",
        owner=owner or by,
        received_on=on,
        made_by=by,
        term_from=terms.term_from,
        term_until=terms.term_until,
        extend_by=terms.extension_on,
    )
    versions.make_version(agreement, terms, number=1, by=by, at=at)
    begin(agreement, by=by, on=on, at=at, words="Drafted")
    return agreement


@transaction.atomic
def change_draft(*, agreement_id: int, version: int | None, by: Person, terms: Terms, code: str = "") -> Agreement:
    """Change the words, term or parties of a draft; what has been circulated is taken back first."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    if agreement.state != "draft":
        raise Refused("Only a draft is changed. Take it back first, or make an amendment.")
    versions.refuse_terms(terms)
    latest = versions.version_of(agreement, agreement.current)
    for name, value in versions.columns_of(terms).items():
        setattr(latest, name, value)
    latest.save(update_fields=list(versions.columns_of(terms)))
    versions.keep_parties(latest, terms.parties)
    agreement.subject, agreement.code = terms.title.strip(), code.strip().upper()
    _take_term(agreement, latest)
    changed(agreement, "subject", "code", *TERM)
    return agreement


TERM = ("term_from", "term_until", "extend_by")


def _take_term(agreement: Agreement, version: AgreementVersion) -> None:
    for name in TERM:
        setattr(agreement, name, getattr(version, name))


def _refuse_signatories(agreement: Agreement, parties: Iterable[AgreementParty]) -> None:
    for party in parties:
        email = party.signatory_email
        sides = sides_signed_for(email, ccg_id=agreement.ccg_id, hub_id=agreement.hub_id) if email else set()
        fault = signatory_fault(of=party.organisation, email=email, sides=sides, side=party.code)
        if fault is not None:
            raise Refused(fault, clause=SIGNED)


def _freeze(agreement: Agreement, latest: AgreementVersion, *, on: date) -> None:
    _refuse_signatories(agreement, versions.parties_of(latest))
    latest.digest = versions.digest_of_version(agreement, latest)
    latest.circulated_on = on
    latest.save(update_fields=["digest", "circulated_on"])
    tell_signatories(agreement, versions.parties_of(latest), number=latest.number, on=on)


@transaction.atomic
def circulate(
    *, agreement_id: int, version: int | None, by: Person, on: date, at: datetime, note: str = ""
) -> Agreement:
    """Send the draft to its parties for signature: from now on this version does not change."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    move(agreement, "circulate", by=by, on=on, at=at, note=note)
    latest = versions.version_of(agreement, agreement.current)
    _freeze(agreement, latest, on=on)
    await_signatures(agreement, first=latest.term_from)
    return agreement


@transaction.atomic
def revise(*, agreement_id: int, version: int | None, by: Person, on: date, at: datetime, note: str) -> Agreement:
    """Take back what was circulated: the next version begins with the same words, and needs every signature again."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    _next_version(agreement, None, by=by, at=at, why=note)
    move(agreement, "revise", by=by, on=on, at=at, note=note, fields=("current",))
    forget_signing(agreement, on=on)
    return agreement


def _next_version(agreement: Agreement, terms: Terms | None, *, by: Person, at: datetime, why: str) -> AgreementVersion:
    before = versions.version_of(agreement, agreement.current)
    same = versions.terms_of(agreement, before, versions.parties_of(before))
    agreement.current = versions.next_number(agreement)
    return versions.make_version(agreement, terms or same, number=agreement.current, by=by, at=at, why=why)


@transaction.atomic
def begin_term(
    *, agreement_id: int, version: int | None, by: Person, on: date, at: datetime, note: str = ""
) -> Agreement:
    """Bring a signed agreement into force, on or after the first day of its term."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    latest = versions.version_of(agreement, agreement.current)
    fault = why_too_early(agreement, "begin-term", on=on)
    if fault is not None:
        raise Refused(fault, field="on", status=400)
    agreement.binding = agreement.current
    _take_term(agreement, latest)
    move(agreement, "begin-term", by=by, on=on, at=at, note=note, fields=("binding", *TERM))
    keep_term(agreement, on=on)
    return agreement


def refuse_amending(agreement: Agreement) -> None:
    """Only an agreement in force is amended or extended, and by one amendment at a time."""
    if agreement.state not in RUNNING or agreement.binding is None:
        raise Refused("Only an agreement in force is amended or extended.")
    if agreement.current != agreement.binding:
        raise Refused("An amendment is out for signature already. Withdraw it first, or wait for the signatures.")


def _running(agreement: Agreement) -> AgreementVersion:
    """The version in force of an agreement that can be amended now."""
    refuse_amending(agreement)
    return versions.version_of(agreement, agreement.binding or agreement.current)


@transaction.atomic
def propose_amendment(
    *, agreement_id: int, version: int | None, by: Person, terms: Terms, why: str, on: date, at: datetime
) -> AgreementVersion:
    """Circulate changed words of an agreement in force; it holds once every party has signed, and until then the
    version before holds.
    """
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    _running(agreement)
    versions.refuse_terms(terms)
    if not why.strip():
        raise Refused("Say what is changed.", field="why", status=400)
    return _propose(agreement, replace(terms, title=agreement.subject), by=by, why=why, on=on, at=at)


def _propose(agreement: Agreement, terms: Terms, *, by: Person, why: str, on: date, at: datetime) -> AgreementVersion:
    made = _next_version(agreement, terms, by=by, at=at, why=why)
    changed(agreement, "current")
    _freeze(agreement, made, on=on)
    return made


@transaction.atomic
def propose_extension(
    *, agreement_id: int, version: int | None, by: Person, new_until: date, on: date, at: datetime, note: str = ""
) -> AgreementVersion:
    """Circulate the same words with a longer term; after the day set for agreeing it, with the reason."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    binding = _running(agreement)
    asked = may_extend(on=on, term_until=agreement.term_until, by=agreement.extend_by, new_until=new_until)
    if asked.refused:
        raise Refused(asked.refused, clause=EXTENSION, field="new_until")
    if asked.late and not note.strip():
        raise Refused("The day for agreeing an extension has passed. Enter the reason.", clause=EXTENSION, field="note")
    terms = replace(
        versions.terms_of(agreement, binding, versions.parties_of(binding)), term_until=new_until, extend_by=None
    )
    why = f"Extension to {long_date(new_until)}{', agreed late' if asked.late else ''}"
    if note.strip():
        why += f": {note.strip()}"
    return _propose(agreement, terms, by=by, why=why, on=on, at=at)


@transaction.atomic
def drop_amendment(*, agreement_id: int, version: int | None, by: Person, on: date) -> Agreement:
    """Withdraw an amendment that is out for signature; the version in force holds as before.

    Its number is not used again, so that no signature is ever read under other words.
    """
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    binding = agreement.binding
    if agreement.state not in RUNNING or binding is None or agreement.current == binding:
        raise Refused("No amendment is out for signature.")
    dropped = versions.version_of(agreement, agreement.current)
    dropped.dropped_on = on
    dropped.save(update_fields=["dropped_on"])
    agreement.current = binding
    changed(agreement, "current")
    return agreement


@transaction.atomic
def name_leads(
    *, agreement_id: int, version: int | None, by: Person, contracting: Person | None, finance: Person | None
) -> Agreement:
    """Name the hub's contracting and finance leads for this CCG (West Midlands MOU 3.4)."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    agreement.contracting_lead, agreement.finance_lead = contracting, finance
    changed(agreement, "contracting_lead", "finance_lead")
    return agreement


@transaction.atomic
def simple_move(
    act: str, *, agreement_id: int, version: int | None, by: Person, on: date, at: datetime, note: str = ""
) -> Any:
    """A move that needs little besides what the table asks: the end of a term, putting a draft away."""
    permission = AGREEMENT.moves.named(act).permission if AGREEMENT.moves else None
    agreement: Agreement = locked_record(
        kind=AGREEMENT, record_id=agreement_id, by=by, version=version, permission=permission
    )
    fault = why_too_early(agreement, act, on=on)
    if fault is not None:
        raise Refused(fault, field="on", status=400)
    return move(agreement, act, by=by, on=on, at=at, note=note)
