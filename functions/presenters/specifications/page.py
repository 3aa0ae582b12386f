"""One specification, or one version of the standard, in words: its areas and rows, its signatures, what is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from functions.figures.specifications.lines import Line
from functions.presenters.specifications.words import HUB_COLOURS, ccg_words, hub_words
from functions.rules.specifications.parts import code_in_full
from functions.rules.specifications.signing import PARTIES
from functions.services.specifications.agreeing import Standing
from hubportal.records.models import Signature
from hubportal.web.words import long_date, plural


@dataclass(frozen=True, slots=True)
class RowInWords:
    """One row: its reference and words, both parts, and what is to be said beside it."""

    ref: str
    activity: str
    ccg: str
    hub: str
    colour: str
    differs: str
    undecided: str
    comment: str
    note: str


@dataclass(frozen=True, slots=True)
class AreaInWords:
    """One area with its number, which names its form, and its rows by group."""

    number: int
    name: str
    schedule: str
    groups: tuple[tuple[str, tuple[RowInWords, ...]], ...]
    count: int
    differing: int


def row_in_words(line: Line) -> RowInWords:
    """A row as the page shows it."""
    row = line.decided
    owner = row.owner or "nobody yet"
    until = f", by {long_date(row.decide_by)}" if row.decide_by else ", with no day yet"
    limits = "With the CCG’s sign-off" if row.marks.needs_sign_off else ""
    frequency = line.activity.frequency[:1].upper() + line.activity.frequency[1:]
    return RowInWords(
        ref=line.ref,
        activity=line.activity.activity,
        ccg=ccg_words(row.marks),
        hub=hub_words(row.marks),
        colour=HUB_COLOURS[row.marks.hub_part],
        differs=f"The standard says: {code_in_full(line.standard)}" if line.differs else "",
        undecided=f"To be decided by {owner}{until}" if row.marks.hub_part == "TBC" else "",
        comment=row.comment,
        note=". ".join(part for part in (limits, frequency) if part),
    )


def split(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """The rows by area, in the order of the agreement."""
    return [(name, list(rows)) for name, rows in groupby(lines, key=lambda line: line.activity.area)]


def areas(lines: Iterable[Line]) -> list[AreaInWords]:
    """The areas with their rows in words."""
    made = []
    for number, (name, rows) in enumerate(split(lines), start=1):
        groups = tuple(
            (group, tuple(row_in_words(line) for line in inside))
            for group, inside in groupby(rows, key=lambda line: line.activity.group)
        )
        schedule = str(rows[0].activity.get_schedule_display())
        made.append(AreaInWords(number, name, schedule, groups, len(rows), sum(line.differs for line in rows)))
    return made


@dataclass(frozen=True, slots=True)
class PartyInWords:
    """One party: whether it has signed, and what it has still to sign."""

    name: str
    state: str
    colour: str
    signed: str


def parties(standings: Mapping[str, Standing], signatures: Iterable[Signature]) -> list[PartyInWords]:
    """Both parties, with their latest signature under this specification."""
    latest = {row.party: row for row in signatures}
    return [_party(PARTIES[party], standing, latest.get(party)) for party, standing in standings.items()]


def _party(name: str, standing: Standing, last: Signature | None) -> PartyInWords:
    signed = f"{last.name}, {long_date(last.signed_on)}" if last else ""
    if standing.complete:
        return PartyInWords(name, "Signed", "green", signed)
    wanting = plural(len(standing.rows), "row") if standing.rows else "The terms"
    again = f" Signed before: {signed}." if signed else ""
    return PartyInWords(name, "To sign", "yellow", f"{wanting} to sign.{again}")


def summary(lines: list[Line]) -> str:
    """How many rows, how many decided otherwise, how many open, in a sentence."""
    otherwise = sum(line.differs for line in lines)
    undecided = sum(line.decided.marks.hub_part == "TBC" for line in lines)
    return (
        f"{plural(len(lines), 'activity', 'activities')}: {otherwise} decided otherwise than in the standard,"
        f" {undecided} still to be confirmed."
    )
