"""A rent review of the practice."""

from datetime import UTC, date, datetime
from typing import Any

from functions.services.registers.adding import NewRow, add_row
from functions.services.registers.declared import registers
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place


def make(place: Place) -> dict[str, Any]:
    with in_scope_of(place.officer) as person:
        values = {"premises": f"{place.marker} building", "last_effective_on": "2013-02-01"}
        row = add_row(
            registers()["rent-reviews"],
            NewRow(place.ccg, place.practice, values),
            by=person,
            on=date(2016, 2, 1),
            at=datetime(2016, 2, 2, 9, tzinfo=UTC),
        )
    pages = {"registers:reference": row.reference, "registers:code": "rent-reviews", "registers:act": "instruct"}
    api = {"api:row-detail:reference": row.reference, "api:row-moves:reference": row.reference}
    return {**pages, **api, "api:register-row-list:code": "rent-reviews"}
