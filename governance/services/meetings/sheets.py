"""The agenda sheet at the head of a pack: items with their papers and the pages they begin on."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader

from governance.figures.meetings.contents import Entry, changes_of
from governance.models import AgendaChange, Marking, Meeting, Pack
from governance.rules.meetings.packing import Layout
from hubportal.web.pdf import render_pdf
from hubportal.web.words import clock_time, plural, weekday_date


@dataclass(frozen=True, slots=True)
class Line:
    """A paper on the sheet: its title and page, or why it is not there."""

    title: str
    page: int | None


@dataclass(frozen=True, slots=True)
class ItemOnSheet:
    """An item as the sheet shows it; to the public a private one shows nothing but its ground."""

    number: int
    title: str
    facts: str
    asks: str
    private: str
    papers: list[Line]
    changes: list[str]


def sheet_of(
    meeting: Meeting, number: int, entries: Sequence[Entry], laid: Layout, *, audience: str
) -> tuple[bytes, int]:
    """The sheet as PDF, and how many pages it has."""
    public = audience == Pack.Audience.PUBLIC
    told: dict[int, list[str]] = {}
    for change in changes_of(meeting, number) if number > 1 else []:
        if public and not names_public(change):
            continue  # it names a paper that the public does not read
        told.setdefault(change.item_id, []).append(f"{change.words}. {change.why}")
    items = [
        _private(entry) if public and entry.item.is_private else _open(entry, starts, told, public=public)
        for entry, starts in zip(entries, laid.starts, strict=True)
    ]
    hours = f"{clock_time(meeting.starts_at)} to {clock_time(meeting.ends_at)}"
    content = render_pdf(
        "governance/meetings/sheet.jinja",
        {
            "meeting": meeting,
            "title": {0: "Agenda (draft)", 1: "Agenda"}.get(number, f"Supplement {number - 1}"),
            "when": f"{weekday_date(meeting.starts_at)}, {hours}",
            "items": items,
            "public": public,
            "is_supplement": number > 1,
        },
    )
    return content, len(PdfReader(BytesIO(content)).pages)


def names_public(change: AgendaChange) -> bool:
    """Whether a change names no paper that the public does not read."""
    paper = change.paper
    return paper is None or (paper.marking == Marking.PUBLIC and not paper.withheld_why)


def _private(entry: Entry) -> ItemOnSheet:
    ground = f"The public is to be excluded: {entry.item.ground}"
    return ItemOnSheet(entry.item.position, "Private item", "", "", ground, [], [])


def _open(entry: Entry, starts: Sequence[int], told: dict[int, list[str]], *, public: bool) -> ItemOnSheet:
    item = entry.item
    shown = [
        Line(paper.title, start)
        for paper, start in zip(entry.papers, starts, strict=True)
        if not public or entry.is_public(paper)
    ]
    hidden = len(entry.papers) - len(shown) + (entry.withheld if public else 0)
    if hidden:
        shown.append(Line(f"{plural(hidden, 'paper')} not published", None))
    if entry.withheld and not public:
        restricted = (
            f"{plural(entry.withheld, 'restricted paper')}, opened in the portal by members without an interest"
        )
        shown.append(Line(restricted, None))
    facts = ", ".join(part for part in (item.get_purpose_display(), item.presenter, f"{item.minutes} minutes") if part)
    private = f"The public is to be excluded: {item.ground}" if item.is_private else ""
    return ItemOnSheet(item.position, item.title, facts, item.asks, private, shown, told.get(item.pk, []))
