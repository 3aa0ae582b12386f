"""The load-test hub, its CCGs of very different sizes, their practices, and nameless people in its roles."""

from dataclasses import dataclass
from datetime import date

from psycopg2.extras import DateRange

from hubportal.organisations.models import Ccg, CcgLevel, Hub, Person, Practice, PracticeMembership
from hubportal.organisations.services.assignments import assign

HUB = "LT"
BEGAN_ON = date(2013, 4, 1)
MOST_CCGS, MOST_PRACTICES, OFFICERS = 9_999, 10_000, 20


@dataclass(frozen=True, slots=True)
class Tenant:
    """One CCG as the draws need it: its key, practices and officer, and its share of the work."""

    ccg: int
    practices: tuple[int, ...]
    officer: int
    weight: float


def share(place: int) -> float:
    """The share of the n-th largest CCG: the largest has about forty times the work of the smallest of 211."""
    return float(1 / (place + 4) ** 0.95)


def make_organisations(*, ccgs: int, practices: int) -> tuple[Hub, list[Tenant]]:
    """The hub with all its CCGs, practices and people."""
    hub = Hub.objects.create(code=HUB, name="Load test")
    made = Ccg.objects.bulk_create(
        Ccg(hub=hub, ods_code=f"L{number:04}", name=f"Load test {number:04}", locality=f"Locality {number % 9 + 1}")
        for number in range(1, ccgs + 1)
    )
    CcgLevel.objects.bulk_create(
        CcgLevel(ccg=ccg, level=("delegated", "joint", "greater_involvement")[place % 3], period=DateRange(BEGAN_ON))
        for place, ccg in enumerate(made)
    )
    owners = _spread(practices, [share(place) for place in range(ccgs)])
    rows = Practice.objects.bulk_create(
        Practice(ods_code=f"Y8{number:04}", name=f"Load test practice {number:04}", opened_on=BEGAN_ON)
        for number in range(practices)
    )
    PracticeMembership.objects.bulk_create(
        PracticeMembership(practice=practice, ccg=made[place], period=DateRange(BEGAN_ON))
        for practice, place in zip(rows, owners, strict=True)
    )
    officers = _people(hub, made)
    by_place: dict[int, list[int]] = {}
    for practice, place in zip(rows, owners, strict=True):
        by_place.setdefault(place, []).append(practice.pk)
    return hub, [
        Tenant(ccg.pk, tuple(by_place.get(place, ())), officers[place % len(officers)].pk, share(place))
        for place, ccg in enumerate(made)
    ]


def _spread(count: int, weights: list[float]) -> list[int]:
    """Give so many things to so many places by weight, the first one each while there are enough."""
    given = list(range(min(count, len(weights))))
    total = sum(weights)
    for place, weight in enumerate(weights):
        given += [place] * int((count - len(weights)) * weight / total)
    while len(given) < count:
        given.append(len(given) % len(weights))
    return given[:count]


def _people(hub: Hub, ccgs: list[Ccg]) -> list[Person]:
    """A head of the hub, and officers for so many CCGs each. None has a password: tests and benchmarks sign them in."""

    def person(name: str) -> Person:
        made = Person(email=f"{name}@load.example.org", name=f"Load test {name}", team="Contracting", is_demo=True)
        made.set_unusable_password()
        made.save()
        return made

    assign(person=person("head"), role="head_of_primary_care", organisation=hub, on=BEGAN_ON)
    assign(person=person("lead"), role="ccg_lead", organisation=ccgs[0], on=BEGAN_ON)
    officers = [person(f"officer{number}") for number in range(1, min(OFFICERS, len(ccgs)) + 1)]
    for place, ccg in enumerate(ccgs):
        assign(person=officers[place % len(officers)], role="hub_contracting_officer", organisation=ccg, on=BEGAN_ON)
    return officers
