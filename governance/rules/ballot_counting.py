"""Counting a round: opt in by two thresholds, by exception by the objections; and what is still needed meanwhile."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from governance.rules.ballot_rounds import Mode, Option
from governance.rules.ballots import ApprovalOf, Ratio, Returns, Thresholds, result_of, turnout_of
from hubportal.clauses import clause
from hubportal.web.words import plural

ESSEX = "Mid Essex paper, section 1.2"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether a round carried, its ratios and its working. By exception there is no turnout to reach."""

    carried: bool
    turnout: Ratio
    approval: Ratio
    working: tuple[str, ...]


class UnknownAnswer(ValueError):
    """An answer that is no option of the round."""


def returns_of(answers: Iterable[str], options: Sequence[Option], *, eligible: int) -> Returns:
    """Answers counted by option, those that commit to nothing together; raises `UnknownAnswer`."""
    counted = Counter(answers)
    by_code = {option.code: option for option in options}
    for code in sorted(set(counted) - set(by_code)):
        raise UnknownAnswer(code)
    return Returns(
        eligible,
        {option.code: counted[option.code] for option in options if option.commits},
        sum(counted[option.code] for option in options if not option.commits),
    )


def outcome_of(returns: Returns, options: Sequence[Option], thresholds: Thresholds, *, mode: str) -> Outcome:
    """The outcome by the mode of the round; raises `ImpossibleReturns` where more answered than could."""
    favour = [option.code for option in options if option.in_favour]
    if mode == Mode.BY_EXCEPTION:
        return exception_outcome(returns, favour, thresholds)
    found = result_of(returns, favour, thresholds)
    return Outcome(found.carried, found.turnout, found.approval, found.working)


@clause("Mid Essex paper, appendix 4", part="objections")
def exception_outcome(returns: Returns, favour: Iterable[str], thresholds: Thresholds) -> Outcome:
    """By exception a proposal stands unless objections reach their threshold of all eligible practices: silence counts
    as consent, and a response that commits to nothing as silence. Reaching it exactly is enough to defeat the proposal.
    """
    consents = set(favour)
    count = sum(number for code, number in returns.responses.items() if code not in consents)
    objections = Ratio(count, returns.eligible)
    defeated = objections.reaches(thresholds.approval)
    carried = returns.eligible > 0 and not defeated
    return Outcome(
        carried,
        turnout_of(returns, thresholds),
        objections,
        (
            f"{objections.part} of {objections.whole} eligible practices object ({objections.percentage});"
            f" {thresholds.approval} or more defeat the proposal: {'reached' if defeated else 'not reached'}.",
            "By exception: silence counted as consent. This is not a count of votes in favour.",
            "Carried." if carried else "Not carried.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Needed:
    """How many more are needed, and whether that many have still to respond."""

    more: int
    silent: int

    @property
    def possible(self) -> bool:
        """Whether it can still be reached."""
        return self.more <= self.silent


@clause(ESSEX, part="turnout still needed")
def turnout_needed(returns: Returns, thresholds: Thresholds) -> Needed:
    """So many more responses make the turnout, which is rounded up to whole practices: of 45, half is 23."""
    have = turnout_of(returns, thresholds).part
    silent = returns.eligible - returns.committed - returns.uncommitted
    least = max(1, ceil(thresholds.turnout * returns.eligible))
    return Needed(max(0, least - have), silent)


@clause(ESSEX, part="approval still needed")
def approval_needed(returns: Returns, favour: Iterable[str], thresholds: Thresholds) -> Needed:
    """So many more responses in favour, with none against among them, make the approval."""
    consents = set(favour)
    have = sum(number for code, number in returns.responses.items() if code in consents)
    answered = returns.committed + returns.uncommitted
    silent = returns.eligible - answered
    need = thresholds.approval
    if thresholds.approval_of == ApprovalOf.ELIGIBLE:
        return Needed(max(0, ceil(need * returns.eligible) - have), silent)
    whole = returns.committed if thresholds.approval_of == ApprovalOf.COMMITTED else answered
    short = need * whole - have
    if short <= 0:
        return Needed(0 if whole else 1, silent)
    if need == 1:
        return Needed(silent + 1, silent)  # somebody is against, and it asks for everybody
    return Needed(ceil(short / (1 - need)), silent)


def still_needed(
    returns: Returns, options: Sequence[Option], thresholds: Thresholds, *, mode: str, sealed: bool
) -> tuple[str, ...]:
    """What is still needed, in sentences; of a sealed round the turnout only, which tells nothing of the answers."""
    answered = returns.committed + returns.uncommitted
    if mode == Mode.BY_EXCEPTION:
        said = [f"{plural(answered, 'practice')} of {returns.eligible} responded; no turnout is asked by exception."]
        return tuple(said if sealed else [*said, _objections(returns, options, thresholds)])
    sentences = [_turnout(turnout_needed(returns, thresholds), answered, returns.eligible)]
    if not sealed:
        favour = [option.code for option in options if option.in_favour]
        sentences.append(_approval(approval_needed(returns, favour, thresholds)))
    return tuple(sentences)


def _turnout(needed: Needed, answered: int, eligible: int) -> str:
    said = f"{answered} of {eligible} eligible practices responded."
    if not needed.more:
        return f"{said} The turnout is reached."
    if not needed.possible:
        return f"{said} The turnout can no longer be reached."
    return (
        f"{said} {plural(needed.more, 'more response')} {'is' if needed.more == 1 else 'are'} needed for the turnout."
    )


def _approval(needed: Needed) -> str:
    if not needed.more:
        return "As the responses stand, the approval is reached."
    if not needed.possible:
        return "The approval can no longer be reached."
    return f"{plural(needed.more, 'more response')} in favour, and none against, would reach the approval."


def _objections(returns: Returns, options: Sequence[Option], thresholds: Thresholds) -> str:
    consents = {option.code for option in options if option.in_favour}
    count = sum(number for code, number in returns.responses.items() if code not in consents)
    least = max(1, ceil(Fraction(thresholds.approval) * returns.eligible))
    if count >= least:
        return f"{plural(count, 'objection')} so far, enough to defeat the proposal."
    return f"{plural(least - count, 'more objection')} would defeat the proposal."
