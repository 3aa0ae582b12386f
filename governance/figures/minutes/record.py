"""The record of a meeting as the minutes are drafted from it, and its minutes as they are kept."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from functions.services.policies import calendar_of, version_in_force
from governance.figures.desk import entries_of, terms_on
from governance.figures.seating import seating
from governance.models import AgendaItem, Apology, Meeting, Minutes, TermsOfReference
from governance.rules.desk.reading import read
from governance.rules.desk.state import Desk
from governance.rules.minutes.drafting import draft
from governance.rules.minutes.record import Away, Member, OnAgenda, Record
from governance.rules.minutes.sections import Difference, Section, differences, from_data
from hubportal.clocks import WorkingCalendar
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.policy import ClockPolicy
from hubportal.clocks.reading import StepReading, read_clock
from hubportal.clocks.services.policies import as_policy
from hubportal.organisations.models import Committee, Practice
from hubportal.web.words import local_day

MINUTES = "minutes"  # the code of their clock policy
ORDER = (("starts_at", "desc"), ("id", "desc"))


def desk_of(meeting: Meeting) -> Desk:
    """What stands at a meeting."""
    return read(entries_of(meeting))


def terms_of(meeting: Meeting) -> TermsOfReference | None:
    """The terms it was held under, or those in force on its day."""
    return meeting.terms or terms_on(meeting.committee_id, local_day(meeting.starts_at))


def record_of(meeting: Meeting) -> Record:
    """Everything the minutes of a meeting are drafted from, in a fixed number of statements."""
    terms = terms_of(meeting)
    seated = seating(terms, on=local_day(meeting.starts_at)) if terms else ()
    apologies = Apology.objects.filter(meeting=meeting).select_related("deputy")
    return Record(
        desk=desk_of(meeting),
        members=tuple(
            Member(one.code, one.title, one.organisation, one.member.name if one.member else "", one.voting)
            for one in seated
        ),
        items=tuple(
            OnAgenda(
                item.pk,
                item.position,
                item.title,
                item.is_private,
                item.ground,
                item.withdrawn_why if item.withdrawn_at is not None else None,
            )
            for item in AgendaItem.objects.filter(meeting=meeting).order_by("position", "id")
        ),
        apologies={one.seat_code: Away(one.reason, one.deputy.name if one.deputy else "") for one in apologies},
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """The minutes of a meeting: every version, the latest of them, and what its record says otherwise by now."""

    versions: tuple[Minutes, ...]
    record: Record

    @property
    def latest(self) -> Minutes | None:
        """The newest version."""
        return self.versions[-1] if self.versions else None

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those of the newest version."""
        return from_data(self.latest.sections) if self.latest else ()

    @property
    def fresh(self) -> tuple[Section, ...]:
        """What would be drafted now."""
        return draft(self.record)

    @property
    def changes(self) -> tuple[Difference, ...]:
        """The sections whose record changed since."""
        return differences(self.sections, self.fresh) if self.latest else ()

    @property
    def circulated_at(self) -> datetime | None:
        """When the first version went to members."""
        return next((one.circulated_at for one in self.versions if one.circulated_at), None)

    def version(self, number: int) -> Minutes | None:
        """One version."""
        return next((one for one in self.versions if one.number == number), None)


def kept_of(meeting: Meeting) -> Kept:
    """The minutes of a meeting beside its record."""
    versions = Minutes.objects.filter(meeting=meeting).select_related("file", "public_file", "approved_at_meeting")
    return Kept(tuple(versions.order_by("number")), record_of(meeting))


def clock_of(meeting: Meeting, *, terms: TermsOfReference | None, circulated_on: date | None, on: date) -> StepReading:
    """The clock that runs from the meeting to the circulation of its minutes: so many working days as the terms say."""
    held_on = local_day(meeting.starts_at)
    policy = as_policy(version_in_force(code=MINUTES, hub_id=meeting.hub_id, on=held_on))
    calendar = calendar_of(meeting.hub_id, policy.day_count)
    return read_minutes_clock(meeting, policy, calendar, terms=terms, circulated_on=circulated_on, on=on)


def read_minutes_clock(
    meeting: Meeting,
    policy: ClockPolicy,
    calendar: WorkingCalendar,
    *,
    terms: TermsOfReference | None,
    circulated_on: date | None,
    on: date,
) -> StepReading:
    """The same, by a policy and working days that were found for many meetings at once."""
    held_on = local_day(meeting.starts_at)
    (step,) = policy.steps
    days = terms.minutes_days if terms else step.length
    said_by = str((terms.clauses if terms else {}).get("minutes_days") or "")
    if days != step.length or said_by:
        step = replace(step, length=days, clause=said_by or "Terms of reference")
    events = [ClockEvent(EventKind.RESPONDED, circulated_on)] if circulated_on else []
    reading = read_clock(replace(policy, steps=(step,)), calendar, held_on, events, max(on, held_on))
    found = reading.steps[-1]
    first, *rest = found.explanation
    opened = replace(first, text=first.text.replace("Received on", "The meeting was held on", 1))
    return replace(found, explanation=(opened, *rest))


def closed_meetings(committee: Committee) -> QuerySet[Meeting]:
    """The meetings that were held, the latest first, each with the versions of its minutes."""
    versions = Minutes.objects.defer("sections").order_by("number")
    return (
        Meeting.objects.filter(committee=committee, state=Meeting.State.CLOSED)
        .select_related("terms")
        .prefetch_related(Prefetch("minutes_versions", queryset=versions))
        .order_by("-starts_at", "-id")
    )


def later_meetings(meeting: Meeting) -> QuerySet[Meeting]:
    """The meetings at which its minutes may be approved."""
    rows = Meeting.objects.filter(committee_id=meeting.committee_id, starts_at__gt=meeting.starts_at)
    return rows.exclude(state=Meeting.State.CANCELLED).order_by("starts_at", "id")


def practice_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of practices by their codes."""
    return dict(Practice.objects.filter(ods_code__in=set(codes)).values_list("ods_code", "name"))
