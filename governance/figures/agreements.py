"""Agreements and applications as lists show them, each with its next date, in one statement."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from functions.figures.choosing import CASEWORK_ROLES
from functions.figures.contacts import NamedLead
from functions.figures.matrix import FUNCTIONS
from functions.figures.specifications.lines import Holding, lines_on
from functions.models import Activity
from governance.models import (
    Agreement,
    AgreementReview,
    AgreementVersion,
    CommissioningPriority,
    LevelApplication,
)
from governance.rules.agreement_moves import HELD_IN
from hubportal.organisations.models import Ccg, CcgLevel, Person
from hubportal.records.models import Deadline

ORDER = (("received_on", "desc"), ("id", "desc"))


def with_next_date(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    """Each record with the earliest date it still has to keep, and what that is."""
    dates = (
        Deadline.objects.open()
        .filter(ccg_id=OuterRef("ccg_id"), kind=kind, record_id=OuterRef("pk"))
        .order_by("due_on", "id")
    )
    return rows.annotate(next_on=Subquery(dates.values("due_on")[:1]), next_words=Subquery(dates.values("words")[:1]))


def agreements_of(person: Person, *, state: str = "", ccg: str = "", kind: str = "") -> QuerySet[Agreement]:
    """The agreements a person reads, narrowed where asked; `open` leaves out what has ended."""
    found = Agreement.objects.visible_to(person)
    if state == "open":
        found = found.open()
    elif state:
        found = found.filter(state=state)
    if ccg:
        found = found.filter(ccg__ods_code=ccg)
    if kind:
        found = found.filter(kind=kind)
    return with_next_date(found, "agreement").select_related("ccg", "owner")


def named_leads(hub_id: int) -> list[NamedLead]:
    """Whom the agreements of a hub that are in force name as leads for their CCGs, in one statement."""
    held = Agreement.objects.filter(hub_id=hub_id, state__in=HELD_IN).order_by("pk")
    found: list[NamedLead] = []
    for ccg, *people in held.values_list("ccg_id", "contracting_lead_id", "finance_lead_id"):
        leads = zip(("contracting lead", "finance lead"), people, strict=True)
        found += [NamedLead(person, ccg, lead) for lead, person in leads if person is not None]
    return found


def applications_of(person: Person, *, state: str = "", ccg: str = "") -> QuerySet[LevelApplication]:
    """The applications a person reads."""
    found = LevelApplication.objects.visible_to(person)
    if state == "open":
        found = found.open()
    elif state:
        found = found.filter(state=state)
    if ccg:
        found = found.filter(ccg__ods_code=ccg)
    return with_next_date(found, "level_application").select_related("ccg", "owner")


def versions_of(agreement: Agreement) -> QuerySet[AgreementVersion]:
    """The versions of an agreement, the latest first."""
    mine = AgreementVersion.objects.filter(ccg_id=agreement.ccg_id, agreement=agreement)
    return mine.select_related("made_by").order_by("-number")


def reviews_of(agreement: Agreement) -> QuerySet[AgreementReview]:
    """The reviews held, the latest first."""
    mine = AgreementReview.objects.filter(ccg_id=agreement.ccg_id, agreement=agreement)
    return mine.select_related("recorded_by").order_by("-due_on", "-id")


def priorities_of(agreement: Agreement) -> QuerySet[CommissioningPriority]:
    """The CCG's priorities in the order they were agreed."""
    return CommissioningPriority.objects.filter(ccg_id=agreement.ccg_id, agreement=agreement).order_by("id")


def same_code(agreement: Agreement, person: Person) -> QuerySet[Agreement]:
    """The rows of other CCGs in the same agreement, as far as the person sees them."""
    if not agreement.code:
        return Agreement.objects.none()
    others = Agreement.objects.visible_to(person).filter(hub_id=agreement.hub_id, code=agreement.code)
    return others.exclude(pk=agreement.pk).select_related("ccg").order_by("ccg__name")


def rows_to_settle(ccg: Ccg, on: date) -> Holding:
    """The functions that a CCG and the hub settle between them on a day (TBC and SUPPORT), and by which specification.

    They are read from the CCG's agreed specification, or without one from the standard in force for its hub.
    """
    holding = lines_on(ccg, on, schedule=FUNCTIONS)
    between = {Activity.HubPart.TBC, Activity.HubPart.SUPPORT}
    return replace(holding, lines=[line for line in holding.lines if line.decided.marks.hub_part in between])


@dataclass(slots=True)
class LevelsFrom:
    """The level period of a CCG on a day, None where its history has a gap, and those that begin later, in order."""

    held: CcgLevel | None = None
    coming: list[CcgLevel] = field(default_factory=list)


def levels_from(ccgs: list[Ccg], on: date) -> dict[int, LevelsFrom]:
    """The levels of each CCG from a day on, by its key, in one statement."""
    found = {ccg.pk: LevelsFrom() for ccg in ccgs}
    periods = CcgLevel.objects.filter(ccg__in=ccgs)
    for row in periods.filter(Q(period__contains=on) | Q(period__startswith__gt=on)).order_by("period"):
        if row.period.lower > on:
            found[row.ccg_id].coming.append(row)
        else:
            found[row.ccg_id].held = row
    return found


def ccgs_with(person: Person, *permissions: str) -> list[Ccg]:
    """The CCGs on which a person holds any of these permissions, by name."""
    held = frozenset().union(*(person.grants.ccgs(name) for name in permissions))
    return list(Ccg.objects.filter(pk__in=held).select_related("hub"))


def hub_people(ccg: Ccg, on: date) -> list[Person]:
    """Those of the hub who work for a CCG on a day, by name."""
    held = Q(assignments__ccg=ccg) | Q(assignments__hub=ccg.hub_id)
    working = Person.objects.filter(
        held, assignments__role__in=CASEWORK_ROLES, assignments__period__contains=on, is_active=True
    )
    return list(working.order_by("name", "pk").distinct())
