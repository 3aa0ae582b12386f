"""A log that is brought in, in words: what its columns hold, and what its lines would become."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.models import QueryEvent
from functions.rules.kinds import POLICY_OF_KIND
from functions.rules.log_columns import CHANNELS, COLUMNS, PRIORITIES, REQUIRED, STREAMS, LogLine
from hubportal.web import words

_MEANING = {
    "ccg": "ODS code of the CCG, such as 05R",
    "kind": f"One of {', '.join(POLICY_OF_KIND)}",
    "stream": f"One of {', '.join(STREAMS)}",
    "category": "A category of the stream, in its words as on the page for logging",
    "subject": "In a few words",
    "received_on": "The day of receipt, as 2016-01-04 or 04/01/2016",
    "received_time": "The time, such as 09:30",
    "practice": "ODS code of the practice, such as M84001",
    "detail": "The question itself",
    "channel": f"One of {', '.join(CHANNELS)}; email when empty",
    "priority": f"One of {', '.join(PRIORITIES)}; normal when empty",
    "contact_name": "Who asked",
    "contact_organisation": "Their organisation",
    "contact_email": "Their email address",
    "contact_phone": "Their phone number",
    "owner": "Email address of the colleague who works it",
    "team": "The team that works it",
    "tags": "Separated by semicolons",
    "acknowledged_on": "The day it was acknowledged",
    "promised_on": "The date that was promised",
    "updated_on": "The day an update was given",
    "responded_on": "The day it was answered in full",
    "response_note": "A note on the answer",
    "old_reference": "Its reference in the old log, kept as a tag; the same one is never brought in twice",
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line as it would come in."""

    line: int
    ccg: str
    practice: str
    subject: str
    received: str
    events: str


def columns_in_words() -> list[tuple[str, str]]:
    """Each column with what it holds, and whether it must be filled in."""
    return [(name, f"{_MEANING[name]}{'' if name in REQUIRED else ' (optional)'}") for name in COLUMNS]


def preview_rows(lines: Iterable[LogLine]) -> list[PreviewRow]:
    """Lines of the file as rows of the preview."""
    return [
        PreviewRow(
            line=line.line,
            ccg=line.ccg,
            practice=line.practice,
            subject=line.texts["subject"],
            received=words.moment(line.received_at),
            events="; ".join(
                f"{QueryEvent.Kind(event.kind.value).label} {words.short_date(event.on)}" for event in line.events
            ),
        )
        for line in lines
    ]
