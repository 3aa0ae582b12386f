"""A draft of terms of reference: begun as a copy, its particulars and lists changed, adopted or dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.db import transaction

from governance.figures.examples import examples, renamed
from governance.figures.seating import rule_seats, seating
from governance.models import CommitteeKind, Seat, TermsOfReference
from governance.rules.terms_of_reference.composing import BEGINNING, Composed
from governance.rules.terms_of_reference.oddities import faults
from governance.rules.urgent import setting_fault, who_agrees
from governance.services.finding import changed, locked_committee, locked_row, next_number, of
from hubportal.clauses import clause
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date

SECTION = "Specification of governance, section 4"
DRAFT, ADOPTED = TermsOfReference.State.DRAFT, TermsOfReference.State.ADOPTED
LISTS = ("delegated", "left_to_others", "reports_to", "elections")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What terms say besides seats, rules and lists."""

    kind: str
    in_force_from: date
    established_on: date
    source: str
    purpose: str = ""
    recommends_only: bool = False
    meetings_a_year: int = 12
    notice_days: int = 5
    papers_days: int = 5
    minutes_days: int = 3
    in_public: bool = True
    allows_ballots_by_exception: bool = False
    urgent_decisions: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeatWords:
    """What a seat is for."""

    code: str
    title: str
    organisation: str
    role: str
    office: str = ""
    voting: bool = True
    deputies_allowed: bool = False
    stands_in_for: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The whole of a version, as an example or a copy gives it."""

    particulars: Particulars
    composed: Composed
    seats: Sequence[SeatWords] = ()
    lists: Mapping[str, Sequence[Mapping[str, Any]]] | None = None


def locked_draft(terms_id: int, *, by: Person, version: int | None) -> TermsOfReference:
    """A draft, locked; refused once it is adopted."""
    draft = locked_row(TermsOfReference, terms_id, by=by, version=version)
    if draft.state != DRAFT:
        raise Refused(
            "These terms were adopted, so they never change. Begin a new version to change them.", clause=SECTION
        )
    return draft


@transaction.atomic
def begin_draft(*, committee_id: int, by: Person, on: date, content: Content | None = None) -> TermsOfReference:
    """Begin the next version: a copy of the latest adopted one, or `content` such as an example.

    Refused while another draft is open, so that two are not written side by side.
    """
    committee = locked_committee(committee_id, by=by)
    versions = TermsOfReference.objects.filter(committee=committee)
    if versions.filter(state=DRAFT).exists():
        raise Refused("There is a draft already. Change it, adopt it or drop it first.")
    number = next_number(versions)
    if content is None:
        latest = versions.filter(state=ADOPTED).order_by("-in_force_from").first()
        content = content_of(latest, on=on) if latest else Content(_plain(on), BEGINNING)
    return keep_content(committee, content, number=number, by=by)


def _plain(on: date) -> Particulars:
    return Particulars(CommitteeKind.PRIMARY_CARE, on, on, "")


def content_of(terms: TermsOfReference, *, on: date) -> Content:
    """The whole of a version, for a next one that is in force from a day."""
    said = {one.name: getattr(terms, one.name) for one in fields(Particulars)}
    return Content(
        Particulars(**(said | {"in_force_from": on})),
        Composed(terms.rules, terms.clauses, terms.readings),
        [
            SeatWords(**{one.name: getattr(seat, one.name) for one in fields(SeatWords)})
            for seat in terms.seats.order_by("position", "id")
        ],
        {name: getattr(terms, name) for name in LISTS},
    )


def keep_content(committee: Committee, content: Content, *, number: int, by: Person) -> TermsOfReference:
    """Keep a content as a draft with its seats; whoever calls has asked for the permission."""
    draft = TermsOfReference.objects.create(**of(committee), number=number, made_by=by, **_columns(content))
    Seat.objects.bulk_create(
        Seat(
            **of(committee),
            terms=draft,
            position=place,
            **{one.name: getattr(seat, one.name) for one in fields(seat)},
        )
        for place, seat in enumerate(content.seats, start=1)
    )
    return draft


def _columns(content: Content) -> dict[str, Any]:
    said = {one.name: getattr(content.particulars, one.name) for one in fields(content.particulars)}
    composed = content.composed
    lists = {name: [dict(row) for row in (content.lists or {}).get(name, ())] for name in LISTS}
    return said | lists | {
        "rules": dict(composed.rules), "clauses": dict(composed.clauses), "readings": dict(composed.readings),
    }  # fmt: skip


PARTICULARS_WITH_CLAUSES = (
    "meetings_a_year", "notice_days", "papers_days", "minutes_days", "in_public", "reviews", "urgent_decisions",
)  # fmt: skip


@transaction.atomic
def change_particulars(
    *, terms_id: int, version: int | None, by: Person, particulars: Particulars, clauses: Mapping[str, str]
) -> TermsOfReference:
    """Change a draft's particulars; `clauses` says for some of them which clause says it."""
    draft = locked_draft(terms_id, by=by, version=version)
    if particulars.in_force_from < particulars.established_on:
        raise Refused("Terms cannot be in force before the committee’s first day.", field="in_force_from", status=400)
    needed = who_agrees(particulars.urgent_decisions)
    if fault := setting_fault(offices=needed.offices, others=needed.others):
        raise Refused(f"{fault}.", field="urgent_others", status=400)
    for one in fields(particulars):
        setattr(draft, one.name, getattr(particulars, one.name))
    kept = {name: said for name, said in draft.clauses.items() if name not in PARTICULARS_WITH_CLAUSES}
    draft.clauses = kept | {name: said.strip() for name, said in clauses.items() if said.strip()}
    changed(draft, *(one.name for one in fields(particulars)), "clauses")
    return draft


@transaction.atomic
def keep_entry(
    *, terms_id: int, version: int | None, by: Person, which: str, place: int | None, entry: Mapping[str, Any] | None
) -> TermsOfReference:
    """Write entry `place` (1, 2, 3…; one more than there are adds it) of one of the lists; no entry takes it out.

    Without a `place` the entry goes to the end, wherever that is once the draft is locked.
    """
    draft = locked_draft(terms_id, by=by, version=version)
    rows = list(getattr(draft, which))
    if place is None:
        place = len(rows) + 1
    if not 1 <= place <= len(rows) + (entry is not None):
        raise Refused("This entry is not there any more. Go back to the draft and choose again.")
    if which == "elections" and entry is not None:
        _refuse_second_election(draft, rows, place, str(entry["office"]))
    rows[place - 1 : place] = [] if entry is None else [dict(entry)]
    setattr(draft, which, rows)
    changed(draft, which)
    return draft


def _refuse_second_election(draft: TermsOfReference, rows: Sequence[Any], place: int, office: str) -> None:
    elsewhere = [row["office"] for number, row in enumerate(rows, start=1) if number != place]
    if office in elsewhere:
        raise Refused("This office is in the list of elections already.", field="office", status=400)
    if draft.seats.filter(office=office).exists():
        raise Refused("A seat holds this office by itself, so nobody is elected to it.", field="office", status=400)


@clause(SECTION, part="adopted terms")
def refuse_adoption(draft: TermsOfReference, *, in_force_from: date, adopted_on: date) -> None:
    """Terms come into force on or after the day they are adopted and after the version before them; only terms under
    which somebody can vote, and whose source is named, are adopted.
    """
    standing = rule_seats(seating(draft, on=in_force_from))
    said = faults(seats=standing, recommends_only=draft.recommends_only, source=draft.source)
    if said:
        raise Refused(" ".join(said))
    if in_force_from < adopted_on:
        raise Refused("Terms come into force on or after the day they are adopted.", field="in_force_from", status=400)
    later = (
        TermsOfReference.objects.filter(
            committee_id=draft.committee_id, state=ADOPTED, in_force_from__gte=in_force_from
        )
        .order_by("-in_force_from")
        .first()
    )
    if later is not None:
        raise Refused(
            f"Version {later.number} is in force from {long_date(later.in_force_from)}: choose a later day.",
            field="in_force_from",
            status=400,
        )


@transaction.atomic
def adopt(
    *, terms_id: int, version: int | None, by: Person, adopted_on: date, adopted_by: str, in_force_from: date
) -> TermsOfReference:
    """Adopt a draft: from then on it never changes, and it is in force from its day until the next version's."""
    locked_committee(_committee_of(terms_id, by=by), by=by)
    draft = locked_draft(terms_id, by=by, version=version)
    if not adopted_by.strip():
        raise Refused("Enter the body that adopted the terms.", field="adopted_by", status=400)
    refuse_adoption(draft, in_force_from=in_force_from, adopted_on=adopted_on)
    draft.state, draft.adopted_on, draft.adopted_by = ADOPTED, adopted_on, adopted_by.strip()
    draft.in_force_from = in_force_from
    changed(draft, "state", "adopted_on", "adopted_by", "in_force_from")
    return draft


def _committee_of(terms_id: int, *, by: Person) -> int:
    found = TermsOfReference.objects.visible_to(by).filter(pk=terms_id).values_list("committee_id", flat=True).first()
    return int(found or 0)


@transaction.atomic
def drop(*, terms_id: int, version: int | None, by: Person) -> None:
    """Drop a draft; nothing was ever decided under it. Its history stays."""
    draft = locked_draft(terms_id, by=by, version=version)
    Seat.objects.filter(terms=draft).delete()
    draft.delete()


def content_of_example(code: str, *, on: date, names: Mapping[str, str] | None = None) -> Content:
    """An example of the source documents as terms in force from a day; `names` says what an organisation of the
    example is called here.
    """
    example = renamed(examples()[code], names or {})
    return Content(
        Particulars(in_force_from=on, established_on=on, **example.particulars),
        example.composed,
        [SeatWords(**seat) for seat in example.seats],
        example.lists,
    )
