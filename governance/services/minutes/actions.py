"""The action log: kept from the desk when a meeting closes, carried to the next meeting, updated until each ends."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from governance.figures.minutes.record import record_of
from governance.models import Action, ActionUpdate, AgendaItem, Appointment, Meeting
from governance.rules import actions as rules
from governance.rules.minutes.record import Record, exclusions, private_items
from governance.services.finding import READ, changed, locked_row, next_number, of
from hubportal.organisations.models import Assignment, Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

ARISING = "Matters arising and action log"
TAKEN_BACK = "Taken back at the meeting."


@transaction.atomic
def keep_actions(meeting: Meeting) -> int:
    """Keep the actions a meeting agreed, when it closes, in the transaction of its close; returns how many are new.

    Closing again after the close was stepped back keeps what is new, and drops what was taken back meanwhile.
    """
    committee = Committee.objects.select_for_update().get(pk=meeting.committee_id)
    record = record_of(meeting)
    agreed = {one.entry: one for one in record.desk.actions}
    known = {one.entry: one for one in Action.objects.select_for_update().filter(meeting=meeting)}
    number = next_number(Action.objects.filter(committee=committee))
    people = _people(committee, record, on=local_day(meeting.starts_at))
    private, out = private_items(record), exclusions(record)
    new = [
        Action(
            **of(committee),
            number=number + place,
            meeting=meeting,
            entry=one.entry,
            item_id=one.item,
            words=one.words,
            owner=one.owner[:160],
            person_id=people.get(one.owner.strip().casefold()),
            due_on=one.due_on,
            is_private=one.item in private or any(time.holds(one.entry) for time in out),
        )
        for place, one in enumerate(one for entry, one in agreed.items() if entry not in known)
    ]
    for one in new:
        one.save()
    for entry, row in known.items():
        if entry not in agreed and row.state == Action.State.OPEN:
            _end(row, Action.State.DROPPED, TAKEN_BACK, by=None, at=timezone.now())
    carry_forward(meeting)
    return len(new)


def _people(committee: Committee, record: Record, *, on: date) -> dict[str, int]:
    """Who signs in under which name or seat, so that an owner may say that something is done."""
    found = {}
    held = Assignment.objects.filter(committee=committee, period__contains=on, person__is_active=True)
    for name, key in held.values_list("person__name", "person_id"):
        found[name.strip().casefold()] = key
    rows = Appointment.objects.filter(committee=committee, period__contains=on, person__isnull=False)
    seats = {one.code: one.title for one in record.members}
    for name, code, deputy, key in rows.values_list("name", "seat_code", "is_deputy", "person_id"):
        if key is None:
            continue
        found[name.strip().casefold()] = key
        if not deputy:
            found[code.casefold()] = key
            found[seats.get(code, code).casefold()] = key
    return found


@transaction.atomic
def carry_forward(meeting: Meeting) -> AgendaItem | None:
    """Put matters arising on the agenda of the next meeting whose papers have not gone, where something is open and the
    agenda has no such item; None where there is nothing to do.
    """
    rows = Meeting.objects.filter(committee_id=meeting.committee_id, starts_at__gt=meeting.starts_at)
    planned = [Meeting.State.PLANNED, Meeting.State.NOTIFIED]
    following = rows.filter(state__in=planned).order_by("starts_at", "id").select_for_update().first()
    if following is None or not Action.objects.filter(committee_id=meeting.committee_id, state=rules.OPEN).exists():
        return None
    items = AgendaItem.objects.filter(meeting=following, withdrawn_at__isnull=True)
    if (
        items.filter(title__icontains="action log").exists()
        or items.filter(title__icontains="matters arising").exists()
    ):
        return None
    last = AgendaItem.objects.filter(meeting=following).aggregate(last=Max("position"))["last"] or 0
    return AgendaItem.objects.create(
        hub_id=following.hub_id,
        committee_id=following.committee_id,
        meeting=following,
        position=last + 1,
        title=ARISING,
        purpose=AgendaItem.Purpose.STANDING,
        presenter="Chair",
    )


@transaction.atomic
def update_action(*, action_id: int, version: int | None, state: str, words: str, by: Person, at: datetime) -> Action:
    """Say how an action goes, that it is done, or (the secretary) that it is dropped or open again.

    The row is locked, so that of two who end it at once the second is told.
    """
    row = locked_row(Action, action_id, by=by, version=version, permission=READ)
    sentence = rules.why_not_update(
        state=row.state,
        asked=state,
        is_owner=row.person_id == by.pk,
        is_secretary=by.grants.can("committee_minute", row.committee_id),
        words=words,
    )
    if sentence is not None:
        asks_words = not words.strip() and sentence.startswith("Say")
        raise Refused(sentence, field="words" if asks_words else "state", status=400 if asks_words else 409)
    _end(row, Action.State(state), words.strip(), by=by, at=at)
    return row


def _end(row: Action, state: Action.State, words: str, *, by: Person | None, at: datetime) -> None:
    ActionUpdate.objects.create(
        hub_id=row.hub_id, committee_id=row.committee_id, action=row, state=state, words=words, at=at, by=by
    )
    row.state = state
    row.ended_on = None if state == Action.State.OPEN else local_day(at)
    changed(row, "state", "ended_on")
