"""The rooms of a committee, as every page of it shows them."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from hubportal.organisations.models import Committee, Person

# Key, words, and the address of the room's first page, which takes the committee's public id.
SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("overview", "Overview", "governance:committee"),
    ("meetings", "Meetings", "meetings:list"),
    ("decisions", "Decisions", "decisions:list"),
    ("actions", "Actions", "minutes:actions"),
    ("members", "Members", "terms:members"),
    ("terms", "Terms of reference", "terms:list"),
    ("interests", "Interests", "interests:list"),
    ("ballots", "Ballots", "ballots:list"),
    ("risks", "Risks", "committee-risks:list"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its committee, the room it belongs to, and what the person may do there."""

    committee: Committee
    section: str
    minutes: bool
    votes: bool

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The rooms, as `subNavigation` takes them."""
        found = []
        for key, words, name in SECTIONS:
            try:
                href = reverse(name, args=[self.committee.public_id])
            except NoReverseMatch:
                continue
            found.append({"text": words, "href": href, "current": key == self.section})
        return found

    @property
    def breadcrumbs(self) -> list[dict[str, str]]:
        """The way back from a page of the committee."""
        return [
            {"text": "Committees", "href": reverse("governance:committees")},
            {"text": self.committee.name, "href": reverse("governance:committee", args=[self.committee.public_id])},
        ]


def place_of(committee: Committee, *, person: Person, section: str) -> Place:
    """The place of a page."""
    can = person.grants.can
    return Place(committee, section, can("committee_minute", committee.pk), can("committee_vote", committee.pk))
