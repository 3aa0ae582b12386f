"""Versions of an agreement: what each says, exactly what is signed, and the making of the next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from governance.models import Agreement, AgreementParty, AgreementVersion
from governance.rules.agreements import (
    CCG_PARTY,
    HUB_PARTY,
    LEAVING,
    NOTICE_MONTHS,
    ON_EXPIRY,
    extend_by,
    term_fault,
)
from hubportal.organisations.models import Ccg, Person
from hubportal.records.rules.signing import canonical, digest_of
from hubportal.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Party:
    """A party to an agreement and who signs for it."""

    code: str
    organisation: str
    designation: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """Who signs for the CCG or for NHS England; with an address, only whoever signs in with it."""

    designation: str
    name: str = ""
    email: str = ""


def party_of_ccg(ccg: Ccg, signs: Signs) -> Party:
    """The CCG as a party."""
    return Party(CCG_PARTY, f"{ccg.name} CCG", signs.designation, signs.name, signs.email)


def party_of_hub(signs: Signs) -> Party:
    """NHS England as a party, whose hub it is."""
    return Party(HUB_PARTY, "NHS England", signs.designation, signs.name, signs.email)


def other_party(number: int, organisation: str, signs: str) -> Party:
    """Another party, which signs on paper."""
    return Party(slugify(organisation)[:36] or f"party-{number}", organisation, signs)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a version of an agreement says: `extend_by` is computed from the term where it is not given."""

    title: str
    objectives: str
    term_from: date
    term_until: date
    parties: tuple[Party, ...]
    sections: tuple[tuple[str, str], ...] = ()
    extend_by: date | None = None
    notice_months: int = NOTICE_MONTHS
    leaving: str = ON_EXPIRY

    @property
    def extension_on(self) -> date:
        """The day by which an extension is agreed."""
        return self.extend_by or extend_by(self.term_until)


def refuse_terms(terms: Terms) -> None:
    """Refuse terms that cannot be: no title or objectives, a term that ends before it begins, a party twice."""
    fault = term_fault(first=terms.term_from, last=terms.term_until)
    if fault is not None:
        raise Refused(fault, field="term_until", status=400)
    if terms.extension_on > terms.term_until:
        raise Refused("An extension is agreed before the term ends.", field="extend_by", status=400)
    for field, text, sentence in (
        ("title", terms.title, "Enter a title."),
        ("objectives", terms.objectives, "Enter the objectives."),
    ):
        if not text.strip():
            raise Refused(sentence, field=field, status=400)
    if not 1 <= terms.notice_months <= 24:
        raise Refused("The notice must be from 1 to 24 months.", field="notice_months", status=400)
    if terms.leaving not in LEAVING:
        raise Refused("Select when a new arrangement starts.", field="leaving", status=400)
    codes = [party.code for party in terms.parties]
    if len(set(codes)) != len(codes) or len(codes) < 2:
        raise Refused("An agreement has at least two parties, each once.", field="parties", status=400)
    if any(not party.organisation.strip() or not party.designation.strip() for party in terms.parties):
        raise Refused("Enter each party’s name and who signs for it.", field="parties", status=400)


def version_of(agreement: Agreement, number: int) -> AgreementVersion:
    """One version of an agreement."""
    return AgreementVersion.objects.get(ccg_id=agreement.ccg_id, agreement=agreement, number=number)


def next_number(agreement: Agreement) -> int:
    """The number of the next version; one that was dropped keeps its own."""
    last = AgreementVersion.objects.filter(ccg_id=agreement.ccg_id, agreement=agreement).aggregate(last=Max("number"))
    return int(last["last"] or 0) + 1


def parties_of(version: AgreementVersion) -> list[AgreementParty]:
    """The parties to a version, in order."""
    mine = AgreementParty.objects.filter(ccg_id=version.ccg_id, version=version)
    return list(mine.order_by("position", "id"))


def content_of(agreement: Agreement, version: AgreementVersion, parties: Iterable[AgreementParty]) -> dict[str, Any]:
    """Exactly what is signed: the whole of a version, with its parties and signatories."""
    return {
        "agreement": agreement.reference,
        "kind": agreement.kind,
        "code": agreement.code,
        "title": agreement.subject,
        "version": version.number,
        "objectives": version.objectives,
        "sections": version.sections,
        "term_from": version.term_from,
        "term_until": version.term_until,
        "extend_by": version.extend_by,
        "notice_months": version.notice_months,
        "leaving": version.leaving,
        "parties": [
            {
                "code": party.code,
                "organisation": party.organisation,
                "name": party.signatory_name,
                "designation": party.signatory_designation,
            }
            for party in parties
        ],
    }


def digest_of_version(agreement: Agreement, version: AgreementVersion) -> str:
    """The hash of what is signed."""
    return digest_of(canonical(content_of(agreement, version, parties_of(version))))


def part_of(version: AgreementVersion) -> str:
    """The part of the record a signature under this version names."""
    return f"version {version.number}"


def make_version(
    agreement: Agreement, terms: Terms, *, number: int, by: Person, at: datetime, why: str = ""
) -> AgreementVersion:
    """Keep terms as a version, with its parties."""
    made = AgreementVersion.objects.create(
        hub_id=agreement.hub_id,
        ccg_id=agreement.ccg_id,
        agreement=agreement,
        number=number,
        why=why[:300],
        made_by=by,
        made_at=at,
        **columns_of(terms),
    )
    keep_parties(made, terms.parties)
    return made


def columns_of(terms: Terms) -> dict[str, Any]:
    """The columns of a version that hold terms."""
    return {
        "objectives": terms.objectives.strip(),
        "sections": [{"heading": heading, "text": text.strip()} for heading, text in terms.sections if text.strip()],
        "term_from": terms.term_from,
        "term_until": terms.term_until,
        "extend_by": terms.extension_on,
        "notice_months": terms.notice_months,
        "leaving": terms.leaving,
    }


def keep_parties(version: AgreementVersion, parties: Iterable[Party]) -> None:
    """Give a version these parties and no others."""
    AgreementParty.objects.filter(ccg_id=version.ccg_id, version=version).delete()
    AgreementParty.objects.bulk_create(
        AgreementParty(
            hub_id=version.hub_id,
            ccg_id=version.ccg_id,
            version=version,
            code=party.code,
            organisation=party.organisation.strip(),
            signatory_name=party.name.strip(),
            signatory_designation=party.designation.strip(),
            signatory_email=party.email.strip().lower(),
            position=place,
        )
        for place, party in enumerate(parties)
    )


def terms_of(agreement: Agreement, version: AgreementVersion, parties: Iterable[AgreementParty]) -> Terms:
    """What a version says, to begin the next from."""
    return Terms(
        title=agreement.subject,
        objectives=version.objectives,
        sections=tuple((section["heading"], section["text"]) for section in version.sections),
        term_from=version.term_from,
        term_until=version.term_until,
        extend_by=version.extend_by,
        notice_months=version.notice_months,
        leaving=version.leaving,
        parties=tuple(
            Party(
                party.code, party.organisation, party.signatory_designation, party.signatory_name, party.signatory_email
            )
            for party in parties
        ),
    )
