"""What an agenda takes over: standing items of the meeting before, and items that were put off."""

from datetime import datetime

from django.db import transaction

from governance.models import AgendaItem, Deferral, Meeting, Paper
from governance.rules.meetings.moves import agenda_fault
from governance.rules.meetings.planning import MEETINGS
from governance.services.meetings.finding import locked_meeting, of_meeting, refuse
from governance.services.meetings.items import ItemWords, add_item, standing_order
from hubportal.organisations.models import Person

COPIED = ("title", "purpose", "minutes", "presenter", "asks", "business_of", "is_private", "ground")


def _words(item: AgendaItem) -> ItemWords:
    return ItemWords(
        **{name: getattr(item, name) for name in COPIED},
        names=tuple(item.names),
        record_kind=item.record_kind,
        record_reference=item.record_reference,
    )


@transaction.atomic
def take_over(*, meeting_id: int, by: Person, at: datetime) -> tuple[int, int]:
    """Copy the standing items of the meeting before, and take up every item that waits; returns how many of each.

    A standing item whose title is on the agenda already is not copied again, so that doing it twice changes nothing.
    """
    meeting = locked_meeting(meeting_id, by=by, version=None)
    refuse(agenda_fault(meeting.state), clause=MEETINGS)
    return _copy_standing(meeting, by=by, at=at), _take_up(meeting, by=by, at=at)


def _copy_standing(meeting: Meeting, *, by: Person, at: datetime) -> int:
    before = (
        Meeting.objects.filter(committee_id=meeting.committee_id, starts_at__lt=meeting.starts_at)
        .exclude(state=Meeting.State.CANCELLED)
        .filter(items__purpose=AgendaItem.Purpose.STANDING, items__withdrawn_at__isnull=True)
        .order_by("-starts_at")
        .first()
    )
    here = {item.title.casefold() for item in standing_order(meeting)}
    standing = [] if before is None else standing_order(before)
    copied = 0
    for item in standing:
        if item.purpose == AgendaItem.Purpose.STANDING and item.title.casefold() not in here:
            add_item(meeting_id=meeting.pk, by=by, words=_words(item), at=at)
            copied += 1
    return copied


def _take_up(meeting: Meeting, *, by: Person, at: datetime) -> int:
    waiting = list(
        Deferral.objects.select_for_update(of=("self",))
        .filter(committee_id=meeting.committee_id, taken_up__isnull=True)
        .exclude(item__meeting=meeting)
        .select_related("item")
    )
    for deferral in waiting:
        taken = add_item(meeting_id=meeting.pk, by=by, words=_words(deferral.item), at=at)
        for paper in Paper.objects.filter(item=deferral.item, withdrawn_at__isnull=True):
            Paper.objects.create(
                **of_meeting(meeting), item=taken, position=paper.position, title=paper.title, author=paper.author,
                marking=paper.marking, file_id=paper.file_id, made_by=by,
            )  # fmt: skip
        deferral.taken_up = taken
        deferral.save(update_fields=["taken_up"])
    return len(waiting)
