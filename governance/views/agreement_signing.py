"""Signing an agreement: the page shows exactly what is signed, and asks for a fresh sign-in."""

from abc import ABC, abstractmethod
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from governance.forms import agreements as forms
from governance.presenters import agreements as words
from governance.services.agreement_signing import (
    out_for_signature,
    parties_open_to,
    record_paper_signature,
    sign_agreement,
    to_sign,
)
from governance.views.agreement_acts import AgreementAct
from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.signed_in import person_of
from hubportal.web.acting import SignPage
from hubportal.web.refusals import Refused

FRESHLY: Any = fresh_sign_in_required  # a decorator of functions, for methods


class Signing(AgreementAct, SignPage, ABC):
    """A signature: the page shows exactly what is signed, and the form carries its hash."""

    template = "governance/sign.jinja"
    covers = "Your signature covers"

    @abstractmethod
    def offered(self, asked: Any) -> list[tuple[str, str]]:
        """The parties there is something to sign for."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        self.refuse_unless_out()
        if not self.offered(to_sign(self.record)):
            raise Refused("There is nothing here for you to sign. The page of the agreement says who signs.")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign it, unless it was taken back while it was read: a draft is not shown as something to sign."""
        self.refuse_unless_out()
        return super().post(request, *args, **kwargs)

    def refuse_unless_out(self) -> None:
        """Raise `Refused` where no version awaits signatures."""
        if not out_for_signature(self.record):
            raise Refused(
                "Nothing is out for signature: it is being changed, or each party has signed. Nothing was signed now."
                " The page of the agreement says how it stands."
            )

    def form(self, *typed: Any) -> Any:
        """With the hash of what is shown."""
        self.asked = to_sign(self.record)
        make: Any = self.form_class
        return make(*typed, initial={"seen": self.asked.digest}, parties=self.offered(self.asked))

    def shown(self) -> str:
        """The hash of what is signed."""
        return self.asked.digest

    def more(self) -> dict[str, Any]:
        """The version as it reads."""
        return words.printed(self.record, self.asked) | {"title": self.title, "covers": self.covers}


@method_decorator(FRESHLY, name="get")
@method_decorator(FRESHLY, name="post")
class Sign(Signing):
    """Sign for a party, with a fresh sign-in."""

    title, form_class, button, permission = "Read and sign", forms.SignForm, "Sign this version", "ccg_sign"
    done = "You have signed."

    def offered(self, asked: Any) -> list[tuple[str, str]]:
        """The parties this person signs for."""
        mine = parties_open_to(person_of(self.request), self.record, asked)
        return [(party.code, f"{party.organisation}, {party.signatory_designation}") for party in mine]

    def carry_out(self, form: Any) -> str | None:
        """Sign."""
        sign_agreement(
            agreement_id=self.record.pk,
            party=form.cleaned_data["party"],
            seen=form.cleaned_data["seen"],
            by=person_of(self.request),
            at=self.now,
        )
        return None


class Paper(Signing):
    """Record a signature on paper of a party without a sign-in."""

    title, form_class, button = "Record a signature on paper", forms.PaperForm, "Record the signature"
    done, covers = "The signature is recorded.", "The signature you record covers"

    def offered(self, asked: Any) -> list[tuple[str, str]]:
        """The parties that have not signed and have no sign-in named."""
        return [(party.code, party.organisation) for party in asked.missing if not party.signatory_email]

    def carry_out(self, form: Any) -> str | None:
        """Record it."""
        typed = form.cleaned_data
        record_paper_signature(
            agreement_id=self.record.pk,
            party=typed["party"],
            seen=typed["seen"],
            signed_on=typed["signed_on"],
            uploads=typed["attachments"],
            by=person_of(self.request),
            at=self.now,
        )
        return None
