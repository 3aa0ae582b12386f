"""What acts on an offer, or on one practice's invitation, have in common."""

from abc import ABC
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from functions.views.form_page import FormPage
from functions.views.schemes.finding import invitation_to_read, offer_to_work
from hubportal.records.views.acting import RecordAct


class OfferAct(FormPage, ABC):
    """One act on an enhanced service or local scheme."""

    def find(self, request: HttpRequest) -> Any:
        """The offer the address names."""
        return offer_to_work(request, self.kwargs["reference"])

    def next_page(self) -> str:
        """Its sign-up table."""
        return reverse("enhanced:offer", args=[self.target.reference])

    def back(self) -> str:
        """Where Cancel leads: to the list where there is nothing yet."""
        return self.next_page() if self.target is not None else reverse("enhanced:services")


class InvitationAct(RecordAct, ABC):
    """One act on one practice's invitation."""

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The invitation the address names."""
        return invitation_to_read(request, reference, self.kwargs["ods_code"])
