"""A practice's answer to an invitation, and its returns."""

from datetime import date
from enum import StrEnum

from functions.rules.schemes.gates import CLAUSE
from hubportal.clauses.register import clause
from hubportal.web.words import long_date

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


@clause(CLAUSE, part="the day of a return")
def refuse_return(practice: str, *, on: date, signed_up_on: date, today: date) -> str | None:
    """A practice returns something once it has signed up, and a return is recorded once it has come."""
    if on > today:
        return "The day of return must be today or in the past."
    if on < signed_up_on:
        return f"{practice} signed up on {long_date(signed_up_on)}. Its return cannot have come before that day."
    return None


@clause(CLAUSE, part="monitoring against the schedule")
def standing(*, due_on: date, returned_on: date | None, today: date) -> Standing:
    """A return is in time on or before its day, late after it, and overdue once the day has passed without it."""
    if returned_on is not None:
        return Standing.IN_TIME if returned_on <= due_on else Standing.LATE
    return Standing.OVERDUE if today > due_on else Standing.WAITED_FOR
