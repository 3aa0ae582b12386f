"""Background acts of governance: handlers of outbox items."""

from django.utils import timezone

from governance.services import ballot_clock, files, interest_reminders, paper_texts
from governance.services.carrying import asking, out, placing, queue, recommending
from governance.services.certifications import begin_due
from governance.services.meetings import packs
from governance.services.minutes import letters, reminders
from governance.services.register import ANCHOR, anchor_and_tell, anchor_hub
from governance.services.terms_of_reference.reviews import remind_hub
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


@handles("governance.terms_reviews", words="Reminders of reviews of terms of reference")
def remind_of_reviews(item: OutboxItem) -> None:
    """Write to the secretaries of one hub whose committees' terms are due for review."""
    if item.hub_id is not None:
        remind_hub(hub_id=item.hub_id, on=local_day(database_now()))


@handles(paper_texts.READ_PAPER, words="Reading a paper’s text")
def read_paper(item: OutboxItem) -> None:
    """Keep the text of a paper, to match interests to."""
    paper_texts.read_paper(file=item.payload["file"], at=database_now())


@handles(paper_texts.READ_PAPERS, words="Finding papers to read")
def read_papers(item: OutboxItem) -> None:
    """Have the papers read that nobody asked for."""
    if item.hub_id is not None:
        paper_texts.ask_for_waiting(hub_id=item.hub_id)


@handles(interest_reminders.JOB, words="Reminders of the yearly review of interests")
def remind_of_interests(item: OutboxItem) -> None:
    """Write to everybody whose review is due soon or late."""
    if item.hub_id is not None:
        interest_reminders.remind_by_timetable(hub_id=item.hub_id, at=database_now())


@handles(reminders.JOB, words="Reminders of minutes, actions and monthly summaries")
def remind_after_meetings(item: OutboxItem) -> None:
    """Write to the secretaries and owners of one hub's committees."""
    if item.hub_id is not None:
        reminders.remind_by_timetable(hub_id=item.hub_id, at=database_now())


@handles(letters.ON_RECORD, words="Letter about a committee’s decision on a record")
def put_letter_on_record(item: OutboxItem) -> None:
    """Make a letter about a decision one of the record that was decided on."""
    letters.put_on_record(letter_id=item.payload["letter"])


@handles(ballot_clock.OPEN, words="Opening of a ballot")
def open_ballot(item: OutboxItem) -> None:
    """Freeze the roll and send the links, at the opening moment."""
    ballot_clock.open_by_clock(round_id=item.payload["round"], at=database_now())


@handles(ballot_clock.REMIND, words="Reminders of a ballot")
def remind_of_ballot(item: OutboxItem) -> None:
    """Write once more to practices that have not responded."""
    ballot_clock.remind(round_id=item.payload["round"], day=item.payload["day"], at=database_now())


@handles(ballot_clock.CLOSE, words="Closing of a ballot")
def close_ballot(item: OutboxItem) -> None:
    """Close and count, at the closing moment."""
    ballot_clock.close_by_clock(round_id=item.payload["round"], at=database_now())


@handles(packs.BUILD, words="Pack of a meeting’s papers")
def build_pack(item: OutboxItem) -> None:
    """Make the packs of a meeting, and tell everybody once those that are sent are ready."""
    packs.build_packs(**item.payload, at=timezone.now())


@handles("governance.begin_certifications", words="Self-certifications of the quarter that ended")
def begin_certifications(item: OutboxItem) -> None:
    """Begin what each CCG of a hub owes for the quarter that ended last; run twice, it begins nothing more."""
    if item.hub_id is not None:
        now = database_now()
        begin_due(hub_id=item.hub_id, on=local_day(now), at=now)


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
