"""The figures of a standard from counts of cases by how they stand, where the cases themselves need not be read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reporting.rules.indicators import MERGED, Figure


@dataclass(frozen=True, slots=True)
class Standing:
    """So many cases that stand alike: `left_out` for one reason or, where it is empty, counted.

    `in_time` and `late` of them are decided or overdue had nothing been excluded; the others are not yet due, or
    withdrawn. Negative numbers take cases away.
    """

    left_out: str
    cases: int
    in_time: int
    late: int


def figure_of_standings(standings: Iterable[Standing]) -> Figure:
    """The same counts as `reporting.rules.indicators.figure_of` gives for the cases themselves, without their days."""
    given = list(standings)
    counted = [one for one in given if not one.left_out]
    met, missed = sum(one.in_time for one in counted), sum(one.late for one in counted)
    left_out: Counter[str] = Counter()
    for one in given:
        if one.left_out:
            left_out[one.left_out] += one.cases
    unexcluded = [one for one in given if one.left_out != MERGED]
    return Figure(
        received=sum(one.cases for one in given),
        met=met,
        missed=missed,
        not_yet=sum(one.cases for one in counted) - met - missed,
        left_out={why: count for why, count in sorted(left_out.items()) if count},
        met_with=sum(one.in_time for one in unexcluded),
        missed_with=sum(one.late for one in unexcluded),
    )
