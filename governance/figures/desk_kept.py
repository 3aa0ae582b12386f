"""Rooms kept in memory while nothing in them changes: forty people who refresh after one entry read it once.

What a room was made from is named by its stamp, asked in one statement each time. It holds the key of the last entry,
which no two meetings share, and when anything else that a room is made from was last changed; so a room is found only
where the same rows would be read again. Who may read it is settled before, by `last_entry`.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery

from governance.figures.desk import Room, room_of
from governance.models import AgendaItem, Apology, Appointment, DeskEntry, Meeting, OfficeHeld
from hubportal.tenancy.prepared import slot, statement

MOST = 16


class Kept:
    """A room, and what pages made of it: `drawn` holds that by whatever tells one page from another."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.drawn: dict[Any, Any] = {}


_kept: OrderedDict[tuple[Any, ...], Kept] = OrderedDict()
_lock = Lock()


def kept_room(meeting_id: int) -> Kept:
    """The room of a meeting that has an entry; read anew where anything changed."""
    stamp = tuple(_stamp()({"meeting": meeting_id})[0])
    with _lock:
        found = _kept.get(stamp)
        if found is not None:
            _kept.move_to_end(stamp)
            return found
    meeting = Meeting.objects.select_related("terms", "committee").get(pk=meeting_id)
    made = Kept(room_of(meeting))
    with _lock:
        _kept[stamp] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made


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
        .annotate(last=Subquery(entries.order_by("-number").values("key")[:1]), **parts)
        .values_list("pk", "version", "state", "last", *parts)
    )
