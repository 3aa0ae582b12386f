"""Reading `epraccur`: the published register of practices, 27 columns without a header."""

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from io import StringIO

from hubportal.organisations.rules.import_faults import Fault

COLUMNS = 27
GP_PRACTICE = "4"
WALES = "W00"
CCGS_BEGAN_ON = date(2013, 4, 1)
STATUSES = {"A": "active", "C": "closed", "D": "dormant", "P": "proposed"}
NAMES = {
    1: "column 1 (organisation code)",
    2: "column 2 (name)",
    11: "column 11 (open date)",
    12: "column 12 (close date)",
    13: "column 13 (status)",
    16: "column 16 (join date)",
    17: "column 17 (left date)",
}
_CODE = re.compile(r"[A-HJ-NPY][0-9]{5}")


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """One GP practice of the file. `joined_on` and `last_on` bound its time in its CCG, where the file says so."""

    line: int
    ods_code: str
    name: str
    address: str
    postcode: str
    phone: str
    status: str
    opened_on: date | None
    closed_on: date | None
    ccg_code: str
    by_commissioner: bool
    joined_on: date | None
    last_on: date | None

    @property
    def never_joined(self) -> bool:
        """Whether it closed before the day on which its CCG took it over on paper."""
        return self.joined_on is not None and self.closed_on is not None and self.closed_on < self.joined_on


@dataclass(slots=True)
class PracticeFile:
    """What a file holds: GP practices of England, what was passed over and why, and what is wrong."""

    lines: list[PracticeLine] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)


def read_practice_file(text: str) -> PracticeFile:
    """Every GP practice of England in the file: prescribing setting 4, national grouping other than Wales."""
    found = PracticeFile()
    seen: dict[str, int] = {}
    reader = csv.reader(StringIO(text), strict=True)
    try:
        for row in reader:
            _read(row, reader.line_num, seen, found)
            if found.faults and len(row) != COLUMNS and not (found.lines or found.skipped):
                break  # another file altogether: said once, not for each of its thousands of lines
    except csv.Error as error:
        found.faults.append(Fault(reader.line_num, "", f"This is not a line of a CSV file ({error})."))
    if not found.lines and not found.skipped and not found.faults:
        found.faults.append(Fault(1, "", "The file is empty."))
    return found


def _read(row: list[str], line: int, seen: dict[str, int], found: PracticeFile) -> None:
    cells = [cell.strip() for cell in row]
    if not any(cells):
        return
    if len(cells) != COLUMNS:
        reason = f"There are {len(cells)} columns; the register has {COLUMNS} and no header."
        found.faults.append(Fault(line, "", reason))
        return
    if cells[2] == WALES:
        found.skipped["practices in Wales"] += 1
        return
    if cells[25] != GP_PRACTICE:
        found.skipped["organisations other than GP practices"] += 1
        return
    faults: list[Fault] = []
    made = _practice(cells, line, faults)
    if made.closed_on is not None and made.closed_on < CCGS_BEGAN_ON:
        found.skipped["practices that closed before CCGs began"] += 1
        return
    if made.ods_code in seen:
        reason = f"{made.ods_code} is on line {seen[made.ods_code]} already."
        faults.append(Fault(line, NAMES[1], reason))
    found.faults += faults
    if not faults:
        seen[made.ods_code] = line
        found.lines.append(made)


def _practice(cells: list[str], line: int, faults: list[Fault]) -> PracticeLine:
    """The practice of a line; what is wrong with it is added to the faults."""
    code = cells[0].upper()
    if not _CODE.fullmatch(code):
        faults.append(Fault(line, NAMES[1], f"“{code[:20]}” is not a practice code: a letter and five digits."))
    if not cells[1]:
        faults.append(Fault(line, NAMES[2], "The name is missing."))
    if cells[12] not in STATUSES:
        faults.append(Fault(line, NAMES[13], f"“{cells[12][:20]}” is not a status: A, C, D or P."))
    opened_on, closed_on, joined_on, left_on = (_day(cells, column, line, faults) for column in (11, 12, 16, 17))
    if left_on is not None and joined_on is not None and left_on < joined_on:
        reason = f"It left its CCG before it joined it on {joined_on:%Y%m%d}."
        faults.append(Fault(line, NAMES[17], reason))
    return PracticeLine(
        line=line,
        ods_code=code,
        name=cells[1][:120],
        address=", ".join(part for part in cells[4:9] if part)[:300],
        postcode=cells[9][:8],
        phone=cells[17][:20],
        status=STATUSES.get(cells[12], ""),
        opened_on=opened_on,
        closed_on=closed_on,
        ccg_code=cells[23] or cells[14],
        by_commissioner=not cells[23],
        joined_on=joined_on,
        last_on=min((end for end in (left_on, closed_on) if end), default=None),
    )


def _day(cells: list[str], column: int, line: int, faults: list[Fault]) -> date | None:
    text = cells[column - 1]
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 - a date, no moment
    except ValueError:
        reason = f"“{text[:20]}” is not a date written as yyyymmdd."
        faults.append(Fault(line, NAMES[column], reason))
        return None
