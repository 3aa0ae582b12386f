"""Loading the agreement's own version of the function matrix from its two tables."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from functions.models import Activity, MatrixVersion
from hubportal.organisations.services.tables import FaultyTable, read_csv

VERSION = "1.0"
EFFECTIVE_FROM = date(2015, 10, 1)
SOURCE = "West Midlands MOU 4.1 and 4.2, version 1.0 of October 2015"
ASKS_SIGN_OFF = "CCG sign-off"
AFTER_FUNCTIONS = 200  # finance services stand behind the functions
_FIELDS = (
    "schedule", "area", "group", "activity", "ccg_acts", "hub_part", "qualifier", "needs_sign_off", "frequency",
    "source_note", "position",
)  # fmt: skip


@transaction.atomic
def load_matrix() -> int:
    """The 77 activities of version 1.0 (West Midlands MOU 4.1, October 2015), in its order; repeatable.

    Every activity belongs to the CCG, to the hub, or to both; those whose words ask for the CCG's sign-off are marked.
    """
    rows = read_csv("function_matrix.csv", required=("ref", "area", "activity"), unique="ref")
    for row in rows:
        if row["ccg"] not in {"", "CCG"} or row["hub"] not in {"", *Activity.HubPart.values}:
            raise FaultyTable(f"function_matrix.csv, {row['ref']}: unknown part {row['ccg']} {row['hub']}.")
        if not row["ccg"] and not row["hub"]:
            raise FaultyTable(f"function_matrix.csv, {row['ref']}: the activity is nobody's.")
    return _keep(
        {
            "schedule": Activity.Schedule.FUNCTIONS,
            "ref": row["ref"],
            "area": row["area"],
            "group": row["group"],
            "activity": row["activity"],
            "ccg_acts": row["ccg"] == "CCG",
            "hub_part": row["hub"],
            "qualifier": row["qualifier"],
            "needs_sign_off": ASKS_SIGN_OFF in row["activity"],
            "source_note": row["source_note"],
            "position": position,
        }
        for position, row in enumerate(rows, start=1)
    )


@transaction.atomic
def load_finance_services() -> int:
    """The finance services of the same version (West Midlands MOU 4.2), each core: its table gives no other key."""
    rows = read_csv("finance_services.csv", required=("ref", "heading", "service", "frequency"), unique="ref")
    return _keep(
        {
            "schedule": Activity.Schedule.FINANCE,
            "ref": row["ref"],
            "area": row["heading"],
            "activity": row["service"],
            "ccg_acts": False,
            "hub_part": Activity.HubPart.CORE,
            "frequency": row["frequency"],
            "position": AFTER_FUNCTIONS + position,
        }
        for position, row in enumerate(rows, start=1)
    )


def _keep(rows: Iterable[dict[str, Any]]) -> int:
    version, _ = MatrixVersion.objects.get_or_create(
        hub=None, code=VERSION, defaults={"effective_from": EFFECTIVE_FROM, "source": SOURCE}
    )
    made = [Activity(version=version, **row) for row in rows]
    Activity.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["version", "ref"], update_fields=list(_FIELDS)
    )
    return len(made)
