"""The rules of risks and opportunities."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.rules import risks as rules
from governance.rules.risks import Entry, Score

TODAY = date(2016, 5, 3)
FROM_1_TO_5 = st.integers(1, 5)


@pytest.mark.clause("Specification of governance, section 9", part="a risk is scored")
def test_a_score_is_likelihood_times_impact() -> None:
    assert rules.score_of(3, 4) == 12
    assert Score(5, 5).value == 25
    for wrong in ((0, 3), (3, 6)):
        with pytest.raises(ValueError, match="from 1 to 5"):
            rules.score_of(*wrong)


@pytest.mark.clause("Specification of governance, section 9", part="the band of a score")
@pytest.mark.parametrize(
    ("score", "band"),
    [
        (1, "low"),
        (3, "low"),
        (4, "moderate"),
        (6, "moderate"),
        (8, "high"),
        (12, "high"),
        (15, "extreme"),
        (25, "extreme"),
    ],
)
def test_bands_begin_at_4_8_and_15(score: int, band: str) -> None:
    assert rules.band_of(score) == band


@given(FROM_1_TO_5, FROM_1_TO_5)
def test_more_likely_or_more_serious_is_never_in_a_lower_band(likelihood: int, impact: int) -> None:
    order = list(rules.BANDS)
    one = order.index(Score(likelihood, impact).band)
    assert order.index(Score(min(likelihood + 1, 5), impact).band) >= one
    assert order.index(Score(likelihood, min(impact + 1, 5)).band) >= one


@pytest.mark.clause("Tower Hamlets paper, risks and opportunities", part="mitigation")
def test_mitigation_lowers_a_risk_and_raises_an_opportunity() -> None:
    def fault(kind: str, before: Score, now: Score, words: str = "Something is done.") -> str | None:
        return rules.mitigation_fault(kind, before=before, now=now, mitigation=words)

    assert fault("risk", Score(4, 4), Score(2, 4)) is None
    assert fault("risk", Score(4, 4), Score(4, 4), "") is None
    assert fault("opportunity", Score(2, 4), Score(4, 4)) is None
    assert "scores 16, and without it 8" in str(fault("risk", Score(2, 4), Score(4, 4)))
    assert "scores 8, and without it 16" in str(fault("opportunity", Score(4, 4), Score(2, 4)))
    assert fault("risk", Score(4, 4), Score(2, 4), " ") == (
        "The score is different with mitigation. Enter what is done."
    )


@pytest.mark.clause("Specification of governance, section 9", part="a risk is reviewed")
def test_a_review_is_past_follows_the_last_and_says_when_the_next_is() -> None:
    def faults(on: date, next_on: date | None) -> list[str]:
        found = rules.review_faults(on=on, next_on=next_on, last_on=date(2016, 4, 1), today=TODAY)
        return [field for field, _ in found]

    assert faults(TODAY, date(2016, 8, 3)) == []
    assert faults(date(2016, 4, 1), TODAY) == []
    assert faults(date(2016, 3, 31), TODAY) == ["on"]
    assert faults(date(2016, 5, 4), date(2016, 8, 3)) == ["on"]
    assert faults(TODAY, TODAY) == ["next_on"]
    assert faults(date(2016, 4, 2), date(2016, 5, 2)) == ["next_on"]
    assert faults(TODAY, None) == []


@pytest.mark.clause("Specification of governance, section 9", part="overdue reviews")
def test_a_review_is_announced_a_week_before_and_once_it_is_late() -> None:
    def stage(review_on: date) -> str | None:
        found = rules.reminder_on(TODAY, review_on=review_on)
        return found.stage if found else None

    assert stage(TODAY + timedelta(days=8)) is None
    assert stage(TODAY + timedelta(days=7)) == "soon"
    assert stage(TODAY) == "soon"
    assert stage(TODAY - timedelta(days=1)) == "late"


def test_how_far_away_a_review_is() -> None:
    assert rules.review_words(TODAY, today=TODAY) == "Due today"
    assert rules.review_words(date(2016, 5, 5), today=TODAY) == "Due in 2 days"
    assert rules.review_words(date(2016, 5, 2), today=TODAY) == "Overdue by 1 day"


@pytest.mark.clause("Specification of governance, section 9", part="the trend of a risk")
@pytest.mark.parametrize(
    ("scores", "words"),
    [([12], ""), ([], ""), ([12, 9], "Down from 12"), ([20, 6, 9], "Up from 6"), ([9, 9], "The same")],
)
def test_the_trend_compares_with_the_review_before(scores: list[int], words: str) -> None:
    assert rules.trend_of(scores) == words


RAISED, REVIEWED, AGAIN = (
    Entry("raised", date(2016, 1, 4), 16),
    Entry("reviewed", date(2016, 2, 1), 12),
    Entry("reviewed", date(2016, 4, 4), 12),
)
CLOSED = Entry("closed", date(2016, 4, 20), 12)


@pytest.mark.clause("Specification of governance, section 9", part="what changed in the register since a day")
@pytest.mark.parametrize(
    ("entries", "since", "sort", "words"),
    [
        ([RAISED], date(2016, 1, 4), "new", "Raised on 4 January 2016 with a score of 16."),
        (
            [RAISED, REVIEWED],
            date(2016, 1, 1),
            "new",
            "Raised on 4 January 2016 with a score of 16, and scores 12 now.",
        ),
        ([RAISED, REVIEWED], date(2016, 1, 5), "down", "The score went down from 16 to 12, last on 1 February 2016."),
        ([RAISED, REVIEWED, AGAIN], date(2016, 2, 2), "same", "Reviewed on 4 April 2016: the score stays at 12."),
        (
            [REVIEWED, Entry("reviewed", date(2016, 3, 1), 20)],
            date(2016, 2, 2),
            "up",
            "The score went up from 12 to 20, last on 1 March 2016.",
        ),
        ([RAISED, CLOSED], date(2016, 4, 1), "closed", "Closed on 20 April 2016: it was taken."),
        ([RAISED, CLOSED], date(2016, 1, 1), "closed", "Raised and closed on 20 April 2016: it was taken."),
    ],
)
def test_what_changed_since_a_day(entries: list[Entry], since: date, sort: str, words: str) -> None:
    assert rules.changed_since(entries, since, outcome="It was taken") == rules.Changed(sort, words)


def test_nothing_changed_where_nothing_was_entered() -> None:
    assert rules.changed_since([RAISED, REVIEWED], date(2016, 2, 2)) is None
