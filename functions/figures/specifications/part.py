"""Whose one activity is for a CCG on a day, asked in two statements."""

from dataclasses import dataclass
from datetime import date

from functions.figures.matrix import versions_begun
from functions.figures.specifications.lines import line_of, standard_line
from functions.models import Activity, Specification, SpecificationRow
from functions.models.specifications import HOLDS
from functions.rules.specifications.in_force import Edition, Held, InForce, in_force_on
from functions.rules.specifications.levels import Column, ccg_column
from functions.rules.specifications.parts import Acts, Allocation, Whose, whose
from hubportal.organisations.models import Ccg, CcgLevel


@dataclass(frozen=True, slots=True)
class PartOnDate:
    """The answer to "whose is it, on this date?".

    `signed` says whether the CCG signed what holds; `source` names it. `column` is what the CCG's tick means at the
    CCG's level on that day.
    """

    activity: Activity
    on: date
    marks: Allocation
    answer: Whose
    signed: bool
    source: str
    column: Column
    specification: Specification | None = None
    owner: str = ""
    decide_by: date | None = None
    comment: str = ""

    @property
    def hub_part(self) -> str:
        """CORE, SUPPORT, TBC or empty."""
        return self.marks.hub_part

    @property
    def ccg_acts(self) -> bool:
        """Whether the CCG has a tick."""
        return self.marks.ccg_acts

    @property
    def acts(self) -> Acts:
        """Who acts."""
        return self.answer.acts

    @property
    def clause(self) -> str:
        """The clause it rests on."""
        return self.answer.clause


def what_holds(ccg: Ccg, day: date) -> InForce:
    """Which list answers for a CCG on a day."""
    held = Specification.objects.filter(ccg_id=ccg.pk, state__in=HOLDS)
    spans = [Held(*row) for row in held.values_list("pk", "effective_from", "effective_to")]
    return in_force_on(day, spans, _editions(ccg, day))


def part_of(ccg: Ccg, ref: str, day: date) -> PartOnDate | None:
    """Whose an activity is for a CCG on a day; None where no list in force has it."""
    holds = what_holds(ccg, day)
    column = ccg_column(CcgLevel.on(ccg, day))
    if holds.specification is not None:
        rows = SpecificationRow.objects.filter(ccg_id=ccg.pk, specification_id=holds.specification, activity__ref=ref)
        row = rows.select_related("activity", "owner", "specification").first()
        if row is not None:
            line = line_of(row)
            return PartOnDate(
                activity=row.activity,
                on=day,
                marks=line.decided.marks,
                answer=whose(line.decided.marks),
                signed=True,
                source=f"Specification {row.specification.reference}, agreed by both parties",
                column=column,
                specification=row.specification,
                owner=line.decided.owner,
                decide_by=line.decided.decide_by,
                comment=line.decided.comment,
            )
    standard = holds.standard or in_force_on(day, (), _editions(ccg, day)).standard
    activity = Activity.objects.select_related("version").filter(version_id=standard, ref=ref).first()
    return None if activity is None else _standard(activity, day, column, "no specification of this CCG was in force")


def unlisted_part(ccg: Ccg, activity: Activity, day: date) -> PartOnDate:
    """The answer of an activity's own row, where no list in force on the day has it."""
    return _standard(activity, day, ccg_column(CcgLevel.on(ccg, day)), "the activity is in no list in force that day")


def _standard(activity: Activity, day: date, column: Column, why: str) -> PartOnDate:
    marks = standard_line(activity).standard
    return PartOnDate(
        activity=activity,
        on=day,
        marks=marks,
        answer=whose(marks),
        signed=False,
        source=f"Standard function matrix, version {activity.version.code}: {why}",
        column=column,
    )


def _editions(ccg: Ccg, day: date) -> list[Edition]:
    found = versions_begun(day, ccg.hub_id).values_list("pk", "effective_from", "hub_id")
    return [Edition(key, began, hub is not None) for key, began, hub in found if began is not None]
