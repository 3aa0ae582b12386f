"""Who may come in a member's place."""

from governance.rules.meetings.planning import MEETINGS
from hubportal.clauses import clause


@clause(MEETINGS, part="deputies")
def deputy_fault(*, allowed: bool, named: bool, comes_for_another: bool) -> str | None:
    """A deputy comes only for a seat that may have one, is appointed to it, and comes for one member at a time: nobody
    has two votes.
    """
    if not allowed:
        return "The terms of reference allow no deputy for this seat."
    if not named:
        return "Select a deputy who is appointed for this seat on the day of the meeting."
    return "This deputy already comes for another member." if comes_for_another else None
