"""Work that was given up or is late: telling who looks after it, trying it again, setting it aside."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from hubportal.notifications.figures.given_up import SIGHT, seen_by
from hubportal.notifications.handlers import words_of
from hubportal.notifications.models import OutboxItem, WorkDecision
from hubportal.notifications.services.mail import SEND_EMAIL, packed
from hubportal.notifications.services.notices import tell
from hubportal.notifications.services.outbox import enqueue, ring_after_commit
from hubportal.organisations.models import Assignment, Ccg, Person
from hubportal.organisations.roles import ROLES
from hubportal.tenancy.scope import scope
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, plural

SETTLES = "ccg_settings_edit"
_HEADS = [code for code, role in ROLES.items() if role.held_at == "hub" and SETTLES in role.permissions]


def tell_administrators(item: OutboxItem, *, on: datetime) -> None:
    """The heads of the item's hub by a notice, system administrators by e-mail: once a kind, hub and day.

    Once a day, so that a mail server that is down does not fill the list it is failing. Names the kind and nothing of
    a case. Call it in the item's hub, as the worker.
    """
    fact = f"given-up:{item.kind}:{item.hub_id or 'all'}:{local_day(on).isoformat()}"
    text = f"The portal gave up on some of its work: {words_of(item.kind)}. See what to do about it."
    page = reverse("work:list")
    ccg = Ccg.objects.filter(hub=item.hub_id).order_by("pk").first() if item.hub_id else None
    if ccg is not None:
        today = local_day(on)
        held = Assignment.objects.filter(hub=item.hub_id, role__in=_HEADS, period__contains=today)
        heads = held.filter(person__is_active=True).values_list("person_id", flat=True)
        tell(people=set(heads), hub=ccg.hub_id, ccg=ccg, kind="work_given_up", text=text, path=page, dedupe=fact)
    administrators = Person.objects.filter(is_system_administrator=True, is_active=True)
    for address in administrators.order_by("pk").values_list("email", flat=True):
        message = EmailMessage("Hub Portal gave up on some of its work", f"{text}\n\n{settings.BASE_URL}{page}\n", None)
        message.to = [address]
        enqueue(kind=SEND_EMAIL, dedupe=f"{fact}:{address}"[:200], payload=packed(message))


def _decide(
    rows: "QuerySet[OutboxItem]", *, act: str, by: Person, at: datetime, reason: str = ""
) -> list[WorkDecision]:
    """Lock the items and write down what was decided about each."""
    return WorkDecision.objects.bulk_create(
        WorkDecision(
            item=row.pk, kind=row.kind, hub_id=row.hub_id, ccg_id=row.ccg_id, act=act, reason=reason, by=by, at=at
        )
        for row in rows.select_for_update(of=("self",))
    )


def _keys(decided: Iterable[WorkDecision]) -> list[int]:
    return [one.item for one in decided]


@transaction.atomic
def retry_kind(*, kind: str, by: Person, at: datetime) -> int:
    """Try everything of one kind again that gave up and `by` looks after; returns how many items."""
    with scope(SIGHT):
        rows = seen_by(by).filter(kind=kind, dead_at__isnull=False)
        return _try_again(_decide(rows, act=WorkDecision.Act.RETRIED, by=by, at=at))


@transaction.atomic
def retry(*, item: int, by: Person, at: datetime) -> None:
    """Try one item again at once, with as many attempts as a new one has.

    Safe to repeat: what an item did is kept with its being done, and its key still names the one fact it serves.
    """
    with scope(SIGHT):
        rows = seen_by(by).filter(pk=item).exclude(lease_until__gt=Now())
        if not _try_again(_decide(rows, act=WorkDecision.Act.RETRIED, by=by, at=at)):
            raise Refused("This work is being done now, has been done, or was set aside. Look at the list again.")


def _try_again(decided: list[WorkDecision]) -> int:
    ring_after_commit()
    return OutboxItem.objects.filter(pk__in=_keys(decided)).update(
        dead_at=None, attempts=0, error="", run_after=Now(), lease_until=None, lease_by=""
    )


@transaction.atomic
def set_aside(*, item: int, reason: str, by: Person, at: datetime) -> None:
    """Leave an item undone for good; who did and why is kept."""
    said = " ".join(reason.split())
    if not said:
        raise Refused("Say why this will not be done.", field="reason", status=400)
    with scope(SIGHT):
        rows = seen_by(by).filter(pk=item).exclude(lease_until__gt=Now())
        decided = _decide(rows, act=WorkDecision.Act.SET_ASIDE, by=by, at=at, reason=said[:300])
        if not decided:
            raise Refused("This work is being done now, has been done, or was set aside. Look at the list again.")
        OutboxItem.objects.filter(pk__in=_keys(decided)).update(set_aside_at=at, dead_at=Now(), lease_by="")


def retried_words(count: int) -> str:
    """What a page says after retrying."""
    return f"{plural(count, 'piece')} of work will be tried again now."
