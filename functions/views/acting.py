"""What every act on a case has in common: finding it, and the act that its state and clock allow."""

from abc import ABC
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

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
from hubportal.web.acting import ActPage
from hubportal.web.refusals import Refused


class ActView(ActPage, ABC):
    """One act: a subclass names its form, its words and the service that does it."""

    act: ClassVar[Act]
    form_class: ClassVar[type[ActForm]]
    template: ClassVar[str] = "functions/act.jinja"

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

    def refuse_out_of_turn(self) -> None:
        """Raise when the act is not one of those offered now."""
        if self.act in acts_open_to(person_of(self.request), self.case, self.reading):
            return
        sentence = refuse_act(self.case.state, self.act) or self._why_not_now()
        raise Refused(sentence, clause="" if refuse_act(self.case.state, self.act) else self.reading.policy.clause)

    def _why_not_now(self) -> str:
        """What the clock has against this act today."""
        kind = next((kind for kind, act in ACT_OF_EVENT.items() if act is self.act), None)
        refusal = refuse_event(self.reading, ClockEvent(kind, self.today), today=self.today) if kind else None
        return refusal.sentence if refusal else "The clock of this case does not take this step now."

    def next_page(self) -> str:
        """The case."""
        return self.case.get_absolute_url()

    def version(self) -> int:
        """The version of the case that the page was opened on."""
        return self.case.version

    def saved_version(self) -> int:
        """The version of the case that is saved now."""
        return Query.objects.visible_to(person_of(self.request)).get(pk=self.case.pk).version

    def heading(self) -> str:
        """The act in words."""
        return WORDS[self.act]

    def drawn(self, words: dict[str, Any], *, status: int) -> HttpResponse:
        """The page of an act, with the case and who else is looking at it."""
        of_case = {
            "caption": self.case.reference,
            "case": self.case,
            "identity": identity(self.case),
            "sights": sights_on(self.request, self.case, doing=self.act.value),
        }
        return super().drawn(of_case | words, status=status)
