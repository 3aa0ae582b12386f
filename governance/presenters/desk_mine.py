"""A member's own page of a meeting: their seat, their interest, their vote, and why not."""

from dataclasses import dataclass
from typing import Any

from governance.presenters.desk import DeskPage
from governance.presenters.desk_rows import MotionWords
from governance.presenters.desk_words import VOTES
from hubportal.organisations.models import Person


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What one member sees of their own; `seat` is empty for somebody who is not appointed to any."""

    seat: str
    name: str
    title: str
    is_here: bool
    others_sit: str
    declared: str
    may_declare: bool
    motion: MotionWords | None
    vote: str
    why_not: str
    choose: str
    choose_words: str


def own_part(page: DeskPage, person: Person, *, choose: str) -> OwnPart:
    """The member's part. `choose` is the vote they are asked to confirm."""
    own = page.room.own_seats(person)
    present = page.desk.present
    seat = next((code for code in own if code in present and present[code].name == own[code]), next(iter(own), ""))
    stay = present.get(seat)
    sits = stay is not None and stay.name == own[seat]
    on = page.desk.items.get(page.desk.item or 0)
    declared = on.declared.get(seat) if on else None
    motion = page.open_motion
    row = next((one for one in motion.voters if one.code == seat), None) if motion else None
    return OwnPart(
        seat=seat,
        name=own.get(seat, ""),
        title=next((one.title for one in page.room.seated if one.code == seat), ""),
        is_here=sits,
        others_sit=stay.name if stay is not None and not sits else "",
        declared=declared.words if declared else "",
        may_declare=bool(page.in_session and page.open_item and seat and not declared),
        motion=motion,
        vote=row.vote if row else "",
        why_not=_why_not(sits, motion, row),
        choose=choose if choose in VOTES else "",
        choose_words=VOTES.get(choose, ""),
    )


def _why_not(sits: bool, motion: MotionWords | None, row: Any) -> str:
    if motion is None:
        return ""
    if motion.way != "recorded":
        return f"This motion is decided by {motion.decided_by}: the secretary records it."
    if not sits:
        return "You are not recorded as present, so you cannot vote yet."
    return row.why_not if row else ""
