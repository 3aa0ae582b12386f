"""Reminding people by e-mail to look through their interests once a year."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from governance.figures.interests import standing_of
from governance.rules.interests import reminder_on
from governance.services.writing import write_to
from hubportal.organisations.models import Committee
from hubportal.web.words import local_day, long_date

JOB = "governance.interest_reminders"


@transaction.atomic
def remind_by_timetable(*, hub_id: int, at: datetime) -> int:
    """Write to everybody of the hub's committees whose review is due soon or late; returns how many were queued.

    Once for each stage of one due date, however often it runs. Who has no address is shown to the secretary.
    """
    today = local_day(at)
    queued = 0
    for committee in Committee.objects.filter(hub_id=hub_id).order_by("pk"):
        for one in standing_of(committee, on=today):
            reminder = reminder_on(today, due_on=one.due_on)
            if reminder is None or not one.email:
                continue
            where = f"{settings.BASE_URL}{reverse('interests:mine', args=[committee.public_id])}"
            due = "was due" if one.due_on < today else "is due"
            lines = (
                f"Your yearly review of interests for the {committee.name} {due} on {long_date(one.due_on)}.",
                "If nothing has changed, one button confirms it. If something has, declare it or end it there.",
                where,
                "If you do not sign in to the portal, answer the committee’s secretary instead.",
            )
            queued += write_to(
                addresses=[one.email],
                committee=committee,
                subject=f"Review your interests: {committee.name}",
                lines=lines,
                dedupe=f"interests:{one.due_on.isoformat()}:{reminder.stage}",
            )
    return queued
