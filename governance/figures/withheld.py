"""What is withheld from somebody of a committee, because they were asked to leave for an item."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from governance.models import AgendaItem, Appointment, DeskEntry, Meeting
from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.leaving import left
from governance.rules.desk.reading import read
from governance.rules.voting.terms import Treatment
from hubportal.organisations.models import Person
from hubportal.web.words import local_day

MINUTE = "committee_minute"
# Of an item, what says who sat where, and who was asked to leave.
_NEEDED = (Kind.OPEN, Kind.ARRIVE, Kind.LEAVE, Kind.CLOSE, Kind.DECLARE, Kind.TREAT, Kind.STEP_BACK)


@dataclass(frozen=True, slots=True)
class Withheld:
    """The items somebody was asked to leave for; those of them that were private, and the meetings of these."""

    items: frozenset[int] = frozenset()
    private: frozenset[int] = frozenset()
    meetings: frozenset[int] = frozenset()


NOTHING = Withheld()


def withheld_from(
    person: Person, committees: Collection[int] | None = None, *, meeting: Meeting | None = None
) -> Withheld:
    """What is withheld from a person: at these committees, or at all of theirs; of one meeting, or of all.

    Two statements for a member who never had to leave, four for one who had; none for a secretary, who reads all.
    """
    can = person.grants.can
    read_by = set(person.grants.on("committee_read") if committees is None else committees)
    mine = [pk for pk in read_by if not can(MINUTE, pk)]
    if not mine:
        return NOTHING
    seats = list(Appointment.objects.filter(committee_id__in=mine, person=person))
    if not seats:
        return NOTHING
    held = _held_at(mine, seats, meeting)
    items = frozenset(item for one, entries in held.items() for item in left(read(entries), _own(seats, one)))
    if not items:
        return NOTHING
    rows = AgendaItem.objects.filter(committee_id__in=mine, pk__in=items, is_private=True)
    private = dict(rows.values_list("pk", "meeting_id"))
    return Withheld(items, frozenset(private), frozenset(private.values()))


def _held_at(
    committees: Collection[int], seats: list[Appointment], meeting: Meeting | None
) -> dict[tuple[int, date], list[Entry]]:
    """What was entered about comings, goings and interests at each meeting at which one of these seats was asked to
    leave, by committee and day.
    """
    asked = DeskEntry.objects.filter(
        committee_id__in=committees, kind=Kind.TREAT, facts__treatment=Treatment.LEAVE.value,
        facts__seat__in=[one.seat_code for one in seats],
    )  # fmt: skip
    if meeting is not None:
        asked = asked.filter(meeting=meeting)
    rows = DeskEntry.objects.filter(
        committee_id__in=committees, kind__in=_NEEDED, meeting_id__in=asked.values("meeting_id")
    ).select_related("meeting")
    held: dict[tuple[int, date], list[Entry]] = defaultdict(list)
    for row in rows:
        key = (row.committee_id, local_day(row.meeting.starts_at))
        held[key].append(Entry(row.number, Kind(row.kind), row.facts, row.at, row.by_id))
    return held


def _own(seats: list[Appointment], at: tuple[int, date]) -> dict[str, str]:
    committee, day = at
    return {one.seat_code: one.name for one in seats if one.committee_id == committee and day in one.period}
