"""What may be done with minutes, and when."""

from collections.abc import Collection
from datetime import datetime

from governance.rules.minutes.wording import MEETINGS
from hubportal.clauses import clause

DRAFT, CIRCULATED, APPROVED = "draft", "circulated", "approved"


@clause(MEETINGS, part="minutes follow a meeting")
def why_not_draft(*, meeting_state: str, has_minutes: bool) -> str | None:
    """Minutes are drafted when the meeting has closed, and once; after that they are edited."""
    if meeting_state != "closed":
        return "The meeting is not closed yet. Its minutes are drafted from its whole record."
    return "This meeting has minutes already. Edit those." if has_minutes else None


@clause(MEETINGS, part="nothing changes after approval")
def why_not_edit(*, state: str) -> str | None:
    """A draft is edited. What was circulated is what members read: it is amended by a further version."""
    if state == APPROVED:
        return "These minutes are approved, and never change."
    return None if state == DRAFT else "These minutes are circulated. Begin an amendment to change them."


@clause(MEETINGS, part="minutes are circulated as the record stands")
def why_not_circulate(*, state: str, number: int, changed: bool) -> str | None:
    """A first draft is circulated once what it says is what the record says."""
    if state != DRAFT:
        return "These minutes were circulated already."
    if number > 1:
        return "This is an amendment. It is approved at the meeting that makes it."
    return CHANGED if changed else None


CHANGED = "The record changed after this was drafted. Look at what changed and take it over first."


@clause(MEETINGS, part="an amendment is a further version")
def why_not_amend(*, states: Collection[str]) -> str | None:
    """What was circulated is amended, once at a time, until it is approved."""
    if APPROVED in states:
        return "These minutes are approved, and never change."
    if DRAFT in states:
        return "There is a draft already. Edit that."
    return None if states else "There are no minutes to amend yet."


@clause(MEETINGS, part="minutes are approved at the next meeting")
def why_not_approve(
    *,
    states: Collection[str],
    changed: bool,
    held_at: datetime,
    approving_at: datetime,
    approving_state: str,
    now: datetime,
) -> str | None:
    """The latest version is approved at a later meeting of the committee that has begun, after it was circulated."""
    if APPROVED in states:
        return "These minutes are approved already."
    if CIRCULATED not in states:
        return "Circulate these minutes first: members approve what they have read."
    if changed:
        return CHANGED
    if approving_at <= held_at:
        return "Minutes are approved at a later meeting than the one they are of."
    if approving_state == "cancelled":
        return "That meeting was cancelled."
    return "That meeting has not begun yet." if approving_at > now else None
