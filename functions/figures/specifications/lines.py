"""A row of the matrix in one shape, whether the standard's or a CCG's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from functions.figures.matrix import activities_on
from functions.models import Activity, MatrixVersion, Specification, SpecificationRow
from functions.models.specifications import HOLDS
from functions.rules.specifications.deciding import Decided
from functions.rules.specifications.parts import Allocation
from functions.rules.specifications.signing import row_content, row_digest
from hubportal.organisations.models import Ccg, Person


@dataclass(frozen=True, slots=True)
class Line:
    """One activity with its standard marks, and what this CCG has (the same marks where nothing was decided)."""

    activity: Activity
    standard: Allocation
    decided: Decided
    owner_id: int | None = None

    @property
    def ref(self) -> str:
        """The activity's reference, such as X.14."""
        return self.activity.ref

    @property
    def differs(self) -> bool:
        """Whether the marks are not the standard's."""
        return self.decided.marks != self.standard

    @property
    def digest(self) -> str:
        """The hash of the row as it is signed."""
        return row_digest(self.content)

    @property
    def content(self) -> dict[str, Any]:
        """The row as it is signed."""
        return row_content(self.decided, activity=self.activity.activity)


def marks_of(activity: Any) -> Allocation:
    """The standard marks of an activity."""
    return Allocation(activity.ccg_acts, activity.hub_part, activity.qualifier, activity.needs_sign_off)


def standard_line(activity: Activity) -> Line:
    """An activity as the standard matrix has it."""
    marks = marks_of(activity)
    return Line(activity, marks, Decided(activity.ref, marks))


def line_of(row: SpecificationRow) -> Line:
    """A row of a specification; its activity and owner are read already."""
    standard = marks_of(row.activity)
    sign_off = row.activity.needs_sign_off and row.hub_part != ""
    marks = Allocation(row.ccg_acts, row.hub_part, row.qualifier, sign_off)
    owner = row.owner.name if row.owner else ""
    decided = Decided(row.activity.ref, marks, row.comment, owner, row.decide_by)
    return Line(row.activity, standard, decided, row.owner_id)


def lines_of(specification: Specification) -> list[Line]:
    """The rows of a specification in the order of the agreement."""
    rows = SpecificationRow.objects.filter(ccg_id=specification.ccg_id, specification=specification)
    return [line_of(row) for row in rows.select_related("activity__version", "owner").order_by("activity__position")]


def lines_of_version(version: MatrixVersion) -> list[Line]:
    """The rows of a version of the standard, in its order."""
    return [standard_line(activity) for activity in version.activities.order_by("position")]


def specification_on(ccg_id: int, day: date) -> Specification | None:
    """The agreed specification in force for a CCG on a day."""
    held = Specification.objects.filter(ccg_id=ccg_id, state__in=HOLDS, effective_from__lte=day)
    return held.exclude(effective_to__lt=day).select_related("standard").first()


NOT_AGREED = "no specification of this CCG was in force"
NOT_SHOWN = "what this CCG agreed is for the people who work for it"


def signed_source(specification: Specification) -> str:
    """What an answer rests on where both parties signed it."""
    return f"Specification {specification.reference}, agreed by both parties"


def standard_source(version: MatrixVersion, why: str) -> str:
    """What an answer rests on where the standard holds, and why it does."""
    named = f"Standard function matrix, version {version.code}"
    return f"{named}: {why}" if why else named


@dataclass(frozen=True, slots=True)
class Holding:
    """What holds for a CCG on a day: its specification, or none and `why`, and the rows."""

    specification: Specification | None
    lines: list[Line]
    why: str = ""

    @property
    def source(self) -> str:
        """What the rows rest on; empty where there are none."""
        if self.specification is not None:
            return signed_source(self.specification)
        return standard_source(self.lines[0].activity.version, self.why) if self.lines else ""


def lines_on(ccg: Ccg, day: date, *, schedule: str | None = None) -> Holding:
    """The rows that hold for a CCG on a day: those of its agreed specification, or else the standard's.

    Two statements, however many rows.
    """
    held = specification_on(ccg.pk, day)
    if held is None:
        return standard_on(ccg.hub_id, day, schedule=schedule, why=NOT_AGREED)
    return Holding(held, [line for line in lines_of(held) if schedule in {None, line.activity.schedule}])


def standard_on(hub_id: int | None, day: date, *, schedule: str | None = None, why: str = "") -> Holding:
    """The rows of the standard that a hub goes by on a day."""
    return Holding(None, [standard_line(row) for row in activities_on(day, hub_id, schedule=schedule)], why)


def lines_for(person: Person, ccg: Ccg | None, day: date, *, schedule: str | None = None) -> Holding:
    """What holds for a CCG on a day, for whoever reads its records; for others, or without a CCG, the standard."""
    if ccg is None:
        return standard_on(person.grants.only_hub(), day, schedule=schedule)
    if person.grants.can("ccg_read", ccg.pk):
        return lines_on(ccg, day, schedule=schedule)
    return standard_on(ccg.hub_id, day, schedule=schedule, why=NOT_SHOWN)


def by_ref(lines: Iterable[Line]) -> dict[str, Decided]:
    """What was decided, by reference."""
    return {line.ref: line.decided for line in lines}
