"""What a trial of terms came to, in words."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from governance.presenters.terms_of_reference.lists import tag
from governance.rules.terms_of_reference.simulating import Trial


@dataclass(frozen=True, slots=True)
class Outcome:
    """One version's outcome."""

    title: str
    quorum: Markup | None
    decision: Markup | None
    facts: list[dict[str, Any]]
    shortfall: list[str]
    working: list[str]
    notes: list[str]


def outcome_of(title: str, trial: Trial, *, voted: bool) -> Outcome:
    """The outcome under one version; without a vote only whether there is a quorum."""

    verdict, notes = trial.verdict, list(trial.notes)
    if verdict is None:
        return Outcome(title, None, None, [], [], [], notes)
    quorum = tag("green", "Quorate") if verdict.quorate else tag("red", "Not quorate")
    decision, facts = None, []
    if voted and verdict.carried is not None:
        decision = tag("green", "Carried") if verdict.carried else tag("red", "Not carried")
        facts = [
            {"key": "For", "value": str(verdict.votes_for)},
            {"key": "Against", "value": str(verdict.votes_against)},
            {"key": "Abstained", "value": str(verdict.abstained)},
            {"key": "More than half is needed of", "value": str(verdict.base)},
        ]
    # Without votes what follows the quorum in the working is about nothing.
    working = list(verdict.working)
    if not voted and verdict.quorate:
        working = working[: next(n for n, said in enumerate(working) if said.startswith("Quorate")) + 1]
    weights = [
        {"key": f"Weight of {key}", "value": str(weight)} for key, weight in verdict.weights.items() if weight != 1
    ]
    return Outcome(
        title,
        quorum,
        decision,
        [*facts, *weights],
        list(verdict.shortfall),
        working,
        notes,
    )
