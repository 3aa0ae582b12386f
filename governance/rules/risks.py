"""Risks and opportunities: their score and band, what mitigation may do to it, when they are reviewed, what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hubportal.clauses import clause
from hubportal.records.rules.moves import Move, Moves
from hubportal.web.words import long_date, lower_first, plural

CLAUSE = "Tower Hamlets paper, risks and opportunities"
SECTION = "Specification of governance, section 9"
RISK, OPPORTUNITY = "risk", "opportunity"
KINDS = {RISK: "Risk", OPPORTUNITY: "Opportunity"}
SCALE = range(1, 6)
LIKELIHOODS = {1: "1: hardly ever", 2: "2: unlikely", 3: "3: possible", 4: "4: likely", 5: "5: almost certain"}
IMPACTS = {1: "1: very small", 2: "2: small", 3: "3: moderate", 4: "4: large", 5: "5: very large"}
LOW, MODERATE, HIGH, EXTREME = "low", "moderate", "high", "extreme"
BANDS = {LOW: "Low", MODERATE: "Moderate", HIGH: "High", EXTREME: "Extreme"}
FROM_SCORE = {LOW: 1, MODERATE: 4, HIGH: 8, EXTREME: 15}
RISK_COLOURS = {LOW: "green", MODERATE: "yellow", HIGH: "orange", EXTREME: "red"}
OPPORTUNITY_COLOURS = {LOW: "grey", MODERATE: "blue", HIGH: "aqua-green", EXTREME: "purple"}
OPEN, CLOSED = "open", "closed"
LOOKED_BACK = timedelta(days=91)  # since when a report tells changes, unless asked otherwise: a quarter
STATES = {OPEN: "Open", CLOSED: "Closed"}
COLOURS = {OPEN: "blue", CLOSED: "grey"}
OUTCOMES = {
    RISK: {
        "gone": "It can no longer happen",
        "happened": "It has happened, and is handled as an issue",
        "accepted": "It is accepted as it is",
        "passed": "Somebody else has taken it over",
    },
    OPPORTUNITY: {
        "taken": "It was taken",
        "missed": "It has gone by",
        "given_up": "It is not worth what it costs",
        "passed": "Somebody else has taken it over",
    },
}
SOON = 7
PERMISSION = "ccg_case_comment"  # the CCG's lead and the hub's people hold it; the service asks for more
MOVES = Moves(
    states=STATES,
    colours=COLOURS,
    first=OPEN,
    moves=(
        Move(
            "close", "Close", frozenset({OPEN}), CLOSED, clause=SECTION, permission=PERMISSION, needs_reason=True,
            ends=True,
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Score:
    """How likely something is and how much it would matter, each from 1 to 5."""

    likelihood: int
    impact: int

    @property
    def value(self) -> int:
        """From 1 to 25."""
        return score_of(self.likelihood, self.impact)

    @property
    def band(self) -> str:
        """The code of its band."""
        return band_of(self.value)


@clause(SECTION, part="a risk is scored")
def score_of(likelihood: int, impact: int) -> int:
    """A score is likelihood times impact, each from 1 to 5."""
    if likelihood not in SCALE or impact not in SCALE:
        raise ValueError("likelihood and impact are each from 1 to 5")
    return likelihood * impact


@clause(SECTION, part="the band of a score")
def band_of(score: int) -> str:
    """A score from 15 is extreme, from 8 high, from 4 moderate, and below that low (our reading: the form has none)."""
    return next(band for band in (EXTREME, HIGH, MODERATE, LOW) if score >= FROM_SCORE[band])


@clause(CLAUSE, part="mitigation")
def mitigation_fault(kind: str, *, before: Score, now: Score, mitigation: str) -> str | None:
    """What is done about a risk never makes its score higher, what is done to take an opportunity never makes it
    lower; and a score that differs from the one before says what is done.
    """
    if now.value != before.value and not mitigation.strip():
        return "The score is different with mitigation. Enter what is done."
    if kind == RISK and now.value > before.value:
        return (
            f"With mitigation the risk scores {now.value}, and without it {before.value}."
            " Mitigation does not make a risk higher: change one of the two."
        )
    if kind == OPPORTUNITY and now.value < before.value:
        return (
            f"With what is done the opportunity scores {now.value}, and without it {before.value}."
            " What is done to take it does not make it lower: change one of the two."
        )
    return None


@clause(SECTION, part="a risk is reviewed")
def review_faults(*, on: date, next_on: date | None, last_on: date, today: date) -> list[tuple[str, str]]:
    """A review is held today or earlier, not before the last one, and says when the next one is: (field, sentence)."""
    faults = []
    if on > today:
        faults.append(("on", "The day of the review must be today or in the past."))
    elif on < last_on:
        faults.append(("on", f"The review must not be before the last one, on {long_date(last_on)}."))
    if next_on is not None and next_on <= on:
        faults.append(("next_on", "The next review must be after this one."))
    elif next_on is not None and next_on < today:
        faults.append(("next_on", "The next review must be today or later."))
    return faults


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a review is due soon or has not been held by its day."""

    stage: str
    words: str


@clause(SECTION, part="overdue reviews")
def reminder_on(today: date, *, review_on: date) -> Reminder | None:
    """A review is announced from a week before its day, and once more when its day has passed without it."""
    if review_on < today:
        return Reminder("late", f"was due on {long_date(review_on)}")
    if review_on <= today + timedelta(days=SOON):
        return Reminder("soon", f"is due on {long_date(review_on)}")
    return None


def review_words(review_on: date, *, today: date) -> str:
    """How far away a review is, in words."""
    left = (review_on - today).days
    if left < 0:
        return f"Overdue by {plural(-left, 'day')}"
    return "Due today" if left == 0 else f"Due in {plural(left, 'day')}"


@clause(SECTION, part="the trend of a risk")
def trend_of(scores: Sequence[int]) -> str:
    """Where a score has gone since the review before; empty until there was one."""
    if len(scores) < 2:
        return ""
    before, now = scores[-2], scores[-1]
    return "The same" if before == now else f"Up from {before}" if now > before else f"Down from {before}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the record of a risk: raised, reviewed or closed on a day, with its score from then."""

    what: str
    on: date
    score: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one risk since a day: `sort` is new, closed, up, down or same."""

    sort: str
    words: str


SORTS = {"new": "New", "up": "Score is higher", "down": "Score is lower", "same": "Reviewed", "closed": "Closed"}


@clause(SECTION, part="what changed in the register since a day")
def changed_since(entries: Iterable[Entry], since: date, *, outcome: str = "") -> Changed | None:
    """What the entries from a day on did to a risk, that day included: it was raised, closed, its score moved, or it
    was reviewed and stayed; None where nothing was entered. `outcome` is why it was closed, in words.
    """
    given = list(entries)
    fresh = [one for one in given if one.on >= since]
    if not fresh:
        return None
    last = fresh[-1]
    began = given[0]
    if last.what == CLOSED:
        new = "Raised and closed" if began.on >= since else "Closed"
        return Changed("closed", f"{new} on {long_date(last.on)}: {lower_first(outcome)}.")
    if began.on >= since:
        moved = f", and scores {last.score} now" if last.score != began.score else ""
        return Changed("new", f"Raised on {long_date(began.on)} with a score of {began.score}{moved}.")
    before = [one for one in given if one.on < since][-1].score
    if last.score == before:
        return Changed("same", f"Reviewed on {long_date(last.on)}: the score stays at {last.score}.")
    sort = "up" if last.score > before else "down"
    return Changed(sort, f"The score went {sort} from {before} to {last.score}, last on {long_date(last.on)}.")
