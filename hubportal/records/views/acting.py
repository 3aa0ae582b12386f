"""What every act on a record has in common: find, ask, do, and keep what was typed when the answer is no."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from hubportal.organisations.reauthentication import fresh_sign_in_required
from hubportal.organisations.signed_in import person_of
from hubportal.records.forms.acts import MoveForm
from hubportal.records.kinds import RecordKind, kind_of
from hubportal.records.presenters.page import identity
from hubportal.records.services.moving import table_of
from hubportal.records.views.finding import record_to_read, refuse_reader
from hubportal.web.refusals import Refused, Stale


class RecordAct(LoginRequiredMixin, View, ABC):
    """One act on a record: a subclass names its kind, form and words, and calls the service that does it."""

    kind: ClassVar[RecordKind]
    form_class: ClassVar[type[Any]]
    title: ClassVar[str] = ""
    permission: ClassVar[str | None] = None
    template: ClassVar[str] = "records/act.jinja"
    button: ClassVar[str] = ""
    help: ClassVar[str] = ""
    done: ClassVar[str] = "Saved."
    warning: ClassVar[bool] = False

    record: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the record before anything else; strangers and readers go no further."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.record = self.find(request, kwargs["reference"])
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.permit(request)
        return super().dispatch(request, *args, **kwargs)

    def find(self, request: HttpRequest, reference: str) -> Any:
        """The record the address names."""
        return record_to_read(request, self.kind, reference)

    def permit(self, request: HttpRequest) -> None:
        """Raise PermissionDenied for somebody who may only read."""
        refuse_reader(request, self.record, self.permission)

    def refuse_out_of_turn(self) -> None:
        """Raise `Refused` when the state of the record does not allow this act."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; an act out of order is refused before anything is typed."""
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
            return self.answer(request, self.made_current(form, stale), status=409, stale=stale)
        except Refused as refused:
            form.add_refusal(refused)
            return self.answer(request, form, status=422)
        messages.success(request, said or self.done)
        return HttpResponseRedirect(self.next_page())

    @abstractmethod
    def carry_out(self, form: Any) -> str | None:
        """Call the service; may answer with the words of the success message."""

    def next_page(self) -> str:
        """Where to go when it is done."""
        return str(self.record.get_absolute_url())

    def form_arguments(self) -> dict[str, Any]:
        """What the form needs to know besides what was typed."""
        return {}

    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def form(self, *typed: Any) -> Any:
        """The form, empty or with what was typed."""
        return self.form_class(
            *typed, initial={"version": self.record.version, **self.initial()}, **self.form_arguments()
        )

    def made_current(self, form: Any, stale: Stale) -> Any:
        """The same words on the version now saved, so that sending them again is a choice."""
        fresh = kind_of(self.record).visible_to(person_of(self.request)).get(pk=self.record.pk)
        typed = form.data.copy()
        typed["version"] = str(fresh.version)
        again = self.form(typed, form.files)
        again.add_error(None, stale.sentence)
        return again

    def page(self) -> dict[str, Any]:
        """More for the template."""
        return {}

    def answer(self, request: HttpRequest, form: Any, *, status: int = 200, stale: Stale | None = None) -> HttpResponse:
        """The page with the form."""
        words = {
            "title": self.title,
            "caption": self.record.reference,
            "record": self.record,
            "identity": identity(self.record),
            "form": form,
            "back": self.record.get_absolute_url(),
            "button": self.button or self.title,
            "help": self.help,
            "warning": self.warning,
            "stale": stale,
            **self.page(),
        }
        return render(request, self.template, words, status=status)


class RecordMoveAct(RecordAct):
    """A move of the table: its words, permission and whether it asks for a reason are read from there.

    `act` is named by the subclass, or comes with the address as `act`. A move that needs a second person asks whether
    it is really them; other acts that sign are named in `asks_fresh_sign_in`.
    """

    act: str = ""
    form_class: ClassVar[type[Any]] = MoveForm
    asks_fresh_sign_in: ClassVar[frozenset[str]] = frozenset()

    def permit(self, request: HttpRequest) -> None:
        """Who may make this move."""
        self.act = self.act or self.kwargs.get("act", "")
        try:
            self.move = table_of(self.record).named(self.act)
        except KeyError as unknown:
            raise PermissionDenied("There is no such act.") from unknown
        refuse_reader(request, self.record, self.move.permission)

    def refuse_out_of_turn(self) -> None:
        """The table says what the state allows, the kind what the record allows."""
        sentence = kind_of(self.record).why_not(self.record, self.act)
        if sentence is not None:
            raise Refused(sentence, clause=self.move.clause)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, by somebody who signed in of late where the act asks for that."""
        if self.move.four_eyes or self.act in self.asks_fresh_sign_in:
            return fresh_sign_in_required(super().post)(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def form_arguments(self) -> dict[str, Any]:
        """Today, and whether a reason is asked for."""
        return {"today": self.today, "needs_reason": self.move.needs_reason}

    def page(self) -> dict[str, Any]:
        """The move's words head the page."""
        return {"title": self.move.words, "button": self.button or self.move.words, **self.more()}

    def more(self) -> dict[str, Any]:
        """More for the template."""
        return {}
