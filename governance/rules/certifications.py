"""The quarterly self-certification: its five statements, when it is due, and whose signature it needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten

from hubportal.clauses import clause
from hubportal.clocks.wording import in_words
from hubportal.records.rules.moves import Move, Moves

CLAUSE = "Mid Essex paper, section 2.6"
STATEMENTS = {
    "governance": "Governance and conflicts of interest",
    "procurement": "Procurement",
    "expiry": "Expiry of contracts",
    "availability": "Availability of services",
    "outcomes": "Outcomes",
}
COMPLIANT, NOT_COMPLIANT = "compliant", "not_compliant"
STANDINGS = {COMPLIANT: "Compliant", NOT_COMPLIANT: "Not compliant, with an action"}
SIGNS = {"delegated": "governing_body", "joint": "joint_committee"}
SIGNATORIES = {"governing_body": "Governing body", "joint_committee": "Joint committee"}
CCG_SIDE = "ccg"
WARNED = timedelta(weeks=2)
MOST_WORDS = 160
STATES = {"draft": "In preparation", "signed": "Signed"}
COLOURS = {"draft": "yellow", "signed": "green"}
MOVES = Moves(
    states=STATES,
    colours=COLOURS,
    first="draft",
    moves=(Move("sign", "Sign", frozenset({"draft"}), "signed", clause=CLAUSE, permission="ccg_sign", ends=True),),
)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a financial year by its first and last day."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """Such as quarter 3 of 2015/16."""
        year = self.first.year if self.first.month >= 4 else self.first.year - 1
        return f"quarter {(self.first.month - 4) % 12 // 3 + 1} of {year}/{(year + 1) % 100:02}"


def quarter_with(day: date) -> Quarter:
    """The quarter a day is in: quarters begin on 1 January, April, July and October."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = date(first.year + (first.month + 3) // 13, (first.month + 2) % 12 + 1, 1)
    return Quarter(first, after - timedelta(days=1))


def quarter_before(quarter: Quarter) -> Quarter:
    """The quarter before one."""
    return quarter_with(quarter.first - timedelta(days=1))


@clause(CLAUSE, part="each quarter")
def due_on(quarter: Quarter) -> date:
    """A certification is made of every quarter once it has ended, by the end of the month after it (our reading)."""
    begins = quarter.last + timedelta(days=1)
    return date(begins.year, begins.month + 1, 1) - timedelta(days=1)


@clause(CLAUSE, part="of a quarter that has ended")
def quarter_fault(quarter: Quarter, today: date) -> str | None:
    """A quarter is certified once it has ended, since only then is its level and its evidence known."""
    if quarter.last < today:
        return None
    return f"That quarter ends on {in_words(quarter.last)}. It can be certified from the day after."


@clause(CLAUSE, part="who signs")
def party_that_signs(level: str) -> str | None:
    """The governing body signs when the CCG is delegated, the joint committee when it is joint; at greater
    involvement, or where the level is not recorded, none is asked.
    """
    return SIGNS.get(level)


@clause(CLAUSE, part="signed for the body")
def signing_fault(*, party: str, side: str) -> str | None:
    """For the governing body somebody of the CCG signs; for the joint committee either side may (our reading)."""
    if party == "governing_body" and side != CCG_SIDE:
        return "The governing body’s signatory signs for the CCG, and your role is not there."
    return None


@clause(CLAUSE, part="compliant, or not with an action")
def statement_faults(statements: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Each of the five statements is compliant, or not compliant with an action and the day it is done by."""
    faults = []
    for code, words in STATEMENTS.items():
        said = statements.get(code, {})
        if said.get("standing") not in STANDINGS:
            faults.append(f"{words}: not answered yet")
        elif said["standing"] == NOT_COMPLIANT and not said.get("action", "").strip():
            faults.append(f"{words}: enter the action")
        elif said["standing"] == NOT_COMPLIANT and not said.get("action_by"):
            faults.append(f"{words}: enter the day by which the action is done")
    return faults


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be done where a statement is not compliant, as a date to keep."""

    code: str
    words: str
    due_on: date

    @property
    def named(self) -> str:
        """Its statement and its words in one line, cut at a word where they are long."""
        return shorten(f"{STATEMENTS[self.code]}: {self.words}", MOST_WORDS, placeholder=" …")

    @property
    def warn_on(self) -> date:
        """The first day on which somebody is told that it is coming."""
        return self.due_on - WARNED


def step_of(code: str) -> str:
    """The name of an action's date among the dates of its certification."""
    return f"action-{code}"


@clause(CLAUSE, part="an action is a date to keep")
def actions_of(statements: Mapping[str, Mapping[str, str]]) -> list[Action]:
    """From the signature on, the action of each statement that is not compliant is to be done by its day (our reading:
    the source asks for the action, and an action that nobody follows is none).
    """
    return [
        Action(code, said["action"], date.fromisoformat(said["action_by"]))
        for code in STATEMENTS
        if (said := statements.get(code, {})).get("standing") == NOT_COMPLIANT
    ]


@clause(CLAUSE, part="an action is done once, after the signature")
def done_fault(*, done_on: date, already: date | None, signed_on: date | None, today: date) -> tuple[str, str] | None:
    """An action is recorded as done once, on a day from the signature to today; answers with the field and what is
    wrong, and with no field where it is not the day.
    """
    if already is not None:
        return "", done_already(already)
    if done_on > today:
        return "done_on", "The day it was done must be today or in the past."
    if signed_on is None or done_on < signed_on:
        return "done_on", "The day it was done must be the same as or after the day of the signature."
    return None


def done_already(on: date) -> str:
    """That there is nothing left to record."""
    return f"This action is done already: on {in_words(on)}."


@dataclass(frozen=True, slots=True)
class Compared:
    """How a statement stands beside the quarter before; `change` is empty where there is nothing to compare."""

    code: str
    before: str
    now: str

    @property
    def change(self) -> str:
        """Better, worse or the same, in words."""
        if self.before not in STANDINGS or self.now not in STANDINGS:
            return ""
        if self.before == self.now:
            return "The same"
        return "Better" if self.now == COMPLIANT else "Worse"


@clause("Specification of governance, section 9", part="compared with the quarter before")
def compared(before: Mapping[str, Mapping[str, str]] | None, now: Mapping[str, Mapping[str, str]]) -> list[Compared]:
    """Each statement beside what was certified of it a quarter earlier."""
    earlier = before or {}
    return [
        Compared(code, earlier.get(code, {}).get("standing", ""), now.get(code, {}).get("standing", ""))
        for code in STATEMENTS
    ]
