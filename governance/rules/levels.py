"""Windows and completeness of an application to change level (Mid Essex paper), and what a level means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hubportal.clauses import clause
from hubportal.clocks.wording import in_words

APPLICATION = "Mid Essex paper, section 1.1"
CHECKLIST_CLAUSE = "Mid Essex paper, appendix 1"
DELEGATED = "delegated"
LEVELS = {"greater_involvement": "Greater involvement", "joint": "Joint", "delegated": "Delegated"}

CHECKLIST = {
    "objectives": "Objectives and intended benefits of the arrangement",
    "constitution": "Constitution amended, and the amendment approved",
    "governance": "Governance documentation updated in line with guidance",
    "conflicts": "Conflicts of interest policy and thresholds updated",
    "information": "Information governance toolkit at level 2 or above",
}
COMPONENTS = {
    "well_led": "Well led organisation",
    "delegated_functions": "Delegated functions",
    "finance": "Financial management",
    "performance": "Performance",
    "planning": "Planning",
}
RATINGS = {
    "outstanding": "Outstanding",
    "good": "Good",
    "limited": "Limited assurance",
    "not_assured": "Not assured",
    "not_applicable": "Not applicable",
}
CCG_SIDE, HUB_SIDE = "ccg", "nhs_england"
SIGNATORIES = {
    "accountable_officer": "Accountable Officer",
    "audit_chair": "Audit Committee chair",
    "director": "NHS England director of commissioning operations",
}
SIDE_OF = {"accountable_officer": CCG_SIDE, "audit_chair": CCG_SIDE, "director": HUB_SIDE}


@dataclass(frozen=True, slots=True)
class Window:
    """The dates of an application for one first day: told from `warn_from`, begun by `begin_by`, in by `submit_by`."""

    constitution_by: date
    warn_from: date
    begin_by: date
    submit_by: date
    go_live_on: date


@clause("Mid Essex paper, section 2.1", part="constitution windows")
def constitution_window(on: date) -> date:
    """Changes to a constitution are submitted by 1 June or by 1 November only: the last of these on or before a day."""
    days = (date(on.year, 11, 1), date(on.year, 6, 1), date(on.year - 1, 11, 1))
    return next(day for day in days if day <= on)


@clause(APPLICATION, part="window")
def window_for(go_live_on: date) -> Window:
    """An application to begin on 1 April is submitted by 1 January before it, with the constitution changed in the last
    window before that; work on it begins six to eight weeks before submission.
    """
    submit_by = date(go_live_on.year, 1, 1)
    return Window(
        constitution_by=constitution_window(submit_by),
        warn_from=submit_by - timedelta(weeks=8),
        begin_by=submit_by - timedelta(weeks=6),
        submit_by=submit_by,
        go_live_on=go_live_on,
    )


def next_go_live(today: date) -> date:
    """The first 1 April for which an application can still be submitted: by 1 January of its year."""
    return date(today.year if today <= date(today.year, 1, 1) else today.year + 1, 4, 1)


@clause("Mid Essex paper, section 2.1", part="next window")
def next_constitution_window(on: date) -> date:
    """The next 1 June or 1 November by which changes to a constitution can be submitted; the day itself counts."""
    days = (date(on.year, 6, 1), date(on.year, 11, 1), date(on.year + 1, 6, 1))
    return next(day for day in days if day >= on)


def go_live_after(submitted_on: date) -> date:
    """The first 1 April for which a change to the constitution submitted on a day is in time."""
    first = next_go_live(submitted_on)
    return first if submitted_on <= window_for(first).constitution_by else date(first.year + 1, 4, 1)


@clause("Mid Essex paper, section 2.1", part="window passed")
def window_passed(*, on: date, go_live_on: date) -> str | None:
    """Once the constitution window of a first day has passed, a change that was not submitted waits for the next
    window, and the level with it.
    """
    by, following = window_for(go_live_on).constitution_by, next_constitution_window(on)
    if on <= by:
        return None
    return (
        f"Changes to the constitution had to be submitted by {in_words(by)}. A change that was not can be submitted by"
        f" {in_words(following)}, and the first day is then {in_words(go_live_after(following))} at the earliest."
    )


@clause("Mid Essex paper, section 2.1", part="constitution in time")
def constitution_fault(*, submitted_on: date | None, on: date, go_live_on: date) -> str | None:
    """The change to the constitution was submitted within the window of the first day. While the window is open nothing
    more is asked; once it has passed, the application says on which day the change was submitted.
    """
    by = window_for(go_live_on).constitution_by
    if submitted_on is None:
        passed = window_passed(on=on, go_live_on=go_live_on)
        return passed and f"{passed} If it was submitted in time, enter the day."
    if submitted_on <= by:
        return None
    return (
        f"A change to the constitution submitted on {in_words(submitted_on)} is too late for"
        f" {in_words(go_live_on)}: the last day was {in_words(by)}."
        f" Change the first day to {in_words(go_live_after(submitted_on))} or later."
    )


def go_live_fault(go_live_on: date) -> str | None:
    """A new level begins with a financial year."""
    if (go_live_on.month, go_live_on.day) != (4, 1):
        return "A new level begins on 1 April. Enter 1 April of the year it is to begin."
    return None


@clause(APPLICATION, part="in time")
def submission_fault(*, on: date, go_live_on: date) -> str | None:
    """An application submitted after 1 January is for the 1 April of the next year."""
    window = window_for(go_live_on)
    if on <= window.submit_by:
        return None
    return (
        f"Applications to begin on {in_words(go_live_on)} had to be submitted by {in_words(window.submit_by)}."
        f" Change the first day to {in_words(next_go_live(on))} or later."
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What an application says of one point of the checklist, and how many files prove it."""

    is_met: bool = False
    files: int = 0


@clause(CHECKLIST_CLAUSE, part="checklist")
def checklist_faults(answers: Mapping[str, Answer]) -> list[str]:
    """Every point of the checklist is met and has at least one file of evidence."""
    faults = []
    for code, words in CHECKLIST.items():
        answer = answers.get(code, Answer())
        if not answer.is_met:
            faults.append(f"{words}: not yet met")
        elif not answer.files:
            faults.append(f"{words}: add the evidence")
    return faults


@clause(CHECKLIST_CLAUSE, part="assurance ratings")
def rating_faults(level: str, ratings: Mapping[str, str]) -> list[str]:
    """For delegation the assurance rating of each of the five components is given; for other levels none is asked."""
    if level != DELEGATED:
        return []
    return [f"{words}: give the assurance rating" for code, words in COMPONENTS.items() if code not in ratings]


@clause("West Midlands MOU, section 2", part="assurance is not the hub’s")
def may_rate(*, of_ccg: bool) -> str | None:
    """The hub supports a CCG in its assurance and takes no part in it: the CCG's own people enter the ratings."""
    if of_ccg:
        return None
    return "The hub takes no part in the assurance of CCGs: somebody of the CCG enters the ratings."


@clause(CHECKLIST_CLAUSE, part="signatories")
def signing_fault(*, capacity: str, side: str, named: str, email: str, signed_already: Mapping[str, str]) -> str | None:
    """Three people sign, each in one capacity: the Accountable Officer and the Audit Committee chair for the CCG, the
    director of commissioning operations for NHS England.

    `named` is the e-mail address of who was named for the capacity, `signed_already` gives capacities and the
    addresses of those who signed this content.
    """
    words = SIGNATORIES[capacity]
    if not named:
        return f"Name the {words} first."
    if named.lower() != email.lower():
        return f"Only the person named as {words} signs here: {named}."
    if side != SIDE_OF[capacity]:
        whose = "the CCG" if SIDE_OF[capacity] == CCG_SIDE else "NHS England"
        return f"The {words} signs for {whose}, and your role is not there."
    if any(other == email.lower() for at, other in signed_already.items() if at != capacity):
        return "You have signed in another capacity. Three different people sign an application."
    return None


def signature_faults(signed: Mapping[str, object]) -> list[str]:
    """The signatures that are missing under the present content."""
    return [f"{words}: not signed yet" for capacity, words in SIGNATORIES.items() if capacity not in signed]


def level_fault(*, before: str, wanted: str, go_live_on: date) -> str | None:
    """An application is for another level than the CCG has, or will have, on the day it is to begin."""
    if before == wanted:
        return f"On {in_words(go_live_on)} the CCG is at this level already: {LEVELS[wanted]}."
    return None


@dataclass(frozen=True, slots=True)
class ComingChange:
    """A change of level that is approved and has not begun; `level` is in words."""

    level: str
    begins_on: date


def coming_fault(*, go_live_on: date, coming: Sequence[ComingChange]) -> str | None:
    """A change that is approved already stands: an application is for a day after it has begun."""
    last = max(coming, key=lambda change: change.begins_on, default=None)
    if last is None or go_live_on > last.begins_on:
        return None
    return (
        f"The change to {last.level.lower()} on {in_words(last.begins_on)} is approved already."
        " Enter a later first day."
    )


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """What a level means: who decides, in which committee, who holds the budget and who signs."""

    name: str
    decides: str
    committee: str
    budget: str
    self_certification: str
    clause: str


ASPECTS = {
    "decides": "Who decides",
    "committee": "Kind of committee",
    "budget": "Who holds the budget",
    "self_certification": "Who signs the self-certification",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a change of level would alter; `differs` is False where both levels say the same."""

    aspect: str
    now: str
    then: str

    @property
    def differs(self) -> bool:
        """Whether it changes."""
        return self.now != self.then


@clause("Specification of governance, section 2", part="what a level changes")
def what_changes(now: LevelFacts, then: LevelFacts) -> list[Change]:
    """A level says who decides, in which kind of committee, who holds the budget and who signs the self-certification;
    a change of level changes these and nothing else.
    """
    return [Change(words, getattr(now, name), getattr(then, name)) for name, words in ASPECTS.items()]
