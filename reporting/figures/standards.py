"""The standards of a quarter, from the cases received in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from functions.models import Query
from hubportal.organisations.models import Person
from reporting.figures.known_cases import clocks_of
from reporting.rules.indicators import INDICATORS, Figure, Judgement, ReadCase, figure_of, judgements_of
from reporting.rules.periods import Quarter


@dataclass(frozen=True, slots=True)
class CcgStandards:
    """One CCG's indicators: the judgements by indicator, which are the rows behind every number."""

    judgements: dict[str, list[Judgement]]

    def figure(self, code: str) -> Figure:
        """The counts of one indicator."""
        return figure_of(self.judgements[code])


@dataclass(frozen=True, slots=True)
class Standards:
    """The standards of several CCGs, and the cases by their key."""

    by_ccg: dict[int, CcgStandards]
    cases: dict[int, Query]


def standards_of(
    *, person: Person, ccg_ids: Collection[int], quarter: Quarter, as_at: date, by: datetime | None = None
) -> Standards:
    """The cases received in the quarter that the person may see, judged as at the end of a day.

    `by` reads only what had been recorded by that moment, so that a report of that day comes out the same. A
    fixed number of queries, however many CCGs and cases.
    """
    last = min(quarter.last, as_at)
    rows, clocks = clocks_of(
        cases=Query.objects.visible_to(person), ccg_ids=ccg_ids, first=quarter.first, last=last, by=by
    )
    read: dict[int, list[ReadCase]] = {ccg: [] for ccg in ccg_ids}
    for case in rows:
        if quarter.first <= clocks.received_on(case, as_at=as_at) <= last:
            read[case.ccg_id].append(clocks.read(case, as_at=as_at))
    by_ccg = {
        ccg: CcgStandards({one.code: judgements_of(one, cases) for one in INDICATORS.values()})
        for ccg, cases in read.items()
    }
    return Standards(by_ccg, {case.pk: case for case in rows})
