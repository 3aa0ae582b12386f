"""Background acts of casework: handlers of outbox items."""

from functions.services import mailing
from functions.services.correspondence import MAKE_LETTER, SEND_EMAIL
from functions.services.schemes import reminding
from functions.services.sweep import sweep
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


@handles(reminding.JOB)
def remind_practices(item: OutboxItem) -> None:
    """Write once more to practices whose answer is still to come, on the day the terms name."""
    if item.hub_id is not None:
        reminding.remind_by_timetable(hub_id=item.hub_id, at=database_now())
