"""Rooms kept in memory while nothing in them changes: forty people who refresh after one entry read it once.

What a room was made from is named by its stamp, asked in one statement each time. It holds the key of the last entry,
and when anything else that a room is made from was last changed; so a room is found only where the same rows would be
read again. Where nothing changed but that entries were added, those alone are read, for an entry never changes: but
only once the last entry the room knows is seen to be there, which it is not where its transaction was taken back. Who
may read a room is settled before, by `last_entry`.

A drawing for the secretary also says what the register of interests and the papers know of the open item, which is no
part of the room and not named by its stamp. `known_stamp` names that, and whoever keeps such a drawing keeps it by that
too. Two secretaries then share a drawing only where both would be told the same. The names of practices come from the
national register and are not watched: one renamed meanwhile is seen with the next entry.
"""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import Any, NamedTuple

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from governance.figures.desk import Room, entry_of, room_of
from governance.models import (
    AgendaItem,
    Apology,
    Appointment,
    DeskEntry,
    Interest,
    Meeting,
    OfficeHeld,
    Paper,
    PaperText,
)
from governance.rules.desk.reading import read
from hubportal.tenancy.prepared import slot, statement

MOST = 16


class Stamp(NamedTuple):
    """What a room was made from: all but its entries, and the last of those."""

    rest: tuple[Any, ...]
    last: int | None


class Kept:
    """A room, and what pages made of it: `drawn` holds that by whatever tells one page from another. A room without a
    stamp was read for one page and is kept for no other.
    """

    def __init__(self, room: Room, stamp: Stamp | None = None) -> None:
        self.room, self.stamp = room, stamp
        self.drawn: dict[Any, Any] = {}


_kept: OrderedDict[int, Kept] = OrderedDict()
_lock = Lock()


def kept_room(meeting_id: int) -> Kept:
    """The room of a meeting; read anew where anything changed, and before it was opened."""
    row = _stamp()({"meeting": meeting_id})[0]
    stamp = Stamp(tuple(row)[:-1], row.last)
    with _lock:
        found = _kept.get(meeting_id)
        if found is not None:
            _kept.move_to_end(meeting_id)
    if found is not None and found.stamp == stamp:
        return found
    room = _gone_on(found.room, found.stamp, stamp) if found is not None else None
    if room is None:
        meeting = Meeting.objects.select_related("terms", "committee").get(pk=meeting_id)
        room = room_of(meeting)
    made = Kept(room, stamp)
    if room.meeting.opened_at is not None:
        keep(meeting_id, made)
    return made


def known_stamp(item: AgendaItem) -> tuple[Any, ...]:
    """When what is known of an item before anybody declares it was last changed: the interests of the committee, and
    the papers of the item with their texts. One statement.
    """
    return tuple(_known_stamp()({"item": item.pk})[0])


def keep(meeting_id: int, made: Kept) -> None:
    """Keep a room, and let go of the one that was asked for longest ago."""
    with _lock:
        _kept[meeting_id] = made
        _kept.move_to_end(meeting_id)
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def forget() -> None:
    """Keep no room, as a process that has just started."""
    with _lock:
        _kept.clear()


def _gone_on(room: Room, was: Stamp | None, now: Stamp) -> Room | None:
    """The room with the entries made since; None where more than that changed."""
    if was is None or was.last is None or was.rest != now.rest:
        return None
    entries = room.desk.entries
    fresh = DeskEntry.objects.filter(meeting_id=room.meeting.pk, number__gte=entries[-1].number).order_by("number")
    rows = list(fresh)
    if not rows or rows[0].pk != was.last:
        return None
    return replace(room, desk=read([*entries, *map(entry_of, rows[1:])]))


def _of(rows: QuerySet[Any], by: str, changed: str) -> dict[str, Subquery]:
    grouped = rows.order_by().values(by)
    name = rows.model.__name__.lower()
    return {
        f"{name}_changed": Subquery(grouped.annotate(found=Max(changed)).values("found")[:1]),
        f"{name}_count": Subquery(grouped.annotate(found=Count("pk")).values("found")[:1]),
    }


@statement
def _stamp() -> QuerySet[Any, Any]:
    entries = DeskEntry.objects.filter(committee_id=OuterRef("committee_id"), meeting_id=OuterRef("pk"))
    parts = {
        **_of(AgendaItem.objects.filter(meeting_id=OuterRef("pk")), "meeting_id", "changed_at"),
        **_of(Apology.objects.filter(meeting_id=OuterRef("pk")), "meeting_id", "given_at"),
        **_of(Appointment.objects.filter(committee_id=OuterRef("committee_id")), "committee_id", "changed_at"),
        **_of(OfficeHeld.objects.filter(committee_id=OuterRef("committee_id")), "committee_id", "changed_at"),
    }
    return (
        Meeting.objects.filter(pk=slot("meeting"))
        .annotate(**parts, last=Subquery(entries.order_by("-number").values("pk")[:1]))
        .values_list("pk", "version", "state", *parts, "last")
    )


@statement
def _known_stamp() -> QuerySet[Any, Any]:
    files = Paper.objects.filter(item_id=OuterRef(OuterRef("pk"))).order_by().values("file_id")
    texts = PaperText.objects.filter(committee_id=OuterRef("committee_id"), file_id__in=files)
    parts = {
        **_of(Interest.objects.filter(committee_id=OuterRef("committee_id")), "committee_id", "changed_at"),
        **_of(Paper.objects.filter(item_id=OuterRef("pk")), "item_id", "changed_at"),
        **_of(texts, "committee_id", "read_at"),
    }
    return AgendaItem.objects.filter(pk=slot("item")).order_by().annotate(**parts).values_list("pk", *parts)
