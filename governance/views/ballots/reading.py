"""Ballots to read: the list, a ballot with its roll and rounds, a round with its turnout or result, and the files."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from governance.figures.ballots import (
    ballots_of,
    events_of,
    lines_of,
    options_of,
    returns_now,
    roll_of,
    thresholds_of,
)
from governance.models import BallotRound, RegisterEntry
from governance.presenters import ballot_files as files
from governance.presenters import ballots as words
from governance.rules.ballot_counting import still_needed
from governance.rules.ballot_rounds import RESULT_KNOWN, Standing
from governance.services.ballot_counting import result_of
from governance.views.ballots.finding import BallotView, RoundView
from governance.views.base import CommitteeView
from hubportal.web.exports import csv_response, reading_again
from hubportal.web.pdf import render_pdf
from hubportal.web.refusals import Refused


class Ballots(CommitteeView):
    """The ballots of a committee."""

    section = "ballots"
    http_method_names = ("get", "head")  # type: ignore[assignment]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them."""
        found = list(ballots_of(self.committee))
        return self.page(
            "governance/ballots/list.jinja",
            found=found,
            table=words.ballots_table(found, self.place, at=self.now),
        )


class BallotPage(BallotView):
    """One ballot: its rounds, its roll, what happened."""

    http_method_names = ("get", "head")  # type: ignore[assignment]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        rounds = list(self.ballot.rounds.all())
        return self.page(
            "governance/ballots/ballot.jinja",
            title=self.ballot.title,
            rounds=words.rounds_table(self.ballot, rounds, at=self.now),
            roll=words.roll_table(self.ballot, roll_of(self.ballot), changes=self.place.minutes),
            events=words.entries(events_of(self.ballot)),
            new_round=words.address("new-round", self.ballot),
            addresses=words.address("addresses", self.ballot),
            roll_csv=words.address("roll-csv", self.ballot),
        )


class RollCsv(BallotView):
    """The roll as a file."""

    http_method_names = ("get", "head")  # type: ignore[assignment]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Stream it."""
        return csv_response(
            filename=f"ballot-{self.ballot.number}-roll.csv",
            columns=files.ROLL_COLUMNS,
            rows=roll_of(self.ballot).iterator(),
            run_in=reading_again(),
        )


class RoundPage(RoundView):
    """One round: what it asks, the turnout while it runs, the result afterwards."""

    http_method_names = ("get", "head")  # type: ignore[assignment]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        now = self.standing
        lines = lines_of(self.ballot, self.asked)
        known = now in RESULT_KNOWN
        return self.page(
            "governance/ballots/round.jinja",
            title=f"{self.ballot.title}: round {self.asked.number}",
            asked=self.asked,
            tag=words.tag(now),
            needed=self._needed(now, lines),
            facts_of=words.round_facts(self.asked),
            turnout=None if now == Standing.DRAFT else words.turnout_table(
                self.asked, lines, acts=self.place.minutes and now == Standing.OPEN
            ),
            steps=words.steps_of(self.asked, now) if self.place.minutes else [],
            never_opened=now == Standing.OVER and self.asked.opened_at is None,
            events=words.entries(events_of(self.ballot, self.asked)),
            evidence=words.round_address("evidence", self.asked) if known else "",
            csv=words.round_address("csv", self.asked) if known else "",
            entry=RegisterEntry.objects.filter(committee=self.committee, round=self.asked).first(),
            paper_form=words.round_address("form", self.asked) if now in {Standing.WAITING, Standing.OPEN} else "",
            **result_words(self.asked),
        )  # fmt: skip

    def _needed(self, now: Standing, lines: list[Any]) -> tuple[str, ...]:
        if now not in {Standing.OPEN, Standing.OVER}:
            return ()
        asked = self.asked
        return still_needed(
            returns_now(asked, lines), options_of(asked), thresholds_of(asked), mode=asked.mode, sealed=asked.sealed
        )


def result_words(asked: BallotRound) -> dict[str, Any]:
    """The frozen result as pages draw it; nothing before the count."""
    result = result_of(asked)
    if not result:
        return {"result": None, "options": None, "answers": None, "responses": ""}
    return {
        "result": result,
        "options": words.result_rows(result),
        "answers": words.answers_table(result),
        "responses": words.responses_words(result),
    }


class ResultFile(RoundView):
    """A file of a counted round."""

    http_method_names = ("get", "head")  # type: ignore[assignment]

    def find(self) -> None:
        """Refused before the count, to everybody."""
        super().find()
        if self.standing not in RESULT_KNOWN:
            raise Refused("There is a result once the round has closed and is counted.")


class ResultCsv(ResultFile):
    """Each practice of the roll: whether and how it responded, and what, where the round says so."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it."""
        return csv_response(
            filename=f"ballot-{self.ballot.number}-round-{self.asked.number}.csv",
            columns=files.result_columns(self.asked),
            rows=files.result_lines(self.asked, lines_of(self.ballot, self.asked)),
        )


class Evidence(ResultFile):
    """The evidence of a result: roll, moments, count with working, receipts, hash."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw it."""
        page = files.evidence(self.asked, list(events_of(self.ballot, self.asked)))
        made = render_pdf("governance/ballots/evidence.jinja", page, identifier=self.asked.digest.encode()[:16])
        return _pdf(made, f"ballot-{self.ballot.number}-round-{self.asked.number}-evidence.pdf")


class PaperFormFile(RoundView):
    """A blank paper form of a round, to print for practices without e-mail."""

    permission = "committee_minute"
    http_method_names = ("get", "head")  # type: ignore[assignment]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw it."""
        if self.standing not in {Standing.WAITING, Standing.OPEN}:
            raise Refused("A paper form is printed from when a round is issued until it closes.")
        made = render_pdf("governance/ballots/paper.jinja", files.paper(self.asked))
        return _pdf(made, f"ballot-{self.ballot.number}-round-{self.asked.number}-form.pdf")


def _pdf(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
