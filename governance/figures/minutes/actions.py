"""The action log as it is read."""

from datetime import date

from django.db.models import F, Q, QuerySet

from governance.figures.withheld import NOTHING, Withheld
from governance.models import Action, Meeting
from governance.rules import actions as rules
from governance.rules.actions import goes_forward
from hubportal.organisations.models import Committee
from hubportal.web.words import local_day

ORDER = (("due_on", "asc nulls last"), ("number", "asc"))


def readable(withheld: Withheld) -> Q:
    """Not what was agreed in private on an item that is withheld, nor on no item while one such was heard."""
    of_no_item = Q(item__isnull=True, meeting_id__in=withheld.meetings)
    return ~Q(Q(item_id__in=withheld.private) | of_no_item, is_private=True)


def actions_of(
    committee: Committee, *, q: str = "", state: str = "", owner: str = "", on: date, withheld: Withheld = NOTHING
) -> QuerySet[Action]:
    """A committee's actions, narrowed as `narrowed` says."""
    rows = Action.objects.filter(readable(withheld), committee=committee).select_related("meeting", "item")
    return narrowed(rows, q=q, state=state, owner=owner, on=on).order_by(F("due_on").asc(nulls_last=True), "number")


def narrowed(rows: QuerySet[Action], *, q: str = "", state: str = "", owner: str = "", on: date) -> QuerySet[Action]:
    """Actions by words, by state (`overdue` is open and past its date) and by owner."""
    for word in q.split()[:8]:
        rows = rows.filter(words__icontains=word)
    if owner.strip():
        rows = rows.filter(owner__icontains=owner.strip())
    if state == "overdue":
        rows = rows.filter(state=rules.OPEN, due_on__lt=on)
    elif state:
        rows = rows.filter(state=state)
    return rows


def met_before(meeting: Meeting) -> Meeting | None:
    """The last meeting held before this one."""
    rows = Meeting.objects.filter(committee_id=meeting.committee_id, state=Meeting.State.CLOSED)
    return rows.filter(starts_at__lt=meeting.starts_at).order_by("-starts_at").first()


def matters_arising(meeting: Meeting, *, withheld: Withheld = NOTHING) -> list[Action]:
    """What goes to a meeting from those before: what is open, and what ended since the committee last met."""
    before = met_before(meeting)
    if before is None:
        return []
    since = local_day(before.starts_at)
    mine = Action.objects.filter(readable(withheld), committee_id=meeting.committee_id)
    rows = mine.filter(meeting__starts_at__lt=meeting.starts_at)
    rows = rows.filter(Q(state=rules.OPEN) | Q(ended_on__gte=since)).select_related("meeting").order_by("number")
    return [one for one in rows if goes_forward(state=one.state, ended_on=one.ended_on, last_met_on=since)]
