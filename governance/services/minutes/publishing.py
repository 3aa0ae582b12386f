"""Publishing approved minutes and the public decisions of their meeting, free of any word of a private item."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from governance.figures.minutes.record import Kept, practice_names
from governance.figures.register import body_of_entry
from governance.models import AgendaItem, Meeting, Minutes, Publication, PublicationKind, RegisterEntry
from governance.rules.minutes.publishing import content_of, named_in_private
from governance.rules.minutes.record import private_items
from governance.rules.minutes.sections import from_data
from governance.rules.minutes.wording import CAME_TO
from governance.rules.publications import texts_of
from governance.rules.register import EntryKind
from governance.services.finding import locked_committee
from governance.services.minutes.drafting import locked_minutes
from governance.services.publications import Beside, keep_copy
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused
from hubportal.web.words import long_date


def public_content(row: Minutes, kept: Kept) -> dict[str, Any]:
    """Exactly what is published of approved minutes."""
    approved = f"Approved on {long_date(row.approved_on)}." if row.approved_on else ""
    return {
        "lead": f"Minutes of the meeting of {long_date(row.meeting.starts_at)}. {approved}".strip(),
        "sections": content_of(from_data(row.sections), kept.fresh),
    }


def public_decisions(meeting: Meeting, kept: Kept) -> list[tuple[RegisterEntry, dict[str, Any]]]:
    """The decisions of a meeting that are public, as they are published: none on an item of which no word is."""
    private = private_items(kept.record)
    rows = RegisterEntry.objects.filter(meeting=meeting, is_private=False).exclude(kind=EntryKind.CORRECTION)
    shown = rows.prefetch_related("corrections").order_by("number")
    return [(entry, _decision(entry)) for entry in shown if entry.item_id not in private]


def _decision(entry: RegisterEntry) -> dict[str, Any]:
    body = body_of_entry(entry)
    corrections = [body_of_entry(one).get("words", "") for one in entry.corrections.all() if not one.is_private]
    sections: list[dict[str, Any]] = [
        {"heading": "Decision", "text": str(body.get("resolution", ""))},
        {"heading": "Outcome", "text": CAME_TO.get(body.get("outcome", ""), "")},
    ]
    if corrections:
        sections.append({"heading": "Corrected", "items": corrections})
    return {
        "lead": f"Decision {entry.number}, {long_date(entry.decided_on)}: {body.get('title', '')}",
        "sections": [one for one in sections if one.get("text") or one.get("items")],
    }


@transaction.atomic
def publish_minutes(*, minutes_id: int, version: int | None, by: Person, at: datetime) -> list[Publication]:
    """Publish approved minutes with their meeting's public decisions; what is published already is left as it is.

    Refused where the prose names something that only a private item concerns.
    """
    row, kept = locked_minutes(minutes_id, version=version, by=by)
    if row.state != Minutes.State.APPROVED:
        raise Refused("Minutes are published when they are approved.")
    meeting = row.meeting
    row.committee = locked_committee(row.committee_id, by=by)
    content = public_content(row, kept)
    decisions = public_decisions(meeting, kept)
    _refuse_private_names(meeting, kept, content, [said for _, said in decisions])
    made = [
        _published(
            row, PublicationKind.MINUTES, f"meeting-{meeting.number}",
            f"Minutes, {long_date(meeting.starts_at)}", content, by=by, at=at,
        )
    ]  # fmt: skip
    for entry, said in decisions:
        title = str(body_of_entry(entry).get("title") or f"Decision {entry.number}")[:200]
        made.append(_published(row, PublicationKind.DECISIONS, f"decision-{entry.number}", title, said, by=by, at=at))
    new = [one for one in made if one is not None]
    if not new:
        raise Refused("Nothing has changed since this was last published.")
    return new


def _published(
    row: Minutes, kind: str, key: str, title: str, content: dict[str, Any], *, by: Person, at: datetime
) -> Publication | None:
    return keep_copy(
        committee=row.committee, kind=kind, key=key, title=title, content=content, by=by, at=at,
        beside=Beside(meeting_number=row.meeting.number),
    )  # fmt: skip


def _refuse_private_names(
    meeting: Meeting, kept: Kept, content: dict[str, Any], decisions: list[dict[str, Any]]
) -> None:
    items = list(AgendaItem.objects.filter(meeting=meeting))
    called = practice_names(name for item in items for name in item.names)
    names = {item.pk: list(_names_of(item, called)) for item in items}
    found = named_in_private(texts_of([content, *decisions]), kept.record, names)
    if found is not None:
        raise Refused(
            f"The public part names “{found}”, which only an item heard in private concerns."
            " Amend the minutes, or publish nothing of them.",
            clause="Specification of reporting, Publication",
        )


def _names_of(item: AgendaItem, called: dict[str, str]) -> Iterator[str]:
    for name in item.names:
        yield str(name)
        if str(name) in called:
            yield called[str(name)]
