"""The yearly review of interests: one page and one button, and who has used it."""

from abc import abstractmethod
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.figures import interests as figures
from governance.forms import interests as forms
from governance.models import Appointment
from governance.presenters import interests as words
from governance.rules import interests as rules
from governance.services import interests as services
from governance.views.interest_room import RoomAct, RoomPage
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Stale


class Confirming(RoomAct):
    """One page that shows somebody's interests, and one button: nothing has changed."""

    tab = "reviews"
    form_class, button = forms.ConfirmForm, "Confirm: nothing has changed"
    template = "governance/interests/confirm.jinja"
    done = "Your interests are confirmed."
    holder: services.Holder

    def find(self) -> None:
        """The interests in force of whoever this is about."""
        self.holder = self.about()
        rows = services.interests_of_holder(self.committee.pk, self.holder)
        self.mine = [
            row
            for row in rows
            if rules.in_force(held_from=row.held_from, held_until=row.held_until, on=self.today)
        ]  # fmt: skip

    @abstractmethod
    def about(self) -> services.Holder:
        """Whose interests are confirmed."""

    def form_arguments(self) -> dict[str, Any]:
        """The secretary says how they were told."""
        return {"told": self.holder.person != person_of(self.request)}

    def initial(self) -> dict[str, Any]:
        """How many are shown."""
        return {"seen": len(self.mine)}

    def more(self) -> dict[str, Any]:
        """The interests, and when the review is due."""
        standing = figures.standing_of_holder(
            self.committee, person=self.holder.person, name=self.holder.name, on=self.today
        )
        return {
            "table": words.interests_table(self.mine, self.committee, on=self.today),
            "standing": standing,
            "late": standing is not None and standing.is_late(self.today),
            "tabs": words.tabs(self.place, self.tab),
            "holder": self.holder,
            "own": self.holder.person == person_of(self.request),
        }

    def carry_out(self, form: Any) -> str | None:
        """Confirm them."""
        services.confirm(
            committee_id=self.committee.pk,
            holder=self.holder,
            seen=form.cleaned_data["seen"],
            how=form.cleaned_data.get("how", ""),
            by=person_of(self.request),
            at=self.now,
        )
        return None

    def answer(self, form: Any, *, status: int = 200, stale: Stale | None = None) -> HttpResponse:
        """What is confirmed is what the page shows now, also after a refusal."""
        if form.is_bound and status != 200:
            typed = form.data.copy()
            typed["seen"] = str(len(self.mine))
            form.data = typed
        return super().answer(form, status=status, stale=stale)

    def next_page(self) -> str:
        """Who has confirmed."""
        return reverse("interests:reviews", args=[self.committee.public_id])


class Mine(Confirming):
    """The person's own interests."""

    title = "Your interests"
    permission = "committee_vote"

    def about(self) -> services.Holder:
        """Themselves."""
        return forms.own_holder(person_of(self.request), figures.members_of(self.committee, on=self.today))


class Review(Confirming):
    """The interests of somebody who told the secretary that nothing has changed."""

    permission = "committee_minute"
    done = "The confirmation is recorded."
    button = "Record that nothing has changed"

    @property
    def title(self) -> str:  # type: ignore[override]
        """Whose they are."""
        return f"Interests of {self.holder.name}"

    def about(self) -> services.Holder:
        """The person of the appointment."""
        rows = Appointment.objects.filter(committee_id=self.committee.pk).select_related("person")
        return forms.holder_of(get_object_or_404(rows, public_id=self.kwargs["appointment"]))


class Reviews(RoomPage):
    """Who has looked through their interests this year, and who has not."""

    http_method_names = ["get", "head"]
    tab = "reviews"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show them."""
        rows = figures.standing_of(self.committee, on=self.today)
        table = words.reviews_table(rows, self.committee, on=self.today, minutes=self.place.minutes)
        return self.shown("reviews.jinja", table=table, late=sum(one.is_late(self.today) for one in rows))
