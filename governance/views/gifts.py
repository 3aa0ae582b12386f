"""Gifts and hospitality: the register, an entry, and its acts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from governance.figures import gifts as figures
from governance.forms import gifts as forms
from governance.models import Gift
from governance.presenters import gifts as words
from governance.services import gifts as services
from governance.views.interest_room import RegisterPage, RoomAct, RoomPage
from hubportal.organisations.signed_in import person_of
from hubportal.web.refusals import Refused


class Gifts(RegisterPage):
    """The register of gifts and hospitality."""

    tab, shows, template = "gifts", words.GIFT_SHOWS, "gifts.jinja"
    order = (("offered_on", "desc"), ("number", "desc"))

    def rows(self, *, q: str, show: str) -> Any:
        """All unless asked otherwise."""
        return figures.gifts_of(self.committee, show=show, q=q)

    def table(self, rows: Any) -> Any:
        """The register."""
        return words.gifts_table(rows, self.committee)


class OfGift(RoomPage):
    """A page of one entry."""

    tab = "gifts"
    gift: Gift

    def find(self) -> None:
        """By its number."""
        rows = Gift.objects.filter(committee_id=self.committee.pk).select_related("person", "reviewed_by")
        self.gift = get_object_or_404(rows, number=self.kwargs["number"])

    @property
    def may_change(self) -> bool:
        """Whose own it is, and the secretary."""
        own = self.place.votes and self.gift.person_id == person_of(self.request).pk
        return self.place.minutes or own


class Entry(OfGift):
    """One entry."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.shown("gift.jinja", row=self.gift, facts=words.gift_facts(self.gift), may_change=self.may_change)


class New(RoomAct):
    """Enter a gift or hospitality."""

    title, form_class, button = "Enter a gift or hospitality", forms.GiftForm, "Enter"
    help = "Enter every offer, also one that was declined."
    done, back_to = "The entry is on the register.", "interests:gifts"

    def form_arguments(self) -> dict[str, Any]:
        """Whose it is."""
        return self.whose()

    def carry_out(self, form: Any) -> str | None:
        """Enter it."""
        services.enter_gift(
            committee_id=self.committee.pk,
            holder=form.holder,
            offer=form.offer,
            by=person_of(self.request),
            at=self.now,
        )
        return None


class GiftAct(OfGift, RoomAct):
    """An act on one entry."""

    def version(self) -> int | None:
        """The entry's."""
        return self.gift.version

    def next_page(self) -> str:
        """The entry."""
        return reverse("interests:gift", args=[self.committee.public_id, self.gift.number])

    def act(self, form: Any) -> dict[str, Any]:
        """What every service takes."""
        return {
            "gift_id": self.gift.pk,
            "version": form.cleaned_data["version"],
            "by": person_of(self.request),
            "at": self.now,
        }


class Correct(GiftAct):
    """Put right an entry."""

    title, form_class, button = "Correct an entry", forms.CorrectGiftForm, "Save the correction"
    done = "The entry is corrected. It waits for its review again."

    def refuse_out_of_turn(self) -> None:
        """Not for somebody else's."""
        if not self.may_change:
            raise Refused("You can do this for your own gifts only. The secretary does it for others.", status=403)

    def initial(self) -> dict[str, Any]:
        """What it says now."""
        return forms.typed_of(self.gift)

    def carry_out(self, form: Any) -> str | None:
        """Save it."""
        services.correct_gift(**self.act(form), offer=form.offer, why=form.cleaned_data["why"])
        return None


class Review(GiftAct):
    """The officer's review."""

    title, form_class, button = "Review an entry", forms.ReviewGiftForm, "Record the review"
    permission = "committee_minute"
    done = "The review is recorded."

    def refuse_out_of_turn(self) -> None:
        """Once."""
        if self.gift.reviewed_on is not None:
            raise Refused("This entry has been reviewed already.")

    def carry_out(self, form: Any) -> str | None:
        """Record it."""
        services.review_gift(**self.act(form), note=form.cleaned_data["note"])
        return None
