"""Background acts of casework: handlers of outbox items."""

from datetime import date

from functions.services import mailing
from functions.services.correspondence import MAKE_LETTER, SEND_EMAIL
from functions.services.sweep import sweep
from functions.services.variations import statutory, telling
from hubportal.documents.services.files import clear_left_over
from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.rules.timetable import LONDON
from hubportal.notifications.services.items import database_now


@handles("functions.sweep")
def sweep_hub(item: OutboxItem) -> None:
    """Raise what falls due in one hub today."""
    if item.hub_id is not None:
        sweep(hub_id=item.hub_id, today=database_now().astimezone(LONDON).date())


@handles("documents.clear_incoming")
def clear_incoming(item: OutboxItem) -> None:
    """Remove files whose transaction was rolled back. Here, for documents and notifications know nothing of each
    other."""
    clear_left_over()


@handles(SEND_EMAIL)
def send_case_email(item: OutboxItem) -> None:
    """Send what was written to a requester."""
    mailing.send_email(item)


@handles(MAKE_LETTER)
def make_case_letter(item: OutboxItem) -> None:
    """Make the letter that was written to a requester."""
    mailing.make_letter(item)


@handles(telling.TAKE_EFFECT)
def variation_takes_effect(item: OutboxItem) -> None:
    """Bring a variation into effect on its day."""
    on = date.fromisoformat(item.payload["on"])
    telling.take_effect_on_its_day(variation_id=item.payload["variation"], on=on, at=database_now())


@handles(statutory.MAKE)
def make_statutory_variations(item: OutboxItem) -> None:
    """Make a variation for every practice that a change of the law concerns."""
    statutory.make_variations(change_id=item.payload["change"], at=database_now())


@handles(statutory.TELL)
def tell_statutory_change(item: OutboxItem) -> None:
    """Issue the notices of a statutory change."""
    statutory.tell(change_id=item.payload["change"], at=database_now())
