"""What is asked when something happens to a case's clock. Each form carries the version its page was made from."""

from datetime import date
from typing import Any, ClassVar

from functions.rules.particulars import LONGEST
from hubportal.clocks import REASONS, ClockPolicy
from hubportal.web.fields import DateField, LongTextField, RadiosField, TextField, VersionField
from hubportal.web.forms import NhsNumberWarning


class ActForm(NhsNumberWarning):
    """An act on one version of a case."""

    version = VersionField()


class EventForm(ActForm):
    """An event of the clock, on a day, with a note."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    on = DateField(label="Date", called="the date", latest="today")
    note = LongTextField(label="Note", required=False, max_length=LONGEST["note"], rows=3)

    def __init__(self, *args: Any, policy: ClockPolicy, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        self.fields["on"].initial = today


class PauseForm(EventForm):
    """The response step waits for the requester."""

    field_order = ("version", "on", "reason", "note")
    on = DateField(label="Waiting since", called="the date", latest="today")
    reason = TextField(label="What you are waiting for", called="what you are waiting for", max_length=60)


class ResumeForm(EventForm):
    """The wait is over."""

    on = DateField(label="Waiting ended on", called="the date", latest="today")


class ExcludeForm(EventForm):
    """The case leaves its standard for one of the standard's own reasons, with a note of the particulars."""

    field_order = ("version", "reason", "on", "note")
    reason = RadiosField(label="Reason", called="a reason")
    note = LongTextField(label="What happened", called="what happened", max_length=LONGEST["note"], rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = [REASONS[code] for code in self.policy.exclusion_reasons]
        field: Any = self.fields["reason"]
        field.choices = [(reason.code, reason.words.capitalize()) for reason in reasons]
        field.looks = {"hints": {reason.code: reason.clause for reason in reasons}}


class IncludeForm(EventForm):
    """The case comes back under its standard."""


class PromiseForm(EventForm):
    """A date was promised or agreed."""

    field_order = ("version", "promised_on", "on", "note")
    promised_on = DateField(label="Date promised", called="the date promised")
    on = DateField(label="Promised on", called="the day it was promised", latest="today")


class WithdrawForm(EventForm):
    """The case ends without an answer."""

    field_order = ("version", "reason", "on", "note")
    reason = TextField(label="Why it is withdrawn", called="why it is withdrawn", max_length=60)


class ReopenForm(EventForm):
    """An answered or withdrawn case is worked again."""

    field_order = ("version", "reason", "on", "note")
    reason = TextField(label="Why it is reopened", called="why it is reopened", max_length=60)
