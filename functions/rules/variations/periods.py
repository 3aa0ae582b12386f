"""Notice periods of variations: calendar days or months, as the Regulations count them, never working days."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from functions.rules.sentences import counted, plain_day
from hubportal.clauses import clause

UNITS = ("days", "months")
COUNTED_FROM = ("received", "issued")
SPECIFICATION = "Specification of casework, section 6"
REGULATIONS_CHANGED_ON = date(2015, 12, 7)


@dataclass(frozen=True, slots=True)
class Notice:
    """How much notice a change needs, counted from the day the contractor's notice was `received` or ours `issued`."""

    amount: int
    unit: str
    counted_from: str
    clause: str

    @property
    def words(self) -> str:
        """28 days after the notice was received."""
        return f"{counted(self.amount, self.unit)} after the notice was {self.counted_from}"


@dataclass(frozen=True, slots=True)
class Earliest:
    """The earliest effective date, and how it came about; no date where nothing is counted yet."""

    on: date | None
    working: tuple[str, ...]


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has none (31 August and 6 months: 29 February 2016)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def after(day: date, amount: int, unit: str) -> date:
    """A number of days or months later."""
    return add_months(day, amount) if unit == "months" else day + timedelta(days=amount)


@clause("GMS Regulations 2015, Schedule 3, part 8", part="notice before a change")
def earliest_effect(notice: Notice | None, *, received_on: date, issued_on: date | None) -> Earliest:
    """The change takes effect at the earliest when its notice period has run, in calendar days or months.

    Notice of 4 January 2016 and 28 days: 1 February 2016. What counts from our notice has no date before it is issued.
    """
    if notice is None:
        return Earliest(None, ("This type has no minimum notice period.",))
    given_on = received_on if notice.counted_from == "received" else issued_on
    length = f"This type asks for {counted(notice.amount, notice.unit)} of notice ({notice.clause})"
    if given_on is None:
        return Earliest(None, (f"{length}, counted from the day the hub issues the notice.",))
    on = after(given_on, notice.amount, notice.unit)
    begun = "reached the hub" if notice.counted_from == "received" else "is issued"
    return Earliest(
        on, (f"The notice {begun} on {plain_day(given_on)}.", f"{length}.", f"Earliest date: {plain_day(on)}.")
    )


@clause("GMS Regulations 2015, Schedule 3, part 8", part="an effective date inside the notice period")
def refuse_too_soon(earliest: Earliest, effective_on: date) -> str | None:
    """An effective date before the notice period has run is refused, with the earliest date that would do."""
    if earliest.on is None or effective_on >= earliest.on:
        return None
    return (
        f"The notice period is too short. {' '.join(earliest.working[:-1])}"
        f" Enter {plain_day(earliest.on)} or a later date."
    )


@clause(SPECIFICATION, part="no change takes effect in the past")
def refuse_past_effect(effective_on: date, *, today: date, may_be_past: bool) -> str | None:
    """A change takes effect on the day its date is set or issued, or later.

    What has happened whatever the hub says, such as a death or a retirement, keeps the day on which it happened.
    """
    if may_be_past or effective_on >= today:
        return None
    return f"It cannot take effect on {plain_day(effective_on)}, which has passed. Enter {plain_day(today)} or later."


@clause(SPECIFICATION, part="what is asked for lies ahead")
def refuse_asked_too_early(
    *, received_on: date, requested_on: date | None, until_on: date | None, today: date, may_be_past: bool
) -> tuple[str, str] | None:
    """An effective date asked for is not before the application that asks for it, and a list opens again after today;
    the field at fault, and why.
    """
    if requested_on is not None and requested_on < received_on and not may_be_past:
        return "requested_on", (
            f"The effective date asked for is before {plain_day(received_on)}, the day the application reached the hub."
            f" Enter {plain_day(received_on)} or later."
        )
    if until_on is not None and until_on <= today:
        return "until_on", "The day the list opens again must be in the future."
    return None


@clause("GMS Regulations 2015, regulation 1", part="which Regulations apply")
def regulations_on(day: date) -> str:
    """Notices received before 7 December 2015 stand under the Regulations of 2004, later ones under those of 2015."""
    return "2015" if day >= REGULATIONS_CHANGED_ON else "2004"


@clause("GMS Regulations 2015, Schedule 3, paragraph 34", part="length of a closure")
def refuse_closure_period(closes_on: date, reopens_on: date) -> str | None:
    """A closed list stays closed for at least 3 and at most 12 months, and the day it opens again is named.

    Closed from 1 February 2016: it opens again between 1 May 2016 and 1 February 2017.
    """
    shortest, longest = add_months(closes_on, 3), add_months(closes_on, 12)
    if shortest <= reopens_on <= longest:
        return None
    return (
        f"A list that closes on {plain_day(closes_on)} opens again between {plain_day(shortest)} (3 months)"
        f" and {plain_day(longest)} (12 months). Enter a date between them."
    )


@clause("GMS Regulations 2015, Schedule 3, paragraph 34", part="a closure that runs")
def refuse_ending_early(reopens_on: date | None, *, on: date) -> str | None:
    """While a list is closed its variation stays open, and with it the dates to ask for longer and to open again."""
    if reopens_on is None or on >= reopens_on:
        return None
    return f"The list is closed until it opens again on {plain_day(reopens_on)}. Close this then."


@clause("GMS Regulations 2015, Schedule 3, paragraph 36", part="extending a closure")
def last_day_to_extend(reopens_on: date) -> date:
    """An extension is asked for at least 8 weeks before the closure ends, on whatever day of the week that falls.

    It ends the day before the list opens again: opening on 1 August 2016, by Sunday 5 June 2016.
    """
    return reopens_on - timedelta(days=1, weeks=8)


@clause("PMS Regulations 2015, Schedule 2, paragraph 34", part="applying again")
def refuse_applying_again(*, refused_on: date, received_on: date, changed_circumstances: bool) -> str | None:
    """After a list closure was refused, no new application for 3 months unless circumstances have changed.

    Refused on 20 January 2016: again from 20 April 2016.
    """
    again_on = add_months(refused_on, 3)
    if changed_circumstances or received_on >= again_on:
        return None
    return (
        f"A list closure of this practice was refused on {plain_day(refused_on)}: it may apply again from"
        f" {plain_day(again_on)}, or now if its circumstances have changed. Tick that they have, or wait."
    )
