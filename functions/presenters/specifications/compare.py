"""All CCGs side by side: each row of the table is one piece of text, since there are thousands of cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import escape
from markupsafe import Markup

from functions.figures.specifications.comparing import Comparison
from functions.figures.specifications.lines import marks_of
from functions.rules.specifications.parts import Allocation, code_of
from hubportal.web.columns import Column

_CLASS = {"CORE": "core", "SUPPORT": "support", "TBC": "tbc", "": "ccg"}


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One activity: its heading, and all its cells as ready HTML."""

    ref: str
    activity: str
    standard: str
    differing: int
    cells: Markup


def _cell(marks: Allocation, standard: Allocation) -> str:
    words, css = escape(code_of(marks)), _CLASS[marks.hub_part]
    if marks == standard:
        return f'<td class="hub-mx hub-mx--{css}">{words}</td>'
    if code_of(marks) != code_of(standard):
        was = f"standard: {escape(code_of(standard))}"
    else:
        was = f"only: {escape(marks.qualifier)}" if marks.qualifier else "not limited as in the standard"
    differs = f'<span class="hub-mx__was">Differs, {was}</span>'
    return f'<td class="hub-mx hub-mx--{css} hub-mx--differs">{words}{differs}</td>'


def _by_ref(found: Comparison) -> dict[str, dict[int, Allocation]]:
    made: dict[str, dict[int, Allocation]] = {}
    for (ccg, ref), marks in found.otherwise.items():
        made.setdefault(ref, {})[ccg] = marks
    return made


def compare_rows(found: Comparison, *, differing: bool) -> Iterator[CompareRow]:
    """The rows in the agreement's order; with `differing` only those in which a CCG is not as the standard."""
    keys = [ccg.pk for ccg in found.ccgs]
    by_ref = _by_ref(found)
    for row in found.activities:
        standard = marks_of(row)
        otherwise = by_ref.get(row.ref, {})
        if differing and not otherwise:
            continue
        plain = _cell(standard, standard)
        cells = [plain] * len(keys)
        if otherwise:
            cells = [_cell(otherwise[key], standard) if key in otherwise else plain for key in keys]
        yield CompareRow(
            ref=row.ref,
            activity=row.activity,
            standard=code_of(standard),
            differing=len(otherwise),
            cells=Markup("".join(cells)),  # noqa: S704 - every part of a cell is escaped above
        )


def headings(found: Comparison) -> Markup:
    """One heading a CCG, which says whether what holds was signed."""
    made = [
        f'<th class="nhsuk-table__header hub-mx__ccg" scope="col">{escape(ccg.name)}'
        f'<span class="hub-mx__was">{"Specification" if ccg.pk in found.signed else "Standard"}</span></th>'
        for ccg in found.ccgs
    ]
    return Markup("".join(made))  # noqa: S704


def in_words(found: Comparison) -> list[str]:
    """Each difference as a sentence, for reading without the table."""
    names = {ccg.pk: ccg.name for ccg in found.ccgs}
    said = []
    by_ref = _by_ref(found)
    for row in found.activities:
        standard = code_of(marks_of(row))
        for ccg, marks in by_ref.get(row.ref, {}).items():
            said.append(f"{names[ccg]} has {code_of(marks)} for {row.ref}, where the standard has {standard}.")
    return said


def columns(found: Comparison) -> list[Column]:
    """The columns of the workbook: the activity, the standard, and one a CCG."""
    first = [Column("Reference", width=10), Column("Area", width=28), Column("Activity", width=60), Column("Standard")]
    return [*first, *(Column(f"{ccg.name} ({ccg.ods_code})") for ccg in found.ccgs)]


def lines(found: Comparison) -> Iterator[tuple[str, ...]]:
    """The rows of the workbook; a cell that differs says so in words."""
    for row in found.activities:
        standard = marks_of(row)
        cells = (found.otherwise.get((ccg.pk, row.ref)) for ccg in found.ccgs)
        said = (f"{code_of(has)} (differs)" if has is not None else code_of(standard) for has in cells)
        yield (row.ref, row.area, row.activity, code_of(standard), *said)
