"""Risks and opportunities in words: the register, one of them with its trend, and the report."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.figures.risks import ChangedRisk, Report
from governance.models import CommitteeRisk
from governance.presenters.record_lists import heading_cell, tag
from governance.rules import risks as rules
from hubportal.records.presenters.page import Step
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date, moment


def band_tag(kind: str, score: rules.Score) -> Markup:
    """A score with its band, in words and in colour."""
    return _band(kind, score.value)


def _band(kind: str, value: int) -> Markup:
    band = rules.band_of(value)
    colours = rules.RISK_COLOURS if kind == rules.RISK else rules.OPPORTUNITY_COLOURS
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{} {}</strong>').format(
        colours[band], value, rules.BANDS[band].lower()
    )


def trend(row: Any) -> str:
    """Where the score went at the last review."""
    return rules.trend_of([row.was_score, row.score]) if row.was_score is not None else "No review yet"


def _review(row: Any, today: date) -> str | Markup:
    if row.state == rules.CLOSED:
        return f"Closed {long_date(row.closed_on)}"
    said = rules.review_words(row.review_on, today=today)
    return Markup('{}<br><span class="hub-worklist__quiet">{}</span>').format(long_date(row.review_on), said)


def _columns(today: date) -> tuple[Column, ...]:
    return (
        Column("Kind", lambda row: rules.KINDS[row.kind]),
        Column("Without mitigation", lambda row: band_tag(row.kind, row.before)),
        Column("Now", lambda row: band_tag(row.kind, row.now)),
        Column("Trend", trend),
        Column("Owner", "owned_by"),
        Column("Next review", lambda row: _review(row, today)),
    )


def ccg_table(rows: Iterable[Any], *, today: date, caption: str = "Risks and opportunities") -> Table:
    """Risks of CCGs."""
    columns = (Column("Risk or opportunity", heading_cell), Column("CCG", "ccg.name"), *_columns(today))
    return table(caption=caption, columns=columns, rows=rows)


def committee_table(rows: Iterable[Any], *, today: date, caption: str = "Risks and opportunities") -> Table:
    """Risks of a committee."""
    columns = (Column("Risk or opportunity", heading_cell), *_columns(today))
    return table(caption=caption, columns=columns, rows=rows)


def whose(row: Any) -> str:
    """The CCG or committee it belongs to."""
    return row.committee.name if isinstance(row, CommitteeRisk) else row.ccg.name


def _scores(row: Any) -> str:
    return ", ".join(str(one.score) for one in sorted(row.reviews.all(), key=lambda one: one.number))


EXPORT_COLUMNS = (
    Column("Reference", "reference"),
    Column("CCG or committee", whose, width=36),
    Column("Kind", lambda row: rules.KINDS[row.kind]),
    Column("Name", "subject", width=36),
    Column("Description", "description", width=60),
    Column("Function", lambda row: row.activity.ref if row.activity else ""),
    Column("Function in words", lambda row: row.activity.activity if row.activity else "", width=48),
    Column("Likelihood without mitigation", "before_likelihood", "number"),
    Column("Impact without mitigation", "before_impact", "number"),
    Column("Score without mitigation", "before_score", "number"),
    Column("Band without mitigation", lambda row: rules.BANDS[row.before.band]),
    Column("Mitigation", "mitigation", width=60),
    Column("Likelihood now", "likelihood", "number"),
    Column("Impact now", "impact", "number"),
    Column("Score now", "score", "number"),
    Column("Band now", lambda row: rules.BANDS[row.now.band]),
    Column("Score at each review", _scores),
    Column("Opportunity beside it", "beside", width=48),
    Column("Owner", "owned_by"),
    Column("Raised", "received_on", "date"),
    Column("Last reviewed", "reviewed_on", "date"),
    Column("Next review", lambda row: row.review_on if row.state == rules.OPEN else None, "date"),
    Column("State", lambda row: rules.STATES[row.state]),
    Column("Closed", "closed_on", "date"),
    Column("What became of it", lambda row: rules.OUTCOMES[row.kind].get(row.outcome, ""), width=36),
    Column("Why it was closed", "closed_why", width=48),
)
CHANGE_EXPORT = (
    Column("Reference", lambda one: one.risk.reference),
    Column("CCG or committee", lambda one: whose(one.risk), width=36),
    Column("Name", lambda one: one.risk.subject, width=36),
    Column("Change", lambda one: rules.SORTS[one.changed.sort]),
    Column("In words", lambda one: one.changed.words, width=60),
    Column("Score now", lambda one: one.risk.score, "number"),
    Column("Owner", lambda one: one.risk.owned_by),
)


def changes_table(found: Iterable[ChangedRisk], *, since: date) -> Table:
    """What changed since a day."""
    columns = (
        Column("Risk or opportunity", lambda one: heading_cell(one.risk)),
        Column("Whose", lambda one: whose(one.risk)),
        Column("Change", lambda one: rules.SORTS[one.changed.sort]),
        Column("In words", lambda one: one.changed.words),
    )
    return table(caption=f"What changed since {long_date(since)}", columns=columns, rows=found)


def counts_table(report: Report) -> Table:
    """How many open ones there are in each band."""
    columns = (
        Column("Kind", "kind"),
        *(Column(words, band, "number") for band, words in reversed(rules.BANDS.items())),
    )
    rows = [
        {"kind": words} | {band: report.counts[kind, band] for band in rules.BANDS}
        for kind, words in rules.KINDS.items()
    ]
    return table(caption="Open, by band", columns=columns, rows=rows)


def facts_of(row: Any) -> list[dict[str, str]]:
    """What one says, fact by fact."""
    pairs = (
        ("Description", row.description),
        ("Function", f"{row.activity.ref} {row.activity.activity}" if row.activity else ""),
        ("Mitigation" if row.kind == rules.RISK else "What is done to take it", row.mitigation or "Nothing yet"),
        ("Opportunity beside it", row.beside),
        ("Owner", row.owned_by),
        ("What became of it", rules.OUTCOMES[row.kind].get(row.outcome, "")),
        ("Why it was closed", row.closed_why),
    )
    return [{"key": key, "value": value} for key, value in pairs if value]


def particulars(row: Any, *, today: date) -> list[dict[str, Any]]:
    """Its scores and days."""
    ended = row.state == rules.CLOSED
    rows: list[dict[str, Any]] = [
        {"key": "State", "html": tag(row.state, rules.STATES, rules.COLOURS)},
        {"key": "Without mitigation", "html": _worked(row.kind, row.before)},
        {"key": "As it stands", "html": _worked(row.kind, row.now)},
        {"key": "Trend", "value": trend(row)},
        {"key": "Raised", "value": long_date(row.received_on)},
        {"key": "Last reviewed", "value": long_date(row.reviewed_on)},
    ]
    last = (
        {"key": "Closed", "value": long_date(row.closed_on)}
        if ended
        else {
            "key": "Next review",
            "value": f"{long_date(row.review_on)} ({rules.review_words(row.review_on, today=today).lower()})",
        }
    )
    return [*rows, last]


def _worked(kind: str, score: rules.Score) -> Markup:
    return band_tag(kind, score) + Markup('<br><span class="nhsuk-body-s">Likelihood {} × impact {}</span>').format(
        score.likelihood, score.impact
    )


def reviews_table(row: Any, entries: Iterable[Any]) -> Table:
    """The record of one: each review with its scores, the latest first."""
    columns = (
        Column("Day", "on", "date"),
        Column("What", lambda one: one.get_what_display()),
        Column("Without mitigation", lambda one: band_tag(row.kind, one.before)),
        Column("With mitigation", lambda one: band_tag(row.kind, one.now)),
        Column("Note", lambda one: Markup('<span class="hub-typed" dir="auto">{}</span>').format(one.note)),
        Column("By", lambda one: f"{one.by.name if one.by else ''}, {moment(one.at)}"),
    )
    return table(caption="Reviews", columns=columns, rows=entries)


def ccg_steps(row: Any, *, may: bool) -> tuple[list[Step], list[Step]]:
    """What can be done with a CCG's risk, and what else."""
    if not may or row.state == rules.CLOSED:
        return [], []
    links = [Step(words, reverse(f"risks:{name}", args=[row.reference])) for name, words in ACTS]
    return links[:1], links[1:]


ACTS = (("review", "Record a review"), ("change", "Change the words or the owner"), ("close", "Close it"))


def committee_steps(row: Any, *, may: bool) -> Iterator[dict[str, str]]:
    """What a committee's secretary can do with a risk."""
    if may and row.state == rules.OPEN:
        for name, words in ACTS:
            yield {
                "text": words,
                "href": reverse(f"committee-risks:{name}", args=[row.committee.public_id, row.number]),
            }
