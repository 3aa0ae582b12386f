"""Which CCG, activity and day a page is asked about."""

from typing import Any

from functions.models import Activity, MatrixVersion
from hubportal.organisations.models import Ccg
from hubportal.web.fields import CheckboxField, DateField, Option, RadiosField, SelectField, TypeAheadField
from hubportal.web.forms import FilterForm, PortalForm


def _choices(ccgs: list[Ccg]) -> list[tuple[str, str]]:
    return [(ccg.ods_code, str(ccg)) for ccg in ccgs]


class WhoseForm(PortalForm):
    """An activity, a CCG and a day."""

    says_optional = False

    activity = TypeAheadField(
        label="Activity", called="an activity", help_text="Its number, such as X.14, or part of its words"
    )
    ccg = SelectField(label="CCG", called="the CCG")
    on = DateField(label="On this day", called="the day")

    def __init__(self, *args: Any, ccgs: list[Ccg], activities: list[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {ccg.ods_code: ccg for ccg in ccgs}
        self.by_ref = {row.ref: row for row in activities}
        self.fields["ccg"].choices = _choices(ccgs)  # type: ignore[attr-defined]
        self.fields["activity"].options = [Option(row.ref, row.activity) for row in activities]  # type: ignore[attr-defined]

    def clean_ccg(self) -> Ccg:
        """The CCG chosen."""
        return self.by_code[self.cleaned_data["ccg"]]

    def clean_activity(self) -> Activity:
        """The activity chosen."""
        return self.by_ref[self.cleaned_data["activity"]]


class CompareForm(FilterForm):
    """The day, the table of the agreement, and whether only rows that differ are shown."""

    on = DateField(label="On this day", called="the day", required=False)
    schedule = RadiosField(
        label="Table", called="the table", required=False, choices=Activity.Schedule.choices, small=True
    )
    differing = CheckboxField(label="Only rows where CCGs differ", called="this", required=False)


class StartForm(PortalForm):
    """A CCG, and the day its next specification begins."""

    ccg = SelectField(label="CCG", called="the CCG")
    effective_from = DateField(
        label="It holds from", called="the day it holds from", help_text="Such as 1 April, the start of the year"
    )
    standard = SelectField(
        label="Version of the standard matrix",
        called="the version",
        required=False,
        empty="The one in force on that day",
    )

    def __init__(self, *args: Any, ccgs: list[Ccg], versions: list[MatrixVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {ccg.ods_code: ccg for ccg in ccgs}
        self.by_id = {str(row.public_id): row for row in versions}
        self.fields["ccg"].choices = _choices(ccgs)  # type: ignore[attr-defined]
        self.fields["standard"].choices = [(key, f"Version {row.code}") for key, row in self.by_id.items()]  # type: ignore[attr-defined]

    def clean_ccg(self) -> Ccg:
        """The CCG chosen."""
        return self.by_code[self.cleaned_data["ccg"]]

    def clean_standard(self) -> MatrixVersion | None:
        """The version chosen; None for the one in force."""
        return self.by_id.get(self.cleaned_data["standard"])


class AgainstForm(FilterForm):
    """Two lists to set side by side: versions of the standard, or specifications."""

    before = SelectField(label="Before", called="the first", required=False)
    after = SelectField(label="After", called="the second", required=False)

    def __init__(self, *args: Any, lists: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            self.fields[name].choices = list(lists.items())  # type: ignore[attr-defined]
