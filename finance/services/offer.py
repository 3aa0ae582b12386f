"""What the hub's finance team does for a CCG, from its table (West Midlands MOU 4.2)."""

from dataclasses import dataclass
from functools import cache

from hubportal.organisations.services.tables import read_csv


@dataclass(frozen=True, slots=True)
class FinanceService:
    """One service: its reference, the heading it stands under, and how often it is due."""

    ref: str
    heading: str
    service: str
    frequency: str
    source: str


@cache
def finance_services() -> tuple[FinanceService, ...]:
    """Every service, in the order of the agreement."""
    rows = read_csv("finance_services.csv", required=("ref", "heading", "service", "frequency"), unique="ref")
    return tuple(FinanceService(**row) for row in rows)
