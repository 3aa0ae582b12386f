"""The monthly query log in words: the same lines for the page, the PDF, the workbook and the CSV."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from markupsafe import Markup

from functions.rules.response_times import Verdict
from hubportal.organisations.models import Ccg
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date
from reporting.models import IssuedLog
from reporting.presenters.numbers import linked
from reporting.rules.monthly_log import COUNTED, lines_counted, with_totals
from reporting.rules.periods import Month

HEADINGS = {
    "opening": "Open at the start",
    "received": "Received",
    "reopened": "Reopened",
    "acknowledged": "Acknowledged",
    "acknowledged_in_time": "Acknowledged in time",
    "responded": "Answered",
    "responded_in_time": "Answered in time",
    "closed": "Closed",
    "carried_forward": "Carried forward",
    "late": "Late at the end",
}
_VERDICTS = {Verdict.IN_TIME: "in time", Verdict.LATE: "late", Verdict.LEFT_OUT: "not measured"}
_ENDED = {"answered": "Answered", "withdrawn": "Withdrawn", "merged": "Merged into another case"}
Line = Mapping[str, Any]


def without_restricted(data: Mapping[str, Any]) -> dict[str, Any]:
    """The log for somebody who may not see restricted cases: they are absent, and the counts follow the lines."""
    head = {name: value for name, value in data.items() if name not in {"lines", "totals", "by_category"}}
    return with_totals(head, [line for line in data["lines"] if not line["restricted"]])


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _outcome(line: Line) -> str:
    if line["ended"]:
        return str(_ENDED[line["ended"]])
    return "Open, late" if line["late"] else "Open"


def _did(line: Line, name: str) -> str:
    return _VERDICTS.get(line[name], "").capitalize()


COLUMNS = (
    Column("Reference", "reference", width=18),
    Column("Subject", "subject", width=44),
    Column("Kind", "kind"),
    Column("Category", "category", width=30),
    Column("Practice", "practice", width=30),
    Column("Received", lambda line: _day(line["received_on"]), kind="date"),
    Column("Acknowledge by", lambda line: _day(line["acknowledge_due_on"]), kind="date"),
    Column("Acknowledged", lambda line: _day(line["acknowledged_on"]), kind="date"),
    Column("Acknowledged this month", lambda line: _did(line, "acknowledged"), width=14),
    Column("Answer by", lambda line: _day(line["respond_due_on"]), kind="date"),
    Column("Answered", lambda line: _day(line["responded_on"]), kind="date"),
    Column("Answered this month", lambda line: _did(line, "responded"), width=14),
    Column("Excluded", "excluded", width=24),
    Column("At the end of the month", _outcome, width=24),
    Column("Closed", lambda line: _day(line["ended_on"]), kind="date"),
)
_ON_THE_PAGE = {"Category", "Received", "Acknowledged this month", "Answered this month", "At the end of the month"}


def totals_table(data: Mapping[str, Any], *, href: str = "") -> Table:
    """Every count of the month, by category with the whole last; with `href` each leads to its lines."""
    rows = [[name, *_counts(counts, href, name)] for name, counts in sorted(data["by_category"].items())]
    rows.append(["All categories", *_counts(data["totals"], href, "")])
    columns = [Column("Category"), *(Column(HEADINGS[name], kind="number") for name in COUNTED)]
    return table(caption="The month in numbers", columns=columns, rows=rows)


def _counts(counts: Mapping[str, int], href: str, category: str) -> list[int | Markup]:
    if not href:
        return [counts[name] for name in COUNTED]
    return [
        linked(counts[name], f"{href}&show={name}" + (f"&category={quote(category)}" if category else "") + "#lines",
               f"{HEADINGS[name].lower()}, {category or 'all categories'}")
        for name in COUNTED
    ]  # fmt: skip


def lines_shown(data: Mapping[str, Any], *, show: str, category: str) -> list[Line]:
    """The lines behind one count; all of them when none is asked for."""
    return [
        line
        for line in data["lines"]
        if (not category or line["category"] == category) and (show not in HEADINGS or show in lines_counted(line))
    ]


def lines_title(show: str, category: str, count: int) -> str:
    """What the list of lines shows."""
    what = HEADINGS.get(show, "All cases in hand")
    return f"{what}{f', {category}' if category else ''} ({count:,})"


def lines_table(lines: Sequence[Line], *, caption: str) -> Table:
    """The cases' lines as the page shows them, each leading to its case; the files hold all columns."""
    reference = Column(
        "Reference",
        lambda line: linked(line["reference"], reverse("functions:query", args=[line["reference"]]), line["subject"]),
    )
    shown = [column for column in COLUMNS if column.heading in _ON_THE_PAGE]
    return table(caption=caption, columns=[reference, COLUMNS[1], *shown], rows=lines)


def printed_table(lines: Sequence[Line]) -> Table:
    """The cases' lines for print."""
    shown = [column for column in COLUMNS if column.heading in {"Reference", "Subject"} | _ON_THE_PAGE]
    return table(caption="Cases in hand in the month", columns=shown, rows=lines)


def _address(ccg: Ccg, month: Month) -> str:
    return reverse("reporting:monthly-log", args=[ccg.ods_code, str(month)])


def _version(log: IssuedLog | None) -> str:
    return str(log.version) if log else "now"


def href_of(ccg: Ccg, month: Month, log: IssuedLog | None) -> str:
    """The page of one version of a log, or of the month as it stands now; takes more parameters after it."""
    return f"{_address(ccg, month)}?version={_version(log)}"


def file_name(ccg: Ccg, month: Month, log: IssuedLog | None) -> str:
    """What the file is called: query-log-05R-2016-01-v1, or -draft before it is issued."""
    return f"query-log-{ccg.ods_code}-{month}-{f'v{log.version}' if log else 'draft'}"


def file_links(ccg: Ccg, month: Month, log: IssuedLog | None) -> list[dict[str, str]]:
    """The log as files."""
    kinds = {"pdf": "PDF", "xlsx": "Excel (XLSX)", "csv": "CSV"}
    links = []
    for form, kind in kinds.items():
        path = reverse("reporting:monthly-log-file", args=[ccg.ods_code, str(month), form])
        links.append({"text": f"Download as {kind}", "href": f"{path}?version={_version(log)}"})
    return links


def receipt_words(log: IssuedLog) -> str:
    """Whether the CCG has confirmed this version."""
    receipt = next(iter(log.receipts.all()), None)
    if receipt is None:
        return "Not confirmed yet"
    return f"{receipt.confirmed_by.name}, {long_date(receipt.confirmed_at)}"


def issued_table(logs: Sequence[IssuedLog]) -> Table:
    """The logs issued last, each leading to its page."""

    def page(log: IssuedLog) -> Markup:
        month = Month.of(log.month)
        return linked(month.words, _address(log.ccg, month), log.ccg.name)

    columns = (
        Column("Log", page),
        Column("CCG", "ccg.name"),
        Column("Version", "version", kind="number"),
        Column("Issued", "issued_at", kind="date"),
        Column("Issued by", "issued_by.name"),
        Column("Confirmed by the CCG", receipt_words),
    )
    return table(caption="Logs issued", columns=columns, rows=logs)


def printed(data: Mapping[str, Any], *, ccg: Ccg, month: Month, log: IssuedLog | None) -> dict[str, Any]:
    """What the printed log shows."""
    return {
        "title": f"Query log of {ccg.name}, {month.words}",
        "from_name": ccg.hub.name,
        "sent_on": log.issued_at if log else None,
        "reference": file_name(ccg, month, log),
        "log": log,
        "data": data,
        "receipt": receipt_words(log) if log else "",
        "as_at": date.fromisoformat(data["as_at"]),
        "by_category": totals_table(data),
        "lines": printed_table(data["lines"]),
    }
