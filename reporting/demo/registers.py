"""Invented rows of every register: a schedule of rent reviews in all its states, and some of each other kind."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from functions.models import RegisterRow
from functions.rules.registers.declaration import Register
from functions.rules.registers.values import read_values
from functions.rules.rent_reviews import financial_year
from functions.services.registers.adding import NewRow, add_row, add_rows
from functions.services.registers.changing import move_row
from functions.services.registers.declared import registers
from functions.services.registers.scheduling import RENT_REVIEWS
from hubportal.clocks.policy import LONDON
from hubportal.organisations.models import Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import local_day
from reporting.demo.acts import acting
from reporting.demo.cast import Cast, gather

SCHEDULED = ("05R", "05Y", "05A")
# How far the first reviews of a CCG have got; the others wait for their date.
STORIES = ("instructed", "result", "appeal", "letter", "signed_off", "complete")
_FLOW = {
    "instructed": ("instruct",),
    "result": ("instruct", "record-result"),
    "appeal": ("instruct", "record-result", "record-appeal"),
    "letter": ("instruct", "record-result", "draft-letter"),
    "signed_off": ("instruct", "record-result", "draft-letter", "sign-off"),
    "complete": ("instruct", "record-result", "draft-letter", "sign-off", "complete"),
}


def make_registers(*, today: date) -> int:
    """Rows of every register; returns how many."""
    cast = gather(names=[], tags=[])
    at = datetime.combine(today, time(9, 30), tzinfo=LONDON)
    made = sum(
        _row(cast, registers()[code], row, at=at)
        for code, rows in read_yaml("demo/registers.yaml").items()
        for row in rows
    )
    return made + sum(_schedule(cast, code, at=at) for code in SCHEDULED)


def _values(register: Register, plain: dict[str, Any], today: date) -> dict[str, Any]:
    """Columns of the table; a whole number in a date column is days from today, in one of a year that day's year."""
    typed = dict(plain)
    for name, value in plain.items():
        kind = register.column(name).kind
        if kind in {"date", "year"}:
            day = today + timedelta(days=value)
            typed[name] = day.isoformat() if kind == "date" else financial_year(day)
    values, faults = read_values(register, typed)
    if faults:
        raise ValueError(f"demo/registers.yaml, {register.code}: {faults[0].sentence}")
    return values


def _row(cast: Cast, register: Register, row: dict[str, Any], *, at: datetime) -> int:
    ccg, officer = cast.ccgs[row["ccg"]], cast.people[row["by"]]
    practice = cast.practices[row["ccg"]][row["place"] - 1] if "place" in row else None
    values = _values(register, row["values"], local_day(at))
    with acting(officer):
        made = add_row(register, NewRow(ccg, practice, values, owner=officer), by=officer, on=local_day(at), at=at)
    for move in row.get("moves", ()):
        asked = _values(register, move.get("values", {}), local_day(at))
        _move(
            made, move["act"], by=cast.people[move.get("by", row["by"])], at=at, values=asked, note=move.get("note", "")
        )
    return 1


def _move(row: RegisterRow, act: str, *, by: Person, at: datetime, values: dict[str, Any], note: str = "") -> None:
    with acting(by):
        move_row(row_id=row.pk, version=None, act=act, by=by, on=local_day(at), at=at, values=values, note=note)


def _schedule(cast: Cast, code: str, *, at: datetime) -> int:
    """A review of every practice of a CCG, each with the day its last rent took effect, the first of them under way."""
    register, officer, ccg = registers()[RENT_REVIEWS], cast.people["premises@hub"], cast.ccgs[code]
    new = [
        NewRow(ccg, practice, _last_review(Random(f"rent {practice.ods_code}"), place, local_day(at)), owner=officer)  # noqa: S311
        for place, practice in enumerate(cast.practices[code])
    ]
    with acting(officer):
        rows = add_rows(register, new, by=officer, on=local_day(at), at=at, words="Put on the schedule")
    for row, story in zip(rows, STORIES, strict=False):
        for act in _FLOW[story]:
            lead = cast.people[f"lead@{code.lower()}"]
            values = _asked(register, act, row, local_day(at))
            _move(row, act, by=lead if act == "sign-off" else officer, at=at, values=values)
    return len(rows)


def _last_review(chance: Random, place: int, today: date) -> dict[str, Any]:
    """What is known of the last review; reviews under way fell due lately, the others within three years."""
    months = chance.randint(39, 47) if place < len(STORIES) else chance.randint(0, 37)
    first = (today.year * 12 + today.month - 1) - months
    values = {
        "basis": chance.choice(("leasehold", "notional", "notional")),
        "directions_version": chance.choice(("2004", "2013")),
        "old_rent": f"{chance.randrange(18_000, 96_000, 250)}.00",
    }
    known = {"last_effective_on": date(first // 12, first % 12 + 1, 1).isoformat()}
    return values | (known if chance.random() > 0.05 or place < len(STORIES) else {})


def _asked(register: Register, act: str, row: RegisterRow, today: date) -> dict[str, Any]:
    old = float(row.values["old_rent"])
    due = row.due_on or today
    plain: dict[str, Any] = {
        "instruct": {"dv_instructed_on": -100, "old_rent": row.values["old_rent"]},
        "record-result": {"dv_reported_on": -25, "new_rent": f"{old * 1.12:.2f}"},
        "record-appeal": {"appealed_on": -6, "appeal_body": "local"},
        "complete": {"letter_sent_on": -1},
    }.get(act, {})
    values = _values(register, plain, today)
    if act == "record-result":
        values |= {"effective_on": min(due, today).isoformat(), "paid_to": today.isoformat()}
    return values
