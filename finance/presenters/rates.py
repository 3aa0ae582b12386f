"""Rates and services in words."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

from finance.models import Rate
from finance.services.offer import FinanceService
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date


def amount(rate: Rate) -> str:
    """£73.56 a year, 5.15 per cent, 559 points: no zeros after the last figure that matters."""
    pence = rate.value.quantize(Decimal("0.01"))
    shown = pence if pence == rate.value else rate.value.normalize()
    if rate.unit.startswith("pounds"):
        return f"£{shown:,f}{rate.unit.removeprefix('pounds')}"
    return f"{rate.value.normalize():,f} {rate.unit}"


RATE_COLUMNS = (
    Column("Rate", "name"),
    Column("Value", amount),
    Column("How sure", lambda rate: rate.get_confidence_display()),
    Column("From", "effective_from", "date"),
    Column("To", lambda rate: long_date(rate.effective_to) or "No end published"),
    Column("What it applies to", "basis"),
    Column("Source", "source"),
)
SERVICE_COLUMNS = (
    Column("Reference", "ref"),
    Column("Service", "service"),
    Column("How often", lambda service: service.frequency.capitalize()),
    Column("Source", "source"),
)


def rates_table(rates: Iterable[Rate], caption: str) -> Table:
    """Rates with their periods, sources and confidence."""
    return table(caption=caption, columns=RATE_COLUMNS, rows=rates)


def services_tables(services: Iterable[FinanceService]) -> list[Table]:
    """One table per heading, in the order of the agreement."""
    return [
        table(caption=heading, columns=SERVICE_COLUMNS, rows=list(members))
        for heading, members in groupby(services, key=lambda service: service.heading)
    ]
