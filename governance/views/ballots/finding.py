"""A ballot and its round, as an address names them within the committee."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from governance.figures.ballots import ballots_of
from governance.models import Ballot, BallotRound
from governance.presenters.ballots import address, round_address
from governance.rules.ballot_rounds import Standing
from governance.services.ballot_rounds import standing
from governance.views.base import CommitteeAct, CommitteeView
from hubportal.organisations.signed_in import person_of


class BallotView(CommitteeView):
    """A page of one ballot."""

    section = "ballots"
    ballot: Ballot

    def find(self) -> None:
        """The ballot of this committee with this number."""
        self.ballot = get_object_or_404(ballots_of(self.committee), number=self.kwargs["ballot"])
        self.ballot.committee = self.committee

    def page(self, template: str, *, status: int = 200, **words: Any) -> HttpResponse:
        """With the way back to the ballots."""
        crumbs = [*self.place.breadcrumbs, {"text": "Ballots", "href": self._list()}, *self.crumbs()]
        return super().page(template, status=status, ballot=self.ballot, breadcrumbs=crumbs, **words)

    def crumbs(self) -> list[dict[str, str]]:
        """The pages between the list and this one."""
        return []

    def _list(self) -> str:
        return next(room["href"] for room in self.place.sections if room["text"] == "Ballots")


class RoundView(BallotView):
    """A page of one round."""

    asked: BallotRound

    def find(self) -> None:
        """The round of this ballot with this number."""
        super().find()
        rows = BallotRound.objects.filter(committee_id=self.committee.pk, ballot=self.ballot)
        self.asked = get_object_or_404(rows.select_related("certified_by"), number=self.kwargs["round"])
        self.asked.ballot, self.asked.committee = self.ballot, self.committee

    @property
    def standing(self) -> Standing:
        """How far the round is now."""
        return standing(self.asked, at=self.now)

    def crumbs(self) -> list[dict[str, str]]:
        """The ballot lies between."""
        return [{"text": self.ballot.title, "href": address("ballot", self.ballot)}]


class BallotAct(BallotView, CommitteeAct):
    """An act on a ballot."""

    def version(self) -> int | None:
        """The ballot's."""
        return self.ballot.version

    def named(self) -> dict[str, Any]:
        """Which ballot, and who acts when."""
        return {"ballot_id": self.ballot.pk, "by": person_of(self.request), "at": self.now}

    def next_page(self) -> str:
        """The ballot."""
        return address("ballot", self.ballot)


class RoundAct(RoundView, CommitteeAct):
    """An act on a round."""

    def version(self) -> int | None:
        """The round's."""
        return self.asked.version

    def named(self) -> dict[str, Any]:
        """Which round, and who acts when."""
        return {"round_id": self.asked.pk, "by": person_of(self.request), "at": self.now}

    def crumbs(self) -> list[dict[str, str]]:
        """The round lies between too."""
        return [*super().crumbs(), {"text": f"Round {self.asked.number}", "href": self.next_page()}]

    def next_page(self) -> str:
        """The round."""
        return round_address("round", self.asked)
