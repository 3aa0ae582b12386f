"""What waits at a person's committees: the next meeting, and what is due before and after one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from functions.services.policies import calendar_of
from governance.figures.carrying import WAITING, requests_among
from governance.figures.minutes.record import MINUTES, read_minutes_clock
from governance.models import Action, DecisionLetter, Meeting, Minutes, TermsOfReference
from governance.rules.actions import SOON
from governance.rules.meetings.moves import BEFORE
from governance.rules.meetings.notice import Dates
from governance.services.finding import adopted_terms
from governance.services.meetings.days import dates_of
from hubportal.clocks import WorkingCalendar
from hubportal.clocks.services.policies import in_force_for
from hubportal.organisations.models import Committee, Person
from hubportal.web.words import local_day

LOOKED_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Owed:
    """Minutes that members wait for: of which meeting, and by when the terms or the policy want them circulated."""

    meeting: Meeting
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Attention:
    """What waits at one committee at a moment.

    `in_session` are meetings that were opened and not closed; `coming` those to come, the next first, each with its
    last days; `passed` are meetings whose day went by without their being opened. `requests` wait for an agenda,
    `letters` to be read and sent, `overdue` actions to be done by anybody; `own` are the person's own actions that are
    overdue or due within a week.
    """

    committee: Committee
    at: datetime
    in_session: tuple[Meeting, ...]
    coming: tuple[tuple[Meeting, Dates], ...]
    passed: tuple[Meeting, ...]
    owed: tuple[Owed, ...]
    requests: int
    letters: int
    overdue: int
    own: tuple[Action, ...]


def attention_at(committees: Sequence[Committee], *, person: Person, at: datetime) -> list[Attention]:
    """What waits at each of these committees, in their order, in a fixed number of statements for each hub."""
    if not committees:
        return []
    today = local_day(at)
    meetings, owed = _meetings(committees, at=at), _owed(committees, at=at)
    calendars = {hub: calendar_of(hub, "england") for hub in {one.hub_id for one in committees}}
    terms = _terms(committees)
    requests = _counted(requests_among(committees).filter(WAITING))
    letters = _counted(DecisionLetter.objects.filter(committee__in=committees, state=DecisionLetter.State.DRAFT))
    open_now = Action.objects.filter(committee__in=committees, state=Action.State.OPEN)
    overdue = _counted(open_now.filter(due_on__lt=today))
    own = defaultdict(list)
    for action in open_now.filter(person=person, due_on__lte=today + timedelta(days=SOON)).order_by("due_on", "id"):
        own[action.committee_id].append(action)
    found = []
    for one in committees:
        not_opened = [meeting for meeting in meetings[one.pk] if meeting.state != Meeting.State.OPEN]
        coming = [meeting for meeting in not_opened if meeting.ends_at >= at]
        found.append(
            Attention(
                committee=one,
                at=at,
                in_session=tuple(meeting for meeting in meetings[one.pk] if meeting.state == Meeting.State.OPEN),
                coming=tuple((meeting, _dates(meeting, terms[one.pk], calendars[one.hub_id])) for meeting in coming),
                passed=tuple(meeting for meeting in not_opened if meeting.ends_at < at),
                owed=tuple(owed[one.pk]),
                requests=requests.get(one.pk, 0),
                letters=letters.get(one.pk, 0),
                overdue=overdue.get(one.pk, 0),
                own=tuple(own[one.pk]),
            )
        )
    return found


def _meetings(committees: Sequence[Committee], *, at: datetime) -> dict[int, list[Meeting]]:
    """Those in session and those that were not opened yet, the earliest first."""
    rows = Meeting.objects.filter(
        committee__in=committees,
        state__in={*BEFORE, Meeting.State.OPEN},
        starts_at__lte=at + LOOKED_AHEAD,
    ).order_by("starts_at", "id")
    found = defaultdict(list)
    for meeting in rows:
        found[meeting.committee_id].append(meeting)
    return found


def _owed(committees: Sequence[Committee], *, at: datetime) -> dict[int, list[Owed]]:
    """Meetings that were held and whose minutes have not gone to members, the longest first."""
    sent = Minutes.objects.filter(meeting=OuterRef("pk"), circulated_at__isnull=False)
    rows = list(
        Meeting.objects.filter(~Exists(sent), committee__in=committees, state=Meeting.State.CLOSED)
        .select_related("terms")
        .order_by("starts_at", "id")
    )
    policies = in_force_for(MINUTES, {(one.hub_id, local_day(one.starts_at)) for one in rows})
    counts = {(hub, policy.day_count) for (hub, _), policy in policies.items()}
    calendars = {key: calendar_of(*key) for key in counts}
    found = defaultdict(list)
    for one in rows:
        policy = policies.get((one.hub_id, local_day(one.starts_at)))
        due_on = None  # as for a meeting held before any policy began
        if policy is not None:
            calendar = calendars[one.hub_id, policy.day_count]
            step = read_minutes_clock(one, policy, calendar, terms=one.terms, circulated_on=None, on=local_day(at))
            due_on = step.due_on
        found[one.committee_id].append(Owed(one, due_on))
    return found


def _terms(committees: Sequence[Committee]) -> dict[int, list[TermsOfReference]]:
    found = defaultdict(list)
    for one in adopted_terms(*(committee.pk for committee in committees)).order_by("-in_force_from"):
        found[one.committee_id].append(one)
    return found


def _dates(meeting: Meeting, adopted: Iterable[TermsOfReference], calendar: WorkingCalendar) -> Dates:
    day = local_day(meeting.starts_at)
    return dates_of(day, next((one for one in adopted if one.in_force_from <= day), None), calendar)


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("committee").annotate(Count("pk")))
