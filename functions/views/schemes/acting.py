"""What every act on an offer or an invitation has in common: find, ask, do, keep what was typed."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from functions.views.schemes.finding import invitation_to_read, offer_to_work
from hubportal.records.forms.acts import RecordForm
from hubportal.records.views.acting import RecordAct
from hubportal.web.refusals import Refused


class OfferAct(LoginRequiredMixin, View, ABC):
    """One act on an enhanced service or local scheme: a subclass names its form and calls its service."""

    form_class: ClassVar[type[Any]] = RecordForm
    template: ClassVar[str] = "functions/scheme_act.jinja"
    title: ClassVar[str] = ""
    button: ClassVar[str] = ""
    help: ClassVar[str] = ""

    offer: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the offer before anything else; strangers and readers go no further."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.offer = self.find(request)
        return super().dispatch(request, *args, **kwargs)

    def find(self, request: HttpRequest) -> Any:
        """The offer the address names."""
        return offer_to_work(request, self.kwargs["reference"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        return self.answer(request, self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not and keep what was typed."""
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(request, form, status=422)
        try:
            said = self.carry_out(form)
        except Refused as refused:
            form.add_refusal(refused)
            return self.answer(request, form, status=422)
        messages.success(request, said)
        return HttpResponseRedirect(self.next_page())

    @abstractmethod
    def carry_out(self, form: Any) -> str:
        """Call the service; answers with the words of the success message."""

    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def form(self, *typed: Any) -> Any:
        """The form, empty or with what was typed."""
        version = self.offer.version if self.offer is not None else 0
        return self.form_class(*typed, initial={"version": version, **self.initial()})

    def next_page(self) -> str:
        """Where to go when it is done."""
        return str(self.offer.get_absolute_url())

    def page(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def answer(self, request: HttpRequest, form: Any, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        words = {
            "title": self.title,
            "caption": self.offer.reference if self.offer is not None else "",
            "offer": self.offer,
            "form": form,
            "button": self.button or self.title,
            "help": self.help,
            **self.page(),
        }
        return render(request, self.template, words, status=status)


class InvitationAct(RecordAct, ABC):
    """One act on one practice's invitation."""

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The invitation the address names."""
        return invitation_to_read(request, reference, self.kwargs["ods_code"])
