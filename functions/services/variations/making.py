"""Recording a variation that has come in: one record, or for a merger across CCGs one for each."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from functions.models import Query, Variation, VariationPractice, VariationStep
from functions.rules.variations import parties, periods
from functions.rules.variations.types import Route, VariationType
from functions.services.assigning import refuse_owner
from functions.services.references import take_reference
from functions.services.variations.checking import CLAUSE, faults
from functions.services.variations.types import type_called
from hubportal.organisations.models import Ccg, Person, Practice, PracticeMembership
from hubportal.organisations.services.register import contract_on, list_on
from hubportal.records.services.deadlines import set_deadline
from hubportal.records.services.moving import begin
from hubportal.records.services.threads import link
from hubportal.web.refusals import Refused, refuse_all
from hubportal.web.words import local_day

PERMISSION = "ccg_case_edit"


@dataclass(frozen=True, slots=True)
class NewVariation:
    """What is said about a variation when it comes in."""

    type: str
    practice: Practice | None
    received_on: date
    requested_on: date | None = None
    subject: str = ""
    contract_kind: str = ""
    until_on: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    joining: Sequence[Practice] = ()
    changed_circumstances: bool = False
    is_another: bool = False
    owner: Person | None = None
    ccg: Ccg | None = None


@transaction.atomic
def make_variation(*, new: NewVariation, by: Person, at: datetime, case: Query | None = None) -> list[Variation]:
    """Record a variation; a merger across CCGs is recorded for each of them, the continuing practice's first.

    `case` is the case in which it was asked for: the two are linked. Refused: what its type asks for and is missing or
    against a rule, a CCG that the person does not work for, and a practice of another CCG than the case's.
    """
    made = _recorded(new, by=by, at=at)
    if case is not None:
        near = [one for one in made if one.ccg_id == case.ccg_id]
        if not near:
            said = f"{case.reference} is a case of {case.ccg.name}. Enter a practice of that CCG."
            raise Refused(said, field="practice", status=400)
        link(near[0], case, by=by, sort="Asked for in", back="Led to")
    return made


def _recorded(new: NewVariation, *, by: Person, at: datetime) -> list[Variation]:
    kind = type_called(new.type)
    if kind.route == Route.STATUTORY:
        raise Refused("A statutory change is made for all practices at once, from “Statutory change”.", field="type")
    _refuse_without_practice(kind, new)
    ccg = _ccg_of(new, by=by, day=local_day(at))
    refuse_all(faults(kind, new, ccg, today=local_day(at)))
    if new.type == "list_closure":
        _refuse_applying_again(new, ccg)
    _refuse_again(kind, new, by=by)
    if kind.parties == "joining":
        return _make_merger(kind, new, ccg, by=by, at=at)
    return [_make(kind, new, ccg, by=by, at=at)]


def _refuse_without_practice(kind: VariationType, new: NewVariation) -> None:
    if kind.needs_practice and new.practice is None:
        raise Refused("Enter the practice.", field="practice", status=400)
    if not kind.needs_practice and new.ccg is None:
        raise Refused("Select the CCG.", field="ccg", status=400)


def ccg_on(practice: Practice, day: date) -> Ccg | None:
    """The CCG a practice belongs to on a day."""
    held = PracticeMembership.objects.filter(practice=practice, period__contains=day).select_related("ccg__hub").first()
    return held.ccg if held else None


def _ccg_of(new: NewVariation, *, by: Person, day: date) -> Ccg:
    ccg = ccg_on(new.practice, new.received_on) or ccg_on(new.practice, day) if new.practice else new.ccg
    if ccg is None:
        said = f"{new.practice} belonged to no CCG on that day: it had not opened yet, or was closed. Check the date."
        raise Refused(said, field="practice", status=400)
    if not by.grants.can(PERMISSION, ccg.pk):
        raise Refused(f"{ccg.name} is not a CCG you work for. Ask somebody who does.", field="practice", status=403)
    refuse_owner(owner=new.owner, ccg_id=ccg.pk)
    return ccg


def _refuse_applying_again(new: NewVariation, ccg: Ccg) -> None:
    refused = Variation.objects.filter(
        ccg=ccg, practice=new.practice, type=new.type, decided_on__isnull=False, state__in=("refused", "closed"),
        effective_on__isnull=True,
    )  # fmt: skip
    last = refused.order_by("-decided_on").values_list("decided_on", flat=True).first()
    if last is None:
        return
    said = periods.refuse_applying_again(
        refused_on=last, received_on=new.received_on, changed_circumstances=new.changed_circumstances
    )
    if said:
        raise Refused(said, clause="PMS Regulations 2015, Schedule 2, paragraph 34", field="changed_circumstances")


def _refuse_again(kind: VariationType, new: NewVariation, *, by: Person) -> None:
    """A practice may stand on either side of a merger: both are looked at."""
    concerned = [one.pk for one in (new.practice, *new.joining) if one is not None]
    joins = VariationPractice.objects.filter(practice__in=concerned, role=VariationPractice.Role.JOINING)
    same = Variation.objects.visible_to(by).open().filter(type=new.type).exclude(state__in=("refused", "in_effect"))
    found = same.filter(Q(practice__in=concerned) | Q(pk__in=joins.values("variation_id"))).order_by("id")
    said = parties.refuse_again(
        name=kind.name, practice=" and ".join(str(one) for one in (new.practice, *new.joining) if one is not None),
        references=list(found.values_list("reference", flat=True)[:10]), confirmed=new.is_another or not concerned,
    )  # fmt: skip
    if said:
        raise Refused(said, clause=CLAUSE, field="is_another")


def _make_merger(kind: VariationType, new: NewVariation, ccg: Ccg, *, by: Person, at: datetime) -> list[Variation]:
    assert new.practice is not None  # noqa: S101 - refused before
    said = parties.refuse_parties(new.practice.ods_code, [one.ods_code for one in new.joining])
    if said:
        raise Refused(said, clause=CLAUSE, field="joining")
    homes = {one.pk: ccg_on(one, local_day(at)) for one in new.joining}
    if missing := [one for one in new.joining if homes[one.pk] is None]:
        raise Refused(f"{missing[0]} belongs to no CCG today. Check the code.", field="joining", status=400)
    abroad = {home.pk: home for home in homes.values() if home is not None and home.pk != ccg.pk}
    closed = [home.name for home in abroad.values() if not by.grants.can(PERMISSION, home.pk)]
    if closed or len(abroad) > 1:
        raise Refused(
            "This merger crosses CCGs, and each has a record of its own. "
            + (f"Ask somebody who also works for {closed[0]}." if closed else "Record one pair of CCGs at a time."),
            clause=CLAUSE,
            field="joining",
            status=403 if closed else 409,
        )
    near = [one for one in new.joining if homes[one.pk] == ccg]
    if not abroad:
        return [_with_joining(_make(kind, new, ccg, by=by, at=at), near, at)]
    far = [one for one in new.joining if homes[one.pk] != ccg]
    pair, other = uuid.uuid4(), next(iter(abroad.values()))
    named = ", ".join(str(one) for one in far)
    size = sum(held.registered for one in far if (held := list_on(one.pk, local_day(at))))
    facts = {**new.facts, "other_practice": named, "other_patients": size, "side": "continuing"}
    here = _make(kind, replace(new, facts=facts), ccg, by=by, at=at, pair=pair, other_ccg=other)
    theirs = {**new.facts, "other_practice": str(new.practice), "side": "joining"}
    told = replace(
        new, practice=far[0], facts=theirs, subject=new.subject, owner=_owner_of_both(new.owner, other) or by
    )
    there = _make(kind, told, other, by=by, at=at, pair=pair, other_ccg=ccg)
    return [_with_joining(here, near, at), _with_joining(there, far[1:], at)]


def _owner_of_both(owner: Person | None, other: Ccg) -> Person | None:
    """The owner that was chosen, where they work for the other CCG as well."""
    return owner if owner is not None and owner.grants.can(PERMISSION, other.pk) else None


def _with_joining(variation: Variation, joining: Iterable[Practice], at: datetime) -> Variation:
    for practice in joining:
        held = list_on(practice.pk, local_day(at))
        VariationPractice.objects.create(
            hub_id=variation.hub_id, ccg_id=variation.ccg_id, variation=variation, practice=practice,
            name=str(practice), role=VariationPractice.Role.JOINING, patients=held.registered if held else None,
        )  # fmt: skip
    return variation


def _make(
    kind: VariationType,
    new: NewVariation,
    ccg: Ccg,
    *,
    by: Person,
    at: datetime,
    pair: uuid.UUID | None = None,
    other_ccg: Ccg | None = None,
) -> Variation:
    held = contract_on(new.practice.pk, new.received_on) if new.practice else ""
    contract = held or new.contract_kind
    if contract not in kind.contracts:
        raise Refused(
            f"“{kind.name}” is for {' or '.join(kind.contracts)} contracts; this practice’s is {contract}."
            if contract
            else "Select the kind of contract: the register has none for this practice.",
            field="contract_kind",
            status=400,
        )
    about = new.practice.name if new.practice else str(new.facts["new_name"])
    variation = Variation.objects.create(
        hub=ccg.hub,
        ccg=ccg,
        reference=str(take_reference(hub=ccg.hub, kind="variation", year=at.year)),
        practice=new.practice,
        subject=(" ".join(new.subject.split()) or f"{kind.name}: {about}")[:200],
        state="received",
        owner=new.owner,
        received_on=new.received_on,
        made_by=by,
        type=kind.code,
        route=kind.route,
        contract_kind=contract,
        regulations=periods.regulations_on(new.received_on),
        requested_on=new.requested_on,
        until_on=new.until_on,
        facts=new.facts,
        wanted=dict(kind.documents),
        pair=pair,
        other_ccg=other_ccg,
    )
    add_checklist([variation], kind)
    begin(variation, by=by, on=new.received_on, at=at, words="Received")
    if new.requested_on:
        set_deadline(variation, "requested", due_on=new.requested_on, words="Effective date that was asked for")
    return variation


def add_checklist(variations: Iterable[Variation], kind: VariationType) -> None:
    """The steps of the type, one row each."""
    VariationStep.objects.bulk_create(
        VariationStep(
            hub_id=one.hub_id, ccg_id=one.ccg_id, variation=one, code=step.code, words=step.words, before=step.before
        )
        for one in variations
        for step in kind.steps
    )
