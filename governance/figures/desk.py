"""What the desk of a meeting rests on: its entries, its table, and whose seat somebody may answer for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from governance.figures.seating import SeatedMember, rule_seats, seating
from governance.models import AgendaItem, Apology, DeskEntry, Meeting, TermsOfReference
from governance.rules.desk.deciding import Matter
from governance.rules.desk.entries import Entry, Kind
from governance.rules.desk.leaving import left
from governance.rules.desk.reading import read
from governance.rules.desk.remit import left_to_others
from governance.rules.desk.state import Desk
from governance.rules.desk.table import Table
from governance.rules.desk.timing import WrongTime, moment_of
from governance.rules.voting.reading import terms_from
from hubportal.organisations.models import Person
from hubportal.tenancy.prepared import among, slot, statement
from hubportal.web.refusals import Refused


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting as the desk needs it. `table` is None where the committee has no terms of reference yet."""

    meeting: Meeting
    terms: TermsOfReference | None
    seated: tuple[SeatedMember, ...]
    items: tuple[AgendaItem, ...]
    apologies: Mapping[str, Apology]
    table: Table | None
    desk: Desk

    @property
    def names(self) -> dict[str, str]:
        """Who sits, or would sit, in each seat."""
        here = {code: stay.name for code, stay in self.desk.present.items()}
        return {one.code: here.get(one.code) or (one.member.name if one.member else one.title) for one in self.seated}

    def own_seats(self, person: Person) -> dict[str, str]:
        """The seats in which a person sits by their own appointment, and under which name."""
        found = {}
        for one in self.seated:
            for appointed in (one.member, *one.deputies):
                if appointed is not None and appointed.person_id == person.pk:
                    found[one.code] = appointed.name
        return found

    def left_by(self, person: Person) -> frozenset[int]:
        """The private items for which a person was asked to leave, from what is read already."""
        gone = left(self.desk, self.own_seats(person))
        return frozenset(item.pk for item in self.items if item.is_private and item.pk in gone)


def entry_of(row: DeskEntry) -> Entry:
    """An entry as the rules read it."""
    return Entry(row.number, Kind(row.kind), row.facts, row.at, row.by_id)


def entries_of(meeting: Meeting) -> list[Entry]:
    """Every entry of a meeting in order."""
    rows = DeskEntry.objects.filter(meeting=meeting).order_by("number")
    return [
        Entry(number, Kind(kind), facts, at, by)
        for number, kind, facts, at, by in rows.values_list("number", "kind", "facts", "at", "by_id")
    ]


def day_of(meeting: Meeting) -> date:
    """The day a meeting is held on."""
    return timezone.localdate(meeting.starts_at)


def terms_on(committee_id: int, day: date) -> TermsOfReference | None:
    """The terms of reference in force on a day; None where there are none yet."""
    adopted = TermsOfReference.objects.filter(committee_id=committee_id, state=TermsOfReference.State.ADOPTED)
    return adopted.filter(in_force_from__lte=day).order_by("-in_force_from").first()


def room_of(meeting: Meeting) -> Room:
    """Everything the desk rests on, in a fixed number of statements."""
    day = day_of(meeting)
    terms = meeting.terms if meeting.terms_id else terms_on(meeting.committee_id, day)
    seated = seating(terms, on=day) if terms else ()
    items = tuple(AgendaItem.objects.filter(meeting=meeting).order_by("position", "id"))
    apologies = {one.seat_code: one for one in Apology.objects.filter(meeting=meeting).select_related("deputy")}
    table = _table(terms, seated, items) if terms else None
    return Room(meeting, terms, seated, items, apologies, table, read(entries_of(meeting)))


def _table(terms: TermsOfReference, seated: tuple[SeatedMember, ...], items: tuple[AgendaItem, ...]) -> Table:
    return Table(
        seats=rule_seats(seated),
        terms=terms_from(terms.rules),
        items={item.pk: Matter(item.pk, item.business_of or None) for item in items if item.withdrawn_at is None},
        left_to_others=left_to_others({item.pk: item.matter for item in items}, terms.left_to_others),
        deputies_allowed=frozenset(one.code for one in seated if one.deputies_allowed),
        stands_in={one.code: one.stands_in_for for one in seated if one.stands_in_for},
    )


def last_entry(*, committee: UUID, number: int, committees: list[int]) -> tuple[int, int] | None:
    """The key of a meeting and the number of its last entry, 0 before the first; None where there is no such meeting
    for a person who reads these committees. One statement, for it is asked twice a second.
    """
    if not committees:
        return None
    found = _last()({"committee": committee, "number": number, "committees": committees})
    return (found[0].pk, found[0].last or 0) if found else None


@statement
def _last() -> QuerySet[Any, Any]:
    entries = DeskEntry.objects.filter(committee_id=OuterRef("committee_id"), meeting_id=OuterRef("pk"))
    newest = entries.order_by("-number").values("number")[:1]
    return (
        Meeting.objects.filter(
            among("committee_id", slot("committees"), of="bigint"),
            committee__public_id=slot("committee"),
            number=slot("number"),
        )
        .annotate(last=Subquery(newest))
        .values_list("pk", "last")
    )


def results_of(committee_id: int) -> list[DeskEntry]:
    """Every stored result of a committee that was not stepped back, the latest meeting first."""
    back = {
        (row["meeting_id"], row["facts"]["entry"])
        for row in DeskEntry.objects.filter(committee_id=committee_id, kind=Kind.STEP_BACK).values(
            "meeting_id", "facts"
        )
    }
    rows = DeskEntry.objects.filter(committee_id=committee_id, kind=Kind.RESULT).select_related("meeting__terms")
    found = rows.order_by("-meeting__starts_at", "number")
    return [row for row in found if (row.meeting_id, row.number) not in back]


def happened_at(room: Room, given: str, *, now: datetime) -> datetime:
    """When something happened: as given, where that lies between the opening and now, or else now."""
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        return now
    if at.tzinfo is None or room.desk.opened_at is None or not room.desk.opened_at <= at <= now:
        return now
    return at


def typed_at(room: Room, typed: time, *, now: datetime) -> datetime:
    """When something happened by the time that was typed; refused where that is not in the meeting."""
    if room.desk.opened_at is None:
        return now  # nothing is entered then, and the rules say so
    try:
        return moment_of(typed, opened_at=room.desk.opened_at, now=now)
    except WrongTime as wrong:
        raise Refused(wrong.sentence, field="time") from wrong
