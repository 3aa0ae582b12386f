"""Proposing a specification, signing it for a party, taking it back, withdrawing it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from functions.figures.specifications.lines import Line, lines_of
from functions.models import Specification
from functions.rules.specifications.deciding import undecided_faults
from functions.rules.specifications.signing import (
    PARTIES,
    Signed,
    Terms,
    content_to_sign,
    is_signed,
    part_of,
    signed_so_far,
    to_sign,
)
from functions.services.kinds import SPECIFICATION
from hubportal.notifications.services.notices import tell
from hubportal.organisations.models import Person
from hubportal.organisations.services.holders import holders_at, leads_of
from hubportal.records.models import Signature
from hubportal.records.rules.signing import canonical, digest_of
from hubportal.records.services.finding import changed, locked_record
from hubportal.records.services.moving import move
from hubportal.records.services.signatures import sign as sign_content
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

SIGN_CLAUSE = "Specification of governance, section 1"


def terms_of(specification: Specification) -> Terms:
    """The terms of a specification as they are signed."""
    ccg = specification.ccg
    return Terms(f"{ccg.ods_code} {ccg.name}", specification.standard.code, specification.effective_from)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one party has got: which rows it has still to sign, and whether it has signed all there is."""

    party: str
    rows: tuple[str, ...]
    complete: bool
    content: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """The hash of what this party would sign now."""
        return digest_of(canonical(self.content))


def standings(specification: Specification, lines: list[Line]) -> dict[str, Standing]:
    """What each party has still to sign, in one statement; signatures under the specifications before it count."""
    contents: dict[str, list[Mapping[str, Any]]] = {party: [] for party in PARTIES}
    chain = _chain(specification)
    found = Signature.objects.filter(ccg_id=specification.ccg_id, kind=SPECIFICATION.key, record_id__in=chain)
    for row in found.order_by("id"):
        contents[row.party].append(_read(row.content))
    return {party: _standing(specification, lines, party, signed_so_far(contents[party])) for party in PARTIES}


def _chain(specification: Specification) -> list[int]:
    """The keys of the specification and those it was copied from, by what the CCG has."""
    before = dict(Specification.objects.filter(ccg_id=specification.ccg_id).values_list("pk", "before_id"))
    keys: list[int] = []
    key: int | None = specification.pk
    while key is not None:
        keys.append(key)
        key = before.get(key)
    return keys


def _read(content: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(content)
    return found


def _standing(specification: Specification, lines: list[Line], party: str, signed: Signed) -> Standing:
    digests = {line.ref: line.digest for line in lines}
    wanting = to_sign(digests, signed)
    reference, of_round = specification.reference, specification.round
    terms = terms_of(specification)
    rows = [line.content for line in lines if line.ref in set(wanting)]
    return Standing(
        party=party,
        rows=tuple(wanting),
        complete=is_signed(digests, signed, terms=terms, reference=reference, of_round=of_round),
        content=content_to_sign(terms, rows, reference=reference, of_round=of_round),
    )


def party_of(person: Person, specification: Specification) -> str:
    """Whom a person signs for: NHS England for a Locality Director, the CCG for its lead; empty for nobody."""
    if not person.grants.can("ccg_sign", specification.ccg_id):
        return ""
    held = person.assignments.filter(period__contains=timezone.localdate())
    here = held.filter(Q(ccg_id=specification.ccg_id) | Q(hub_id=specification.hub_id))
    roles = set(here.values_list("role", flat=True))
    return "nhs_england" if "locality_director" in roles else "ccg" if "ccg_lead" in roles else ""


@transaction.atomic
def propose(
    *, specification_id: int, version: int | None, by: Person, on: date, at: datetime, note: str = ""
) -> Specification:
    """Put a draft before both parties for signature, once everything still to be confirmed has an owner and a day."""
    found = _locked(specification_id, version=version, by=by)
    faults = undecided_faults([line.decided for line in lines_of(found)], today=_day(at))
    if faults:
        raise Refused(" ".join(fault.sentence for fault in faults), clause=faults[0].clause)
    found.round += 1
    move(found, "propose", by=by, on=on, at=at, note=note, fields=("round",))
    _tell_signatories(found, by=by, on=_day(at))
    return found


def _tell_signatories(found: Specification, *, by: Person, on: date) -> None:
    """Whoever signs for the two parties hears that it is theirs to read and sign."""
    tell(
        people=(leads_of(found.ccg_id, on=on) | holders_at(found.hub_id, "locality_director", on=on)) - {by.pk},
        hub=found.hub_id,
        ccg=found.ccg_id,
        kind="specification_to_sign",
        text=f"{found.reference} is proposed. Read it and sign.",
        path=found.get_absolute_url(),
        dedupe=f"sign:{found.reference}:{found.round}",
    )


@transaction.atomic
def take_back(
    *, specification_id: int, version: int | None, by: Person, on: date, at: datetime, note: str
) -> Specification:
    """Make it a draft again, so that rows can be changed; what was signed stays signed where it does not change."""
    found = _locked(specification_id, version=version, by=by)
    move(found, "change", by=by, on=on, at=at, note=note)
    return found


@transaction.atomic
def withdraw(
    *, specification_id: int, version: int | None, by: Person, on: date, at: datetime, note: str
) -> Specification:
    """End it before it is agreed; nothing is deleted."""
    found = _locked(specification_id, version=version, by=by)
    move(found, "withdraw", by=by, on=on, at=at, note=note)
    return found


@transaction.atomic
def sign(*, specification_id: int, seen: str, by: Person, at: datetime) -> Specification:
    """Sign for the party the person signs for: the terms, and the rows that party has not signed as they read now.

    `seen` is the hash of what the page showed. With the second party's signature it is agreed: it holds from its day,
    and the one before it ends the day before.
    """
    found = _locked(specification_id, version=None, by=by, permission="ccg_sign")
    party = party_of(by, found)
    if not party:
        raise Refused("Only the CCG’s lead and NHS England’s Locality Director sign this.", status=403)
    if found.state != "proposed":
        said = "It is not proposed now, so nothing was signed. It is signed while it is proposed."
        raise Refused(said, clause=SIGN_CLAUSE)
    lines = lines_of(found)
    standing = standings(found, lines)[party]
    if standing.complete:
        raise Refused(f"{PARTIES[party]} has signed all of it already.", clause=SIGN_CLAUSE)
    sign_content(found, content=standing.content, seen=seen, party=party, by=by, at=at, part=part_of(standing.rows))
    changed(found)
    if all(one.complete for one in standings(found, lines).values()):
        _agree(found, by=by, at=at)
    return found


def _agree(found: Specification, *, by: Person, at: datetime) -> None:
    on = _day(at)
    before = Specification.objects.filter(ccg_id=found.ccg_id, state="agreed").select_for_update().first()
    if before is not None:
        before.effective_to = found.effective_from - timedelta(days=1)
        move(before, "supersede", by=by, on=on, at=at, note=f"By {found.reference}", fields=("effective_to",))
    move(found, "agree", by=by, on=on, at=at)


def _locked(specification_id: int, *, version: int | None, by: Person, permission: str | None = None) -> Specification:
    found: Specification = locked_record(
        kind=SPECIFICATION, record_id=specification_id, by=by, version=version, permission=permission
    )
    return found


def _day(at: datetime) -> date:
    return local_day(at)
