"""Reading the published numbers of patients registered at each practice, in all three layouts so far.

Columns are found by name, never by position: `gp-reg-pat-prac-all` named CCGs and later sub-ICB locations, and
`gp-reg-pat-prac-quin-age` has one line for each age group, of which only the totals are read.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO

from hubportal.organisations.rules.import_faults import Fault

_DATES = ("%Y-%m-%d", "%d%b%Y", "%d/%m/%Y", "%Y%m%d")
_MOST = 1_000_000
# What is wanted, and the names it has had.
_WANTED = {
    "date": ("extractdate",),
    "kind": ("type", "orgtype"),
    "code": ("code", "orgcode"),
    "sex": ("sex",),
    "age": ("age", "agegroup5"),
    "number": ("numberofpatients",),
}


@dataclass(frozen=True, slots=True)
class ListLine:
    """Patients registered at one practice on the day of the extract."""

    line: int
    ods_code: str
    extracted_on: date
    registered: int


@dataclass(slots=True)
class ListFile:
    """What a file holds, what was passed over and why, and what is wrong."""

    lines: list[ListLine] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)


def quarter_start(day: date) -> date:
    """The first day of the quarter that holds a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def read_list_file(text: str, *, latest: date = date.max) -> ListFile:
    """The total of every practice in the file; an extract later than `latest` is a fault."""
    found = ListFile()
    reader = csv.reader(StringIO(text), strict=True)
    try:
        heading = next(reader, [])
        places = _places(heading)
        missing = [name for name in _WANTED if name not in places]
        if missing:
            reason = f"The heading has no {missing[0]} column; this is not a file of registered patients."
            found.faults.append(Fault(1, "", reason))
            return found
        seen: dict[tuple[str, date], int] = {}
        for row in reader:
            _read(row, reader.line_num, places, len(heading), seen, found)
        if not found.lines and not found.faults:
            reason = "No line gives the total of a practice: TYPE “GP”, SEX and AGE “ALL”."
            found.faults.append(Fault(1, "", reason))
        found.faults += [
            Fault(line.line, "EXTRACT_DATE", f"{line.extracted_on:%d %B %Y} is in the future.")
            for line in found.lines
            if line.extracted_on > latest
        ]
    except csv.Error as error:
        found.faults.append(Fault(reader.line_num, "", f"This is not a line of a CSV file ({error})."))
    return found


def _places(heading: list[str]) -> dict[str, int]:
    names = [re.sub(r"[^a-z0-9]", "", name.lower()) for name in heading]
    return {wanted: names.index(name) for wanted, spelt in _WANTED.items() for name in spelt if name in names}


def _read(
    row: list[str],
    line: int,
    places: dict[str, int],
    width: int,
    seen: dict[tuple[str, date], int],
    found: ListFile,
) -> None:
    if not row:
        return
    if len(row) != width:
        found.faults.append(Fault(line, "", f"There are {len(row)} columns; the heading has {width}."))
        return
    cell = {name: row[place].strip() for name, place in places.items()}
    if cell["kind"].upper() != "GP":
        found.skipped["totals of areas"] += 1
        return
    if cell["sex"].upper() != "ALL" or cell["age"].upper() != "ALL":
        found.skipped["lines of one sex or age group"] += 1
        return
    extracted_on = _day(cell["date"])
    number = cell["number"].replace(",", "")
    if extracted_on is None:
        found.faults.append(Fault(line, "EXTRACT_DATE", f"“{cell['date'][:20]}” is not a date."))
    if not number.isascii() or not number.isdigit() or int(number) > _MOST:
        reason = f"“{cell['number'][:20]}” is not a number of patients."
        found.faults.append(Fault(line, "NUMBER_OF_PATIENTS", reason))
    elif extracted_on is not None:
        _keep(ListLine(line, cell["code"].upper(), extracted_on, int(number)), seen, found)


def _keep(made: ListLine, seen: dict[tuple[str, date], int], found: ListFile) -> None:
    key = (made.ods_code, quarter_start(made.extracted_on))
    if key in seen:
        reason = f"{made.ods_code} has a total of this quarter on line {seen[key]} already."
        found.faults.append(Fault(made.line, "CODE", reason))
        return
    seen[key] = made.line
    found.lines.append(made)


def _day(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a date, no moment
        except ValueError:
            continue
    return None
