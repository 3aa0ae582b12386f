"""The standards report in words: tables whose numbers lead to their cases, and those cases with their verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from markupsafe import Markup

from functions.models import Query
from functions.models.queries import Kind
from functions.rules.response_times import Verdict
from hubportal.clocks.exclusions import REASONS
from hubportal.organisations.models import Ccg
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date, plural
from reporting.figures.satisfaction import Judged
from reporting.figures.standards import CcgStandards, Standards
from reporting.presenters.numbers import address, linked, share_words
from reporting.rules.indicators import INDICATORS, MERGED, WITHDRAWN, Figure, Indicator, Judgement
from reporting.rules.periods import Quarter

VERDICTS = {
    Verdict.IN_TIME: "Met",
    Verdict.LATE: "Missed",
    Verdict.NOT_YET: "Not yet due",
    Verdict.LEFT_OUT: "Left out",
}
GROUPS = {
    "received": "received",
    "met": "met",
    "missed": "missed",
    "not-yet": "not yet due",
    "left-out": "left out",
}
_GROUP_OF = {
    Verdict.IN_TIME: "met",
    Verdict.LATE: "missed",
    Verdict.NOT_YET: "not-yet",
    Verdict.LEFT_OUT: "left-out",
}


class Figures(Protocol):
    """One CCG's indicators, however they were counted."""

    def figure(self, code: str, /) -> Figure:
        """The counts of one indicator."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What the report is about, as it stands in the address."""

    quarter: Quarter
    as_at: date
    recorded_then: bool = False
    today: date = date.max

    def parameters(self, ccg: Ccg) -> dict[str, object]:
        """The parameters of an address; today is not written out."""
        return {
            "ccg": ccg.ods_code,
            "quarter": self.quarter,
            "as_at": "" if self.as_at == self.today else self.as_at.isoformat(),
            "recorded_then": "on" if self.recorded_then else "",
        }


def _cases(asked: Asked, ccg: Ccg, indicator: Indicator, group: str, count: int) -> Markup:
    href = address("reporting:standards-cases", **asked.parameters(ccg), indicator=indicator.code, group=group)
    return linked(count, href, f"{GROUPS[group]}: {indicator.title}")


def left_out_words(code: str) -> str:
    """Why a case was left out."""
    if code == MERGED:
        return "Merged into another case"
    if code == WITHDRAWN:
        return "Withdrawn before it was due"
    reason = REASONS.get(code)
    return f"{reason.words[0].upper()}{reason.words[1:]} ({reason.clause})" if reason else code


def standards_table(found: Figures, *, ccg: Ccg, asked: Asked, caption: str) -> Table:
    """Each indicator with its counts and both shares."""
    rows = []
    for one in INDICATORS.values():
        figure = found.figure(one.code)
        rows.append([
            one.title,
            _cases(asked, ccg, one, "received", figure.received),
            _cases(asked, ccg, one, "met", figure.met),
            _cases(asked, ccg, one, "missed", figure.missed),
            _cases(asked, ccg, one, "not-yet", figure.not_yet),
            _cases(asked, ccg, one, "left-out", sum(figure.left_out.values())),
            share_words(figure.share),
            share_words(figure.share_with),
        ])  # fmt: skip
    headings = (
        "Standard",
        "Received",
        "Met",
        "Missed",
        "Not yet due",
        "Left out",
        "Share met",
        "Share met with excluded cases",
    )
    kinds = ("text", *["number"] * 7)
    columns = [Column(heading, kind=kind) for heading, kind in zip(headings, kinds, strict=True)]  # type: ignore[arg-type]
    return table(caption=caption, columns=columns, rows=rows)


@dataclass(frozen=True, slots=True)
class Working:
    """How one indicator's share came about."""

    title: str
    clause: str
    sentences: list[str]


def workings(found: CcgStandards) -> list[Working]:
    """Each indicator's share as sentences, with why cases were left out and how long the others took."""
    return [Working(one.title, one.clause, _sentences(found.figure(one.code))) for one in INDICATORS.values()]


def _sentences(figure: Figure) -> list[str]:
    if not figure.received:
        return ["No case of this kind was received."]
    said = [
        f"{plural(figure.received, 'case')} received: {figure.met} met, {figure.missed} missed,"
        f" {figure.not_yet} not yet due, {sum(figure.left_out.values())} left out."
    ]
    if figure.denominator:
        said.append(f"Share met: {figure.met} of {figure.denominator} decided, {share_words(figure.share)}.")
    said += [f"Left out: {left_out_words(code)}: {plural(count, 'case')}." for code, count in figure.left_out.items()]
    if figure.excluded and figure.denominator_with:
        said.append(
            f"With the {plural(figure.excluded, 'excluded case')}: {figure.met_with} of {figure.denominator_with},"
            f" {share_words(figure.share_with)}."
        )
    if figure.days:
        said.append(
            f"Working days taken: median {figure.median_days:g}, and nine in ten within {figure.ninetieth_days}."
        )
    return said


def overview_table(found: Mapping[int, Figures], ccgs: Sequence[Ccg], *, asked: Asked) -> Table:
    """Every CCG with the share of each indicator, each leading to the CCG's own page."""
    rows = []
    for ccg in ccgs:
        own = address("reporting:standards", **asked.parameters(ccg))
        cells = []
        for one in INDICATORS.values():
            figure = found[ccg.pk].figure(one.code)
            counted = f" ({figure.met} of {figure.denominator})" if figure.denominator else ""
            cells.append(share_words(figure.share) + counted)
        rows.append([linked(ccg.name, own, "standards"), *cells])
    columns = [Column("CCG"), *(Column(one.title, kind="number") for one in INDICATORS.values())]
    return table(caption=f"Share met, {asked.quarter.words}", columns=columns, rows=rows)


def satisfaction_table(said: Mapping[int, Judged], ccgs: Sequence[Ccg]) -> Table:
    """By CCG, how many answers gave whoever asked what they needed."""
    rows = [
        [
            ccg.name,
            one.answered,
            one.yes,
            one.partly,
            one.no,
            share_words(one.share) if one.said else Markup("Nothing said yet"),
        ]
        for ccg in ccgs
        for one in [said[ccg.pk]]
    ]
    columns = [
        Column("CCG"),
        *(Column(name, kind="number") for name in ("Answered", "Yes", "Partly", "No", "Share yes")),
    ]
    return table(caption="Did the answer give whoever asked what they needed?", columns=columns, rows=rows)


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """One row of the list behind a number."""

    case: Query
    judged: Judgement

    @property
    def verdict(self) -> str:
        """Met, missed, not yet due, or why it was left out."""
        said = VERDICTS[self.judged.verdict]
        return f"{said}: {left_out_words(self.judged.left_out)}" if self.judged.left_out else said

    @property
    def kind(self) -> str:
        """The kind of case."""
        return Kind(self.case.kind).label


def judged_cases(found: Standards, ccg: Ccg, *, indicator: str, group: str) -> list[JudgedCase]:
    """The cases behind one number, by day of receipt."""
    return [
        JudgedCase(found.cases[one.case.key], one)
        for one in found.by_ccg[ccg.pk].judgements[indicator]
        if group == "received" or _GROUP_OF[one.verdict] == group
    ]


CASE_COLUMNS = (
    Column("Reference", "case.reference", width=20),
    Column("Subject", "case.subject", width=50),
    Column("Kind", "kind"),
    Column("Received", "judged.case.reading.received_on", kind="date"),
    Column("Due", "judged.due_on", kind="date"),
    Column("Done", "judged.met_on", kind="date"),
    Column("Working days", "judged.working_days", kind="number", width=10),
    Column("Result", "verdict", width=40),
)


def cases_table(rows: Sequence[JudgedCase], *, caption: str) -> Table:
    """The list behind a number, each case leading to its page."""
    first = Column("Reference", lambda row: linked(row.case.reference, row.case.get_absolute_url(), row.case.subject))
    return table(caption=caption, columns=[first, *CASE_COLUMNS[1:]], rows=rows)


def group_title(indicator: Indicator, group: str, count: int) -> str:
    """What the list shows."""
    return f"{plural(count, 'case')} {GROUPS[group]}: {indicator.title[0].lower()}{indicator.title[1:]}"


def as_at_words(asked: Asked) -> str:
    """As of which day the figures are read."""
    known = ", with what had been recorded by then" if asked.recorded_then else ""
    return f"Read as at the end of {long_date(asked.as_at)}{known}."
