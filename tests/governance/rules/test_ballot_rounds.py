"""Rounds of a ballot: standing by the clock, faults of a plan, who may respond, what is still needed, by exception."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules.ballot_answers import Voter, refuse_moment, refuse_second, refuse_voter
from governance.rules.ballot_counting import (
    UnknownAnswer,
    approval_needed,
    exception_outcome,
    outcome_of,
    returns_of,
    still_needed,
    turnout_needed,
)
from governance.rules.ballot_rounds import (
    Mode,
    Option,
    Plan,
    Standing,
    plan_faults,
    read_fraction,
    read_reminders,
    refuse_mode,
    standing_of,
)
from governance.rules.ballots import ApprovalOf, Returns, Thresholds, approval_of, turnout_of

OPENS, CLOSES = datetime(2016, 1, 4, 9, tzinfo=UTC), datetime(2016, 1, 25, 17, tzinfo=UTC)
HALF, QUARTERS, QUARTER = Fraction(1, 2), Fraction(3, 4), Fraction(1, 4)
SECTION = "Specification of governance, section 3"
YES, NO, BLANK = Option("yes", "Yes", in_favour=True), Option("no", "No"), Option("blank", "No view", commits=False)


@pytest.mark.clause(SECTION, part="opening and closing moment")
@pytest.mark.parametrize(
    ("at", "standing"),
    [
        (OPENS - timedelta(seconds=1), Standing.WAITING),
        (OPENS, Standing.OPEN),
        (CLOSES - timedelta(seconds=1), Standing.OPEN),
        (CLOSES, Standing.OVER),
    ],
)
def test_an_issued_round_is_open_from_its_opening_moment_until_before_its_closing_moment(
    at: datetime, standing: Standing
) -> None:
    assert standing_of(state="issued", opens_at=OPENS, closes_at=CLOSES, at=at) == standing


def test_what_was_done_stands_whatever_the_clock_says() -> None:
    assert standing_of(state="draft", opens_at=OPENS, closes_at=CLOSES, at=OPENS) == Standing.DRAFT
    assert standing_of(state="counted", opens_at=OPENS, closes_at=CLOSES, at=OPENS) == Standing.COUNTED


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("50%", HALF),
        ("1/2", HALF),
        ("0.75", QUARTERS),
        (" 3 / 4 ", QUARTERS),
        ("100%", Fraction(1)),
        ("1", Fraction(1)),
    ],
)
def test_a_threshold_is_read_as_people_type_it(typed: str, read: Fraction) -> None:
    assert read_fraction(typed) == read


@pytest.mark.parametrize("typed", ["", "half", "0", "-1/2", "101%", "3/2", "1/0", "%"])
def test_what_is_no_part_of_a_whole_is_no_threshold(typed: str) -> None:
    assert read_fraction(typed) is None


@pytest.mark.parametrize(("typed", "read"), [("7, 2", (7, 2)), ("2;7 7", (7, 2)), ("", ()), ("60", (60,))])
def test_reminders_are_days_before_closing_the_earliest_first(typed: str, read: tuple[int, ...]) -> None:
    assert read_reminders(typed) == read


@pytest.mark.parametrize("typed", ["0", "61", "-3", "a week", "3.5"])
def test_other_words_are_no_reminders(typed: str) -> None:
    assert read_reminders(typed) is None


def plan(*options: Option, **more: object) -> Plan:
    return Plan("Shall we?", options or (YES, NO), OPENS, CLOSES, **more)  # type: ignore[arg-type]


def test_a_sound_plan_has_no_fault() -> None:
    assert plan_faults(plan(YES, NO, BLANK, reminders=(7, 2))) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (plan(YES), "at least two options"),
        (plan(YES, YES), "say the same"),
        (plan(NO, BLANK), "in favour"),
        (plan(YES, BLANK, mode=Mode.BY_EXCEPTION), "an objection"),
        (Plan("Shall we?", (YES, NO), CLOSES, OPENS), "after the opening moment"),
        (plan(reminders=(30,)), "less than 30 days"),
    ],
)
def test_each_fault_of_a_plan_is_said(wrong: Plan, said: str) -> None:
    assert any(said in sentence for _, sentence in plan_faults(wrong))


@pytest.mark.clause("Mid Essex paper, appendix 4", part="by exception")
def test_by_exception_only_where_the_terms_allow_it() -> None:
    assert "do not allow" in (refuse_mode("by_exception", terms_allow=False) or "")
    assert refuse_mode("by_exception", terms_allow=True) is None
    assert refuse_mode("opt_in", terms_allow=False) is None


@pytest.mark.clause("Mid Essex paper, section 2.2", part="roll")
def test_of_47_practices_the_two_of_existing_contractors_have_no_response() -> None:
    held = Voter("Larchmere Surgery", is_eligible=False, excluded_because="Held by the partners of Finchwick Surgery")
    assert refuse_voter(held) == (
        "Larchmere Surgery is left out of the roll: Held by the partners of Finchwick Surgery"
    )
    assert "not on the roll" in (refuse_voter(None) or "")
    assert refuse_voter(Voter("Finchwick Surgery", is_eligible=True)) is None


@pytest.mark.clause(SECTION, part="one response a practice")
def test_the_first_response_counts() -> None:
    assert refuse_second(Voter("Finchwick Surgery", is_eligible=True)) is None
    again = refuse_second(Voter("Finchwick Surgery", is_eligible=True, responded_at=OPENS))
    assert again == "Finchwick Surgery has responded already, on 4 January 2016 at 9am. The first response counts."


@pytest.mark.clause(SECTION, part="within the moments of the round")
@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing.WAITING, "opens on 4 January 2016 at 9am"),
        (Standing.DRAFT, "opens on 4 January 2016 at 9am"),
        (Standing.OVER, "closed on 25 January 2016 at 5pm"),
        (Standing.PUBLISHED, "closed on 25 January 2016 at 5pm"),
        (Standing.CANCELLED, "called off"),
    ],
)
def test_outside_its_moments_a_response_is_refused_with_the_moment(standing: Standing, said: str) -> None:
    assert said in (refuse_moment(standing, opens_at=OPENS, closes_at=CLOSES) or "")
    assert refuse_moment(Standing.OPEN, opens_at=OPENS, closes_at=CLOSES) is None


def test_answers_are_counted_by_option_and_those_that_commit_to_nothing_together() -> None:
    found = returns_of(["yes"] * 26 + ["no"] * 8 + ["blank"], (YES, NO, BLANK), eligible=45)
    assert found == Returns(45, {"yes": 26, "no": 8}, 1)
    with pytest.raises(UnknownAnswer):
        returns_of(["perhaps"], (YES, NO), eligible=45)


def test_opt_in_is_counted_by_the_two_thresholds() -> None:
    outcome = outcome_of(Returns(45, {"yes": 26, "no": 8}, 1), (YES, NO, BLANK), Thresholds(HALF, QUARTERS),
                         mode="opt_in")  # fmt: skip
    assert outcome.carried
    assert outcome.working[-1] == "Carried."


@pytest.mark.clause("Mid Essex paper, appendix 4", part="objections")
@pytest.mark.parametrize(("objections", "carried"), [(8, True), (11, True), (12, False), (0, True)])
def test_by_exception_silence_consents_and_a_quarter_of_all_practices_defeats(
    objections: int, *, carried: bool
) -> None:
    outcome = outcome_of(Returns(45, {"yes": 0, "no": objections}), (YES, NO), Thresholds(HALF, QUARTER),
                         mode="by_exception")  # fmt: skip
    assert outcome.carried is carried
    assert "silence counted as consent" in outcome.working[1]


def test_by_exception_exactly_the_threshold_defeats_and_an_empty_roll_carries_nothing() -> None:
    assert not exception_outcome(Returns(4, {"no": 1}), [], Thresholds(HALF, QUARTER)).carried
    assert not exception_outcome(Returns(0, {"no": 0}), [], Thresholds(HALF, QUARTER)).carried


@pytest.mark.clause("Mid Essex paper, section 1.2", part="turnout still needed")
def test_ten_of_45_need_13_more_for_the_turnout() -> None:
    assert turnout_needed(Returns(45, {"yes": 0, "no": 0}, 10), Thresholds(HALF, QUARTERS)).more == 13


@pytest.mark.clause("Mid Essex paper, section 1.2", part="approval still needed")
@pytest.mark.parametrize(
    ("returns", "of", "more"),
    [
        (Returns(45, {"yes": 18, "no": 14}), ApprovalOf.COMMITTED, 24),
        (Returns(45, {"yes": 26, "no": 8}, 1), ApprovalOf.COMMITTED, 0),
        (Returns(45, {"yes": 26, "no": 8}, 1), ApprovalOf.RESPONSES, 1),
        (Returns(45, {"yes": 26, "no": 8}, 1), ApprovalOf.ELIGIBLE, 8),
        (Returns(45, {"yes": 0, "no": 0}), ApprovalOf.COMMITTED, 1),
    ],
)
def test_how_many_more_in_favour_make_the_approval(returns: Returns, of: ApprovalOf, more: int) -> None:
    assert approval_needed(returns, ["yes"], Thresholds(HALF, QUARTERS, approval_of=of)).more == more


def test_where_all_must_agree_one_against_ends_it() -> None:
    assert not approval_needed(Returns(9, {"yes": 1, "no": 1}), ["yes"], Thresholds(HALF, Fraction(1))).possible


@st.composite
def rounds_on(draw: st.DrawFn) -> tuple[Returns, Thresholds]:
    eligible = draw(st.integers(1, 60))
    yes = draw(st.integers(0, eligible))
    no = draw(st.integers(0, eligible - yes))
    blank = draw(st.integers(0, eligible - yes - no))
    part = st.fractions(min_value=Fraction(1, 20), max_value=1, max_denominator=20)
    of = draw(st.sampled_from(ApprovalOf))
    return Returns(eligible, {"yes": yes, "no": no}, blank), Thresholds(draw(part), draw(part), draw(st.booleans()), of)


@given(rounds_on())
def test_exactly_as_many_more_as_said_are_needed(found: tuple[Returns, Thresholds]) -> None:
    returns, thresholds = found

    def with_more(count: int) -> Returns:
        yes = returns.responses["yes"] + count
        return Returns(returns.eligible, {**returns.responses, "yes": yes}, returns.uncommitted)

    for needed, reached in (
        (
            turnout_needed(returns, thresholds),
            lambda then: turnout_of(then, thresholds).reaches(thresholds.turnout),
        ),
        (
            approval_needed(returns, ["yes"], thresholds),
            lambda then: approval_of(then, ["yes"], thresholds).reaches(thresholds.approval),
        ),
    ):
        assert needed.silent == returns.eligible - sum(returns.responses.values()) - returns.uncommitted
        first = next((n for n in range(needed.silent + 1) if reached(with_more(n))), None)
        assert (needed.more if needed.possible else None) == first


def said(returns: Returns, *, mode: str = "opt_in", sealed: bool = False) -> tuple[str, ...]:
    thresholds = Thresholds(HALF, QUARTERS if mode == "opt_in" else QUARTER)
    return still_needed(returns, (YES, NO, BLANK), thresholds, mode=mode, sealed=sealed)


def test_what_is_still_needed_is_said_of_a_sealed_round_by_its_turnout_only() -> None:
    open_round = said(Returns(45, {"yes": 9, "no": 1}))
    assert open_round == (
        "10 of 45 eligible practices responded. 13 more responses are needed for the turnout.",
        "As the responses stand, the approval is reached.",
    )
    assert said(Returns(45, {"yes": 0, "no": 0}, 22), sealed=True) == (
        "22 of 45 eligible practices responded. 1 more response is needed for the turnout.",
    )


@pytest.mark.parametrize(
    ("returns", "words"),
    [
        (Returns(45, {"yes": 18, "no": 5}), "The turnout is reached."),
        (Returns(45, {"yes": 1, "no": 1}), "2 more responses in favour, and none against"),
        (Returns(10, {"yes": 1, "no": 9}), "can no longer be reached"),
    ],
)
def test_the_sentences_of_a_round_that_is_not_sealed(returns: Returns, words: str) -> None:
    assert words in " ".join(said(returns))


def test_a_turnout_that_blanks_do_not_make_can_be_out_of_reach() -> None:
    thresholds = Thresholds(HALF, QUARTERS, turnout_counts_uncommitted=False)
    lines = still_needed(Returns(4, {"yes": 1, "no": 0}, 3), (YES, NO, BLANK), thresholds, mode="opt_in", sealed=True)
    assert "turnout can no longer be reached" in lines[0]


def test_by_exception_objections_are_what_is_still_needed() -> None:
    assert "4 more objections would defeat" in said(Returns(45, {"yes": 0, "no": 8}), mode="by_exception")[1]
    assert "12 objections so far, enough" in said(Returns(45, {"yes": 0, "no": 12}), mode="by_exception")[1]
    assert len(said(Returns(45, {"yes": 0, "no": 8}), mode="by_exception", sealed=True)) == 1
