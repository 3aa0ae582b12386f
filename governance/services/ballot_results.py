"""The secretary certifies what was counted, and publishes what was certified."""

from datetime import datetime

from django.db import transaction

from governance.models import BallotPractice, BallotRound, PublicationKind
from governance.rules.register import EntryKind, ballot_body
from governance.services.ballot_counting import CLAUSE, public_content, published_result, recount_differs, result_of
from governance.services.ballot_rounds import locked_round
from governance.services.ballots import note
from governance.services.finding import changed, locked_committee
from governance.services.publications import keep_copy
from governance.services.register import enter
from governance.services.writing import write_to
from hubportal.organisations.models import Person
from hubportal.records.rules.signing import refuse_signing
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day


@transaction.atomic
def certify(*, round_id: int, seen: str, by: Person, at: datetime) -> BallotRound:
    """Certify the count. `seen` is the digest of what the page showed. The responses are counted again first: where
    that gives anything else, nothing is certified. The result is entered in the decision register, once. The caller
    asks for a fresh sign-in.
    """
    asked = locked_round(round_id, by=by, version=None)
    if asked.state != "counted":
        raise Refused("Only a round that was counted, and is not certified yet, is certified.", clause=CLAUSE)
    fault = refuse_signing(seen=seen, now=asked.digest, already=False)
    if fault is not None:
        raise Refused(fault, clause=CLAUSE, field="seen")
    if recount_differs(asked):
        raise Refused(
            "Counting the responses again gives another result than the one that was frozen, so it is not certified."
            " Somebody changed the record: ask whoever runs the portal.",
            clause=CLAUSE,
        )
    asked.state, asked.certified_by, asked.certified_at = "certified", by, at
    entry = enter(
        committee=asked.committee,
        kind=EntryKind.BALLOT,
        decided_on=local_day(at),
        body=ballot_body(result_of(asked), ballot=asked.ballot.number, digest=asked.digest),
        at=at,
        by=by,
        round=asked,
    )
    note(asked.ballot, "Result certified", at=at, by=by, round=asked,
         note=f"SHA-256 {asked.digest}\nEntry {entry.number} of the decision register")  # fmt: skip
    changed(asked, "state", "certified_by", "certified_at")
    return asked


@transaction.atomic
def publish(*, round_id: int, by: Person, at: datetime) -> BallotRound:
    """Publish a certified result on the public site, and write it to every practice on the roll. The caller asks for a
    fresh sign-in.
    """
    asked = locked_round(round_id, by=by, version=None)
    if asked.state != "certified":
        raise Refused("A result is published once it is certified, and once.", clause=CLAUSE)
    asked.state, asked.published_at = "published", at
    changed(asked, "state", "published_at")
    roll = BallotPractice.objects.filter(committee_id=asked.committee_id, ballot_id=asked.ballot_id)
    told = write_to(
        addresses=roll.values_list("email", flat=True),
        committee=asked.committee,
        subject=f"Result of the ballot: {asked.ballot.title}"[:200],
        lines=[asked.question, *result_of(asked)["working"]],
        dedupe=f"ballot:result:{asked.public_id}",
    )
    committee = locked_committee(asked.committee_id, by=by)
    keep_copy(
        committee=committee, kind=PublicationKind.BALLOT, key=f"ballot-{asked.ballot.number}-round-{asked.number}",
        title=f"Result of the ballot: {asked.ballot.title}, round {asked.number}"[:200],
        content=public_content(published_result(asked)), by=by, at=at,
    )  # fmt: skip
    note(asked.ballot, f"Result published; {told} addresses told", at=at, by=by, round=asked)
    return asked
