"""The states of an application to change level and what leads from one to the next."""

from collections.abc import Mapping

from hubportal.clauses import clause
from hubportal.records.rules.moves import Move, Moves

SECTION = "Specification of governance, section 2"
STATES = {
    "draft": "In preparation",
    "submitted": "Submitted",
    "regional": "Seen by the regional panel",
    "national": "Seen by the national panel",
    "approved": "Approved",
    "refused": "Refused",
    "withdrawn": "Withdrawn",
}
COLOURS = {
    "draft": "yellow",
    "submitted": "blue",
    "regional": "blue",
    "national": "blue",
    "approved": "green",
    "refused": "red",
    "withdrawn": "grey",
}
OPEN = frozenset({"draft", "submitted", "regional", "national"})


def _move(act: str, words: str, sources: str, target: str, permission: str, *, needs_reason: bool = False) -> Move:
    return Move(
        act, words, frozenset(sources.split()), target, clause=SECTION, permission=permission, needs_reason=needs_reason
    )


MOVES = Moves(
    states=STATES,
    colours=COLOURS,
    first="draft",
    moves=(
        _move("submit", "Submit the application", "draft", "submitted", "ccg_sign"),
        _move("take-back", "Take back and change", "submitted", "draft", "ccg_sign", needs_reason=True),
        _move("regional", "Record the regional panel", "submitted", "regional", "ccg_hub_approve", needs_reason=True),
        _move("national", "Record the national panel", "regional", "national", "ccg_hub_approve", needs_reason=True),
        _move("approve", "Record the approval", "national", "approved", "ccg_hub_approve"),
        _move("refuse", "Record the refusal", "national", "refused", "ccg_hub_approve", needs_reason=True),
        _move(
            "withdraw", "Withdraw the application", "draft submitted regional national", "withdrawn", "ccg_sign",
            needs_reason=True,
        ),
    ),
)  # fmt: skip
PANELS = {"regional": "Regional panel", "national": "National panel"}
AGAINST = "against"
RECOMMENDATIONS = {
    "support": "Supports the application",
    "conditions": "Supports it with conditions",
    AGAINST: "Does not support it",
}


@clause(SECTION, part="approved against advice")
def against_advice(recommended: Mapping[str, str]) -> list[str]:
    """The panels that did not support an application: an approval in spite of them says why (ours).

    `recommended` is panel to what it recommended.
    """
    return [words for panel, words in PANELS.items() if recommended.get(panel) == AGAINST]
