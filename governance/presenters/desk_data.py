"""The desk as data for other software: what its page shows, with items by their public ids."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from governance.figures.desk import Room, entry_of
from governance.models import DeskEntry
from governance.presenters.desk import DeskPage
from governance.presenters.desk_words import Words
from governance.rules.desk.state import Motion
from governance.services.finding import MINUTE
from hubportal.organisations.models import Person


def page_for(room: Room, person: Person) -> DeskPage:
    """The desk as this person reads it: without the private items for which they were asked to leave."""
    reads_all = person.grants.can(MINUTE, room.meeting.committee_id)
    return DeskPage(room, hidden=frozenset() if reads_all else room.left_by(person))


def desk_data(room: Room, *, person: Person) -> dict[str, Any]:
    """What stands at a meeting."""
    page, desk, items = page_for(room, person), room.desk, _items(room)
    on = desk.items.get(desk.item) if desk.item is not None and not page.hides_open_item else None
    return {
        "last": desk.last,
        "state": page.state,
        "in_session": desk.is_in_session,
        "opened_at": desk.opened_at,
        "closed_at": desk.closed_at,
        "public_is_out": desk.public_is_out,
        "item": items.get(desk.item),
        "seats": page.seats,
        "in_attendance": [{"name": name, "designation": held} for name, held in page.in_attendance],
        "items": [row for row in page.items if row.position],
        "declarations": [
            {
                "seat": one.seat,
                "name": page.words.who(one.seat),
                "words": one.words,
                "interest": one.interest,
                "treatment": one.treatment.value if one.treatment else None,
                "why": one.why,
            }
            for one in (on.declared.values() if on else ())
        ],
        "motions": [_motion(page, motion, items) for motion in desk.motions.values() if motion.item not in page.hidden],
        "actions": [
            {
                "entry": one.entry,
                "item": items.get(one.item),
                "words": one.words,
                "owner": one.owner,
                "due_on": one.due_on,
            }
            for one in desk.actions
            if one.entry not in page.hidden_entries
        ],
        "own_seats": sorted(room.own_seats(person)),
    }


def _items(room: Room) -> Mapping[int | None, UUID]:
    return {item.pk: item.public_id for item in room.items}


def _motion(page: DeskPage, motion: Motion, items: Mapping[int | None, UUID]) -> dict[str, Any]:
    told = page.motion(motion)
    names = ("number", "words", "by", "way", "is_open", "result", "tally", "needed", "tie", "voters", "working")
    return {"item": items.get(motion.item), **{name: getattr(told, name) for name in names}}


def entries_data(room: Room, rows: Iterable[DeskEntry]) -> list[dict[str, Any]]:
    """Entries as they were made and in words."""
    words, items = Words(room), _items(room)
    made = []
    for row in rows:
        entry = entry_of(row)
        back = room.desk.taken_back.get(row.number)
        facts = {name: value for name, value in row.facts.items() if name != "was_private"}
        if facts.get("item") is not None:
            facts["item"] = str(items[facts["item"]])
        made.append(
            {
                "number": row.number,
                "kind": row.kind,
                "facts": facts,
                "words": words.line(entry).words,
                "at": row.at,
                "entered_at": row.entered_at,
                "key": row.key,
                "stepped_back_by": back.number if back else None,
            }
        )
    return made
