"""Acts that are events of the clock and nothing more."""

from typing import Any, ClassVar

from functions.forms.acts import (
    EventForm,
    ExcludeForm,
    IncludeForm,
    PauseForm,
    PromiseForm,
    ReopenForm,
    ResumeForm,
    WithdrawForm,
)
from functions.presenters.clock import in_a_sentence
from functions.rules.acts import Act
from functions.services.clock import record_event
from functions.services.clock_reading import reading_of
from functions.views.acting import ActView
from functions.views.finding import person_of
from hubportal.clocks import EventKind
from hubportal.clocks.policy import StepRole, Waiting
from hubportal.clocks.reading import StepState


class EventView(ActView):
    """Records one event and says what the clock now reads."""

    kind: ClassVar[EventKind]
    form_class: ClassVar[type[EventForm]]

    def form_arguments(self) -> dict[str, Any]:
        """The policy gives its reasons; today is the day offered."""
        return {"policy": self.reading.policy, "today": self.today}

    def carry_out(self, form: Any) -> str:
        """Record it."""
        typed = form.cleaned_data
        _, reading = record_event(
            query_id=self.case.pk,
            version=typed["version"],
            kind=self.kind,
            on=typed["on"],
            by=person_of(self.request),
            at=self.now,
            reason=typed.get("reason", ""),
            note=typed.get("note", ""),
            promised_on=typed.get("promised_on"),
        )
        due = in_a_sentence(reading)
        return f"{self.done} {due}." if due else self.done


class Pause(EventView):
    """Wait for the requester."""

    act, kind, form_class = Act.PAUSE, EventKind.PAUSED, PauseForm
    button, done = "Pause the clock", "The clock is paused."

    @property
    def help(self) -> str:  # type: ignore[override]
        """What waiting does to the clock, by its policy."""
        if self.reading.policy.waiting is Waiting.RESTARTS:
            return "When the requester makes the request clear, the time to answer begins again on that day."
        stops = "The time to answer stops from this day until you resume or the requester writes."
        acknowledged = self.reading.policy.step_for(StepRole.ACKNOWLEDGE) is not None
        return f"{stops} The acknowledgement is not paused." if acknowledged else stops

    def carry_out(self, form: Any) -> str:
        """Record it; begun once the answer was late, or ended already, it changes no date."""
        said = super().carry_out(form)
        steps = reading_of(self.case, today=self.today, explained=False).steps
        if any(step.state is StepState.PAUSED for step in steps):
            return said
        return said.replace(self.done, "The wait is recorded. It changes no date.")


class Resume(EventView):
    """The wait is over."""

    act, kind, form_class = Act.RESUME, EventKind.RESUMED, ResumeForm
    button, done = "Resume the clock", "The clock is running again."
    help = "Working days from the day of the pause to this day, both included, do not count."


class Exclude(EventView):
    """Leave the standard."""

    act, kind, form_class = Act.EXCLUDE, EventKind.EXCLUDED, ExcludeForm
    button, done = "Exclude from the standard", "The case is left out of the standard."
    help = (
        "Only the standard’s own reasons allow this. Every report shows the figure with and without exclusions,"
        " and lists this case with the reason you give."
    )


class Include(EventView):
    """Come back under the standard."""

    act, kind, form_class = Act.INCLUDE, EventKind.EXCLUSION_REMOVED, IncludeForm
    done = "The case counts under the standard again."


class Promise(EventView):
    """A date was promised or agreed."""

    act, kind, form_class = Act.PROMISE, EventKind.PROMISED, PromiseForm
    button, done = "Save the date", "The date is recorded."


class Withdraw(EventView):
    """End without an answer."""

    act, kind, form_class = Act.WITHDRAW, EventKind.WITHDRAWN, WithdrawForm
    button, done, warning = "Withdraw the case", "The case is withdrawn.", True
    help = "Nothing is deleted: the case stays on record with your reason, and can be reopened."


class Reopen(EventView):
    """Work it again."""

    act, kind, form_class = Act.REOPEN, EventKind.REOPENED, ReopenForm
    button, done = "Reopen the case", "The case is open again."
    help = "A new time to answer begins on this day. The first result stays on record."
