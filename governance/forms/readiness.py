"""Forms of the readiness assessment."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from governance.rules import readiness as rules
from hubportal.organisations.models import Ccg
from hubportal.records.forms.acts import RecordForm, ask_for
from hubportal.web.fields import CheckboxesField, DateField, LongTextField, RadiosField, SelectField, TextField
from hubportal.web.forms import FilterForm, NhsNumberWarning

SPARE_ACTIONS = 2
_OF_ACTION = re.compile(r"action_\d{1,2}_(words|owner|by_day|by_month|by_year)")


class NewAssessmentForm(NhsNumberWarning):
    """Which CCG, and the day."""

    ccg = SelectField(label="CCG", called="the CCG", empty=None)
    assessed_on = DateField(label="Date of the assessment", called="the date of the assessment")

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ccgs = {ccg.ods_code: ccg for ccg in ccgs}
        self.fields["ccg"].choices = [(code, ccg.name) for code, ccg in self.ccgs.items()]  # type: ignore[attr-defined]

    def clean_ccg(self) -> Ccg:
        """The CCG chosen."""
        return self.ccgs[self.cleaned_data["ccg"]]


class AreaForm(RecordForm):
    """What one area says: a position for each team of the template, and the rest.

    There are lines for the actions there are and two more; saving with all of them filled in gives two more again.
    Nothing is asked for before the assessment is completed, so that nothing needs to say that it is optional.
    """

    says_optional = False

    def __init__(self, *args: Any, template: rules.Template, actions: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        typed = max((int(name.split("_")[1]) for name in self._typed()), default=0)
        self.lines = min(max(actions, typed) + SPARE_ACTIONS, rules.MOST_ACTIONS)
        self.fields["rating"] = RadiosField(
            label="Rating",
            called="the rating",
            required=False,
            choices=[*rules.RATINGS.items(), ("", rules.NOT_RATED)],
            small=True,
        )
        for team, words in template.teams.items():
            self.fields[f"position_{team}"] = _long(f"Position: {words}", f"the position of {words}")
        self.fields["resources"] = _long("Resources", "the resources", "What it takes in people and money")
        for number in range(1, self.lines + 1):
            self.fields[f"action_{number}_words"] = LongTextField(
                label="What is done", called="what is done", required=False, max_length=1000, rows=2
            )
            self.fields[f"action_{number}_owner"] = TextField(
                label="Who does it", called="who does it", required=False, max_length=160
            )
            self.fields[f"action_{number}_by"] = DateField(
                label="Done by", called=f"the day of action {number}", required=False
            )
        self.fields["principles"] = CheckboxesField(
            label="Principles served",
            called="the principles",
            required=False,
            choices=list(template.principles.items()),
            small=True,
        )
        self.fields["patients"] = _long("Patient involvement", "how patients are involved")

    def _typed(self) -> list[str]:
        """The inputs of actions in which something was typed, so that no line of them is lost."""
        if not self.is_bound:
            return []
        return [name for name in self.data if _OF_ACTION.fullmatch(name) and str(self.data[name]).strip()]

    @property
    def free_text(self) -> tuple[str, ...]:  # type: ignore[override]
        """Everything that is typed."""
        return tuple(name for name, field in self.fields.items() if isinstance(field, TextField))

    def actions(self) -> list[list[Any]]:
        """The bound fields of each action, for the page."""
        return [[self[f"action_{n}_{part}"] for part in ("words", "owner", "by")] for n in range(1, self.lines + 1)]

    def said(self) -> rules.Said:
        """What was typed; a line of an action that was left empty is none."""
        typed = self.cleaned_data
        return rules.Said(
            positions={team: typed[f"position_{team}"] for team in self.template.teams},
            resources=typed["resources"],
            actions=tuple(
                rules.Action(
                    typed[f"action_{number}_words"], typed[f"action_{number}_owner"], typed[f"action_{number}_by"]
                )
                for number in range(1, self.lines + 1)
            ),
            principles=tuple(typed["principles"]),
            patients=typed["patients"],
            rating=typed["rating"],
        )


def _long(label: str, called: str, help_text: str = "") -> LongTextField:
    return LongTextField(
        label=label, called=called, required=False, max_length=rules.LONGEST, rows=4, help_text=help_text or None
    )


def begin_with(said: rules.Said) -> dict[str, Any]:
    """What the form of an area begins with."""
    made: dict[str, Any] = {f"position_{team}": words for team, words in said.positions.items()}
    for number, one in enumerate(said.actions, start=1):
        made |= {
            f"action_{number}_words": one.words,
            f"action_{number}_owner": one.owner,
            f"action_{number}_by": one.by,
        }
    return made | {
        "rating": said.rating,
        "resources": said.resources,
        "principles": list(said.principles),
        "patients": said.patients,
    }


class EndForm(RecordForm):
    """A note, or the reason where the assessment is withdrawn."""

    free_text: ClassVar[tuple[str, ...]] = ("note",)

    note = LongTextField(label="Note", called="the note", required=False, max_length=4000, rows=3)

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            ask_for(self.fields["note"], label="Reason", called="the reason")


class AssessmentFilter(FilterForm):
    """What narrows the list."""

    ccg = SelectField(label="CCG", required=False, empty="All CCGs")
    state = SelectField(label="State", required=False, empty="Any state", choices=list(rules.STATES.items()))

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = [(ccg.ods_code, ccg.name) for ccg in ccgs]  # type: ignore[attr-defined]
        if len(ccgs) < 2:
            del self.fields["ccg"]


class OnDayForm(FilterForm):
    """The day as at which CCGs are compared."""

    on = DateField(label="As at", called="the day", required=False)

    def day(self, otherwise: date) -> date:
        """The day asked for."""
        return (self.cleaned_data.get("on") or otherwise) if self.is_bound and self.is_valid() else otherwise


class TwoForm(FilterForm):
    """Two assessments of one CCG."""

    first = SelectField(label="Earlier", called="the earlier one", required=False, empty=None)
    second = SelectField(label="Later", called="the later one", required=False, empty=None)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
