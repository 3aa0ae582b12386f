"""The addresses of ballots in the states that their pages need, for the sweep of all pages."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from governance.models import Ballot, BallotRound
from governance.services import ballot_answers as answers
from governance.services import ballot_results as results
from governance.services import ballot_rounds as rounds
from governance.services.ballot_links import token_of
from reporting.demo.files import one_page
from tests.governance.ballots import a_ballot, a_round, answer, at_desk, given, link_of

OPEN_ACTS = ("round", "extend", "close", "call-off", "paper")


def round_path(name: str, asked: BallotRound, *more: object) -> str:
    """The address of a page of a round."""
    with at_desk():
        ballot = Ballot.objects.select_related("committee").get(pk=asked.ballot_id)
        return reverse(f"ballots:{name}", args=[ballot.committee.public_id, ballot.number, asked.number, *more])


def open_now(**more: object) -> BallotRound:
    """A round that is open at this moment."""
    now = timezone.now()
    moments = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=20), "reminders": (7,)}
    return a_round(a_ballot(), at=now, **(moments | more))


def counted_now(**more: object) -> BallotRound:
    """A round that was counted a moment ago, named, with one response in favour."""
    asked = open_now(named=True, **more)
    now = timezone.now()
    answer(asked, "M84901", at=now, comment="Agreed at our meeting")
    with at_desk() as by:
        rounds.close(round_id=asked.pk, version=None, because="Both practices told us", by=by, at=now)
        return BallotRound.objects.get(pk=asked.pk)


def ballot_pages() -> dict[str, str]:
    """An open round with a paper form and a link; one to certify; one to publish."""
    asked, counted, ready, now = open_now(), counted_now(), counted_now(), timezone.now()
    with at_desk() as by:
        scan = SimpleUploadedFile("form.pdf", one_page("Yes"), "application/pdf")
        answers.record_paper(
            round_id=asked.pk, ods_code="M84902", given=given(), received_on=timezone.localdate(), scan=scan, by=by,
            at=now,
        )  # fmt: skip
        results.certify(round_id=ready.pk, seen=ready.digest, by=by, at=now)
    link = link_of(asked, "M84901")
    return {
        **{f"ballots:{name}": round_path(name, asked) for name in OPEN_ACTS},
        "ballots:link": round_path("link", asked, "M84901"),
        "ballots:set-aside": round_path("set-aside", asked, "M84902"),
        "ballots:certify": round_path("certify", counted),
        "ballots:publish": round_path("publish", ready),
        "ballots:answer": reverse("ballots:answer", args=[link.committee.public_id, token_of(link)]),
    }
