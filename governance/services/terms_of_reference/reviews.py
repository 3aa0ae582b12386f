"""Reviews of terms: recorded when they were held, and the secretary reminded of those that are due."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from governance.figures.terms_of_reference import ADOPTED, in_force_among, review_due, reviews_of
from governance.models import TermsOfReference, TermsReview
from governance.services.finding import locked_committee, of, terms_in_force
from governance.services.writing import write_to
from hubportal.organisations.models import Assignment, Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date

SECRETARY = "committee_secretary"


@transaction.atomic
def record_review(*, committee_id: int, by: Person, held_on: date, outcome: str, today: date) -> TermsReview:
    """Record that the terms were reviewed on a day. What it answers follows from the due dates."""
    committee = locked_committee(committee_id, by=by)
    terms = terms_in_force(committee.pk, on=held_on)
    if terms is None:
        raise Refused("No terms of reference were in force on that day.", field="held_on", status=400)
    if held_on > today:
        raise Refused("The day of the review must be today or in the past.", field="held_on", status=400)
    if not outcome.strip():
        raise Refused("Enter what came of the review.", field="outcome", status=400)
    held = list(reviews_of(committee))
    if any(review.held_on == held_on for review in held):
        raise Refused("A review held on that day is recorded already.", field="held_on", status=400)
    due = review_due(terms, [review for review in held if review.held_on < held_on], on=held_on)
    return TermsReview.objects.create(
        **of(committee), terms=terms, due_on=due.due_on, held_on=held_on, outcome=outcome.strip(), recorded_by=by
    )


@transaction.atomic
def remind_hub(*, hub_id: int, on: date) -> int:
    """Write to the secretaries of a hub's committees whose terms are due for review within 28 days, and once more
    when the day has passed; returns how many messages are new.
    """
    queued = 0
    for committee in Committee.objects.filter(hub_id=hub_id).order_by("pk"):
        versions = list(TermsOfReference.objects.filter(committee=committee, state=ADOPTED))
        terms = in_force_among(versions, on=on)
        if terms is None:
            continue
        due = review_due(terms, list(reviews_of(committee)), on=on)
        if due.stands != "later":
            queued += _remind(committee, due.due_on, due.stands, on=on)
    return queued


def _remind(committee: Committee, due_on: date, stands: str, *, on: date) -> int:
    when = "was due by" if stands == "late" else "is due by"
    page = settings.BASE_URL + reverse("terms:list", args=[committee.public_id])
    held = Assignment.objects.filter(
        committee=committee, role=SECRETARY, period__contains=on, person__is_active=True
    ).values_list("person__email", flat=True)
    return write_to(
        addresses=held,
        committee=committee,
        subject=f"Review of terms of reference: {committee.name}",
        lines=(
            f"A review of the terms of reference of the {committee.name} {when} {long_date(due_on)}.",
            "Record it when it has been held, and begin a new version if anything has to change:",
            page,
        ),
        dedupe=f"terms_review:{due_on}:{stands}",
    )
