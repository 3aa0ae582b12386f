"""What a round does by the clock: it opens and sends its links, reminds, closes and counts.

Each is an item of the work list that locks the round and looks what was done: a second worker, or the same after a
crash, finds it done. The items stay on the list when a round is extended or called off, and then do nothing.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from governance.models import Ballot, BallotLink, BallotPractice, BallotRound
from governance.rules.ballot_rounds import Standing, standing_of
from governance.services.ballot_counting import count_locked
from governance.services.ballot_links import address_of, make_link
from governance.services.ballots import note
from governance.services.writing import write_to
from hubportal.notifications.services.outbox import enqueue
from hubportal.web.words import moment, plural

OPEN, REMIND, CLOSE = "governance.ballot_open", "governance.ballot_remind", "governance.ballot_close"


def enqueue_clock(asked: BallotRound) -> None:
    """Put opening, reminders and closing of a round on the work list, at its moments as they are now."""
    closes = asked.closes_at.isoformat()
    acts = [(OPEN, asked.opens_at, "open", 0), (CLOSE, asked.closes_at, f"close:{closes}", 0)]
    acts += [(REMIND, asked.closes_at - timedelta(days=day), f"remind:{day}:{closes}", day) for day in asked.reminders]
    for kind, at, name, day in acts:
        enqueue(
            kind=kind,
            dedupe=f"committee:{asked.committee_id}:ballot:{asked.public_id}:{name}",
            payload={"round": asked.pk, "day": day},
            hub=asked.hub_id,
            run_after=at,
        )


def _locked(round_id: int) -> BallotRound | None:
    rows = BallotRound.objects.select_related("committee", "hub").select_for_update(of=("self",))
    found: BallotRound | None = rows.filter(pk=round_id).first()
    if found is not None:
        found.ballot = Ballot.objects.get(committee_id=found.committee_id, pk=found.ballot_id)
    return found


def _standing(asked: BallotRound, at: datetime) -> Standing:
    return standing_of(state=asked.state, opens_at=asked.opens_at, closes_at=asked.closes_at, at=at)


def silent_voters(asked: BallotRound) -> QuerySet[BallotPractice]:
    """The eligible practices without a response that counts, in the order of the roll."""
    rows = BallotPractice.objects.filter(committee_id=asked.committee_id, ballot_id=asked.ballot_id, is_eligible=True)
    counted = asked.responses.filter(committee_id=asked.committee_id, set_aside_at__isnull=True)
    return rows.exclude(pk__in=counted.values("voter_id")).order_by("name", "pk")


def open_by_clock(*, round_id: int, at: datetime) -> None:
    """At the opening moment: freeze the roll and send the links. In the caller's transaction."""
    asked = _locked(round_id)
    if asked is not None and _standing(asked, at) == Standing.OPEN:
        open_due(asked, at=at)


def open_due(asked: BallotRound, *, at: datetime) -> None:
    """Open a locked round whose moment has come, once: the roll is frozen, and every practice with an address has its
    link.
    """
    if asked.opened_at is not None:
        return
    ballot = Ballot.objects.select_for_update().get(committee_id=asked.committee_id, pk=asked.ballot_id)
    if ballot.frozen_at is None:
        ballot.frozen_at = at
        ballot.version += 1
        ballot.save(update_fields=["frozen_at", "version", "changed_at"])
        note(ballot, "Roll frozen", at=at, by=None)
    asked.opened_at = at
    asked.save(update_fields=["opened_at", "changed_at"])
    voters = list(silent_voters(asked).exclude(email=""))
    for voter in voters:
        send_link(asked, make_link(asked, voter, at=at), voter)
    note(ballot, f"Round opened; links sent to {plural(len(voters), 'practice')}", at=at, by=None, round=asked)


def send_link(asked: BallotRound, link: BallotLink, voter: BallotPractice) -> None:
    """The e-mail that carries the link."""
    write_to(
        addresses=[link.sent_to],
        committee=asked.committee,
        subject=f"Ballot of member practices: {asked.ballot.title}"[:200],
        lines=[
            f"{voter.name} is asked to respond in a ballot of {asked.committee.name}:",
            asked.question,
            f"Respond by {moment(asked.closes_at)}, on this page:",
            address_of(link, asked.committee),
            "The link is for your practice alone and takes one response, so do not forward it.",
        ],
        dedupe=f"ballot:link:{link.public_id}",
    )


def remind(*, round_id: int, day: int, at: datetime) -> int:
    """So many days before closing, write once more to each practice that has not responded; returns to how many.

    An item of a closing moment that was put off since does nothing: another stands at the new one.
    """
    asked = _locked(round_id)
    if asked is None or asked.opened_at is None or _standing(asked, at) != Standing.OPEN:
        return 0
    if at < asked.closes_at - timedelta(days=day):
        return 0
    links = BallotLink.objects.filter(
        committee_id=asked.committee_id, round=asked, used_at__isnull=True, revoked_at__isnull=True
    )
    by_voter = {link.voter_id: link for link in links}
    queued = 0
    for voter in silent_voters(asked):
        link = by_voter.get(voter.pk)
        if link is None:
            continue
        queued += write_to(
            addresses=[link.sent_to],
            committee=asked.committee,
            subject=f"Reminder: {asked.ballot.title}"[:200],
            lines=[
                f"{voter.name} has not responded yet in this ballot of {asked.committee.name}:",
                asked.question,
                f"It closes on {moment(asked.closes_at)}. Respond on this page:",
                address_of(link, asked.committee),
            ],
            dedupe=f"ballot:remind:{day}:{link.public_id}",
        )
    if queued:
        note(asked.ballot, f"{plural(queued, 'practice')} reminded", at=at, by=None, round=asked)
    return queued


def close_by_clock(*, round_id: int, at: datetime) -> None:
    """At the closing moment: count, once. A round that never opened, as no worker ran, is left to the secretary."""
    asked = _locked(round_id)
    if asked is not None and asked.opened_at is not None and _standing(asked, at) == Standing.OVER:
        count_locked(asked, closed_at=asked.closes_at, at=at, by=None)
