"""What every page with one act has in common: ask, do, and keep what was typed when the answer is no."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from hubportal.web.refusals import Refused, Stale


class ActPage(LoginRequiredMixin, View, ABC):
    """One act: a subclass finds its record in `dispatch`, names its form and words, and calls the service that does it.

    GET answers 200 with the form. POST answers 302 when it is done, 422 with the faults of what was typed, and 409 when
    somebody saved another version meanwhile; whatever was typed comes back.
    """

    form_class: ClassVar[type[Any]]
    template: ClassVar[str]
    title: ClassVar[str] = ""
    button: ClassVar[str] = ""
    help: ClassVar[str] = ""
    done: ClassVar[str] = "Saved."
    warning: ClassVar[bool] = False

    def refuse_out_of_turn(self) -> None:
        """Raise `Refused` when the state of things does not allow this act."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; an act out of turn is refused before anything is typed."""
        self.refuse_out_of_turn()
        return self.answer(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not and keep what was typed."""
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.answer(form, status=422)
        try:
            said = self.carry_out(form)
        except Stale as stale:
            return self.answer(self.made_current(form, stale), status=409, stale=stale)
        except Refused as refused:
            form.add_refusal(refused)
            return self.answer(form, status=422)
        messages.success(request, said or self.done)
        return HttpResponseRedirect(self.next_page())

    @abstractmethod
    def carry_out(self, form: Any) -> str | None:
        """Call the service; may answer with the words of the success message."""

    @abstractmethod
    def next_page(self) -> str:
        """Where to go when it is done."""

    def back(self) -> str:
        """The page before."""
        return self.next_page()

    def form_arguments(self) -> dict[str, Any]:
        """What the form needs to know besides what was typed."""
        return {}

    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def version(self) -> int | None:
        """The version this page was opened on of what is changed; None for an act that begins something."""
        return None

    def saved_version(self) -> int | None:
        """The version now saved of it, after somebody else's change."""
        return self.version()

    def form(self, *typed: Any) -> Any:
        """The form, empty or with what was typed."""
        held = self.version()
        begin = {} if held is None else {"version": held}
        return self.form_class(*typed, initial={**begin, **self.initial()}, **self.form_arguments())

    def made_current(self, form: Any, stale: Stale) -> Any:
        """The same words on the version now saved, so that sending them again is a choice."""
        typed = form.data.copy()
        typed["version"] = str(self.saved_version())
        again = self.form(typed, form.files)
        again.add_error(None, self.stale_sentence(stale))
        return again

    def stale_sentence(self, stale: Stale) -> str:
        """What is said above what was typed."""
        return stale.sentence

    def heading(self) -> str:
        """The title of the page, and of its button unless that has words of its own."""
        return self.title

    def more(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def answer(self, form: Any, *, status: int = 200, stale: Stale | None = None) -> HttpResponse:
        """The page with the form."""
        words = {
            "title": self.heading(),
            "form": form,
            "back": self.back(),
            "button": self.button or self.heading(),
            "help": self.help,
            "warning": self.warning,
            "stale": stale,
            **self.more(),
        }
        return self.drawn(words, status=status)

    def drawn(self, words: dict[str, Any], *, status: int) -> HttpResponse:
        """The template with these words."""
        return render(self.request, self.template, words, status=status)


class SignPage(ActPage, ABC):
    """An act that signs exactly what its page shows, which the field `seen` names by its hash."""

    @abstractmethod
    def shown(self) -> str:
        """The hash of what the page shows now."""

    def answer(self, form: Any, *, status: int = 200, stale: Stale | None = None) -> HttpResponse:
        """Drawn again after a change, the page carries the hash of what it shows now, and asks again for consent."""
        if form.is_bound and form.data.get("seen") != self.shown():
            form.data = form.data.copy()
            form.data["seen"] = self.shown()
            form.data.pop("confirm", None)
        return super().answer(form, status=status, stale=stale)
