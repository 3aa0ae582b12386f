"""The monthly executive summary: drafted from the record, edited, and sent once."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import Http404

from governance.figures.register import body_of_entry
from governance.models import Action, Meeting, MonthlySummary, RegisterEntry
from governance.rules.actions import due_words
from governance.rules.minutes.sections import Section, as_data, from_data, with_prose
from governance.rules.minutes.wording import CAME_TO
from governance.rules.register import EntryKind
from governance.rules.summaries import Decided, ToDo, draft_summary, why_not_begin
from governance.rules.terms import add_months
from governance.services.files import keep_made
from governance.services.finding import changed, locked_committee, locked_row, of
from governance.services.minutes.printing import PDF, summary_pdf
from governance.services.writing import write_to
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, moment

AHEAD = 3


def drafted(committee: Committee, month: date, *, on: date) -> tuple[Section, ...]:
    """What the record says of a month."""
    after = add_months(month, 1)
    last = after - timedelta(days=1)
    met = Meeting.objects.filter(committee=committee, state=Meeting.State.CLOSED)
    held = [day for day in (local_day(one.starts_at) for one in met.order_by("starts_at")) if month <= day <= last]
    entries = RegisterEntry.objects.filter(committee=committee, decided_on__gte=month, decided_on__lte=last)
    rows = entries.exclude(kind=EntryKind.CORRECTION).prefetch_related("corrections").order_by("number")
    actions = Action.objects.filter(committee=committee, is_private=False, meeting__starts_at__date__lte=last)
    shown = [
        one for one in actions.order_by("number")
        if one.state == Action.State.OPEN or (one.ended_on and month <= one.ended_on <= last)
    ]  # fmt: skip
    ahead = Meeting.objects.filter(committee=committee, starts_at__date__gt=last)
    ahead = ahead.exclude(state=Meeting.State.CANCELLED).order_by("starts_at")[:AHEAD]
    return draft_summary(
        met=held,
        decided=[_decided(one) for one in rows],
        actions=[
            ToDo(
                one.number,
                one.words,
                one.owner,
                due_words(state=one.state, due_on=one.due_on, ended_on=one.ended_on, on=min(on, last)),
            )
            for one in shown
        ],
        ahead=[moment(one.starts_at) + (f", {one.place}" if one.place else "") for one in ahead],
    )


def _decided(entry: RegisterEntry) -> Decided:
    body = body_of_entry(entry)
    return Decided(
        number=entry.number,
        on=entry.decided_on,
        title=str(body.get("title", "")),
        resolution=str(body.get("resolution", "")),
        outcome=CAME_TO.get(body.get("outcome", ""), ""),
        is_private=entry.is_private,
        taken_back=any(body_of_entry(one).get("taken_back") for one in entry.corrections.all()),
    )


@transaction.atomic
def begin_summary(*, committee_id: int, month: date, by: Person, at: datetime) -> MonthlySummary:
    """Draft the summary of a month; whoever had the last one is proposed again. One a month."""
    committee = locked_committee(committee_id, by=by)
    sentence = why_not_begin(month, on=local_day(at))
    if sentence is not None:
        raise Refused(sentence, field="month", status=400)
    if MonthlySummary.objects.filter(committee=committee, month=month).exists():
        raise Refused("There is a summary of this month already. Edit that.", field="month")
    before = MonthlySummary.objects.filter(committee=committee, month__lt=month).order_by("-month").first()
    return MonthlySummary.objects.create(
        **of(committee),
        month=month,
        sections=as_data(drafted(committee, month, on=local_day(at))),
        recipients=before.recipients if before else "",
        made_by=by,
    )


@transaction.atomic
def write_summary(
    *, summary_id: int, version: int | None, prose: dict[str, str], recipients: str, by: Person
) -> MonthlySummary:
    """Write the prose of each section and to whom it goes; refused once it was sent."""
    row = _open(summary_id, version=version, by=by)
    addresses_from(recipients)
    sections = from_data(row.sections)
    for key, words in prose.items():
        if key not in {one.key for one in sections}:
            raise Http404("A summary has no such section.")
        sections = with_prose(sections, key, words.strip())
    row.sections, row.recipients = as_data(sections), recipients.strip()
    changed(row, "sections", "recipients")
    return row


@transaction.atomic
def draw_again(*, summary_id: int, version: int | None, by: Person, at: datetime) -> MonthlySummary:
    """Take over what the record says by now; prose stays."""
    row = _open(summary_id, version=version, by=by)
    prose = {one.key: one.prose for one in from_data(row.sections)}
    fresh = drafted(row.committee, row.month, on=local_day(at))
    for key, words in prose.items():
        fresh = with_prose(fresh, key, words)
    row.sections = as_data(fresh)
    changed(row, "sections")
    return row


@transaction.atomic
def send_summary(*, summary_id: int, version: int | None, by: Person, at: datetime) -> MonthlySummary:
    """Send it as PDF to NHS England and each governing body, once each."""
    row = _open(summary_id, version=version, by=by)
    addresses = addresses_from(row.recipients)
    if not addresses:
        raise Refused("Enter the addresses of NHS England and of each governing body first.")
    content = summary_pdf(row.committee, row.month, from_data(row.sections))
    name = f"Executive summary {row.month:%Y-%m}.pdf"
    row.file = keep_made(name=name, content_type=PDF, content=content, committee=row.committee, by=by)
    row.sent_at, row.sent_by = at, by
    changed(row, "file", "sent_at", "sent_by")
    write_to(
        addresses=addresses,
        committee=row.committee,
        subject=f"Executive summary, {row.month:%B %Y}: {row.committee.name}",
        lines=[
            f"The executive summary of the {row.committee.name} for {row.month:%B %Y} is attached:"
            " its decisions, actions and next meetings.",
        ],
        dedupe=f"summary:{row.month:%Y-%m}",
        attached=(name, content, PDF),
    )
    return row


def addresses_from(text: str) -> list[str]:
    """E-mail addresses, one a line; refused where one is none, naming it."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    for one in found:
        try:
            validate_email(one)
        except ValidationError as wrong:
            raise Refused(f"“{one}” is not an email address.", field="recipients", status=400) from wrong
    return found


def _open(summary_id: int, *, version: int | None, by: Person) -> MonthlySummary:
    row = locked_row(MonthlySummary, summary_id, by=by, version=version)
    if row.sent_at is not None:
        raise Refused("This summary was sent, and does not change.")
    return row
