"""What is asked of a ballot: its roll, its rounds, each act, and a practice's response."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from governance.models import BallotRound
from governance.rules.ballot_rounds import Mode, Option, Plan, read_fraction, read_reminders
from governance.services.ballot_rounds import Words, option_of
from hubportal.web.fields import (
    CheckboxesField,
    CheckboxField,
    DateField,
    EmailField,
    LongTextField,
    MomentField,
    RadiosField,
    SelectField,
    TextField,
    VersionField,
)
from hubportal.web.forms import NhsNumberWarning, PortalForm

OPTIONS = (1, 2, 3, 4, 5)
KINDS = {"favour": "In favour", "other": "Commits to another answer", "none": "Commits to nothing"}


class BallotForm(NhsNumberWarning):
    """What the ballot is about, and whose practices are asked."""

    free_text: ClassVar[tuple[str, ...]] = ("background",)

    title = TextField(label="Title", called="a title", max_length=160)
    background = LongTextField(
        label="What practices read before they answer", called="the background", required=False, max_length=8000
    )
    ccgs = CheckboxesField(label="Member practices of", called="at least one CCG", small=True)
    roll_on = DateField(
        label="Membership as it was on", called="the day of the roll", latest="today",
        help_text="Every practice that was a member on this day comes on the roll",
    )  # fmt: skip

    def __init__(self, *args: Any, ccgs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccgs"].choices = list(ccgs)  # type: ignore[attr-defined]


class EntryForm(PortalForm):
    """Whether a practice may answer, and where its link goes."""

    version = VersionField()
    is_eligible = RadiosField(
        label="May this practice answer?", called="whether it may answer", small=True,
        choices=[("yes", "Yes, once a round"), ("no", "No, it is left out")],
    )  # fmt: skip
    because = TextField(
        label="Why it is left out", called="the reason", required=False, max_length=300,
        help_text="Such as: held by a contractor that answers for another practice",
    )  # fmt: skip
    email = EmailField(
        label="Email address for its link", required=False, autocomplete="off",
        help_text="Without one the practice answers on paper",
    )  # fmt: skip


class AddressesForm(PortalForm):
    """The addresses of many practices at once."""

    version = VersionField()
    lines = LongTextField(
        label="Codes and email addresses", called="the addresses", rows=12, spellcheck=False,
        help_text="One practice a line: its code, a space, its email address",
    )  # fmt: skip


class RoundForm(NhsNumberWarning):
    """A round: its question and options, its moments, its thresholds."""

    free_text: ClassVar[tuple[str, ...]] = ("question",)

    version = VersionField(required=False)
    question = LongTextField(label="Question", called="the question", rows=3, max_length=2000)
    opens_at = MomentField(label="Opens", called="the opening moment")
    closes_at = MomentField(label="Closes", called="the closing moment")
    reminders = TextField(
        label="Reminders, in days before closing", called="reminders", required=False, max_length=40, width=10,
        help_text="Such as 7, 2. Each goes once, to practices that have not responded",
    )  # fmt: skip
    mode = RadiosField(
        label="How silence counts", called="how silence counts", small=True, initial=Mode.OPT_IN,
        choices=[
            ("opt_in", "Opt in: silence is not consent"),
            ("by_exception", "By exception: silence is consent, and objections are counted"),
        ],
    )  # fmt: skip
    turnout = TextField(
        label="Turnout: responses of all eligible practices, at least", called="the turnout", max_length=20, width=5,
        initial="50%", help_text="Such as 50% or 1/2. Not asked by exception",
    )  # fmt: skip
    turnout_counts_uncommitted = RadiosField(
        label="Does a response that commits to nothing count towards the turnout?",
        called="whether it counts", small=True, initial="yes", choices=[("yes", "Yes"), ("no", "No")],
    )  # fmt: skip
    approval = TextField(
        label="Approval: responses in favour, at least", called="the approval", max_length=20, width=5, initial="75%",
        help_text="By exception: the part of eligible practices whose objections defeat the proposal",
    )  # fmt: skip
    approval_of = RadiosField(
        label="Of what is the approval a part?", called="of what", small=True, initial="committed",
        choices=BallotRound.ApprovalOf.choices,
    )  # fmt: skip
    sealed = RadiosField(
        label="Before closing", called="what is shown before closing", small=True, initial="yes",
        choices=[("yes", "Sealed: nobody sees an answer or the tally"), ("no", "The committee sees the running tally")],
    )  # fmt: skip
    named = RadiosField(
        label="In the result", called="what the result shows", small=True, initial="no",
        choices=[("no", "Numbers only"), ("yes", "Who answered what, by name")],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in OPTIONS:
            self.fields[f"option_{number}"] = TextField(
                label=f"Option {number}", called=f"option {number}", required=number <= 2, max_length=120
            )
            self.fields[f"kind_{number}"] = SelectField(
                label=f"Option {number} is", called=f"what option {number} is", choices=list(KINDS.items()),
                initial="favour" if number == 1 else "other", empty=None, required=number <= 2,
            )  # fmt: skip

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields under the headings of the page."""
        options = [name for number in OPTIONS for name in (f"option_{number}", f"kind_{number}")]
        groups = [
            ("", ["version", "question"]),
            ("Options", options),
            ("When", ["opens_at", "closes_at", "reminders"]),
            ("Thresholds", ["mode", "turnout", "turnout_counts_uncommitted", "approval", "approval_of"]),
            ("What is shown", ["sealed", "named"]),
        ]
        return [(legend, [self[name] for name in names]) for legend, names in groups]

    def _fraction(self, name: str) -> Fraction:
        found = read_fraction(self.cleaned_data[name])
        if found is None:
            raise ValidationError("Enter a part of the whole, such as 50% or 1/2", code="fraction")
        return found

    def clean_turnout(self) -> Fraction:
        """As an exact fraction."""
        return self._fraction("turnout")

    def clean_approval(self) -> Fraction:
        """As an exact fraction."""
        return self._fraction("approval")

    def clean_reminders(self) -> tuple[int, ...]:
        """The days."""
        found = read_reminders(self.cleaned_data["reminders"])
        if found is None:
            raise ValidationError("Enter days between 1 and 60, such as 7, 2", code="reminders")
        return found

    def words(self) -> Words:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        options: list[Option] = []
        for number in OPTIONS:
            if said := typed[f"option_{number}"]:
                kind = typed[f"kind_{number}"]
                options.append(option_of(said, in_favour=kind == "favour", commits=kind != "none"))
        plan = Plan(
            question=typed["question"], options=tuple(options), opens_at=typed["opens_at"],
            closes_at=typed["closes_at"], mode=Mode(typed["mode"]), turnout=typed["turnout"],
            approval=typed["approval"], reminders=typed["reminders"],
        )  # fmt: skip
        return Words(
            plan, typed["approval_of"], typed["turnout_counts_uncommitted"] == "yes", typed["sealed"] == "yes",
            typed["named"] == "yes",
        )  # fmt: skip


def typed_of(asked: BallotRound) -> dict[str, Any]:
    """What the form of a draft begins with."""
    said: dict[str, Any] = {
        name: getattr(asked, name)
        for name in ("question", "opens_at", "closes_at", "mode", "turnout", "approval", "approval_of")
    }
    said["reminders"] = ", ".join(str(day) for day in asked.reminders)
    for name in ("turnout_counts_uncommitted", "sealed", "named"):
        said[name] = "yes" if getattr(asked, name) else "no"
    for number, option in enumerate(asked.options, start=1):
        said[f"option_{number}"] = option["words"]
        said[f"kind_{number}"] = "favour" if option["in_favour"] else "other" if option["commits"] else "none"
    return said


class ActForm(PortalForm):
    """An act that asks nothing."""

    version = VersionField()


class ReasonForm(NhsNumberWarning):
    """An act with its reason."""

    free_text: ClassVar[tuple[str, ...]] = ("because",)

    version = VersionField()
    because = LongTextField(label="Reason", called="the reason", rows=3, max_length=300)


class CloseForm(ReasonForm):
    """Why a round closes early; nothing to say once its closing moment has passed."""

    def __init__(self, *args: Any, early: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not early:
            self.fields["because"].required = False
            self.fields["because"].widget = forms.HiddenInput()


class ExtendForm(ReasonForm):
    """The new closing moment and why."""

    closes_at = MomentField(label="New closing moment", called="the new closing moment")
    field_order = ["version", "closes_at", "because"]


class LinkForm(PortalForm):
    """Where the new link goes."""

    email = EmailField(label="Email address of the practice", called="the email address", autocomplete="off")


class CertifyForm(PortalForm):
    """`seen` is the digest of exactly what the page shows."""

    seen = TextField(label="Hash", max_length=64)
    confirm = CheckboxField(label="I certify that this is the result of the round", called="that you certify it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].widget = forms.HiddenInput()


class PublishForm(PortalForm):
    """Publishing asks for a decision, not for words."""

    confirm = CheckboxField(label="Publish this result and tell the practices", called="that it is published")
