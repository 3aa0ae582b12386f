"""Reminding secretaries of minutes and summaries, and owners of actions, by the timetable."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from governance.figures.minutes.record import clock_of, terms_of
from governance.models import Action, Meeting, Minutes, MonthlySummary, RegisterEntry
from governance.rules.actions import SOON
from governance.rules.summaries import month_to_tell
from governance.services.writing import secretaries_of, write_to
from hubportal.clocks.reading import StepState
from hubportal.organisations.models import Committee
from hubportal.web.words import local_day, long_date

JOB = "governance.after_meetings"
LOOKED_BACK = timedelta(days=120)


@transaction.atomic
def remind_by_timetable(*, hub_id: int, at: datetime) -> int:
    """Write to the secretaries and owners of a hub's committees; returns how many were queued, once for each stage."""
    today = local_day(at)
    committees = list(Committee.objects.filter(hub_id=hub_id).order_by("pk"))
    return sum(
        _of_minutes(one, on=today) + _of_summary(one, on=today) + _of_actions(one, on=today) for one in committees
    )


def _address(name: str, committee: Committee, *more: int) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=[committee.public_id, *more])}"


def _of_minutes(committee: Committee, *, on: date) -> int:
    """Minutes that are due soon, due today, or late, and have not been circulated."""
    rows = Meeting.objects.filter(committee=committee, state=Meeting.State.CLOSED)
    sent = Minutes.objects.filter(committee=committee, circulated_at__isnull=False).values("meeting")
    queued = 0
    for meeting in rows.filter(starts_at__date__gte=on - LOOKED_BACK).exclude(pk__in=sent).select_related("terms"):
        step = clock_of(meeting, terms=terms_of(meeting), circulated_on=None, on=on)
        if step.state not in {StepState.DUE_SOON, StepState.LATE} or step.due_on is None:
            continue
        late = step.state is StepState.LATE
        queued += write_to(
            addresses=secretaries_of(committee, on=on),
            committee=committee,
            subject=f"Minutes {'late' if late else 'due'}: {committee.name}, {long_date(meeting.starts_at)}",
            lines=[
                f"The minutes of the meeting of {long_date(meeting.starts_at)} {'were' if late else 'are'} due to"
                f" members on {long_date(step.due_on)} ({step.clause}).",
                "Draft, edit and circulate them here:",
                _address("minutes:minutes", committee, meeting.number),
            ],
            dedupe=f"minutes-due:{meeting.pk}:{'late' if late else 'soon'}",
        )
    return queued


def _of_summary(committee: Committee, *, on: date) -> int:
    """The summary of the month before, where the committee met or decided and none was sent."""
    month = month_to_tell(on)
    this = date(on.year, on.month, 1)
    met = Meeting.objects.filter(
        committee=committee, state=Meeting.State.CLOSED, starts_at__date__gte=month, starts_at__date__lt=this
    )
    decided = RegisterEntry.objects.filter(committee=committee, decided_on__gte=month, decided_on__lt=this)
    sent = MonthlySummary.objects.filter(committee=committee, month=month, sent_at__isnull=False)
    if sent.exists() or not (met.exists() or decided.exists()):
        return 0
    return write_to(
        addresses=secretaries_of(committee, on=on),
        committee=committee,
        subject=f"Executive summary to send, {month:%B %Y}: {committee.name}",
        lines=[
            f"The executive summary of {month:%B %Y} for NHS England and each governing body has not been sent yet.",
            "It is drafted from the record here:",
            _address("minutes:summaries", committee),
        ],
        dedupe=f"summary-due:{month:%Y-%m}",
    )


def _of_actions(committee: Committee, *, on: date) -> int:
    """Actions due within a week, or overdue, to an owner who signs in."""
    rows = Action.objects.filter(committee=committee, state=Action.State.OPEN, due_on__lte=on + timedelta(days=SOON))
    queued = 0
    for one in rows.filter(person__is_active=True, due_on__gte=on - LOOKED_BACK).select_related("person"):
        late = one.due_on is not None and one.due_on < on
        queued += write_to(
            addresses=[one.person.email] if one.person else [],
            committee=committee,
            subject=f"Action {one.number} {'overdue' if late else 'due'}: {committee.name}",
            lines=[
                f"Action {one.number} of the {committee.name} {'was' if late else 'is'} due on"
                f" {long_date(one.due_on)}.",
                "Say how it goes, or that it is done, here:",
                _address("minutes:action", committee, one.number),
            ],
            dedupe=f"action-due:{one.pk}:{one.due_on}:{'late' if late else 'soon'}",
        )
    return queued
