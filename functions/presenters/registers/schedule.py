"""The schedule of rent reviews in words."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from functions.figures.rent_schedule import ScheduleQuarter
from functions.rules.rent_reviews import quarter_of
from functions.services.registers.declared import registers
from functions.services.registers.scheduling import RENT_REVIEWS
from hubportal.web import words
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table


def quarter_table(quarters: Iterable[ScheduleQuarter], *, today: date, ccg: str) -> Table:
    """A line for each quarter, late ones said so."""
    columns = [
        Column("Quarter", partial(_quarter, today=today, ccg=ccg)),
        Column("Reviews that fall in it", "falls", "number"),
        Column("Scheduled", "waiting", "number"),
        Column("With the District Valuer", "instructed", "number"),
        Column("Result received or later", "further", "number"),
    ]
    return table(caption="Rent reviews by quarter", columns=columns, rows=quarters)


def _quarter(quarter: ScheduleQuarter, *, today: date, ccg: str) -> Markup:
    asked = urlencode({"quarter": quarter.first.isoformat(), **({"ccg": ccg} if ccg else {})})
    late = (
        Markup(' <strong class="nhsuk-tag nhsuk-tag--red">Late</strong>')
        if quarter.last < today and quarter.waiting + quarter.instructed
        else ""
    )
    now = quarter.first <= today <= quarter.last
    current = Markup(' <strong class="nhsuk-tag nhsuk-tag--blue">Now</strong>') if now else ""
    return Markup('<a href="?{}#reviews">{} quarter {}</a>{}{}<br><span class="nhsuk-body-s">{} to {}</span>').format(
        asked, quarter.year, quarter.number, late, current,
        words.long_date(quarter.first), words.long_date(quarter.last),
    )  # fmt: skip


def _columns() -> list[Column]:
    states = registers()[RENT_REVIEWS].moves.states
    return [
        Column("Review", lambda row: _link(row)),
        Column("CCG", "ccg.name"),
        Column("Falls on", "review_on", "date"),
        Column("State", lambda row: states[row.state]),
        Column("Owner", lambda row: row.owner.name if row.owner else "Nobody yet"),
    ]


def _link(row: Any) -> Markup:
    return Markup('<a href="{}">{}</a><br>{}').format(row.get_absolute_url(), row.reference, str(row.practice))


def reviews_table(rows: Iterable[Any], quarter: tuple[date, date]) -> Table:
    """The reviews of one quarter."""
    first, last = quarter_of(quarter[0])
    caption = f"Rent reviews from {words.long_date(first)} to {words.long_date(last)}"
    return table(caption=caption, columns=_columns(), rows=rows)


def no_date_table(rows: Iterable[Any]) -> Table:
    """Reviews whose last effective day is not known yet."""
    return table(caption="Rent reviews without a date", columns=_columns(), rows=rows)
