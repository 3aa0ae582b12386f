"""What a case says about itself: how long each text may be, and when it can have been received."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

EARLIEST = date(2010, 1, 1)
CLOCKS_DIFFER = timedelta(minutes=5)  # between the sender's clock and ours

# Letters of each text; `detail` is bounded so that a search index entry can always be made of it.
LONGEST = {
    "subject": 200,
    "detail": 50_000,
    "contact_name": 120,
    "contact_organisation": 160,
    "contact_email": 254,
    "contact_phone": 30,
    "team": 60,
    "body": 50_000,
    "note": 500,
    "reason": 300,
    "comment": 1_000,
}
LABELS = {
    "subject": "Subject",
    "detail": "Details",
    "contact_name": "Contact name",
    "contact_organisation": "Contact organisation",
    "contact_email": "Contact email",
    "contact_phone": "Contact phone",
    "team": "Team",
    "body": "Message",
    "note": "Note",
    "reason": "Reason",
    "comment": "Comment",
    "kind": "Kind of case",
    "stream": "Stream",
    "category": "Category",
    "practice": "Practice",
    "activity": "Function",
    "priority": "Priority",
    "tags": "Tags",
    "owner": "Owner",
    "is_restricted": "Restricted",
    "channel": "How it reached the hub",
}
MOST_TAGS, LONGEST_TAG = 12, 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was given: the field, and a sentence that says what to do."""

    field: str
    sentence: str


def one_line(text: str) -> str:
    """A subject as one line, which the header of an e-mail needs."""
    return " ".join(text.split())


def text_faults(texts: Mapping[str, str], required: tuple[str, ...] = ()) -> list[Fault]:
    """Texts that are missing, too long, or hold a character no database keeps; in the order given."""
    found = []
    for name, text in texts.items():
        label = LABELS[name]
        if name in required and not text.strip():
            found.append(Fault(name, f"Enter the {label.lower()}."))
        elif len(text) > LONGEST[name]:
            found.append(Fault(name, f"{label} must be {LONGEST[name]:,} characters or fewer. It has {len(text):,}."))
        elif "\x00" in text:
            found.append(Fault(name, f"{label} holds an invisible character that cannot be kept. Type it again."))
    return found


def receipt_fault(received_at: datetime, now: datetime) -> Fault | None:
    """A case cannot have been received before 2010 or in the future."""
    if received_at.tzinfo is None:
        return Fault("received_at", "The time of receipt needs a time zone.")
    if received_at > now + CLOCKS_DIFFER:
        return Fault("received_at", "The date and time received must be now or in the past.")
    if received_at.astimezone(UTC).date() < EARLIEST:
        return Fault("received_at", "The date received must be 1 January 2010 or later.")
    return None


def tags_of(given: tuple[str, ...] | list[str]) -> list[str]:
    """Tags in lower case, once each, in the order given, without empty ones."""
    return list(dict.fromkeys(" ".join(tag.split()).lower() for tag in given if tag.strip()))


def tags_fault(tags: list[str]) -> Fault | None:
    """At most twelve tags of at most 40 letters."""
    if len(tags) > MOST_TAGS:
        return Fault("tags", f"Give {MOST_TAGS} tags or fewer.")
    if any(len(tag) > LONGEST_TAG or "\x00" in tag for tag in tags):
        return Fault("tags", f"Each tag must be {LONGEST_TAG} characters or fewer.")
    return None
