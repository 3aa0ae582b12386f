"""E-mail to people of a committee, of whom not everybody has a sign-in: queued with the act that causes it."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage

from hubportal.notifications.services.mail import SEND_EMAIL, packed
from hubportal.notifications.services.outbox import enqueue
from hubportal.organisations.models import Assignment, Committee


def secretaries_of(committee: Committee, *, on: date) -> list[str]:
    """The addresses of a committee's secretaries on a day."""
    held = Assignment.objects.filter(
        committee=committee, role="committee_secretary", period__contains=on, person__is_active=True
    )
    return list(held.values_list("person__email", flat=True).distinct())


def write_to(
    *,
    addresses: Iterable[str],
    committee: Committee,
    subject: str,
    lines: Iterable[str],
    dedupe: str,
    attached: tuple[str, bytes, str] | None = None,
) -> int:
    """One e-mail to each address, once for the fact that `dedupe` names; returns how many were queued.

    Nothing confidential is written into a message: it says what there is to read, and where. `attached` is a file's
    name, content and media type.
    """
    queued, said = 0, list(lines)
    for address in sorted({address.strip().lower() for address in addresses if address.strip()}):
        message = EmailMessage(
            subject=subject,
            body="\n\n".join(said),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[address],
            attachments=[attached] if attached else None,
        )
        enqueue(
            kind=SEND_EMAIL,
            dedupe=f"committee:{committee.pk}:{dedupe}:{address}",
            payload=packed(message),
            hub=committee.hub_id,
        )
        queued += 1
    return queued
