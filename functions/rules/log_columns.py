"""The columns of an existing log brought in as CSV, and what each cell may hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from functions.rules.categories import category_of
from functions.rules.kinds import POLICY_OF_KIND
from functions.rules.particulars import Fault, tags_fault, tags_of
from hubportal.clocks.events import ClockEvent, EventKind
from hubportal.clocks.policy import LONDON

MOST_LINES = 5_000
REQUIRED = ("ccg", "kind", "stream", "category", "subject", "received_on")
OPTIONAL = (
    "received_time", "practice", "detail", "channel", "priority", "contact_name", "contact_organisation",
    "contact_email", "contact_phone", "owner", "team", "tags", "acknowledged_on", "promised_on", "updated_on",
    "responded_on", "response_note", "old_reference",
)  # fmt: skip
COLUMNS = (*REQUIRED, *OPTIONAL)
STREAMS = ("contracting", "finance")
CHANNELS = ("email", "phone", "letter", "meeting", "portal")
PRIORITIES = ("urgent", "normal", "low")
_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log, its cells read; `texts` are as typed, `events` in the order of their dates.

    What could not be read is left out: `received_at` is None where the log gives no moment of receipt.
    """

    line: int
    ccg: str
    practice: str
    owner: str
    received_at: datetime | None
    chosen: dict[str, str]
    texts: dict[str, str]
    tags: list[str]
    events: list[ClockEvent] = field(default_factory=list)
    old_reference: str = ""


def header_faults(header: list[str]) -> list[Fault]:
    """Columns that are missing, unknown or there twice."""
    names = [name.strip().lower() for name in header]
    missing = [Fault(name, f"The column “{name}” is missing.") for name in REQUIRED if name not in names]
    unknown = [Fault(name, f"The column “{name}” is not known. Remove it.") for name in names if name not in COLUMNS]
    twice = sorted({name for name in names if names.count(name) > 1})
    return [*missing, *unknown, *(Fault(name, f"The column “{name}” is there twice.") for name in twice)]


def read_line(line: int, cells: Mapping[str, str]) -> tuple[LogLine, list[Fault]]:
    """One line as far as it can be read, and every cell that is at fault."""
    faults: list[Fault] = []

    def value(name: str) -> str:
        return (cells.get(name) or "").strip()

    def one_of(name: str, choices: tuple[str, ...], otherwise: str = "") -> str:
        given = value(name).lower().replace(" ", "_") or otherwise
        if given not in choices:
            faults.append(Fault(name, f"“{value(name)}” is not one of {', '.join(choices)}."))
        return given

    faults += [Fault(name, f"Fill in {name}.") for name in REQUIRED if not value(name)]
    chosen = {
        "kind": one_of("kind", tuple(POLICY_OF_KIND)),
        "stream": one_of("stream", STREAMS),
        "channel": one_of("channel", CHANNELS, "email"),
        "priority": one_of("priority", PRIORITIES, "normal"),
    }
    category = category_of(value("category"), chosen["stream"])
    if category is None and chosen["stream"] in STREAMS:
        faults.append(Fault("category", f"“{value('category')}” is not a category of the stream."))
    received_at = _moment(value("received_on"), value("received_time"), faults)
    tags = tags_of(value("tags").split(";"))
    fault = tags_fault(tags)
    faults += [fault] if fault else []
    events = list(_events(value, faults))
    read = LogLine(
        line=line,
        ccg=value("ccg").upper(),
        practice=value("practice").upper(),
        owner=value("owner").lower(),
        received_at=received_at,
        chosen={**chosen, "category": category or ""},
        texts={
            "subject": value("subject"),
            "detail": value("detail") or value("subject"),
            "team": value("team"),
            **{name: value(name) for name in OPTIONAL if name.startswith("contact_")},
        },
        tags=tags,
        events=sorted(events, key=lambda event: (event.on, event.kind is EventKind.RESPONDED)),
        old_reference=value("old_reference"),
    )
    return read, once_a_column(faults)


def once_a_column(faults: list[Fault]) -> list[Fault]:
    """The first fault of each column: what else is wrong with it shows when that one is mended."""
    return list({fault.field: fault for fault in reversed(faults)}.values())[::-1]


def _events(value: Callable[[str], str], faults: list[Fault]) -> Iterator[ClockEvent]:
    promised_on = _day("promised_on", value("promised_on"), faults)
    acknowledged_on = _day("acknowledged_on", value("acknowledged_on"), faults)
    if acknowledged_on:
        yield ClockEvent(EventKind.ACKNOWLEDGED, acknowledged_on, promised_on=promised_on)
    elif promised_on:
        faults.append(Fault("promised_on", "A promised date needs the day of the acknowledgement that named it."))
    for given in value("updated_on").split(";"):
        updated_on = _day("updated_on", given, faults)
        if updated_on:
            yield ClockEvent(EventKind.UPDATE_GIVEN, updated_on)
    responded_on = _day("responded_on", value("responded_on"), faults)
    if responded_on:
        yield ClockEvent(EventKind.RESPONDED, responded_on, note=value("response_note"))


def _day(column: str, given: str, faults: list[Fault]) -> date | None:
    given = given.strip()
    if not given:
        return None
    for form in _FORMATS:
        try:
            return datetime.strptime(given, form).replace(tzinfo=LONDON).date()
        except ValueError:
            continue
    faults.append(Fault(column, f"“{given}” is not a date. Write it as 31/01/2016 or 2016-01-31."))
    return None


def _moment(day: str, hour: str, faults: list[Fault]) -> datetime | None:
    """The moment of receipt in London; midday where the log gives no time."""
    on = _day("received_on", day, faults)
    try:
        time = datetime.strptime(hour or "12:00", "%H:%M").replace(tzinfo=LONDON).timetz()
    except ValueError:
        faults.append(Fault("received_time", f"“{hour}” is not a time. Write it as 09:30."))
        return None
    return datetime.combine(on, time) if on else None
