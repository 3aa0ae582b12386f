"""What is asked when a hub changes its closures or a clock policy."""

from datetime import date
from typing import Any

from hubportal.clocks import ClockPolicy
from hubportal.clocks.policy import Span
from hubportal.web.fields import DateField, TextField, WholeNumberField
from hubportal.web.forms import PortalForm
from hubportal.web.words import long_date


class ClosureForm(PortalForm):
    """A day on which the hub is closed, and why."""

    day = DateField(label="Day", called="the day")
    reason = TextField(label="Reason", called="a reason", max_length=160)


class PolicyVersionForm(PortalForm):
    """A new version of one policy: the lengths of its counted steps, and from when."""

    effective_from = DateField(label="Applies to cases received from", called="the first day", earliest="today")
    due_soon_days = WholeNumberField(
        label="Show as due soon this many working days before", called="the number of days", min_value=0, max_value=60
    )
    cut_off = TextField(
        label="Cut-off time",
        required=False,
        width=5,
        max_length=5,
        help_text="Such as 17:00. What comes in after it counts as received the next day. Leave empty for none",
    )
    note = TextField(label="Why it changes", called="why it changes", max_length=300)

    def __init__(self, *args: Any, policy: ClockPolicy, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.counted = [step for step in policy.steps if step.span is Span.WORKING_DAYS]
        for step in self.counted:
            self.fields[f"length_{step.step}"] = WholeNumberField(
                label=f"{step.task}, in working days",
                called=f"the working days for “{step.task}”",
                min_value=1,
                max_value=250,
                initial=step.length,
                width=3,
            )
        self.order_fields(["effective_from", *(f"length_{step.step}" for step in self.counted)])
        self.fields["due_soon_days"].initial = policy.due_soon_days
        self.fields["due_soon_days"].looks = {"width": 3}  # type: ignore[attr-defined]
        self.fields["cut_off"].initial = f"{policy.cut_off:%H:%M}" if policy.cut_off else ""
        self.fields[
            "effective_from"
        ].help_text = f"Cases received before keep their version. Today is {long_date(today)}"

    @property
    def lengths(self) -> dict[str, int]:
        """The working days of each counted step, by its name."""
        return {step.step: self.cleaned_data[f"length_{step.step}"] for step in self.counted}
