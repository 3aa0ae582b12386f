"""Ballots of member practices: whether enough answered, and whether enough of them agreed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from hubportal.clauses import clause

ESSEX = "Mid Essex paper, section 1.2"


class ApprovalOf(StrEnum):
    """Of what those in favour must be a large enough part: the source words it in more than one way."""

    COMMITTED = "committed"
    RESPONSES = "responses"
    ELIGIBLE = "eligible"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The two tests of a round, each met by as much or more."""

    turnout: Fraction
    approval: Fraction
    turnout_counts_uncommitted: bool = True
    approval_of: ApprovalOf = ApprovalOf.COMMITTED


@dataclass(frozen=True, slots=True)
class Returns:
    """What came back: so many eligible, responses by option, and those that commit to no option."""

    eligible: int
    responses: Mapping[str, int]
    uncommitted: int = 0

    @property
    def committed(self) -> int:
        """Responses that commit to an option."""
        return sum(self.responses.values())


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many of so many, kept as they were counted: 26 of 34."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"

    def reaches(self, threshold: Fraction) -> bool:
        """Whether it is as much or more, of at least one."""
        return self.whole > 0 and Fraction(self.part, self.whole) >= threshold

    @property
    def percentage(self) -> str:
        """To one decimal, rounded half up, for reading only: no test uses it."""
        if not self.whole:
            return "none"
        tenths = (2000 * self.part + self.whole) // (2 * self.whole)
        return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a round, with its working."""

    turnout: Ratio
    approval: Ratio
    turnout_met: bool
    approval_met: bool
    working: tuple[str, ...]

    @property
    def carried(self) -> bool:
        """Whether both tests are met."""
        return self.turnout_met and self.approval_met


class ImpossibleReturns(ValueError):
    """More answered than could, or an option in favour that was not on the paper; `field` says what is wrong."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


@clause(ESSEX, part="turnout")
def turnout_of(returns: Returns, thresholds: Thresholds) -> Ratio:
    """At least half of the eligible practices respond; one that commits to nothing has responded, unless the round says
    otherwise.
    """
    blank = returns.uncommitted if thresholds.turnout_counts_uncommitted else 0
    return Ratio(returns.committed + blank, returns.eligible)


@clause(ESSEX, part="approval")
def approval_of(returns: Returns, in_favour: Collection[str], thresholds: Thresholds) -> Ratio:
    """At least three quarters of the responses that commit to an option are in favour; silence is not consent.

    The appendix of the same paper says three quarters of member practices: the denominator is data of the round.
    """
    wholes = {
        ApprovalOf.COMMITTED: returns.committed,
        ApprovalOf.RESPONSES: returns.committed + returns.uncommitted,
        ApprovalOf.ELIGIBLE: returns.eligible,
    }
    favour = sum(count for option, count in returns.responses.items() if option in in_favour)
    return Ratio(favour, wholes[thresholds.approval_of])


def result_of(returns: Returns, in_favour: Collection[str], thresholds: Thresholds) -> Result:
    """Whether a round carried; raises `ImpossibleReturns` where the numbers cannot be."""
    answered = returns.committed + returns.uncommitted
    if answered > returns.eligible:
        raise ImpossibleReturns(f"{answered} answered, but only {returns.eligible} are eligible.", "responses")
    for option in sorted(set(in_favour) - set(returns.responses)):
        raise ImpossibleReturns(f"{option} is not an option of the responses.", "in_favour")
    turnout = turnout_of(returns, thresholds)
    approval = approval_of(returns, in_favour, thresholds)
    met = turnout.reaches(thresholds.turnout), approval.reaches(thresholds.approval)
    words = {
        ApprovalOf.COMMITTED: "responses that commit to an option",
        ApprovalOf.RESPONSES: "responses",
        ApprovalOf.ELIGIBLE: "eligible practices",
    }
    return Result(
        turnout,
        approval,
        *met,
        working=(
            _line(turnout, "eligible practices responded", thresholds.turnout, met=met[0]),
            _line(approval, f"{words[thresholds.approval_of]} are in favour", thresholds.approval, met=met[1]),
            "Carried." if all(met) else "Not carried.",
        ),
    )


def _line(ratio: Ratio, what: str, threshold: Fraction, *, met: bool) -> str:
    outcome = "met" if met else "not met"
    return f"{ratio.part} of {ratio.whole} {what} ({ratio.percentage}); at least {threshold} is needed: {outcome}."
