"""What is kept up while a variation is worked: its checklist, the dispersal plan, the effective date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from functions.models import Variation, VariationPractice
from functions.services.variations.deciding import set_effective
from functions.services.variations.kind import VARIATION
from functions.services.variations.making import ccg_on
from functions.services.variations.pairing import lock_pair, other_of
from functions.services.variations.types import type_called
from hubportal.organisations.models import Person, Practice
from hubportal.records.services.finding import changed, locked_record
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

CLAUSE = "Specification of casework, section 6"
OPEN_TO_PLANS = frozenset({"received", "complete", "assessed", "signed_off", "on_agenda", "approved"})


@dataclass(frozen=True, slots=True)
class Placed:
    """Patients who go to one place: a practice by its code, or elsewhere in words."""

    code: str
    patients: int


def _working(variation_id: int, *, by: Person, version: int | None) -> Variation:
    found: Variation = locked_record(kind=VARIATION, record_id=variation_id, by=by, version=version)
    return found


@transaction.atomic
def tick_step(*, variation_id: int, code: str, done: bool, by: Person, on: date) -> Variation:
    """Mark a step of the checklist as done on a day, or as not done after all."""
    variation = _working(variation_id, by=by, version=None)
    if variation.closed_on is not None:
        raise Refused("The variation is closed; its checklist stays as it is.", clause=CLAUSE)
    step = variation.checklist.filter(code=code).first()
    if step is None:
        raise Refused("There is no such step in the checklist.", field="step", status=400)
    step.done_on, step.done_by = (on, by) if done else (None, None)
    step.save(update_fields=["done_on", "done_by"])
    return variation


def refuse_planning(variation: Variation) -> None:
    """Only a closure has a plan, and only until its notice goes."""
    if type_called(variation.type).parties != "receiving" or variation.state not in OPEN_TO_PLANS:
        raise Refused("Only a closure whose notice has not gone has a dispersal plan to change.", clause=CLAUSE)


def refuse_changing_date(variation: Variation) -> None:
    """The date is set by the decision, and changed until the notice goes; of a merger across CCGs, the first notice."""
    if variation.state != "approved":
        raise Refused("The date is changed between the approval and the notice.", clause=CLAUSE)
    other = other_of(variation)
    if other is not None and (said := other.refuse_half_done()):
        raise Refused(said, clause=CLAUSE)


@transaction.atomic
def plan_dispersal(
    *, variation_id: int, list_size: int, places: Sequence[Placed], by: Person, at: datetime, version: int | None = None
) -> Variation:
    """Say how many patients the closing practice has and where they go; whether it adds up is asked before the agenda.

    A practice of another CCG is named in words, since its rows belong to that CCG.
    """
    variation = _working(variation_id, by=by, version=version)
    refuse_planning(variation)
    codes = [place.code.upper() for place in places]
    if variation.practice and variation.practice.ods_code in codes:
        raise Refused("Patients cannot go to the practice that closes. Name another.", field="places", clause=CLAUSE)
    if len(set(codes)) < len(codes):
        raise Refused("A practice is named twice. Name each once.", field="places", status=400)
    known = {one.ods_code: one for one in Practice.objects.filter(ods_code__in=codes)}
    variation.parties.filter(role=VariationPractice.Role.RECEIVING).delete()
    for place in places:
        practice = known.get(place.code.upper())
        home = ccg_on(practice, local_day(at)) if practice else None
        if practice is not None and (home is None or practice.status == "closed"):
            raise Refused(f"{practice} is not open. Name another practice.", field="places", status=400)
        near = practice if home is not None and home.pk == variation.ccg_id else None
        VariationPractice.objects.create(
            hub_id=variation.hub_id, ccg_id=variation.ccg_id, variation=variation, practice=near,
            name=str(practice or place.code)[:160], role=VariationPractice.Role.RECEIVING, patients=place.patients,
        )  # fmt: skip
    variation.facts = {**variation.facts, "patients": list_size}
    changed(variation, "facts")
    return variation


@transaction.atomic
def set_date(
    *,
    variation_id: int,
    effective_on: date,
    by: Person,
    at: datetime,
    version: int | None = None,
    until_on: date | None = None,
) -> Variation:
    """Another effective date, before the notice goes."""
    lock_pair(variation_id, by=by)
    variation = _working(variation_id, by=by, version=version)
    refuse_changing_date(variation)
    set_effective(variation, effective_on, today=local_day(at), until_on=until_on)
    changed(variation, "effective_on", "until_on")
    return variation
