"""The table of moves of a notice to a practice: no notice goes on the word of one person."""

from datetime import date

from functions.rules.sentences import listed, plain_day
from hubportal.clauses import clause
from hubportal.records.rules.moves import Move, Moves
from hubportal.web.words import lower_first

CLAUSE = "Specification of casework, section 7"
STATES = {
    "draft": "Draft",
    "submitted": "Waiting for a second person",
    "approved": "Approved by the hub",
    "ccg_approved": "Approved by the CCG",
    "issued": "Issued",
    "disputed": "In dispute",
    "remedied": "Remedied",
    "escalated": "Escalated",
    "closed": "Closed",
    "withdrawn": "Withdrawn",
}


def _move(act: str, words: str, sources: tuple[str, ...], target: str, **more: object) -> Move:
    return Move(act, words, frozenset(sources), target, clause=CLAUSE, **more)  # type: ignore[arg-type]


NOTICE_MOVES = Moves(
    states=STATES,
    first="draft",
    colours={
        "draft": "yellow", "submitted": "blue", "approved": "aqua-green", "ccg_approved": "aqua-green",
        "issued": "purple", "disputed": "orange", "remedied": "green", "escalated": "red", "closed": "grey",
        "withdrawn": "grey",
    },
    moves=(
        _move("submit", "Send to a second person", ("draft",), "submitted"),
        _move(
            "approve", "Approve it for the hub", ("submitted",), "approved", permission="ccg_hub_approve",
            four_eyes=True,
        ),
        _move(
            "send_back", "Send back to the drafter", ("submitted",), "draft", permission="ccg_hub_approve",
            needs_reason=True,
        ),
        _move("approve_for_ccg", "Approve it for the CCG", ("approved",), "ccg_approved", permission="ccg_approve"),
        _move("issue", "Issue the notice", ("approved", "ccg_approved"), "issued"),
        _move("remedy", "Record that it is remedied", ("issued", "disputed"), "remedied", needs_reason=True),
        _move("escalate", "Escalate it", ("issued",), "escalated", needs_reason=True),
        _move("dispute", "Record a dispute", ("issued",), "disputed", needs_reason=True),
        _move("end_dispute", "Record that the notice stands", ("disputed",), "issued", needs_reason=True),
        _move("close", "Close it", ("issued", "remedied", "escalated"), "closed", needs_reason=True, ends=True),
        _move(
            "withdraw", "Withdraw it", ("draft", "submitted", "approved", "ccg_approved", "disputed"), "withdrawn",
            needs_reason=True, ends=True,
        ),
    ),
)  # fmt: skip


@clause(CLAUSE, part="approved by the CCG where it says so")
def refuse_without_ccg(*, name: str, ccg_approves: bool, state: str, act: str) -> str | None:
    """A notice that the CCG approves goes only after the CCG's approval; one it does not approve asks for none."""
    if act == "issue" and ccg_approves and state == "approved":
        return f"The CCG approves a {name.lower()} before it goes. Ask the CCG’s lead to approve it."
    if act == "approve_for_ccg" and not ccg_approves:
        return f"This {name.lower()} needs no approval by the CCG. Issue it."
    return None


@clause(CLAUSE, part="a committee decides for the CCG")
def refuse_committee(*, name: str, ccg_approves: bool, state: str) -> str | None:
    """A committee decides for the CCG, where the CCG approves, and on words that a second person has approved: nobody
    changes those any more, so that what was decided on is what goes.
    """
    tick = "“The CCG approves it before it goes”"
    if state in {"draft", "submitted"}:
        first = "" if ccg_approves else f" Before that, tick {tick} on the draft."
        return f"A second person approves the words first, so that what a committee decides on is what goes.{first}"
    if state != "approved":
        return f"The notice is {lower_first(STATES[state])}, so no committee decides any more whether it goes."
    if not ccg_approves:
        return (
            f"The CCG does not approve this {name.lower()}, so none of its committees does. Issue it, or withdraw it"
            f" and draft one with {tick}."
        )
    return None


@clause(CLAUSE, part="four eyes for every notice")
def refuse_author(*, actor: int, authors: frozenset[int]) -> str | None:
    """Whoever wrote any of a notice's words does not approve it, for the hub or for the CCG."""
    if actor in authors:
        return "A second person approves a notice: you wrote words of this one. Ask a colleague."
    return None


@clause(CLAUSE, part="an action plan that is done")
def refuse_open_steps(*, undone: list[str]) -> str | None:
    """A notice counts as remedied when every step of its action plan is done."""
    if undone:
        return (
            f"Steps of the action plan are not done: {listed(undone)}. Mark each as done under “Action plan” once"
            " it is. If the practice does not do it, the notice is not remedied: escalate it, or close it with the"
            " reason."
        )
    return None


@clause(CLAUSE, part="a plan that fits its period")
def refuse_step_day(due_on: date, *, served_on: date | None, remedy_by: date | None) -> str | None:
    """A step of the plan lies between the day of the notice and the last day to remedy."""
    if served_on is not None and due_on < served_on:
        return "The date must not be before the day of the notice."
    if remedy_by is not None and due_on > remedy_by:
        return f"The date must not be after {plain_day(remedy_by)}, the last day to remedy."
    return None


def refuse_next(*, name: str, follows: tuple[str, ...], chosen: str) -> str | None:
    """What a notice may be escalated to."""
    if chosen in follows:
        return None
    if not follows:
        return f"Nothing follows a {name.lower()}. Close it instead."
    return "Select the notice that follows."
