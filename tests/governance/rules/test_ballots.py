"""Ballots of member practices: the rounds of Mid Essex and the edges of both thresholds."""

from fractions import Fraction
from typing import Any

import pytest

from governance.rules.ballots import ApprovalOf, ImpossibleReturns, Result, Returns, Thresholds, result_of

HALF, QUARTERS = Fraction(1, 2), Fraction(3, 4)


def result(yes: int, no: int = 0, *, eligible: int = 45, uncommitted: int = 0, **more: Any) -> Result:
    """A round of yes and no under the source's thresholds."""
    returns = Returns(eligible, {"yes": yes, "no": no}, uncommitted)
    return result_of(returns, ["yes"], Thresholds(HALF, QUARTERS, **more))


@pytest.mark.clause("Mid Essex paper, section 1.2", part="approval")
def test_the_second_round_of_mid_essex_carried() -> None:
    second = result(26, 8, uncommitted=1)
    assert (str(second.turnout), str(second.approval)) == ("35/45", "26/34")
    assert second.carried
    assert second.working[0].startswith("35 of 45 eligible practices responded (77.8%)")
    assert "(76.5%)" in second.working[1]


def test_the_first_round_did_not() -> None:
    first = result_of(Returns(45, {"progress": 18, "wait": 14}), ["progress"], Thresholds(HALF, QUARTERS))
    assert (first.turnout_met, first.approval_met, first.carried) == (True, False, False)
    assert first.approval.percentage == "56.3%"


@pytest.mark.parametrize(("yes", "no", "carried"), [(27, 9, True), (25, 9, False)])
def test_exactly_three_quarters_is_enough(yes: int, no: int, *, carried: bool) -> None:
    assert result(yes, no).carried is carried


@pytest.mark.clause("Mid Essex paper, section 1.2", part="turnout")
@pytest.mark.parametrize(("yes", "met"), [(22, False), (23, True)])
def test_half_of_forty_five_is_twenty_three(yes: int, *, met: bool) -> None:
    assert result(yes).turnout_met is met


def test_whether_a_blank_paper_counts_for_turnout_is_a_setting_of_the_round() -> None:
    assert result(20, 2, uncommitted=1).carried
    assert not result(20, 2, uncommitted=1, turnout_counts_uncommitted=False).carried


@pytest.mark.parametrize(
    ("of", "approval", "carried"),
    [
        (ApprovalOf.COMMITTED, "26/34", True),
        (ApprovalOf.RESPONSES, "26/35", False),
        (ApprovalOf.ELIGIBLE, "26/45", False),
    ],
)
def test_the_denominator_decides(of: ApprovalOf, approval: str, *, carried: bool) -> None:
    found = result(26, 8, uncommitted=1, approval_of=of)
    assert (str(found.approval), found.carried) == (approval, carried)


def test_silence_is_not_consent() -> None:
    assert not result(26, 8, uncommitted=1, approval_of=ApprovalOf.ELIGIBLE).carried  # 37 of 45 did not object


def test_nobody_answering_meets_nothing() -> None:
    none = result(0)
    assert (none.turnout_met, none.approval_met) == (False, False)
    assert none.approval.percentage == "none"


def test_numbers_that_cannot_be_are_refused() -> None:
    with pytest.raises(ImpossibleReturns, match="46 answered, but only 45 are eligible") as wrong:
        result(40, 6)
    assert wrong.value.field == "responses"
    with pytest.raises(ImpossibleReturns, match="maybe is not an option"):
        result_of(Returns(45, {"yes": 1}), ["maybe"], Thresholds(HALF, QUARTERS))
