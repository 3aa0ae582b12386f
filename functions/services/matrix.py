"""Loading the standard function matrix from its table."""

from datetime import date

from django.db import transaction

from functions.models import Activity
from hubportal.organisations.services.tables import FaultyTable, read_csv

VERSION = "1.0"
EFFECTIVE_FROM = date(2015, 10, 1)


@transaction.atomic
def load_matrix() -> int:
    """The 77 activities of version 1.0 (West Midlands MOU 4.1, October 2015), in its order; repeatable.

    Every activity belongs to the CCG, to the hub, or to both.
    """
    rows = read_csv("function_matrix.csv", required=("ref", "area", "activity"), unique="ref")
    activities = []
    for position, row in enumerate(rows, start=1):
        if row["ccg"] not in {"", "CCG"} or row["hub"] not in {"", *Activity.HubPart.values}:
            raise FaultyTable(f"function_matrix.csv, {row['ref']}: unknown part {row['ccg']} {row['hub']}.")
        if not row["ccg"] and not row["hub"]:
            raise FaultyTable(f"function_matrix.csv, {row['ref']}: the activity is nobody's.")
        activities.append(
            Activity(
                version=VERSION,
                ref=row["ref"],
                area=row["area"],
                group=row["group"],
                activity=row["activity"],
                ccg_acts=row["ccg"] == "CCG",
                hub_part=row["hub"],
                qualifier=row["qualifier"],
                source_note=row["source_note"],
                position=position,
                effective_from=EFFECTIVE_FROM,
            )
        )
    Activity.objects.bulk_create(
        activities,
        update_conflicts=True,
        unique_fields=["version", "ref"],
        update_fields=[
            "area",
            "group",
            "activity",
            "ccg_acts",
            "hub_part",
            "qualifier",
            "source_note",
            "position",
            "effective_from",
        ],  # fmt: skip
    )
    return len(activities)
