"""A committee's versions of its terms, what each says, and its reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from governance.figures.seating import SeatedMember, rule_seats
from governance.models import Seat, TermsOfReference, TermsReview
from governance.rules.terms_of_reference.composing import Composed
from governance.rules.terms_of_reference.membership import elections_from
from governance.rules.terms_of_reference.oddities import warnings_before_adoption
from governance.rules.terms_of_reference.reviews import next_due, standing
from governance.rules.voting.reading import terms_from
from governance.rules.voting.terms import NHS_ENGLAND
from hubportal.organisations.models import Committee, CommitteeCcg

ADOPTED, DRAFT = TermsOfReference.State.ADOPTED, TermsOfReference.State.DRAFT


def versions_of(committee: Committee) -> QuerySet[TermsOfReference]:
    """Every version, the latest first."""
    return TermsOfReference.objects.filter(committee=committee).order_by("-number")


def in_force_among(versions: Sequence[TermsOfReference], *, on: date) -> TermsOfReference | None:
    """The adopted version in force on a day, of versions that were read already."""
    adopted = [terms for terms in versions if terms.state == ADOPTED and terms.in_force_from <= on]
    return max(adopted, key=lambda terms: terms.in_force_from, default=None)


def composed_of(terms: TermsOfReference) -> Composed:
    """The rules of a version with clause and reading of each."""
    return Composed(terms.rules, terms.clauses, terms.readings)


def seats_of(terms: TermsOfReference) -> QuerySet[Seat]:
    """The seats of a version, in order."""
    return Seat.objects.filter(terms=terms).order_by("position", "id")


def warnings_for(terms: TermsOfReference, seated: Sequence[SeatedMember]) -> list[str]:
    """What is odd about a version, its seats filled as they are on the day of `seated`."""
    return warnings_before_adoption(terms_from(terms.rules), rule_seats(seated), elections_from(terms.elections))


def organisations_for(committee: Committee, seats: Sequence[Seat] = ()) -> list[str]:
    """The organisations a seat may be of, in the words of the rules: the committee's CCGs, NHS England, and whatever
    other bodies hold a seat already.
    """
    ccgs = CommitteeCcg.objects.filter(committee=committee).order_by("ccg__name").values_list("ccg__name", flat=True)
    return list(dict.fromkeys([*ccgs, NHS_ENGLAND, *(seat.organisation for seat in seats)]))


def offices_for(terms: TermsOfReference, seats: Sequence[Seat]) -> list[str]:
    """The offices that the rules of a version may name: those of its seats, and those it elects."""
    named = [seat.office for seat in seats if seat.office]
    return list(dict.fromkeys([*named, *(row["office"] for row in terms.elections)]))


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """The next review: by when, and how that stands (`late`, `soon`, `later`)."""

    due_on: date
    stands: str


def reviews_of(committee: Committee) -> QuerySet[TermsReview]:
    """The reviews that were held, the latest first."""
    return TermsReview.objects.filter(committee=committee).order_by("-held_on", "-id")


def review_due(terms: TermsOfReference, reviews: Sequence[TermsReview], *, on: date) -> ReviewDue:
    """The next review of the terms in force."""
    last = max((review.held_on for review in reviews), default=None)
    due_on = next_due(terms.established_on, last)
    return ReviewDue(due_on, standing(due_on, on=on))
