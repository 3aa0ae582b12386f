"""The states of an agreement and what leads from one to the next."""

from hubportal.records.rules.moves import Move, Moves

SECTION = "Specification of governance, section 1"
# What follows from the last signature is done for whoever gave it, so reading is enough.
EDIT, SIGN, FOLLOWS = "ccg_case_edit", "ccg_sign", "ccg_read"

STATES = {
    "draft": "Draft",
    "circulated": "Circulated for signature",
    "signed": "Signed by each party",
    "in_force": "In force",
    "extended": "Extended",
    "notice": "Notice to leave given",
    "withdrawn": "Withdrawn",
    "ended": "Ended",
}
COLOURS = {
    "draft": "yellow",
    "circulated": "blue",
    "signed": "aqua-green",
    "in_force": "green",
    "extended": "green",
    "notice": "orange",
    "withdrawn": "grey",
    "ended": "grey",
}
RUNNING = frozenset({"in_force", "extended"})
HELD_IN = RUNNING | {"notice"}


def _move(act: str, words: str, sources: str, target: str, **more: object) -> Move:
    return Move(act, words, frozenset(sources.split()), target, clause=SECTION, **more)  # type: ignore[arg-type]


MOVES = Moves(
    states=STATES,
    colours=COLOURS,
    first="draft",
    moves=(
        _move("circulate", "Circulate for signature", "draft", "circulated", permission=EDIT),
        _move("revise", "Take back and change", "circulated signed", "draft", permission=EDIT, needs_reason=True),
        _move("signed", "Signed by each party", "circulated", "signed", permission=FOLLOWS),
        _move("begin-term", "Bring into force", "signed", "in_force", permission=EDIT),
        _move("amended", "Amendment signed by each party", "in_force", "in_force", permission=FOLLOWS),
        _move("amended-again", "Amendment signed by each party", "extended", "extended", permission=FOLLOWS),
        _move("extended", "Extension signed by each party", "in_force extended", "extended", permission=FOLLOWS),
        _move("notice", "Give notice to leave", "in_force extended", "notice", permission=SIGN, needs_reason=True),
        _move("withdraw", "Record the withdrawal", "notice", "withdrawn", permission=EDIT),
        _move("keep", "Take the notice back", "notice", "in_force", permission=SIGN, needs_reason=True),
        _move("keep-extended", "Take the notice back", "notice", "extended", permission=SIGN, needs_reason=True),
        _move("end", "Record the end of the term", "in_force extended notice", "ended", permission=EDIT),
        _move("abandon", "Put the draft away", "draft circulated signed", "ended", permission=EDIT, needs_reason=True),
    ),
)
# Moves that other acts make; nobody chooses them from the page. Whoever takes a notice back chooses "keep", and an
# agreement that was extended is extended again.
MADE_BY_OTHERS = frozenset({"signed", "amended", "amended-again", "extended", "keep-extended"})
