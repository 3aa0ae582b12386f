"""Readiness assessments as lists and comparisons show them, and their templates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Count, Q, QuerySet

from governance.models import Readiness, ReadinessArea
from governance.rules import readiness as rules
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.tables import FaultyTable, read_yaml

FILE = "readiness.yaml"
MOST_SIDE_BY_SIDE = 8


@cache
def templates() -> dict[str, rules.Template]:
    """The templates by version; raises `FaultyTable` where one is not whole."""
    made = [_template(row) for row in read_yaml(FILE)]
    if len({one.version for one in made}) < len(made) or len({one.begins for one in made}) < len(made):
        raise FaultyTable(f"{FILE}: two templates have the same version or begin on the same day.")
    return {one.version: one for one in made}


def _template(row: dict[str, Any]) -> rules.Template:
    missing = {"version", "from", "source", "teams", "principles", "areas"} - row.keys()
    if missing:
        raise FaultyTable(f"{FILE}: a template has no {', '.join(sorted(missing))}.")
    areas = tuple(
        rules.AreaWords(number, one["code"], one["name"], one["about"])
        for number, one in enumerate(row["areas"], start=1)
    )
    if len({area.code for area in areas}) < len(areas):
        raise FaultyTable(f"{FILE}, template {row['version']}: an area is there twice.")
    return rules.Template(row["version"], row["from"], row["source"], row["teams"], row["principles"], areas)


def template_of(assessment: Readiness) -> rules.Template:
    """The template an assessment was made by."""
    return templates()[assessment.template]


def said_in(row: ReadinessArea) -> rules.Said:
    """What a row says, as the rules read it."""
    return rules.Said(
        positions=row.positions,
        resources=row.resources,
        actions=tuple(rules.Action(one["words"], one["owner"], date.fromisoformat(one["by"])) for one in row.actions),
        principles=tuple(row.principles),
        patients=row.patients,
        rating=row.rating,
    )


def areas_of(assessment: Readiness) -> dict[str, rules.Said]:
    """What an assessment says, by the code of the area."""
    return areas_among([assessment])[assessment.pk]


def areas_among(assessments: Collection[Readiness]) -> dict[int, dict[str, rules.Said]]:
    """What each of several assessments says, in one statement."""
    found: dict[int, dict[str, rules.Said]] = {one.pk: {} for one in assessments}
    ccgs = {one.ccg_id for one in assessments}
    for row in ReadinessArea.objects.filter(ccg_id__in=ccgs, assessment_id__in=found):
        found[row.assessment_id][row.code] = said_in(row)
    return found


def assessments_of(person: Person, *, state: str = "", ccg: str = "") -> QuerySet[Readiness]:
    """The assessments a person reads, each with how many of its areas have each rating."""
    found = Readiness.objects.visible_to(person)
    if state:
        found = found.filter(state=state)
    if ccg:
        found = found.filter(ccg__ods_code=ccg)
    counts = {rating: Count("areas", filter=Q(areas__rating=rating)) for rating in rules.RATINGS}
    return found.annotate(**counts).select_related("ccg")


def latest_of(ccg_id: int) -> Readiness | None:
    """A CCG's latest completed assessment."""
    return Readiness.objects.filter(ccg_id=ccg_id, state="completed").order_by("-assessed_on").first()


def draft_of(ccg_id: int) -> Readiness | None:
    """A CCG's assessment in preparation."""
    return Readiness.objects.filter(ccg_id=ccg_id, state="draft").first()


def over_time(ccg_id: int) -> list[Readiness]:
    """The latest assessments of a CCG, the oldest first; what was withdrawn is left out."""
    found = Readiness.objects.filter(ccg_id=ccg_id).exclude(state="withdrawn").order_by("-assessed_on")
    return list(found[:MOST_SIDE_BY_SIDE])[::-1]


@dataclass(frozen=True, slots=True)
class AcrossCcgs:
    """Each CCG's latest completed assessment as at a day, and what it says by area."""

    on: date
    ccgs: list[Ccg]
    assessments: Mapping[int, Readiness]
    said: Mapping[int, Mapping[str, rules.Said]]


def across(ccg_ids: Collection[int], *, on: date) -> AcrossCcgs:
    """All CCGs side by side, in three statements however many there are."""
    ccgs = list(Ccg.objects.filter(pk__in=ccg_ids).order_by("name"))
    rows = Readiness.objects.filter(ccg_id__in=ccg_ids, state="completed", assessed_on__lte=on)
    latest = {one.ccg_id: one for one in rows.order_by("ccg_id", "-assessed_on").distinct("ccg_id")}
    said = areas_among(list(latest.values()))
    return AcrossCcgs(on, ccgs, latest, {ccg: said[one.pk] for ccg, one in latest.items()})
