"""Ballots of the demo data: two rounds of Mid Essex and one by exception, certified and published, and an open one."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, cycle
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from governance.models import Ballot, BallotLink, BallotPractice, BallotRound
from governance.rules.ballot_rounds import Mode, Plan
from governance.services import ballot_answers as answers
from governance.services import ballot_results as results
from governance.services import ballot_rounds as rounds
from governance.services import ballots as services
from governance.services.ballot_sealing import Answer
from hubportal.organisations.models import Committee, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.words import LONDON
from reporting.demo.acting import acting
from reporting.demo.files import one_page

LASTS = timedelta(days=21)


def make_ballots(*, today: date) -> int:
    """Three ballots in four rounds; returns how many rounds there are."""
    words = read_yaml("demo/ballots.yaml")
    maker = _Maker(words, today)
    essex = maker.ballot(words["essex"], roll_on=today - timedelta(weeks=36))
    for told in words["essex"]["rounds"]:
        maker.finished(essex, words["essex"], told)
    hours = maker.ballot(words["hours"], roll_on=today - timedelta(weeks=13))
    for told in words["hours"]["rounds"]:
        maker.finished(hours, words["hours"], told)
    warwick = maker.ballot(words["warwick"], roll_on=today - timedelta(days=20))
    maker.running(warwick, words["warwick"])
    return len(words["essex"]["rounds"]) + len(words["hours"]["rounds"]) + 1


def _at(on: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(on, time(hour, minute), tzinfo=LONDON)


class _Maker:
    """Makes ballots as their secretary, and answers as their practices."""

    def __init__(self, words: dict[str, Any], today: date) -> None:
        self.words, self.today = words, today
        self.chance = Random("ballots")  # noqa: S311 - the same on every machine
        self.people = cycle(words["people"])

    def ballot(self, told: dict[str, Any], *, roll_on: date) -> Ballot:
        """The ballot with its roll: an address for each practice but a few, and who is left out and why."""
        by, at = Person.objects.get(email=told["secretary"]), _at(roll_on, 14)
        committee = Committee.objects.get(name=told["committee"])
        with acting(by):
            made = services.make_ballot(
                committee_id=committee.pk, title=told["title"], background=told["background"], ccgs=[told["ccg"]],
                roll_on=roll_on, by=by, at=at,
            )  # fmt: skip
            roll = list(BallotPractice.objects.filter(committee=committee, ballot=made).order_by("ods_code"))
            addresses = {row.ods_code: row.email or f"manager@{row.ods_code.lower()}.example.org" for row in roll[:-1]}
            services.set_addresses(ballot_id=made.pk, version=None, addresses=addresses, by=by, at=at)
            for place, because in told["left_out"].items():
                row = next(row for row in roll if row.ods_code.endswith(place))
                services.change_entry(
                    ballot_id=made.pk, version=None, ods_code=row.ods_code, is_eligible=False, because=because,
                    email=row.email, by=by, at=at,
                )  # fmt: skip
        return made

    def finished(self, ballot: Ballot, told: dict[str, Any], said: dict[str, Any]) -> None:
        """A round from its draft to its published result."""
        opens = _at(self.today - timedelta(weeks=said["weeks_ago"]))
        by = Person.objects.get(email=told["secretary"])
        asked = self._issued(ballot, said, by=by, opens=opens)
        self._answers(asked, said, by=by, until=opens + LASTS)
        counted = opens + LASTS + timedelta(minutes=2)
        with acting(by):
            rounds.close(round_id=asked.pk, version=None, because="", by=by, at=counted)
            asked.refresh_from_db()
            results.certify(round_id=asked.pk, seen=asked.digest, by=by, at=counted + timedelta(hours=2))
            results.publish(round_id=asked.pk, by=by, at=counted + timedelta(hours=3))

    def running(self, ballot: Ballot, told: dict[str, Any]) -> None:
        """A round that opened ten days ago."""
        by = Person.objects.get(email=told["secretary"])
        opens = _at(self.today - timedelta(days=10))
        asked = self._issued(ballot, told, by=by, opens=opens)
        self._answers(asked, told, by=by, until=_at(self.today - timedelta(days=1)))

    def _issued(self, ballot: Ballot, said: dict[str, Any], *, by: Person, opens: datetime) -> BallotRound:
        options = tuple(
            rounds.option_of(one["words"], in_favour=one["kind"] == "favour", commits=one["kind"] != "none")
            for one in said["options"]
        )
        mode = Mode(said.get("mode", Mode.OPT_IN))
        plan = Plan(said["question"], options, opens, opens + LASTS, mode=mode, reminders=(7, 2))
        with acting(by):
            made = rounds.make_round(ballot_id=ballot.pk, words=rounds.Words(plan), by=by, at=opens - timedelta(days=3))
            rounds.issue(round_id=made.pk, version=None, by=by, at=opens)
        return made

    def _answers(self, asked: BallotRound, said: dict[str, Any], *, by: Person, until: datetime) -> None:
        """Practices in a drawn order, each at a moment of the round: the first on paper, the others by their link."""
        codes = [option["code"] for option in asked.options]
        drawn = list(
            chain.from_iterable([code] * one["count"] for code, one in zip(codes, said["options"], strict=True))
        )
        self.chance.shuffle(drawn)
        with acting(by):
            roll = BallotPractice.objects.filter(committee_id=asked.committee_id, ballot_id=asked.ballot_id)
            voters = list(roll.filter(is_eligible=True).order_by("ods_code"))
            links = {link.voter_id: link for link in BallotLink.objects.filter(round=asked)}
        without = [voter for voter in voters if voter.pk not in links]
        rest = [voter for voter in voters if voter.pk in links]
        self.chance.shuffle(rest)
        comments: Iterator[str] = iter(said.get("comments", []))
        for number, (voter, code) in enumerate(zip([*without, *rest], drawn, strict=False)):
            given = answers.Given(
                Answer(code, next(comments, "")), next(self.people), self.chance.choice(self.words["roles"])
            )
            at = asked.opens_at + (until - asked.opens_at) * (number + 1) / (len(drawn) + 2)
            if number < said["paper"] or voter.pk not in links:
                self._on_paper(asked, voter, given, by=by, at=at)
                continue
            link = links[voter.pk]
            with scope(Scope(hub=link.hub_id, committees=(link.committee_id,), reason="A practice opens its link")):
                answers.answer_by_link(
                    committee_id=link.committee_id, public_id=str(link.public_id), given=given, at=at
                )

    def _on_paper(
        self, asked: BallotRound, voter: BallotPractice, given: answers.Given, *, by: Person, at: datetime
    ) -> None:
        scan = SimpleUploadedFile(f"{voter.ods_code}.pdf", one_page(f"Form of {voter.name}"), "application/pdf")
        with acting(by):
            answers.record_paper(
                round_id=asked.pk, ods_code=voter.ods_code, given=given, received_on=at.astimezone(LONDON).date(),
                scan=scan, by=by, at=at,
            )  # fmt: skip
