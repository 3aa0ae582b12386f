"""Whether a practice's response is taken: once, while the round is open, from a practice on the roll."""

from dataclasses import dataclass
from datetime import datetime

from governance.rules.ballot_rounds import SECTION, Standing
from hubportal.clauses import clause
from hubportal.web.words import moment


@dataclass(frozen=True, slots=True)
class Voter:
    """A practice as the roll has it; `responded_at` is when the response that counts came."""

    name: str
    is_eligible: bool
    excluded_because: str = ""
    responded_at: datetime | None = None


@clause("Mid Essex paper, section 2.2", part="roll")
def refuse_voter(voter: Voter | None) -> str | None:
    """Only a practice on the roll answers, and not one that was left out for a reason: whoever holds two contracts
    would otherwise answer twice.
    """
    if voter is None:
        return "This practice is not on the roll of the ballot, so it has no response."
    if not voter.is_eligible:
        return f"{voter.name} is left out of the roll: {voter.excluded_because}"
    return None


@clause(SECTION, part="one response a practice")
def refuse_second(voter: Voter) -> str | None:
    """A practice responds once in a round; the first response counts."""
    if voter.responded_at is None:
        return None
    return f"{voter.name} has responded already, on {moment(voter.responded_at)}. The first response counts."


@clause(SECTION, part="within the moments of the round")
def refuse_moment(standing: Standing, *, opens_at: datetime, closes_at: datetime) -> str | None:
    """A response counts only from the opening moment and before the closing moment."""
    match standing:
        case Standing.OPEN:
            return None
        case Standing.DRAFT | Standing.WAITING:
            return f"This ballot opens on {moment(opens_at)}. Come back then."
        case Standing.CANCELLED:
            return "This ballot was called off, so no response is taken."
        case _:
            return f"This ballot closed on {moment(closes_at)}, so this response came too late to count."
