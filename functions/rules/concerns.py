"""Practices of concern and individual performers: the stages of the framework as tables of moves."""

from hubportal.records.rules.moves import Move, Moves

CLAUSE = "Specification of casework, section 7"
PERFORMER = "ccg_performer"
FORUMS = {"ppigg": "PPIGG", "qsg": "Quality Surveillance Group"}
SORTS = {"contractual": "Contractual", "quality": "Quality"}


def _move(act: str, words: str, sources: tuple[str, ...], target: str, **more: object) -> Move:
    return Move(act, words, frozenset(sources), target, clause=CLAUSE, **more)  # type: ignore[arg-type]


CONCERN_MOVES = Moves(
    states={"stage_1": "Stage 1", "stage_2": "Stage 2", "stage_3": "Stage 3", "closed": "Closed"},
    first="stage_1",
    colours={"stage_1": "yellow", "stage_2": "orange", "stage_3": "red", "closed": "grey"},
    moves=(
        _move("to_stage_2", "Move up to stage 2", ("stage_1",), "stage_2", needs_reason=True),
        _move("to_stage_3", "Move up to stage 3", ("stage_2",), "stage_3", needs_reason=True),
        _move("back_to_stage_2", "Move down to stage 2", ("stage_3",), "stage_2", needs_reason=True),
        _move("back_to_stage_1", "Move down to stage 1", ("stage_2",), "stage_1", needs_reason=True),
        _move("close", "Close it", ("stage_1", "stage_2", "stage_3"), "closed", needs_reason=True, ends=True),
    ),
)
_OWN = {"permission": PERFORMER, "needs_reason": True}
PERFORMER_MOVES = Moves(
    states={
        "identified": "Identified",
        "referred": "With the medical directorate",
        "in_hand": "Action in hand",
        "closed": "Closed",
    },
    first="identified",
    colours={"identified": "yellow", "referred": "orange", "in_hand": "blue", "closed": "grey"},
    moves=(
        _move("refer", "Raise with the medical directorate", ("identified",), "referred", **_OWN),
        _move("act", "Record the action agreed", ("referred",), "in_hand", **_OWN),
        _move("close", "Close it", ("identified", "referred", "in_hand"), "closed", ends=True, **_OWN),
    ),
)
