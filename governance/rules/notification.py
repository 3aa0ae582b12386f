"""Letters that tell a practice of a decision that concerns it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hubportal.clauses import clause
from hubportal.web.words import long_date

MEETINGS = "Specification of governance, Meetings"
DRAFT = "draft"


@clause(MEETINGS, part="a letter to each practice a decision concerns")
def is_told(*, kind: str, taken_back: bool, practices: int) -> bool:
    """A decision that stands is told to every practice it names; a recommendation or correction decides nothing."""
    return kind in {"decision", "urgent"} and not taken_back and practices > 0


@clause(MEETINGS, part="what a letter to a practice says")
def letter_words(
    body: Mapping[str, Any], *, committee: str, decided_on: date, practice: str, secretary: str
) -> tuple[str, str]:
    """Subject and text: what was decided, on which day and by which committee. Votes and interests are not in it."""
    carried = body.get("outcome") in {"carried", "agreed"}
    subject = f"Decision of the {committee}: {body.get('title') or 'your practice'}"
    came = "The committee decided:" if carried else "The committee considered this proposal and did not agree to it:"
    lines = [
        f"Dear colleague at {practice}",
        f"On {long_date(decided_on)} the {committee} considered an item that concerns your practice.",
        f"{came}\n{str(body.get('resolution', '')).strip()}",
        "If you have a question about this decision, please answer this letter.",
        f"Yours sincerely\n{secretary}\nfor the {committee}",
    ]
    return subject[:250], "\n\n".join(lines)


@clause(MEETINGS, part="a letter is reviewed before it goes, and goes once")
def why_not_send(*, state: str, subject: str, body: str, by_email: bool, email: str) -> tuple[str, str] | None:
    """Why a letter does not go, with the field at fault; a letter goes once."""
    if state != DRAFT:
        return "This letter has gone already, or was not sent.", ""
    if not subject.strip():
        return "Enter a subject.", "subject"
    if not body.strip():
        return "Enter what the letter says.", "body"
    return ("Enter an email address, or mark the letter as posted.", "to_email") if by_email and not email else None
