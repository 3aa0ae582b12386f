"""Variations as the records know them: their moves, and what their letters say."""

from collections.abc import Mapping
from typing import Any

from functions.rules.kinds import LETTER_OF_RECORD
from functions.rules.sentences import listed, plain_day
from functions.rules.variations.moves import VARIATION_MOVES, refuse_for_route
from functions.rules.variations.periods import last_day_to_extend
from functions.services.variations.types import type_called
from hubportal.records.kinds import RecordKind
from hubportal.records.rules.moves import Move

PLACEHOLDERS = frozenset(
    {
        "type_name", "clause", "contract", "effective_on", "until_on", "extend_by", "decision_body", "decided_on",
        "decision_reference", "continuing_practice", "conditions", "reasons", "other_practices", "new_name", "wording",
    }
)  # fmt: skip


def values(variation: Any) -> Mapping[str, str]:
    """What the placeholders of a letter about a variation stand for."""
    kind, until = type_called(variation.type), variation.until_on
    rows = variation.parties.order_by("id").values_list("name", flat=True) if kind.parties != "none" else ()
    named = ["a practice elsewhere that they choose" if name.casefold() == "elsewhere" else name for name in rows]
    others = [*named, *([variation.facts["other_practice"]] if "other_practice" in variation.facts else [])]
    side = variation.facts.get("side", "")
    return {
        "type_name": kind.name,
        "clause": kind.clause,
        "contract": variation.contract_kind,
        "effective_on": plain_day(variation.effective_on) if variation.effective_on else "",
        "until_on": plain_day(until) if until else "",
        "extend_by": plain_day(last_day_to_extend(until)) if until else "",
        "decision_body": variation.decision_body,
        "decided_on": plain_day(variation.decided_on) if variation.decided_on else "",
        "decision_reference": variation.decision_reference,
        "continuing_practice": str(
            variation.facts["other_practice"] if side == "joining" else variation.practice or ""
        ),
        "conditions": variation.decision_notes,
        "reasons": variation.decision_notes,
        "other_practices": listed(others) if others else "",
        "new_name": str(variation.facts.get("new_name", "")),
        "wording": variation.batch.wording if variation.batch else "",
    }


def refuses(variation: Any, move: Move) -> str | None:
    """Why a variation's route leaves a move closed."""
    kind = type_called(variation.type)
    return refuse_for_route(
        name=kind.name, route=kind.route, ccg_sign_off=kind.ccg_sign_off, state=variation.state, act=move.act
    )


VARIATION = RecordKind(
    key="variation",
    name="Contract variation",
    plural="Contract variations",
    letters=LETTER_OF_RECORD["variation"],
    model="functions.Variation",
    moves=VARIATION_MOVES,
    refuses=refuses,
    values=values,
    placeholders=PLACEHOLDERS,
)
