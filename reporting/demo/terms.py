"""Terms of reference and members of the demo committees: entered by their secretaries, through the services."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from governance.figures.terms_of_reference import seats_of
from governance.models import TermsOfReference
from governance.presenters.terms_of_reference.publishing import terms_content
from governance.rules.terms_of_reference.composing import Composed
from governance.services import membership
from governance.services.terms_of_reference import drafts, reviews
from governance.services.terms_of_reference.drafts import Content
from governance.services.terms_of_reference.publishing import publish_terms
from hubportal.organisations.models import Committee, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import LONDON
from reporting.demo.acting import acting


def make_terms(*, today: date) -> int:
    """Terms, members and elections of each committee of the table, and one draft; returns how many versions."""
    table = read_yaml("demo/terms.yaml")
    for name, story in table["committees"].items():
        _Committee(Committee.objects.get(name=name), story, table, today).tell()
    return TermsOfReference.objects.count()


class _Committee:
    """The story of one committee."""

    def __init__(self, committee: Committee, story: dict[str, Any], table: dict[str, Any], today: date) -> None:
        self.committee, self.story, self.table, self.today = committee, story, table, today
        self.secretary = Person.objects.get(email=story["secretary"])
        self.by: dict[str, Any] = {"committee_id": committee.pk, "by": self.secretary}

    def tell(self) -> None:
        """Adopted, filled, elected, reviewed, replaced where the story has an earlier version; with a next draft where
        it has one.
        """
        first = self.story["from"]
        earlier = self.story.get("earlier")
        with acting(self.secretary):
            draft = self._adopt(self._content(first, self.story | (earlier or {})), on=first)
            for row in self.story["members"]:
                self._appoint(row, first)
            for row in self.story.get("elections", ()):
                membership.elect(**self.by, first=first, **row)
            for held_on in self._reviewed(first):
                reviews.record_review(
                    **self.by, held_on=held_on, outcome=self.table["review_outcome"], today=self.today
                )
            if earlier:
                since = self.today - timedelta(days=earlier["days"])
                draft = self._adopt(self._content(first, self.story), on=since)
            self._publish(draft)
            if "draft" in self.story:
                self._next(self.story["draft"])

    def _adopt(self, content: Content, *, on: date) -> TermsOfReference:
        """A version in force from the day it is adopted."""
        draft = drafts.begin_draft(**self.by, on=on, content=content)
        return drafts.adopt(
            terms_id=draft.pk, version=draft.version, by=self.secretary, adopted_on=on,
            adopted_by=self.story["adopted_by"], in_force_from=on,
        )  # fmt: skip

    def _publish(self, adopted: TermsOfReference) -> None:
        """The terms in force are on the public site."""
        terms = TermsOfReference.objects.get(pk=adopted.pk)
        publish_terms(
            terms_id=terms.pk, content=terms_content(terms, list(seats_of(terms))), by=self.secretary,
            at=datetime.combine(self.today - timedelta(days=30), time(10), tzinfo=LONDON),
        )  # fmt: skip

    def _content(self, first: date, story: dict[str, Any]) -> Content:
        """The example with this committee's own particulars, seats and names, as a version says them."""
        content = drafts.content_of_example(story["example"], on=first, names=story.get("names"))
        lists = {**(content.lists or {}), **story.get("lists", {})}
        composed = content.composed
        if "rules" in story:
            composed = Composed(
                {**composed.rules, **story["rules"]},
                story.get("clauses", composed.clauses),
                story.get("readings", composed.readings),
            )
        seats = content.seats
        if "seats" in self.story:
            seats = [drafts.SeatWords(**row) for row in self.story["seats"]]
        said = self.story.get("particulars", {}) | story.get("particulars", {})
        particulars = replace(content.particulars, **said)
        return Content(particulars, composed, seats, lists)

    def _appoint(self, row: dict[str, Any], first: date) -> None:
        said = dict(row)
        email = said.pop("email", "")
        person = Person.objects.filter(email=email).first() if said.pop("signs_in", False) else None
        member = membership.Member(said.pop("name"), said.pop("designation", ""), email, person)
        membership.appoint(
            **self.by, member=member, seat_code=said.pop("seat"), first=said.pop("first", first),
            last=said.pop("last", None), is_deputy=said.pop("deputy", False),
            appointed_by=said.pop("appointed_by", self.story["adopted_by"]),
        )  # fmt: skip

    def _reviewed(self, first: date) -> list[date]:
        """The first within six months, then every April until this year's; one committee is late with the last."""
        days = [first + timedelta(days=170)]
        days += [date(year, 4, 14) for year in range(first.year + 1, self.today.year + 1)]
        held = [day for day in days if day < self.today]
        return held[:-1] if self.story.get("review_late") else held

    def _next(self, said: dict[str, Any]) -> None:
        on = self.today + timedelta(days=60)
        draft = drafts.begin_draft(**self.by, on=on)
        content = drafts.content_of(draft, on=on)
        drafts.change_particulars(
            terms_id=draft.pk, version=draft.version, by=self.secretary, clauses=draft.clauses,
            particulars=replace(content.particulars, **said),
        )  # fmt: skip
