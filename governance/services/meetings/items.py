"""The agenda: items added, changed, put in order, withdrawn, put off, and known interests in them."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from governance.models import AgendaItem, Deferral, KnownInterest, Meeting
from governance.rules.meetings.moves import ISSUED, agenda_fault, ground_fault, later_fault, over_fault, placed
from governance.rules.meetings.planning import MEETINGS
from governance.services.finding import changed
from governance.services.meetings.finding import locked_item, locked_meeting, of_meeting, refuse, tell_in_supplement
from governance.services.meetings.publishing import take_off
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused

OFF = 0


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What an item says. `names` are practices by code and suppliers by name."""

    title: str
    purpose: str = AgendaItem.Purpose.DECIDE
    minutes: int = 10
    presenter: str = ""
    asks: str = ""
    business_of: str = ""
    is_private: bool = False
    ground: str = ""
    names: tuple[str, ...] = ()
    record_kind: str = ""
    record_reference: str = ""


def _columns(words: ItemWords) -> dict[str, object]:
    columns = {field.name: getattr(words, field.name) for field in fields(words)}
    said = {name: value.strip() if isinstance(value, str) else value for name, value in columns.items()}
    return {**said, "names": list(dict.fromkeys(words.names)), "ground": said["ground"] if words.is_private else ""}


def _refuse_words(words: ItemWords) -> None:
    if not words.title.strip():
        raise Refused("Enter a title.", field="title", status=400)
    if words.purpose not in AgendaItem.Purpose.values:
        raise Refused("Select what the committee is asked to do.", field="purpose", status=400)
    refuse(ground_fault(is_private=words.is_private, ground=words.ground), field="ground")
    if bool(words.record_kind) != bool(words.record_reference.strip()):
        raise Refused(
            "Enter both the kind of record and its reference, or neither.", field="record_reference", status=400
        )


def standing_order(meeting: Meeting) -> list[AgendaItem]:
    """The items of an agenda in order, less those that were taken off."""
    return list(AgendaItem.objects.filter(meeting=meeting, withdrawn_at__isnull=True).order_by("position", "id"))


@transaction.atomic
def add_item(*, meeting_id: int, by: Person, words: ItemWords, at: datetime, why: str = "") -> AgendaItem:
    """Put an item at the end of an agenda; after papers went, with the reason, for the supplement."""
    meeting = locked_meeting(meeting_id, by=by, version=None)
    refuse(later_fault(meeting.state, why=why), field="why", clause=MEETINGS)
    _refuse_words(words)
    made = AgendaItem.objects.create(
        **of_meeting(meeting), meeting=meeting, position=_last(meeting) + 1, made_by=by, **_columns(words)
    )
    tell_in_supplement(made, f"Item {made.position} added", why=why, by=by, at=at)
    return made


def _last(meeting: Meeting) -> int:
    """The greatest number in use; one that was withdrawn after papers went is not given again."""
    return max(AgendaItem.objects.filter(meeting=meeting).values_list("position", flat=True), default=0)


@transaction.atomic
def change_item(*, item_id: int, version: int | None, by: Person, words: ItemWords) -> AgendaItem:
    """Change what an item says, until papers are sent."""
    item = locked_item(item_id, by=by, version=version)
    refuse(agenda_fault(item.meeting.state), clause=MEETINGS)
    _refuse_words(words)
    columns = _columns(words)
    for name, value in columns.items():
        setattr(item, name, value)
    changed(item, *columns)
    return item


@transaction.atomic
def place_item(*, item_id: int, by: Person, place: int) -> AgendaItem:
    """Put an item at a place of the agenda, counted from 1, until papers are sent."""
    item = locked_item(item_id, by=by, version=None)
    refuse(agenda_fault(item.meeting.state), clause=MEETINGS)
    in_order = standing_order(item.meeting)
    _number(placed([one.pk for one in in_order], key=item.pk, place=place), in_order)
    item.refresh_from_db(fields=["position"])
    return item


def _number(order: list[int], items: list[AgendaItem]) -> None:
    by_key = {item.pk: item for item in items}
    for position, key in enumerate(order, start=1):
        if by_key[key].position != position:
            by_key[key].position = position
            by_key[key].save(update_fields=["position", "changed_at"])


@transaction.atomic
def move_item(*, item_id: int, by: Person, steps: int) -> AgendaItem:
    """Move an item up (negative) or down by so many places; at either end it stays."""
    item = locked_item(item_id, by=by, version=None)
    keys = [one.pk for one in standing_order(item.meeting)]
    return place_item(item_id=item_id, by=by, place=max(1, keys.index(item.pk) + 1 + steps))


@transaction.atomic
def withdraw_item(*, item_id: int, version: int | None, by: Person, why: str, at: datetime) -> AgendaItem:
    """Take an item off the agenda, with the reason. Before papers go the others close up; afterwards its number stays
    with it, the supplement says that it is withdrawn, and its papers leave the public site at once.
    """
    item = locked_item(item_id, by=by, version=version)
    refuse(later_fault(item.meeting.state, why=why), field="why", clause=MEETINGS)
    _take_off(item, why=why, at=at)
    take_off(item.meeting, at=at)
    tell_in_supplement(item, f"Item {item.position} withdrawn", why=why, by=by, at=at)
    return item


def _take_off(item: AgendaItem, *, why: str, at: datetime) -> None:
    item.withdrawn_at, item.withdrawn_why = at, why.strip()
    if item.meeting.state != ISSUED:
        item.position = OFF  # it had its number only on a draft
    changed(item, "withdrawn_at", "withdrawn_why", "position")
    left = standing_order(item.meeting)
    if item.position == OFF:
        _number([one.pk for one in left], left)


@transaction.atomic
def defer_item(*, item_id: int, version: int | None, by: Person, why: str, at: datetime) -> Deferral:
    """Put an item off to a later meeting, with the reason: it waits until one takes it up.

    Before the meeting it leaves the agenda. One that was put off at the meeting stays on the agenda of that meeting.
    """
    item = locked_item(item_id, by=by, version=version)
    if not why.strip():
        raise Refused("Enter why the item is put off.", field="why", status=400)
    if Deferral.objects.filter(item=item).exists():
        raise Refused("This item has been put off already.")
    made = Deferral.objects.create(**of_meeting(item.meeting), item=item, why=why.strip(), at=at, by=by)
    if over_fault(item.meeting.state) is None:
        _take_off(item, why=f"Put off: {why.strip()}", at=at)
        tell_in_supplement(item, f"Item {item.position} put off", why=why, by=by, at=at)
    return made


@transaction.atomic
def keep_known_interest(
    *, item_id: int, by: Person, seat_code: str, expected: str, why: str, seats: frozenset[str]
) -> KnownInterest:
    """Keep what is known of a member's interest in an item before the meeting; once more for the same seat changes it.

    `seats` are the codes of the committee's seats.
    """
    item = locked_item(item_id, by=by, version=None)
    refuse(over_fault(item.meeting.state), clause=MEETINGS)
    if seat_code not in seats:
        raise Refused("Select a seat of the committee.", field="seat_code", status=400)
    if expected not in KnownInterest.Expected.values:
        raise Refused("Select what is expected.", field="expected", status=400)
    if not why.strip():
        raise Refused("Enter what the interest is.", field="why", status=400)
    kept, _ = KnownInterest.objects.update_or_create(
        committee_id=item.committee_id, item=item, seat_code=seat_code,
        defaults={"hub_id": item.hub_id, "expected": expected, "why": why.strip()},
    )  # fmt: skip
    return kept


@transaction.atomic
def drop_known_interest(*, item_id: int, by: Person, seat_code: str) -> None:
    """Take back what was said of a member's interest in an item."""
    item = locked_item(item_id, by=by, version=None)
    refuse(over_fault(item.meeting.state), clause=MEETINGS)
    KnownInterest.objects.filter(committee_id=item.committee_id, item=item, seat_code=seat_code).delete()
