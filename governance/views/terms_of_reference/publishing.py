"""Publishing a version of the terms of reference."""

from typing import Any

from django.urls import reverse

from governance.figures.terms_of_reference import seats_of
from governance.presenters.terms_of_reference.publishing import terms_content
from governance.services.terms_of_reference.publishing import publish_terms, refuse_draft
from governance.views.base import CommitteeAct
from governance.views.terms_of_reference.reading import version_of
from hubportal.organisations.signed_in import person_of
from hubportal.web.forms import PortalForm


class Publish(CommitteeAct):
    """Put an adopted version on the public site, after seeing exactly what will be public."""

    section = "terms"
    title, form_class, button = "Publish these terms", PortalForm, "Publish the terms"
    template = "governance/terms/publish.jinja"
    help = "Anybody will be able to read this. Who sits in which seat is not part of it."
    done = "The terms are on the public site."

    def find(self) -> None:
        """The version the address names."""
        self.terms = version_of(self, self.kwargs["version"])
        self.content = terms_content(self.terms, list(seats_of(self.terms)))

    def refuse_out_of_turn(self) -> None:
        """Not a draft."""
        refuse_draft(self.terms)

    def more(self) -> dict[str, Any]:
        """Exactly what will be public."""
        return {"content": self.content}

    def carry_out(self, form: Any) -> str | None:
        """Publish it."""
        publish_terms(terms_id=self.terms.pk, content=self.content, by=person_of(self.request), at=self.now)
        return None

    def next_page(self) -> str:
        """The version."""
        return reverse("terms:version", args=[self.committee.public_id, self.terms.number])
