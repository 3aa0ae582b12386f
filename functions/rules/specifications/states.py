"""The moves of a specification."""

from hubportal.records.rules.moves import Move, Moves

AGREED_LIST = "West Midlands MOU 4.1"

SPECIFICATION = Moves(
    states={
        "draft": "Draft",
        "proposed": "Proposed",
        "agreed": "Agreed",
        "superseded": "Superseded",
        "withdrawn": "Withdrawn",
    },
    first="draft",
    colours={"draft": "grey", "proposed": "yellow", "agreed": "green", "superseded": "white", "withdrawn": "red"},
    moves=(
        Move("propose", "Propose for signature", frozenset({"draft"}), "proposed", AGREED_LIST),
        Move("change", "Take back to change", frozenset({"proposed"}), "draft", AGREED_LIST, needs_reason=True),
        Move("agree", "Agreed by both parties", frozenset({"proposed"}), "agreed", AGREED_LIST, permission="ccg_sign"),
        Move(
            "supersede", "Superseded by the next", frozenset({"agreed"}), "superseded", AGREED_LIST,
            permission="ccg_sign",
        ),
        Move(
            "withdraw", "Withdraw", frozenset({"draft", "proposed"}), "withdrawn", AGREED_LIST, needs_reason=True,
            ends=True,
        ),
    ),
)  # fmt: skip
# Moves that people are offered; the others follow from signing.
BY_HAND = ("propose", "change", "withdraw")
