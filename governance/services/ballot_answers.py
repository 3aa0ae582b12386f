"""A practice's response: once, by its link or on paper; locked with its round, so that of two at once one counts."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from governance.models import Ballot, BallotLink, BallotPractice, BallotResponse, BallotRound
from governance.rules.ballot_answers import Voter, refuse_moment, refuse_second, refuse_voter
from governance.rules.ballot_rounds import SECTION, Standing
from governance.services.ballot_clock import open_due, send_link
from governance.services.ballot_links import link_named, make_link, why_not
from governance.services.ballot_rounds import locked_round, standing
from governance.services.ballot_sealing import Answer, seal
from governance.services.ballots import note
from governance.services.files import keep_upload
from governance.services.finding import changed
from governance.services.writing import write_to
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, moment

# Without letters and figures that are mistaken for each other when read out over the telephone.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and who gives it for the practice."""

    answer: Answer
    name: str
    role: str = ""


def new_receipt() -> str:
    """Eight letters and figures by which a practice finds that its response was counted."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def response_of(asked: BallotRound, voter: BallotPractice) -> BallotResponse | None:
    """The response of a practice that counts."""
    return BallotResponse.objects.filter(
        committee_id=asked.committee_id, round=asked, voter=voter, set_aside_at__isnull=True
    ).first()


def voter_of(asked: BallotRound, entry: BallotPractice | None) -> Voter | None:
    """A practice as the rules take it."""
    if entry is None:
        return None
    before = response_of(asked, entry)
    return Voter(entry.name, entry.is_eligible, entry.excluded_because, before.taken_at if before else None)


@transaction.atomic
def answer_by_link(*, committee_id: int, public_id: str, given: Given, at: datetime) -> BallotResponse:
    """The practice's own response. The link is spent and the response kept together, or neither is.

    Refused before opening and after closing, by a link that was used or replaced, and after another response.
    """
    link = link_named(committee_id, public_id)
    asked = _locked(committee_id, link.round_id)
    link = link_named(committee_id, public_id)
    _refuse_moment(asked, at)
    voter = voter_of(asked, link.voter)
    _refuse_voter(voter)
    sentence = why_not(link)
    if sentence is not None:
        raise Refused(sentence, clause=SECTION)
    kept = _keep(asked, link.voter, given, how=BallotResponse.How.LINK, received_on=local_day(at), at=at)
    BallotLink.objects.filter(committee_id=committee_id, pk=link.pk).update(used_at=at)
    return kept


def _locked(committee_id: int, round_id: int) -> BallotRound:
    rows = BallotRound.objects.filter(committee_id=committee_id).select_related("committee", "hub")
    asked: BallotRound = rows.select_for_update(of=("self",)).get(pk=round_id)
    asked.ballot = Ballot.objects.get(committee_id=committee_id, pk=asked.ballot_id)
    return asked


@transaction.atomic
def record_paper(
    *, round_id: int, ods_code: str, given: Given, received_on: date, scan: "UploadedFile[bytes] | None", by: Person,
    at: datetime,
) -> BallotResponse:  # fmt: skip
    """A response that came on paper, recorded with its scan, which only the secretary opens. The practice's link stops.

    Refused as by link, and for a day before the round opened or to come.
    """
    asked = locked_round(round_id, by=by, version=None)
    if standing(asked, at=at) == Standing.OPEN:
        open_due(asked, at=at)  # the clock may be a moment behind
    _refuse_moment(asked, at)
    rows = BallotPractice.objects.filter(committee_id=asked.committee_id, ballot_id=asked.ballot_id)
    entry = rows.filter(ods_code=ods_code).first()
    _refuse_voter(voter_of(asked, entry))
    if scan is None:
        raise Refused("Add the scan of the form.", field="scan", status=400)
    if not local_day(asked.opens_at) <= received_on <= local_day(at):
        raise Refused(
            "The day it came must be from the day the round opened to today.", field="received_on", status=400
        )
    file = keep_upload(upload=scan, committee=asked.committee, by=by, is_restricted=True)
    assert entry is not None  # noqa: S101 - refused above
    kept = _keep(
        asked, entry, given, how=BallotResponse.How.PAPER, received_on=received_on, at=at, scan=file, recorded_by=by
    )
    _stop_links(asked, entry, at=at)
    note(asked.ballot, f"Paper form of {entry.name} recorded", at=at, by=by, round=asked)
    return kept


@transaction.atomic
def set_aside(*, round_id: int, ods_code: str, because: str, by: Person, at: datetime) -> BallotResponse:
    """Set a paper response aside before the count, with the reason: recorded of the wrong practice, or in error.

    It stays on record and the practice may respond again. A response by link is never set aside.
    """
    asked = locked_round(round_id, by=by, version=None)
    entry = _entry(asked, ods_code)
    kept = response_of(asked, entry)
    if standing(asked, at=at) not in {Standing.OPEN, Standing.OVER}:
        raise Refused("Responses are set aside before the count only.", clause=SECTION)
    if kept is None or kept.how != BallotResponse.How.PAPER:
        raise Refused("Only a response recorded from paper is set aside.", clause=SECTION)
    if not because.strip():
        raise Refused("Enter why it is set aside.", field="because", status=400)
    kept.set_aside_at, kept.set_aside_why = at, because.strip()
    kept.save(update_fields=["set_aside_at", "set_aside_why"])
    note(asked.ballot, f"Paper form of {entry.name} set aside", at=at, by=by, round=asked, note=kept.set_aside_why)
    return kept


@transaction.atomic
def send_new_link(*, round_id: int, ods_code: str, email: str, by: Person, at: datetime) -> BallotLink:
    """Send a practice another link, to a corrected address where one is given; the link it had holds no more."""
    asked = locked_round(round_id, by=by, version=None)
    if standing(asked, at=at) == Standing.OPEN:
        open_due(asked, at=at)
    _refuse_moment(asked, at)
    entry = _entry(asked, ods_code)
    _refuse_voter(voter_of(asked, entry))
    if not email.strip():
        raise Refused("Enter the email address.", field="email", status=400)
    if email.strip() != entry.email:
        entry.email = email.strip()
        entry.save(update_fields=["email"])
    link = make_link(asked, entry, at=at)
    send_link(asked, link, entry)
    note(asked.ballot, f"New link sent to {entry.name}", at=at, by=by, round=asked, note=entry.email)
    changed(asked)
    return link


def _entry(asked: BallotRound, ods_code: str) -> BallotPractice:
    rows = BallotPractice.objects.filter(committee_id=asked.committee_id, ballot_id=asked.ballot_id)
    found: BallotPractice | None = rows.filter(ods_code=ods_code).first()
    if found is None:
        raise Refused(refuse_voter(None) or "", clause="Mid Essex paper, section 2.2", status=400)
    return found


def _refuse_moment(asked: BallotRound, at: datetime) -> None:
    closes = asked.closed_at or asked.closes_at
    sentence = refuse_moment(standing(asked, at=at), opens_at=asked.opens_at, closes_at=closes)
    if sentence is not None:
        raise Refused(sentence, clause=SECTION)


def _refuse_voter(voter: Voter | None) -> None:
    sentence = refuse_voter(voter)
    if sentence is not None:
        raise Refused(sentence, clause="Mid Essex paper, section 2.2", field="practice", status=400)
    sentence = refuse_second(voter) if voter else None
    if sentence is not None:
        raise Refused(sentence, clause=SECTION, field="practice")


def _stop_links(asked: BallotRound, entry: BallotPractice, *, at: datetime) -> None:
    BallotLink.objects.filter(
        committee_id=asked.committee_id, round=asked, voter=entry, used_at__isnull=True, revoked_at__isnull=True
    ).update(revoked_at=at)


def _keep(
    asked: BallotRound, entry: BallotPractice, given: Given, *, how: str, received_on: date, at: datetime, **more: Any
) -> BallotResponse:
    answer = given.answer
    if answer.option not in {option["code"] for option in asked.options}:
        raise Refused("Select one of the options.", field="option", status=400)
    if not given.name.strip():
        raise Refused("Enter who answers for the practice.", field="name", status=400)
    if asked.sealed:
        said = {"sealed": seal(answer, round_id=asked.pk, voter_id=entry.pk)}
    else:
        said = {"answer": answer.option, "comment": answer.comment}
    kept = BallotResponse.objects.create(
        hub_id=asked.hub_id, committee_id=asked.committee_id, round=asked, voter=entry, how=how,
        given_by=given.name.strip(), given_role=given.role.strip(), received_on=received_on, taken_at=at,
        receipt=new_receipt(), **said, **more,
    )  # fmt: skip
    if entry.email:
        _send_receipt(asked, entry, kept)
    return kept


def _send_receipt(asked: BallotRound, entry: BallotPractice, kept: BallotResponse) -> None:
    """The receipt, without the answer; it also tells the practice where somebody else used its link."""
    write_to(
        addresses=[entry.email],
        committee=asked.committee,
        subject=f"Receipt {kept.receipt}: {asked.ballot.title}"[:200],
        lines=[
            f"The response of {entry.name} was taken on {moment(kept.taken_at)}, given by {kept.given_by}.",
            f"Receipt {kept.receipt}. The secretary’s evidence of the result lists the receipts that were counted.",
            f"If your practice did not respond, tell the secretary of {asked.committee.name} at once.",
        ],
        dedupe=f"ballot:receipt:{asked.public_id}:{kept.receipt}",
    )
