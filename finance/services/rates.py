"""Loading the rate table from `fixtures/rates.yaml`."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from finance.models import Rate
from hubportal.organisations.services.tables import FaultyTable, read_yaml

_FIELDS = ["name", "value", "unit", "effective_to", "basis", "source", "confidence", "position"]


def _rows(position: int, entry: dict[str, Any]) -> list[Rate]:
    """The periods of one rate, in order; an overlap, or a float where text is wanted, is a fault."""
    rows: list[Rate] = []
    last: date | None = date.min
    for period in entry["periods"]:
        if not isinstance(period["value"], str):
            raise FaultyTable(f"rates.yaml, {entry['code']}: write {period['value']} in quotes.")
        if last is None or period["from"] <= last:
            raise FaultyTable(f"rates.yaml, {entry['code']}: {period['from']} is in the period before.")
        if period["confidence"] not in Rate.Confidence.values:
            raise FaultyTable(f"rates.yaml, {entry['code']}: unknown confidence {period['confidence']}.")
        last = period.get("to")
        rows.append(
            Rate(
                code=entry["code"],
                name=entry["name"],
                value=Decimal(period["value"]),
                unit=entry["unit"],
                effective_from=period["from"],
                effective_to=last,
                basis=entry["basis"],
                source=period["source"],
                confidence=period["confidence"],
                position=position,
            )
        )
    return rows


@transaction.atomic
def load_rates() -> int:
    """Every rate and period of the table; repeatable. Returns how many periods there are."""
    table = enumerate(read_yaml("rates.yaml"), start=1)
    rows = [row for position, entry in table for row in _rows(position, entry)]
    Rate.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code", "effective_from"], update_fields=_FIELDS
    )
    return len(rows)
