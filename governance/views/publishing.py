"""The secretary's side of publishing: what is public, publishing a register, and taking something back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.figures import gifts as figures
from governance.forms.interests import WhyForm
from governance.models import Publication
from governance.presenters import gifts as words
from governance.presenters.publications import content_table
from governance.services.public_registers import REGISTERS, publish_register
from governance.services.publications import withdraw
from governance.views.interest_room import RoomAct, RoomPage
from hubportal.organisations.signed_in import person_of
from hubportal.web.forms import PortalForm


class Published(RoomPage):
    """Everything the committee has published."""

    http_method_names = ["get", "head"]
    tab = "published"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        rows = list(figures.published_by(self.committee).select_related("committee")[:200])
        registers = [
            {"text": one.title, "href": reverse("interests:publish", args=[self.committee.public_id, kind])}
            for kind, one in REGISTERS.items()
        ]
        table = words.published_table(rows, minutes=self.place.minutes)
        return self.shown(
            "published.jinja", table=table, registers=registers, any_public=any(r.is_current for r in rows)
        )


class Publish(RoomAct):
    """Publish one register as it stands, after seeing exactly what will be public."""

    permission = "committee_minute"
    form_class, button, back_to = PortalForm, "Publish", "interests:published"
    template = "governance/interests/publish.jinja"
    done = "The register is published. Anybody can read it now."

    def find(self) -> None:
        """The register."""
        if self.kwargs["kind"] not in REGISTERS:
            raise Http404("There is no such register.")
        self.register = REGISTERS[self.kwargs["kind"]]

    @property
    def title(self) -> str:  # type: ignore[override]
        """Which register."""
        return f"Publish the {self.register.title.lower()}"

    def more(self) -> dict[str, Any]:
        """Exactly what will be public."""
        content = self.register.content(self.committee, on=self.today)
        return {"table": content_table(content, caption=self.register.title, on=self.today)}

    def carry_out(self, form: Any) -> str | None:
        """Publish it."""
        publish_register(committee=self.committee, kind=self.kwargs["kind"], by=person_of(self.request), at=self.now)
        return None


class Withdraw(RoomAct):
    """Take something back."""

    permission = "committee_minute"
    title, form_class, button, back_to = "Withdraw from publication", WhyForm, "Withdraw", "interests:published"
    warning = True
    done = "It is no longer public."

    def find(self) -> None:
        """The publication."""
        rows = Publication.objects.filter(committee=self.committee)
        self.publication = get_object_or_404(rows, public_id=self.kwargs["publication"])

    @property
    def help(self) -> str:  # type: ignore[override]
        """What it is, and what visitors will see."""
        return f"{self.publication.title}: visitors will be told that it was withdrawn, but not why."

    def carry_out(self, form: Any) -> str | None:
        """Withdraw it."""
        withdraw(
            publication_id=self.publication.pk, why=form.cleaned_data["why"], by=person_of(self.request), at=self.now
        )
        return None
