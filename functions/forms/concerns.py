"""What is asked about practices of concern and individual performers."""

from typing import Any, ClassVar

from functions.figures.choosing import Choosing
from functions.forms.choices import offer_choices
from functions.rules.concerns import FORUMS, SORTS
from functions.services.concerns import Opened
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import DateField, LongTextField, RadiosField, SelectField, TextField, TypeAheadField
from hubportal.web.forms import NhsNumberWarning


class ConcernForm(NhsNumberWarning):
    """A practice of concern."""

    free_text: ClassVar[tuple[str, ...]] = ("subject", "detail", "next_step")

    practice = TypeAheadField(label="Practice", called="a practice", help_text="Code or part of the name")
    sort = RadiosField(label="Kind", called="a kind", choices=tuple(SORTS.items()), small=True)
    subject = TextField(label="Title", called="a title", max_length=200)
    detail = LongTextField(label="What the concern is", called="what the concern is", rows=6, max_length=8000)
    received_on = DateField(label="Since", called="the date", latest="today")
    next_step = TextField(label="Next step", called="the next step", required=False, max_length=160)
    next_on = DateField(label="By", called="the date of the next step", required=False)
    owner = SelectField(label="Who holds it", called="who holds it", required=False, empty="Nobody yet")

    def __init__(self, *args: Any, choosing: Choosing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choosing = choosing
        offer_choices(self, choosing)
        self.fields["owner"].initial = str(choosing.person.pk)

    def opened(self) -> Opened:
        """What was typed, as the service takes it."""
        typed = self.cleaned_data
        names = ("subject", "detail", "received_on", "next_step", "next_on")
        return Opened(
            practice=self.choosing.practice(typed["practice"]),  # type: ignore[arg-type]
            owner=self.choosing.owner(typed["owner"]),
            sort=typed.get("sort", ""),
            performer=typed.get("performer", ""),
            **{name: typed[name] for name in names},
        )


class PerformerForm(ConcernForm):
    """A concern about an individual."""

    sort = None  # type: ignore[assignment]
    performer = TextField(label="Whom it is about", called="whom it is about", max_length=160)
    field_order = ("practice", "performer")


class NextStepForm(RecordForm):
    """What is done next, by when, and who holds it."""

    next_step = TextField(label="Next step", called="the next step", required=False, max_length=160)
    next_on = DateField(label="By", called="the date of the next step", required=False)
    owner = SelectField(label="Who holds it", called="who holds it", required=False, empty="Nobody yet")

    def __init__(self, *args: Any, choosing: Choosing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choosing = choosing
        offer_choices(self, choosing)

    def clean_owner(self) -> Any:
        """The person."""
        return self.choosing.owner(self.cleaned_data["owner"])


class ReportForm(RecordForm):
    """What was reported to which group."""

    free_text: ClassVar[tuple[str, ...]] = ("said",)

    forum = RadiosField(label="Reported to", called="the group", choices=tuple(FORUMS.items()), small=True)
    on = DateField(label="On", called="the date", latest="today")
    said = LongTextField(label="What was reported and agreed", called="what was reported", rows=5, max_length=8000)
