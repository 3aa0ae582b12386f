"""Reminding practices that have not answered: by a button, and once by the timetable."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from functions.models import EnhancedService, Invitation, LocalScheme
from functions.rules.schemes.gates import CLAUSE
from functions.services.schemes.finding import Offer, locked_offer, worked_ccgs
from functions.services.schemes.letters import links_of, write_to_each
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

JOB = "functions.scheme_reminders"


@transaction.atomic
def remind(*, reference: str, version: int | None, by: Person, at: datetime) -> int:
    """Write again to every practice of this person's CCGs without an answer; once a day at most. Returns how many."""
    offer = locked_offer(reference=reference, by=by, version=version)
    today = local_day(at)
    if offer.answer_by is None or today > offer.answer_by:
        raise Refused("The window to sign up has closed, so that nobody is reminded.", clause=CLAUSE)
    waiting = _waiting(offer, today).filter(ccg_id__in=worked_ccgs(offer, by))
    count = _send(offer, waiting, by=by, at=at)
    if not count:
        raise Refused("No practice is left to remind: each has answered, or was written to today.")
    return count


def remind_by_timetable(*, hub_id: int, at: datetime) -> int:
    """Write once more to who has not answered, on the day that the terms name or the first working day after it."""
    today = local_day(at)
    count = 0
    for model in (EnhancedService, LocalScheme):
        due: Any = model._default_manager.filter(hub_id=hub_id, remind_on__lte=today, answer_by__gte=today)
        for offer in due.filter(invited_at__isnull=False).select_related("hub").order_by("pk"):
            count += _send(offer, _waiting(offer, today).filter(reminders=0), by=None, at=at)
    return count


def _waiting(offer: Offer, today: date) -> QuerySet[Invitation]:
    """Invitations without an answer to which nobody has written today."""
    found = Invitation.objects.of(offer).filter(state="invited", invited_on__lt=today)
    return found.exclude(reminded_on__gte=today)


def _send(offer: Offer, waiting: QuerySet[Invitation], *, by: Person | None, at: datetime) -> int:
    """Mark and write to each in one go; of two at once, each invitation is taken by one."""
    keys: Collection[int] = list(waiting.select_for_update().values_list("pk", flat=True))
    links = links_of(offer, keys)
    marked = Invitation.objects.of(offer).filter(pk__in=links)
    marked.update(reminders=F("reminders") + 1, reminded_on=local_day(at))
    return write_to_each(
        offer,
        links=links,
        subject=f"Reminder: {offer.letter_subject}",
        body=offer.reminder_body or offer.letter_body,
        template="reminder",
        by=by,
        at=at,
    )
