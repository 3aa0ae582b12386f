"""What is typed at the desk, a form for each kind of entry that has words or a choice in it."""

from typing import Any, ClassVar

from governance.forms.times import TimeField
from governance.rules.desk.entries import Kind
from governance.rules.desk.facts import LONG
from hubportal.web.fields import DateField, LongTextField, RadiosField, SelectField, TextField, WholeNumberField
from hubportal.web.forms import NhsNumberWarning, PortalForm

Choices = list[tuple[str, str]]
TREATMENTS: Choices = [
    ("note", "Note it: takes part and votes"),
    ("stay_not_vote", "Stays, and does not vote"),
    ("leave", "Leaves for the discussion and the decision"),
]
WAYS: Choices = [("recorded", "Recorded vote"), ("counted", "Show of hands"), ("consensus", "Consensus")]
OUTCOMES: Choices = [("done", "Dealt with"), ("deferred", "Deferred"), ("withdrawn", "Withdrawn")]
EARLIER: dict[str, Any] = {
    "label": "Arrived at", "called": "the time", "required": False, "help_text": "Leave empty for now",
}  # fmt: skip
VOTES: Choices = [("for", "For"), ("against", "Against"), ("abstain", "Abstain")]


class DeskForm(NhsNumberWarning):
    """An entry: `kind` says which, `choices` what its lists hold. Where two forms make the same kind of entry, `code`
    tells them apart.
    """

    code: ClassVar[str] = ""
    kind: ClassVar[Kind]
    button: ClassVar[str]
    # What stands in `choices` for each list.
    lists: ClassVar[dict[str, str]] = {}

    def __init__(
        self, typed: Any = None, *, choices: dict[str, Choices] | None = None, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(typed, auto_id=f"{self.known_as()}-%s", initial=initial)
        for name, of in self.lists.items():
            listed: Any = self.fields[name]
            listed.choices = (choices or {}).get(of, [])

    @classmethod
    def known_as(cls) -> str:
        """By what the page knows the form."""
        return cls.code or cls.kind.value

    def facts(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name not in {"confirm_nhs_number", "time"} and value not in (None, ""):
                found[name.removesuffix("_")] = value.isoformat() if hasattr(value, "isoformat") else value
        return found


class DeputyForm(DeskForm):
    """A deputy arrives."""

    code, kind, button, lists = "deputy", Kind.ARRIVE, "Record the deputy", {"seat": "deputies"}

    seat = SelectField(label="Deputy for", called="whom the deputy sits for")
    name = TextField(
        label="Name of the deputy", called="the name", required=False, max_length=120,
        help_text="Leave empty where one deputy is appointed",
    )  # fmt: skip
    time = TimeField(**EARLIER)

    def facts(self) -> dict[str, Any]:
        """A deputy, never the member."""
        return {**super().facts(), "deputy": True}


class AttendForm(DeskForm):
    """Somebody without a seat is in the room."""

    kind, button = Kind.ATTEND, "Record attendance"

    name = TextField(label="Name", called="the name", max_length=120)
    designation = TextField(label="Job title or organisation", called="it", required=False, max_length=160)
    time = TimeField(**EARLIER)


class ArrivedForm(DeskForm):
    """A member came a while ago, and it was not noted then."""

    code, kind, button, lists = "arrived", Kind.ARRIVE, "Record the arrival", {"seat": "away"}

    seat = SelectField(label="Who arrived", called="who arrived")
    time = TimeField(label="Arrived at", called="the time", help_text="For example, 2:10pm")


class LeftForm(DeskForm):
    """Somebody went a while ago, and it was not noted then."""

    code, kind, button, lists = "left", Kind.LEAVE, "Record the departure", {"seat": "here"}

    seat = SelectField(label="Who left", called="who left")
    time = TimeField(label="Left at", called="the time", help_text="For example, 2:10pm")


class DeclareForm(DeskForm):
    """An interest in the item that is open."""

    kind, button, lists = Kind.DECLARE, "Record the declaration", {"seat": "members"}
    free_text = ("words",)

    seat = SelectField(label="Who declares", called="who declares")
    words = LongTextField(label="Interest", called="the interest", rows=2, max_length=LONG)


class TreatForm(DeskForm):
    """What the chair decides about a declared interest."""

    kind, button, lists = Kind.TREAT, "Record the decision", {"seat": "declared"}
    free_text = ("why",)

    seat = SelectField(label="Whose interest", called="whose interest")
    treatment = RadiosField(label="The chair decides", called="what the chair decided", choices=TREATMENTS, small=True)
    why = LongTextField(label="Reason", called="the reason", rows=2, required=False, max_length=LONG)


class StandInForm(DeskForm):
    """Somebody without a vote votes in the place of a member with an interest."""

    kind, button, lists = Kind.STAND_IN, "Record the stand-in", {"absent": "replaced", "seat": "stand_ins"}

    absent = SelectField(label="In the place of", called="in whose place")
    seat = SelectField(label="Who stands in", called="who stands in")


class MoveForm(DeskForm):
    """A motion on the item that is open."""

    kind, button, lists = Kind.MOVE, "Put the motion", {"mover": "present", "seconder": "present"}
    free_text = ("words",)

    words = LongTextField(label="Motion", called="the motion", rows=3, max_length=LONG)
    mover = SelectField(label="Moved by", called="who moves it")
    seconder = SelectField(label="Seconded by", called="who seconds it", required=False)
    way = RadiosField(label="Decided by", called="how it is decided", choices=WAYS, initial="recorded", small=True)


class CountForm(DeskForm):
    """Hands counted."""

    kind, button = Kind.COUNT, "Record the count"

    for_ = WholeNumberField(label="For", called="the hands for", min_value=0)
    against = WholeNumberField(label="Against", called="the hands against", min_value=0)
    abstained = WholeNumberField(label="Abstained", called="the abstentions", min_value=0, initial=0)


class CastingForm(DeskForm):
    """The second and deciding vote on a tie."""

    kind, button, lists = Kind.CASTING, "Record the casting vote", {"seat": "holders"}
    free_text = ("why",)

    seat = SelectField(label="Casting vote of", called="who gives it", empty=None)
    vote = RadiosField(label="Casting vote", called="the vote", choices=VOTES[:2], small=True)
    why = LongTextField(label="Reason", called="the reason", rows=2, max_length=LONG)


class ResultForm(DeskForm):
    """A result that was stepped back is recorded again, on who was there when the motion was decided."""

    code, kind, button = "again", Kind.RESULT, "Record the result again"

    time = TimeField(label="Decided at", called="the time", help_text="Who was there then counts. For example, 2:10pm")


class WithdrawForm(DeskForm):
    """A motion is withdrawn."""

    kind, button = Kind.WITHDRAW_MOTION, "Withdraw the motion"
    free_text = ("why",)

    why = TextField(label="Why it is withdrawn", called="the reason", max_length=LONG)


class ExcludeForm(DeskForm):
    """A motion by which the public leaves, once it is carried."""

    code, kind, button = "exclude", Kind.MOVE, "Put the motion to exclude the public"
    lists = {"mover": "present", "seconder": "present"}
    free_text = ("words", "ground")

    words = LongTextField(
        label="Resolution", called="the resolution", rows=2, max_length=LONG,
        initial="That the public be excluded from this item.",
    )  # fmt: skip
    ground = LongTextField(
        label="Ground", called="the ground", rows=2, max_length=LONG,
        help_text="Why publicity would be against the public interest: it is stated in the resolution",
    )  # fmt: skip
    mover = SelectField(label="Moved by", called="who moves it")
    seconder = SelectField(label="Seconded by", called="who seconds it", required=False)
    way = RadiosField(label="Decided by", called="how it is decided", choices=WAYS, initial="recorded", small=True)


class ReleaseForm(DeskForm):
    """What was said in private is released, where the exclusion of the public was stepped back."""

    kind, button = Kind.RELEASE, "Release it"
    free_text = ("why",)

    why = LongTextField(
        label="Why it may be public", called="the reason", rows=2, max_length=LONG,
        help_text="The item, and what was entered while the public was out, become public",
    )  # fmt: skip


class EndForm(DeskForm):
    """The item ends."""

    kind, button = Kind.END_ITEM, "End the item"
    free_text = ("words",)

    outcome = RadiosField(label="The item is", called="what became of it", choices=OUTCOMES, initial="done", small=True)
    words = TextField(label="Why, or until when", called="why", required=False, max_length=LONG)


class NoteForm(DeskForm):
    """A note for the minutes."""

    kind, button = Kind.NOTE, "Keep the note"
    free_text = ("words",)

    words = LongTextField(label="Note for the minutes", called="the note", rows=3, max_length=LONG)


class ActionForm(DeskForm):
    """Something somebody is to do."""

    kind, button = Kind.ACTION, "Record the action"
    free_text = ("words",)

    words = TextField(label="Action", called="the action", max_length=LONG)
    owner = TextField(label="Who does it", called="who does it", max_length=160)
    due_on = DateField(label="By", called="the day", required=False)


FORMS: tuple[type[DeskForm], ...] = (
    DeputyForm, ArrivedForm, LeftForm, AttendForm, DeclareForm, TreatForm, StandInForm, MoveForm, CountForm,
    CastingForm, ResultForm, WithdrawForm, ExcludeForm, ReleaseForm, EndForm, NoteForm, ActionForm,
)  # fmt: skip


class StepBackForm(PortalForm):
    """Why an entry is stepped back."""

    why = LongTextField(label="Why is it stepped back?", called="the reason", rows=3, max_length=LONG)


class OwnDeclarationForm(DeskForm):
    """A member declares their own interest."""

    kind, button = Kind.DECLARE, "Declare the interest"
    free_text = ("words",)

    words = LongTextField(label="Your interest in this item", called="the interest", rows=3, max_length=LONG)
