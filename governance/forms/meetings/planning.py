"""When and where: a year's meetings, and one."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar
from uuid import UUID

from governance.forms.times import TimeField
from governance.rules.meetings.planning import MOST_A_YEAR, ProposedDate
from governance.services.meetings.planning import Sitting
from governance.services.meetings.publishing import Withholding
from hubportal.records.forms.acts import RecordForm
from hubportal.web.fields import CheckboxesField, DateField, LongTextField, TextField, WholeNumberField
from hubportal.web.forms import FilterForm, NhsNumberWarning, PortalForm
from hubportal.web.words import LONDON, clock_time, long_date, weekday_date

EVERYTHING = "everything"


class _Hours(PortalForm):
    """The hours, refused where a meeting would end before it begins."""

    def clean(self) -> dict[str, Any] | None:
        """From before to."""
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", "The end must be after the beginning")
        return cleaned


class PlanForm(_Hours, FilterForm):
    """The first day and the hours, from which a year's dates are proposed. Sent by GET, so that nothing is kept yet."""

    first_on = DateField(label="First meeting", called="the day of the first meeting", earliest="today")
    count = WholeNumberField(
        label="How many meetings", called="how many meetings", min_value=1, max_value=MOST_A_YEAR, width=2
    )
    begins = TimeField(label="Begins at", called="the time it begins", help_text="For example, 2pm")
    ends = TimeField(label="Ends at", called="the time it ends")
    place = TextField(label="Place", called="the place", max_length=200, required=False)
    joining = LongTextField(
        label="How to join from elsewhere", called="how to join", max_length=2000, rows=3, required=False
    )


class DatesForm(PortalForm):
    """The proposed days, each of which may be changed or left out by emptying its boxes."""

    says_optional = False

    def __init__(self, *args: Any, proposed: Sequence[ProposedDate], hours: tuple[time, time], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hours, self.names = hours, [f"on_{place}" for place in range(1, len(proposed) + 1)]
        for place, (name, one) in enumerate(zip(self.names, proposed, strict=True), start=1):
            moved = f" Moved from {long_date(one.meant)}: {one.why_moved}." if one.why_moved else ""
            self.fields[name] = DateField(
                label=f"Meeting {place}",
                called=f"the day of meeting {place}",
                help_text=f"{weekday_date(one.on)}.{moved}",
                initial=one.on,
                required=False,
            )

    def sittings(self, *, place: str, joining: str) -> list[Sitting]:
        """When and where each meeting is."""
        days = [self.cleaned_data[name] for name in self.names if self.cleaned_data[name]]
        return [sitting_on(day, self.hours, place=place, joining=joining) for day in days]


def sitting_on(day: date, hours: tuple[time, time], *, place: str, joining: str) -> Sitting:
    """A meeting on a day, its hours read in London."""
    begins, ends = (datetime.combine(day, hour, tzinfo=LONDON) for hour in hours)
    return Sitting(begins, ends, place, joining)


class SittingForm(_Hours, NhsNumberWarning):
    """The day, hours and place of one meeting."""

    on = DateField(label="Day", called="the day", earliest="today")
    begins = TimeField(label="Begins at", called="the time it begins", help_text="For example, 2pm")
    ends = TimeField(label="Ends at", called="the time it ends")
    place = TextField(label="Place", called="the place", max_length=200, required=False)
    joining = LongTextField(
        label="How to join from elsewhere", called="how to join", max_length=2000, rows=3, required=False
    )

    def sitting(self) -> Sitting:
        """When and where."""
        said = self.cleaned_data
        return sitting_on(said["on"], (said["begins"], said["ends"]), place=said["place"], joining=said["joining"])


class ChangeForm(SittingForm, RecordForm):
    """The day, hours and place of a meeting that is planned."""


def typed_of(starts_at: datetime, ends_at: datetime, place: str, joining: str) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "on": starts_at.astimezone(LONDON).date(),
        "begins": clock_time(starts_at),
        "ends": clock_time(ends_at),
        "place": place,
        "joining": joining,
    }


class WhyForm(RecordForm):
    """An act that needs nothing but, often, its reason."""

    free_text: ClassVar[tuple[str, ...]] = ("why",)

    why = LongTextField(label="Reason", called="the reason", max_length=2000, rows=3, required=False)

    def __init__(self, *args: Any, needed: bool = True, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = needed
        self.fields["why"].help_text = hint


class PublishingForm(RecordForm):
    """What is kept from publication; asked for meetings that are held in public."""

    free_text: ClassVar[tuple[str, ...]] = ("withheld_why",)

    withheld = CheckboxesField(
        label="Keep from the public site", called="what is kept from the public site", required=False, small=True,
        help_text="Leave all of these empty to publish what is shown above",
    )  # fmt: skip
    withheld_why = LongTextField(
        label="Why it is kept from the public site", called="why it is kept", max_length=1000, rows=2, required=False
    )

    def __init__(self, *args: Any, papers: Sequence[tuple[str, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if papers is None:
            del self.fields["withheld"], self.fields["withheld_why"]
        else:
            self.fields["withheld"].choices = [  # type: ignore[attr-defined]
                *papers,
                (EVERYTHING, "Everything: neither agenda nor papers are published"),
            ]

    def withholding(self) -> Withholding:
        """What was chosen, as the service takes it."""
        chosen = self.cleaned_data.get("withheld") or []
        return Withholding(
            papers=frozenset(UUID(one) for one in chosen if one != EVERYTHING),
            everything=EVERYTHING in chosen,
            why=self.cleaned_data.get("withheld_why") or "",
        )


class SendForm(PublishingForm, WhyForm):
    """Sending the papers: the reason where it is late, and what is kept from publication."""

    free_text: ClassVar[tuple[str, ...]] = ("why", "withheld_why")


class NothingMoreForm(RecordForm):
    """An act that needs nothing but that the page is not stale."""
