"""Background acts of casework: handlers of outbox items."""

from datetime import date

from functions.services import case_files, mailing, tallies
from functions.services.correspondence import MAKE_LETTER, SEND_EMAIL
from functions.services.handbook.telling import remind_hub
from functions.services.mail_in.jobs import read_mailboxes, sort_in_hub
from functions.services.mail_in.reading import SORT
from functions.services.schemes import reminding
from functions.services.sweep import sweep
from functions.services.variations import statutory, telling
from hubportal.documents.services.files import clear_left_over
from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.items import database_now
from hubportal.web.words import local_day


@handles("functions.sweep", words="Sweep for cases that fall due")
def sweep_hub(item: OutboxItem) -> None:
    """Raise what falls due in one hub today."""
    if item.hub_id is not None:
        sweep(hub_id=item.hub_id, today=local_day(database_now()))


@handles("functions.fold_tallies", words="Folding of tallies")
def fold_tallies(item: OutboxItem) -> None:
    """Keep the tallies of one hub short."""
    if item.hub_id is not None:
        tallies.fold(hub_id=item.hub_id)


@handles("functions.handbook_reminders", words="Reminders of the handbook")
def remind_of_handbook(item: OutboxItem) -> None:
    """Once a week, tell those of one hub who have still to read a page of the handbook."""
    if item.hub_id is not None:
        remind_hub(hub_id=item.hub_id, on=local_day(database_now()))


@handles("documents.clear_incoming", words="Removing files left over")
def clear_incoming(item: OutboxItem) -> None:
    """Remove files whose transaction was rolled back. Here, for documents and notifications know nothing of each
    other."""
    clear_left_over()


@handles(case_files.SCAN, words="Virus scan of a file")
def scan_file(item: OutboxItem) -> None:
    """Scan a file that was taken while the scanner was down."""
    case_files.scan(document=item.payload["document"])


@handles("functions.read_mail", words="Reading of mailboxes")
def read_mail(item: OutboxItem) -> None:
    """Read the mailboxes of one hub."""
    if item.hub_id is not None:
        read_mailboxes(hub_id=item.hub_id, now=database_now())


@handles(SORT, words="Sorting of a message")
def sort_message(item: OutboxItem) -> None:
    """Sort one message that was kept."""
    sort_in_hub(hub_id=item.hub_id, message_id=item.payload["message"], now=database_now())


@handles(SEND_EMAIL, words="Email of a case")
def send_case_email(item: OutboxItem) -> None:
    """Send what was written to a requester."""
    mailing.send_email(item)


@handles(MAKE_LETTER, words="Letter of a case")
def make_case_letter(item: OutboxItem) -> None:
    """Make the letter that was written to a requester."""
    mailing.make_letter(item)


@handles(telling.TAKE_EFFECT, words="A variation taking effect")
def variation_takes_effect(item: OutboxItem) -> None:
    """Bring a variation into effect on its day."""
    on = date.fromisoformat(item.payload["on"])
    telling.take_effect_on_its_day(variation_id=item.payload["variation"], on=on, at=database_now())


@handles(statutory.MAKE, words="Variations of a statutory change")
def make_statutory_variations(item: OutboxItem) -> None:
    """Make a variation for every practice that a change of the law concerns."""
    statutory.make_variations(change_id=item.payload["change"], at=database_now())


@handles(statutory.TELL, words="Notices of a statutory change")
def tell_statutory_change(item: OutboxItem) -> None:
    """Issue the notices of a statutory change."""
    statutory.tell(change_id=item.payload["change"], at=database_now())


@handles(reminding.JOB, words="Reminders of invitations")
def remind_practices(item: OutboxItem) -> None:
    """Write once more to practices whose answer is still to come, on the day the terms name."""
    if item.hub_id is not None:
        reminding.remind_by_timetable(hub_id=item.hub_id, at=database_now())
