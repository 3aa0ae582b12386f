"""What may be done to a case in which state; what its clock accepts is asked of the clock itself."""

from enum import StrEnum

from hubportal.clocks.events import EventKind


class Act(StrEnum):
    """Everything a person can do to a case once it is logged."""

    ACKNOWLEDGE = "acknowledge"
    UPDATE = "update"
    RESPOND = "respond"
    PAUSE = "pause"
    RESUME = "resume"
    EXCLUDE = "exclude"
    INCLUDE = "include"
    PROMISE = "promise"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    NOTE = "note"
    INCOMING = "incoming"
    MERGE = "merge"
    UNDO_MERGE = "undo_merge"
    SPLIT = "split"
    LINK = "link"
    ASSIGN = "assign"
    EDIT = "edit"
    ATTACH = "attach"


ALWAYS = frozenset({Act.NOTE, Act.LINK, Act.ATTACH, Act.EDIT, Act.INCOMING})
ALLOWED: dict[str, frozenset[Act]] = {
    "open": frozenset(Act) - {Act.REOPEN, Act.UNDO_MERGE},
    "closed": ALWAYS | {Act.REOPEN, Act.EXCLUDE, Act.INCLUDE, Act.ACKNOWLEDGE, Act.SPLIT, Act.PAUSE, Act.RESUME},
    "withdrawn": ALWAYS | {Act.REOPEN, Act.EXCLUDE, Act.INCLUDE},
    "merged": frozenset({Act.NOTE, Act.UNDO_MERGE}),
}
ACT_OF_EVENT: dict[EventKind, Act] = {
    EventKind.ACKNOWLEDGED: Act.ACKNOWLEDGE,
    EventKind.PROMISED: Act.PROMISE,
    EventKind.UPDATE_GIVEN: Act.UPDATE,
    EventKind.RESPONDED: Act.RESPOND,
    EventKind.PAUSED: Act.PAUSE,
    EventKind.RESUMED: Act.RESUME,
    EventKind.REQUESTER_MESSAGE: Act.INCOMING,
    EventKind.CLARIFICATION: Act.INCOMING,
    EventKind.EXCLUDED: Act.EXCLUDE,
    EventKind.EXCLUSION_REMOVED: Act.INCLUDE,
    EventKind.REOPENED: Act.REOPEN,
    EventKind.WITHDRAWN: Act.WITHDRAW,
}
_WHY_NOT = {
    "open": "The case is still open.",
    "closed": "The case has been answered. Reopen it first.",
    "withdrawn": "The case was withdrawn. Reopen it first.",
    "merged": "The case was merged into another. Work on that one, or undo the merge.",
}


def refuse_act(state: str, act: Act) -> str | None:
    """Why an act is not allowed in a state, in a sentence; None when it is."""
    return None if act in ALLOWED[state] else _WHY_NOT[state]
