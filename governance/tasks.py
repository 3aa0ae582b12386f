"""Background acts of committees: handlers of outbox items."""

from governance.services import files
from governance.services.carrying import asking, out, placing, queue, recommending
from governance.services.register import ANCHOR, anchor_and_tell, anchor_hub
from hubportal.notifications.handlers import handles
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services.items import database_now
from hubportal.web.words import local_day


@handles(files.SCAN, words="Virus scan of a committee’s file")
def scan_file(item: OutboxItem) -> None:
    """Scan a file that was taken while the scanner was down."""
    files.scan_waiting(file=item.payload["file"])


@handles("governance.anchor", words="Anchoring of decision registers")
def anchor_registers(item: OutboxItem) -> None:
    """Put each register of one hub on the work list."""
    if item.hub_id is not None:
        anchor_hub(hub_id=item.hub_id, on=local_day(database_now()))


@handles(ANCHOR, words="Anchor of a decision register")
def anchor_register(item: OutboxItem) -> None:
    """Anchor one register, if it has grown since it was anchored last."""
    anchor_and_tell(committee_id=item.payload["committee"], at=database_now())


@handles(queue.RECEIVE, words="Request for a committee’s agenda")
def receive_request(item: OutboxItem) -> None:
    """Take a request of a record in at its committee."""
    asking.receive(request_id=item.payload["request"], at=database_now())


@handles(queue.SETTLED, words="Answer to a request for a committee’s agenda")
def request_settled(item: OutboxItem) -> None:
    """Say on the record, or to the forum, what became of a request."""
    placing.pass_on(request_id=item.payload["request"], at=database_now())


@handles(queue.CARRY_OUT, words="Carrying out of a committee’s decision")
def carry_out(item: OutboxItem) -> None:
    """Copy a decision to the record it is about, and move the record."""
    out.carry_out(entry_id=item.payload["entry"], at=database_now())


@handles(queue.CORRECTED, words="Correction of a committee’s decision")
def decision_corrected(item: OutboxItem) -> None:
    """Mark a corrected decision wherever it was copied to."""
    out.mark_corrected(entry_id=item.payload["entry"], at=database_now())


@handles(queue.RECOMMEND, words="Recommendation of a forum")
def recommend(item: OutboxItem) -> None:
    """Send a recommendation to each concerned committee."""
    recommending.send_on(entry_id=item.payload["entry"], at=database_now())


@handles(queue.ANSWERED, words="Answer to a forum’s recommendation")
def recommendation_answered(item: OutboxItem) -> None:
    """Tell the forum what a committee made of its recommendation."""
    recommending.pass_back(request_id=item.payload["request"], at=database_now())
