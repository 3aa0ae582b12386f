"""Loading hubs, CCGs and their level periods from the tables; repeatable, and never undoing a later entry."""

from dataclasses import dataclass

from django.db import transaction
from psycopg2.extras import DateRange

from hubportal.organisations.models import Ccg, CcgLevel, Hub, Level
from hubportal.organisations.services.tables import FaultyTable, day, read_csv


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows the tables hold."""

    hubs: int
    ccgs: int
    levels: int


def load_hubs() -> dict[str, Hub]:
    """Every hub of `hubs.csv`, by code."""
    rows = read_csv("hubs.csv", required=("code", "name", "source"), unique="code")
    return {
        row["code"]: Hub.objects.update_or_create(code=row["code"], defaults={"name": row["name"]})[0] for row in rows
    }


@transaction.atomic
def load_hubs_and_ccgs() -> Loaded:
    """Hubs, CCGs and each CCG's level periods as the source documents give them.

    A CCG's levels are written only while it has none: what a hub has entered or ended since is the record. A
    period that ends leaves the next unknown until the hub enters it (Wolverhampton, from 1 October 2015).
    """
    hubs = load_hubs()
    filled = ("hub", "ods_code", "name", "level", "level_from", "source")
    rows = read_csv("ccgs.csv", required=filled, unique="ods_code")
    with_levels = set(CcgLevel.objects.values_list("ccg__ods_code", flat=True))
    levels = []
    for row in rows:
        if row["level"] not in Level.values or row["hub"] not in hubs:
            raise FaultyTable(f"ccgs.csv: {row['ods_code']} names an unknown level or hub.")
        ccg, _ = Ccg.objects.update_or_create(
            ods_code=row["ods_code"],
            defaults={"hub": hubs[row["hub"]], "name": row["name"], "locality": row["locality"]},
        )
        if ccg.ods_code not in with_levels:
            period = DateRange(day(row["level_from"]), day(row["level_until"]))
            said = f"{row['source']}. {row['note']}" if row["note"] else row["source"]
            levels.append(CcgLevel(ccg=ccg, level=row["level"], period=period, source=said[:200]))
    CcgLevel.objects.bulk_create(levels)
    return Loaded(hubs=len(hubs), ccgs=len(rows), levels=len(rows))
