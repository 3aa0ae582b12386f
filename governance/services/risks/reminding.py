"""Reminding owners of the reviews of a committee's risks; those of a CCG are dates to keep, told by their own sweep."""

from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.db import transaction

from governance.models import CommitteeRisk
from governance.rules import risks as rules
from governance.services.writing import secretaries_of, write_to
from hubportal.web.words import local_day

JOB = "governance.risk_reviews"


@transaction.atomic
def remind_by_timetable(*, hub_id: int, at: datetime) -> int:
    """Write to the owner of each open risk whose review is due soon or late, or to the secretaries where the owner
    does not sign in; once for each stage of one review, however often it runs. Returns how many were queued.
    """
    today, queued = local_day(at), 0
    due = CommitteeRisk.objects.filter(
        hub_id=hub_id, state=rules.OPEN, review_on__lte=today + timedelta(days=rules.SOON)
    )
    rows = due.select_related("owner", "committee").order_by("committee_id", "number")
    for _, held in groupby(rows, key=attrgetter("committee_id")):
        risks = list(held)
        secretaries = secretaries_of(risks[0].committee, on=today)
        queued += sum(_remind(risk, secretaries, today=today) for risk in risks)
    return queued


def _remind(risk: CommitteeRisk, secretaries: list[str], *, today: date) -> int:
    reminder = rules.reminder_on(today, review_on=risk.review_on)
    if reminder is None:
        return 0
    owner = risk.owner if risk.owner and risk.owner.is_active else None
    committee = risk.committee
    return write_to(
        addresses=[owner.email] if owner else secretaries,
        committee=committee,
        subject=f"Review {risk.reference}: {committee.name}",
        lines=[
            f"The review of {risk.reference} of the {committee.name} {reminder.words}.",
            "Read how it stands here; the secretary records the review:",
            f"{settings.BASE_URL}{risk.get_absolute_url()}",
        ],
        dedupe=f"risk:{risk.pk}:{risk.review_on.isoformat()}:{reminder.stage}",
    )
