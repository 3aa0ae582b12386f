"""The table of moves of a variation, and which of them its route leaves open (specification of casework, section 6)."""

from collections.abc import Collection

from functions.rules.sentences import listed
from hubportal.clauses import clause
from hubportal.records.rules.moves import Move, Moves

CLAUSE = "Specification of casework, section 6"
STATES = {
    "received": "Received",
    "complete": "Complete",
    "assessed": "Assessed",
    "signed_off": "Paper signed off by the CCG",
    "on_agenda": "On the committee’s agenda",
    "approved": "Approved",
    "refused": "Refused",
    "appealed": "Under appeal",
    "notified": "Notice issued",
    "in_effect": "In effect",
    "closed": "Closed",
    "withdrawn": "Withdrawn",
}
_BEFORE_NOTICE = ("received", "complete", "assessed", "signed_off", "on_agenda", "approved")


def _move(act: str, words: str, sources: Collection[str], target: str, **more: object) -> Move:
    return Move(act, words, frozenset(sources), target, clause=CLAUSE, **more)  # type: ignore[arg-type]


VARIATION_MOVES = Moves(
    states=STATES,
    first="received",
    colours={
        "received": "blue",
        "complete": "blue",
        "assessed": "aqua-green",
        "signed_off": "aqua-green",
        "on_agenda": "purple",
        "approved": "yellow",
        "notified": "yellow",
        "in_effect": "green",
        "refused": "red",
        "appealed": "orange",
        "closed": "grey",
        "withdrawn": "grey",
    },
    moves=(
        _move("complete", "All documents are in", ("received",), "complete"),
        _move("assess", "Record the assessment", ("complete",), "assessed"),
        _move("ask_again", "Ask for documents again", ("complete",), "received", needs_reason=True),
        _move("sign_off", "Sign off the paper for the CCG", ("assessed",), "signed_off", permission="ccg_approve"),
        _move("put_on_agenda", "Put on the committee’s agenda", ("assessed", "signed_off"), "on_agenda"),
        _move("approve", "Record the committee’s approval", ("on_agenda",), "approved"),
        _move("refuse", "Record the committee’s refusal", ("on_agenda",), "refused", needs_reason=True),
        _move(
            "determine", "Agree it for the hub", ("assessed",), "approved", permission="ccg_hub_approve", four_eyes=True
        ),
        _move(
            "decline",
            "Refuse it for the hub",
            ("assessed",),
            "refused",
            permission="ccg_hub_approve",
            four_eyes=True,
            needs_reason=True,
        ),
        _move("appeal", "Record an appeal", ("refused",), "appealed", needs_reason=True),
        _move("allow_appeal", "Record that the appeal succeeded", ("appealed",), "approved", needs_reason=True),
        _move("dismiss_appeal", "Record that the appeal failed", ("appealed",), "closed", needs_reason=True, ends=True),
        _move("issue", "Issue the notice", ("approved",), "notified"),
        _move("take_effect", "Bring it into effect", ("notified",), "in_effect"),
        _move("close", "Close it", ("in_effect", "refused"), "closed", ends=True),
        _move("withdraw", "Withdraw it", _BEFORE_NOTICE, "withdrawn", needs_reason=True, ends=True),
    ),
)
ENDED = frozenset({"closed", "withdrawn"})
DECIDING = frozenset({"approve", "refuse"})
_COMMITTEE = DECIDING | {"put_on_agenda"}
_HUB = frozenset({"determine", "decline"})


@clause(CLAUSE, part="which steps the route leaves open")
def refuse_for_route(*, name: str, route: str, ccg_sign_off: bool, state: str, act: str) -> str | None:
    """A routine variation is determined by the hub, a non-routine one decided by the CCG's committee, and a statutory
    one by the law; where the type asks for it, the CCG signs off the paper before it goes on an agenda.
    """
    if act in _COMMITTEE and route == "routine":
        return f"“{name}” is routine: the hub determines it, and it goes to no committee."
    if act in _HUB and route == "non_routine":
        return f"“{name}” is non-routine: the CCG’s committee decides. Put it on the committee’s agenda."
    if act in _COMMITTEE | _HUB | {"sign_off"} and route == "statutory":
        return f"“{name}” is decided by the law. Issue the notice."
    if act == "sign_off" and not ccg_sign_off:
        return f"“{name}” needs no sign-off by the CCG."
    if act == "put_on_agenda" and ccg_sign_off and state == "assessed":
        return "The CCG signs off the paper first. Ask the CCG’s lead to sign it off."
    return None


@clause(CLAUSE, part="complete means all documents in")
def refuse_incomplete(*, wanted: dict[str, str], held: Collection[str]) -> str | None:
    """A variation is complete when every document its type requires has come in; the missing ones are named."""
    missing = [words for code, words in wanted.items() if code not in held]
    if not missing:
        return None
    return f"Still missing: {listed(missing)}. Add each under “Add files” and say what it is, then try again."


@clause(CLAUSE, part="the checklist")
def refuse_undone(*, waiting: Collection[str]) -> str | None:
    """A step of the checklist that a move waits for is done first; those undone are named."""
    if not waiting:
        return None
    return f"To be done first: {listed(list(waiting))}. Tick each in the checklist when it is done."
