"""Recording a review of the terms of reference."""

from typing import Any

from django.urls import reverse

from governance.forms.terms_of_reference import drafts as forms
from governance.services.terms_of_reference import reviews
from governance.views.base import CommitteeAct
from hubportal.organisations.signed_in import person_of


class Review(CommitteeAct):
    """Record a review that was held."""

    section, title, button = "terms", "Record a review", "Record the review"
    form_class, done = forms.ReviewForm, "The review is recorded."

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"held_on": self.today}

    def carry_out(self, form: Any) -> None:
        """Record it."""
        reviews.record_review(
            committee_id=self.committee.pk, by=person_of(self.request), today=self.today, **{
                name: form.cleaned_data[name] for name in ("held_on", "outcome")
            },
        )  # fmt: skip

    def next_page(self) -> str:
        """The versions and reviews."""
        return reverse("terms:list", args=[self.committee.public_id])
