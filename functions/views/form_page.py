"""A page with one form about one thing: find it, ask, do, and keep what was typed when the answer is no."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from hubportal.records.forms.acts import RecordForm
from hubportal.web.refusals import Refused, Stale


class FormPage(LoginRequiredMixin, View, ABC):
    """A subclass finds its thing, names its form and calls its service. `target` is None where one is made."""

    form_class: ClassVar[type[Any]] = RecordForm
    template: ClassVar[str] = "functions/form_page.jinja"
    title: ClassVar[str] = ""
    button: ClassVar[str] = ""
    help: ClassVar[str] = ""

    target: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find it before anything else; strangers and readers go no further."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.target = self.find(request)
        return super().dispatch(request, *args, **kwargs)

    @abstractmethod
    def find(self, request: HttpRequest) -> Any:
        """What the address names, for whoever may do this."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; an act out of turn is refused before anything is typed."""
        self.refuse_out_of_turn()
        return self.answer(request, self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not and keep what was typed."""
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(request, form, status=422)
        try:
            said = self.carry_out(form)
        except Stale as stale:
            return self.answer(request, self.made_current(form, stale), status=409)
        except Refused as refused:
            form.add_refusal(refused)
            return self.answer(request, form, status=422)
        messages.success(request, said)
        return HttpResponseRedirect(self.next_page())

    @abstractmethod
    def carry_out(self, form: Any) -> str:
        """Call the service; answers with the words of the success message."""

    def refuse_out_of_turn(self) -> None:
        """Raise `Refused` when this cannot be done now."""

    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def form(self, *typed: Any) -> Any:
        """The form, empty or with what was typed."""
        version = {} if self.target is None else {"version": self.target.version}
        return self.form_class(*typed, initial={**version, **self.initial()})

    def made_current(self, form: Any, stale: Stale) -> Any:
        """The same words on the version now saved, so that sending them again is a choice."""
        typed = form.data.copy()
        typed["version"] = str(self.target.version)
        again = self.form(typed, form.files)
        again.add_error(None, stale.sentence)
        return again

    def next_page(self) -> str:
        """Where to go when it is done."""
        return str(self.target.get_absolute_url())

    def page(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def answer(self, request: HttpRequest, form: Any, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        words = {
            "title": self.title,
            "caption": getattr(self.target, "reference", ""),
            "target": self.target,
            "form": form,
            "button": self.button or self.title,
            "help": self.help,
            **self.page(),
        }
        return render(request, self.template, words, status=status)
