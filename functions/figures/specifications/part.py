"""Whose one activity is for a CCG on a day, asked in one statement."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from functions.figures.matrix import versions_begun
from functions.figures.specifications.lines import (
    NOT_AGREED,
    line_of,
    signed_source,
    standard_line,
    standard_source,
)
from functions.models import Activity, Specification, SpecificationRow
from functions.models.specifications import HOLDS
from functions.rules.specifications.in_force import Edition, Held, in_force_on
from functions.rules.specifications.levels import Column, ccg_column
from functions.rules.specifications.parts import Acts, Allocation, Whose, whose
from hubportal.organisations.models import Ccg, CcgLevel, Level
from hubportal.tenancy.prepared import slot, statement


@dataclass(frozen=True, slots=True)
class PartOnDate:
    """The answer to "whose is it, on this date?".

    `signed` says whether the CCG signed what holds; `source` names it. `column` is what the CCG's tick means at the
    CCG's level on that day. `unlisted` says that no list in force that day has the activity, and is empty where one
    has it: then the marks are those of the activity's own row, in force on other days.
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
    unlisted: str = ""

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


def part_of(ccg: Ccg, ref: str, day: date) -> PartOnDate | None:
    """Whose an activity is for a CCG on a day; None where no list in force has it.

    Every list that ever held is read with its one row, and the rule says which of them answers.
    """
    found = _activities()({"ccg": ccg.pk, "hub": ccg.hub_id, "ref": ref, "day": day})
    rows = {
        row.held.pk: row.held for row in found if getattr(row, "held", None) and row.held.specification.state in HOLDS
    }
    activities = {row.pk: row for row in found if row.begun}
    held = [Held(key, row.specification.effective_from, row.specification.effective_to) for key, row in rows.items()]
    editions = [
        Edition(key, row.version.effective_from, row.version.hub_id is not None) for key, row in activities.items()
    ]
    holds = in_force_on(day, held, editions)
    level = next((row.level for row in found), None) or CcgLevel.on(ccg, day)
    column = ccg_column(level)
    if holds.specification is not None:
        return _specified(rows[holds.specification], day, column)
    if holds.standard is None:
        return None
    return _standard(activities[holds.standard], day, column, NOT_AGREED)


def unlisted_part(ccg: Ccg, activity: Activity, day: date) -> PartOnDate:
    """The answer of an activity's own row, where no list in force on the day has it, or none was in force at all."""
    any_list = versions_begun(day, ccg.hub_id).exists()
    why = "the activity is in no list in force that day" if any_list else "no list was in force that day"
    found = _standard(activity, day, ccg_column(CcgLevel.on(ccg, day)), why)
    return replace(found, unlisted=f"{why[0].upper()}{why[1:]}")


@statement
def _activities() -> QuerySet[Any]:
    """The activity in each version that had begun or that the CCG ever specified by, once for each specification with
    its row as `held`, with the CCG's level on the day.
    """
    level = CcgLevel.objects.filter(ccg_id=slot("ccg"), period__contains=slot("day")).values("level")[:1]
    begun = versions_begun(slot("day"), slot("hub")).filter(pk=OuterRef("version_id")).order_by()
    found = Activity.objects.filter(ref=slot("ref")).annotate(
        held=FilteredRelation("specified", condition=Q(specified__ccg=slot("ccg"))),
        begun=Exists(begun),
        level=Coalesce(Subquery(level), Value(Level.UNKNOWN.value)),
    )
    known = found.filter(Q(begun=True) | Q(held__isnull=False))
    return known.select_related("version", "held__specification", "held__owner")  # type: ignore[misc] # not a field


def _specified(row: SpecificationRow, day: date, column: Column) -> PartOnDate:
    decided = line_of(row).decided
    return PartOnDate(
        activity=row.activity,
        on=day,
        marks=decided.marks,
        answer=whose(decided.marks),
        signed=True,
        source=signed_source(row.specification),
        column=column,
        specification=row.specification,
        owner=decided.owner,
        decide_by=decided.decide_by,
        comment=decided.comment,
    )


def _standard(activity: Activity, day: date, column: Column, why: str) -> PartOnDate:
    marks = standard_line(activity).standard
    return PartOnDate(
        activity=activity,
        on=day,
        marks=marks,
        answer=whose(marks),
        signed=False,
        source=standard_source(activity.version, why),
        column=column,
    )
