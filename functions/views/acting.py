"""What every act on a case has in common: find, ask, do, and keep what was typed when the answer is no."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from functions.forms.acts import ActForm
from functions.models import Query
from functions.presenters.case import COMMENTS, WORDS, acts_open_to, identity
from functions.rules.acts import ACT_OF_EVENT, Act, refuse_act
from functions.services.clock_reading import reading_of
from functions.views.finding import case_to_work, person_of
from functions.views.presence import sights_on
from hubportal.clocks import ClockReading
from hubportal.clocks.checks import refuse_event
from hubportal.clocks.events import ClockEvent
from hubportal.web.refusals import Refused, Stale


class ActView(LoginRequiredMixin, View, ABC):
    """One act: a subclass names its form, its words and the service that does it."""

    act: ClassVar[Act]
    form_class: ClassVar[type[ActForm]]
    template: ClassVar[str] = "functions/act.jinja"
    button: ClassVar[str] = ""
    help: ClassVar[str] = ""
    done: ClassVar[str] = "Saved."
    warning: ClassVar[bool] = False

    case: Query
    reading: ClockReading

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Find the case before anything else; strangers and readers go no further."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        permission = "ccg_case_comment" if self.act in COMMENTS else "ccg_case_edit"
        self.case = case_to_work(request, kwargs["reference"], permission=permission)
        self.now = timezone.now()
        self.today = timezone.localdate(self.now)
        self.reading = reading_of(self.case, today=self.today, explained=False)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        """Ask; an act that the state of the case does not allow is refused before anything is typed."""
        self.refuse_out_of_turn(request)
        return self.answer(request, self.form())

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
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
        return HttpResponseRedirect(self.case.get_absolute_url())

    @abstractmethod
    def carry_out(self, form: Any) -> str | None:
        """Call the service; may answer with the words of the success message."""

    def refuse_out_of_turn(self, request: HttpRequest) -> None:
        """Raise when the act is not one of those offered now."""
        if self.act in acts_open_to(person_of(request), self.case, self.reading):
            return
        sentence = refuse_act(self.case.state, self.act) or self._why_not_now()
        raise Refused(sentence, clause="" if refuse_act(self.case.state, self.act) else self.reading.policy.clause)

    def _why_not_now(self) -> str:
        """What the clock has against this act today."""
        kind = next((kind for kind, act in ACT_OF_EVENT.items() if act is self.act), None)
        refusal = refuse_event(self.reading, ClockEvent(kind, self.today), today=self.today) if kind else None
        return refusal.sentence if refusal else "The clock of this case does not take this step now."

    def form_arguments(self) -> dict[str, Any]:
        """What the form needs to know besides what was typed."""
        return {}

    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        return {}

    def form(self, *typed: Any) -> Any:
        """The form, empty or with what was typed."""
        make: Any = self.form_class  # each act's form asks for arguments of its own
        return make(*typed, initial={"version": self.case.version, **self.initial()}, **self.form_arguments())

    def made_current(self, form: Any, stale: Stale) -> Any:
        """The same words on the version now saved, so that sending them again is a choice."""
        fresh = Query.objects.visible_to(person_of(self.request)).get(pk=self.case.pk)
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
            "title": WORDS[self.act],
            "caption": self.case.reference,
            "case": self.case,
            "identity": identity(self.case),
            "form": form,
            "back": self.case.get_absolute_url(),
            "button": self.button or WORDS[self.act],
            "help": self.help,
            "warning": self.warning,
            "stale": stale,
            "sights": sights_on(request, self.case, doing=self.act.value),
            **self.page(),
        }
        return render(request, self.template, words, status=status)
