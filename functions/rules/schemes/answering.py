"""A practice's answer to an invitation, and its returns."""

from datetime import date
from enum import StrEnum

from functions.rules.schemes.gates import CLAUSE
from hubportal.clauses.register import clause

STATES = {
    "invited": "No answer yet",
    "yes": "Signed up",
    "no": "Declined",
    "withdrawn": "Invitation withdrawn",
}


class Standing(StrEnum):
    """How one return of a practice stands."""

    IN_TIME = "in_time"
    LATE = "late"
    OVERDUE = "overdue"
    WAITED_FOR = "waited_for"


STANDING_WORDS = {
    Standing.IN_TIME: "Returned in time",
    Standing.LATE: "Returned late",
    Standing.OVERDUE: "Overdue",
    Standing.WAITED_FOR: "Not due yet",
}


@clause(CLAUSE, part="one answer")
def refuse_answer(*, state: str, on: date, sign_up_from: date, answer_by: date) -> str | None:
    """A practice answers its invitation once, yes or no, within the window to sign up."""
    if state == "withdrawn":
        return "This invitation was withdrawn. Ask the hub."
    if state != "invited":
        return f"The practice has answered already: {STATES[state].lower()}. To change the answer, ask the hub."
    if on < sign_up_from:
        return "The window to sign up has not opened yet."
    if on > answer_by:
        return "The window to sign up has closed. The hub can set a later day to answer."
    return None


@clause(CLAUSE, part="monitoring against the schedule")
def standing(*, due_on: date, returned_on: date | None, today: date) -> Standing:
    """A return is in time on or before its day, late after it, and overdue once the day has passed without it."""
    if returned_on is not None:
        return Standing.IN_TIME if returned_on <= due_on else Standing.LATE
    return Standing.OVERDUE if today > due_on else Standing.WAITED_FOR
