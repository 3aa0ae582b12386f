"""Choosing what a report is about, and saying why a log is issued again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from hubportal.organisations.models import Ccg
from hubportal.web.fields import CheckboxField, DateField, SelectField, TextField, VersionField
from hubportal.web.forms import FilterForm, PortalForm
from reporting.rules.periods import Month, Quarter, months_up_to, quarters_up_to

# Every period the portal knows, so that any report can be run again.
QUARTERS_OFFERED, MONTHS_OFFERED = 84, 252


def _choices(ccgs: Sequence[Ccg]) -> list[tuple[str, str]]:
    return [(ccg.ods_code, str(ccg)) for ccg in ccgs]


class StandardsForm(FilterForm):
    """CCG, quarter and the day as at which to read it."""

    ccg = SelectField(label="CCG", required=False, empty="All my CCGs")
    quarter = SelectField(label="Quarter", required=False, empty=None)
    as_at = DateField(
        label="Read as at",
        called="the day",
        required=False,
        latest="today",
        help_text="Leave empty for today. For example, 31 3 2016",
    )
    recorded_then = CheckboxField(label="Only what had been recorded by that day", required=False, small=True)

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = _choices(ccgs)  # type: ignore[attr-defined]
        offered = quarters_up_to(Quarter.of(today), QUARTERS_OFFERED)
        self.fields["quarter"].choices = [(str(one), one.words) for one in offered]  # type: ignore[attr-defined]


class ExclusionsForm(FilterForm):
    """CCG and quarter of the ledger of exclusions."""

    ccg = SelectField(label="CCG", required=False, empty="All my CCGs")
    quarter = SelectField(label="Quarter", required=False, empty=None)

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = _choices(ccgs)  # type: ignore[attr-defined]
        offered = quarters_up_to(Quarter.of(today), QUARTERS_OFFERED)
        self.fields["quarter"].choices = [(str(one), one.words) for one in offered]  # type: ignore[attr-defined]


class LogChoiceForm(FilterForm):
    """CCG and month of a log."""

    ccg = SelectField(label="CCG", required=True)
    month = SelectField(label="Month", required=True)

    def __init__(self, *args: Any, ccgs: Sequence[Ccg], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ccg"].choices = _choices(ccgs)  # type: ignore[attr-defined]
        offered = months_up_to(Month.of(today), MONTHS_OFFERED)
        self.fields["month"].choices = [(str(one), one.words) for one in offered]  # type: ignore[attr-defined]


class IssueForm(PortalForm):
    """Issuing a log, or issuing it again with what is corrected."""

    after_version = VersionField()
    reason = TextField(label="What is corrected", required=False, max_length=300)

    def __init__(self, *args: Any, again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]


class HistoryForm(FilterForm):
    """Dates, person, reference and kind of record."""

    first = DateField(label="From", called="the first day", required=False)
    last = DateField(label="To", called="the last day", required=False)
    person = SelectField(label="Changed by", required=False, empty="Anybody")
    reference = TextField(label="Reference of a case", required=False, max_length=24, width=20)
    table = SelectField(label="Kind of record", required=False, empty="All kinds")

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], tables: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["table"].choices = tables  # type: ignore[attr-defined]

    def clean_reference(self) -> str:
        """As references are printed."""
        return str(self.cleaned_data.get("reference") or "").strip().upper()

    def clean(self) -> dict[str, Any] | None:
        """The first day is not after the last."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", "The last day must be the same as or after the first day")
        return cleaned
