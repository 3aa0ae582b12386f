"""Invented practices with their CCGs, contracts and lists, and the committees of the hubs."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from psycopg2.extras import DateRange

from hubportal.organisations.models import (
    Ccg,
    Committee,
    CommitteeCcg,
    ContractType,
    Hub,
    ListSize,
    Practice,
    PracticeContract,
    PracticeMembership,
    PracticeStatus,
)
from hubportal.organisations.services.tables import read_yaml
from hubportal.tenancy.scope import Scope, scope

QUARTERS = 8
_PMS_ENDED = date(2015, 10, 1)


def practice_code(ccg_number: int, place: int) -> str:
    """The invented code of a practice: Y9, the number of its CCG in the table, its place in the CCG."""
    return f"Y9{ccg_number:02}{place:02}"


def make_practices(*, today: date) -> int:
    """Practices of every CCG with membership, contract and eight quarters of list sizes; returns how many."""
    table = read_yaml("demo/organisations.yaml")
    ccgs = {ccg.ods_code: ccg for ccg in Ccg.objects.all()}
    names = _names(table)
    practices, memberships, contracts, lists = [], [], [], []
    for number, code, place in _places(table):
        facts = table["practices"][code]
        chance = random.Random(f"practice {code} {place}")  # noqa: S311 - the same on every machine
        practice = _practice(practice_code(number, place), next(names), table, chance)
        closed_on = practice.closed_on
        practices.append(practice)
        memberships.append(_membership(practice, ccgs[code]))
        contracts += _contracts(practice, chance)
        if closed_on is None:
            lists += _lists(practice, facts, chance, today)
    Practice.objects.bulk_create(practices)
    PracticeMembership.objects.bulk_create(memberships)
    PracticeContract.objects.bulk_create(contracts)
    ListSize.objects.bulk_create(lists, batch_size=2000)
    return len(practices)


def _places(table: dict[str, Any]) -> Iterator[tuple[int, str, int]]:
    """Number and code of each CCG with each of its practices' places; the further ones last, so that the names of the
    others stay.
    """
    counted = list(enumerate(table["practices"].items(), start=1))
    for number, (code, facts) in counted:
        yield from ((number, code, place) for place in range(1, facts["count"] + 1))
    for number, (code, facts) in counted:
        more = table["further"].get(code, 0)
        yield from ((number, code, place) for place in range(facts["count"] + 1, facts["count"] + more + 1))


def _names(table: dict[str, Any]) -> Iterator[str]:
    """Every beginning with every middle, once each, in a shuffled order."""
    chance = random.Random("practice names")  # noqa: S311
    stems = [f"{beginning}{middle}" for beginning in table["beginnings"] for middle in table["middles"]]
    chance.shuffle(stems)
    for stem in stems:
        yield f"{stem} {chance.choice(table['endings'])}"


def _practice(code: str, name: str, table: dict[str, Any], chance: random.Random) -> Practice:
    closes = chance.random() < 0.03
    opened_on = date(chance.randint(1974, 2012), chance.choice((4, 7, 10)), 1)
    return Practice(
        ods_code=code,
        name=name,
        address=f"{chance.randint(1, 180)} {chance.choice(table['roads'])}",
        phone=f"01632 960{chance.randint(0, 999):03}",  # reserved for fiction
        opened_on=opened_on,
        closed_on=date(2016, 3, 31) if closes else None,
        status=PracticeStatus.CLOSED if closes else PracticeStatus.ACTIVE,
    )


def _period(first: date, last: date | None) -> DateRange:
    return DateRange(first, last + timedelta(days=1) if last else None)


def _membership(practice: Practice, ccg: Ccg) -> PracticeMembership:
    first = max(practice.opened_on or date.min, date(2013, 4, 1))
    return PracticeMembership(practice=practice, ccg=ccg, period=_period(first, practice.closed_on))


def _contracts(practice: Practice, chance: random.Random) -> list[PracticeContract]:
    """Mostly GMS, some of it PMS until October 2015; a few hold PMS or APMS still."""
    begun = max(practice.opened_on or date.min, date(2013, 4, 1))
    drawn = chance.random()
    if drawn < 0.04:
        periods = [(ContractType.APMS, begun, practice.closed_on)]
    elif drawn < 0.13:
        periods = [(ContractType.PMS, begun, practice.closed_on)]
    elif drawn < 0.42:
        before = _PMS_ENDED - timedelta(days=1)
        periods = [(ContractType.PMS, begun, before), (ContractType.GMS, _PMS_ENDED, practice.closed_on)]
    else:
        periods = [(ContractType.GMS, begun, practice.closed_on)]
    return [
        PracticeContract(practice=practice, contract_type=held, period=_period(first, last))
        for held, first, last in periods
    ]


def quarter_starts(today: date) -> list[date]:
    """The first days of the last eight quarters, this one's last."""
    first = (today.year * 12 + today.month - 1) // 3
    return [date(n // 4, n % 4 * 3 + 1, 1) for n in range(first - QUARTERS + 1, first + 1)]


def _lists(practice: Practice, facts: dict[str, Any], chance: random.Random, today: date) -> Iterator[ListSize]:
    """Registered and weighted patients; a list grows or shrinks by under one per cent a quarter."""
    registered = int(facts["patients"] * min(2.2, max(0.3, chance.lognormvariate(0, 0.42))))
    weighting = Decimal(str(round(facts["weighting"] * chance.uniform(0.94, 1.06), 4)))
    trend = chance.uniform(-0.004, 0.008)
    for start in quarter_starts(today):
        yield ListSize(
            practice=practice,
            quarter_start_on=start,
            registered=registered,
            weighted=(registered * weighting).quantize(Decimal("0.01")),
            source="Invented for the demo data",
        )
        registered = int(registered * (1 + trend + chance.uniform(-0.002, 0.002)))


def make_committees() -> dict[str, Committee]:
    """The committees by name, each linked to its CCGs from its first day."""
    made = {}
    hubs = {hub.code: hub for hub in Hub.objects.all()}
    for entry in read_yaml("demo/organisations.yaml")["committees"]:
        committee, _ = Committee.objects.get_or_create(hub=hubs[entry["hub"]], name=entry["name"])
        made[committee.name] = committee
        with scope(Scope(role="hub_work", hub=committee.hub_id, reason="load_demo")):
            for ccg in Ccg.objects.filter(ods_code__in=entry["ccgs"]):
                CommitteeCcg.objects.get_or_create(
                    hub_id=committee.hub_id,
                    committee=committee,
                    ccg=ccg,
                    defaults={"period": DateRange(entry["from"], None)},
                )
    return made
