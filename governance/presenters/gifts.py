"""Gifts, hospitality and procurement decisions in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from markupsafe import Markup

from governance.models import Gift, Procurement, ProcurementConflict, Publication
from governance.rules import gifts as rules
from governance.rules import procurement as procuring
from hubportal.organisations.models import Committee
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date, moment, pounds

GIFT_SHOWS = (("all", "All"), ("waiting", "Waiting for review"))
PROCUREMENT_SHOWS = (("all", "All"), ("draft", "Being prepared"), ("recorded", "Recorded"))


def _tag(colour: str, words: str) -> Markup:
    return Markup('<strong class="nhsuk-tag nhsuk-tag--{}">{}</strong>').format(colour, words)


def _link(name: str, committee: Committee, number: int, words: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(reverse(name, args=[committee.public_id, number]), words)


def gifts_table(rows: Iterable[Gift], committee: Committee) -> Table:
    """The register on a page."""
    columns = (
        Column("Name", lambda row: _link("interests:gift", committee, row.number, row.name)),
        Column("Details", lambda row: Markup('<span class="hub-typed" dir="auto">{}</span>').format(row.details)),
        Column("Offered by", "offered_by"),
        Column("Offered", "offered_on", "date"),
        Column("Value", "value", "money"),
        Column("Outcome", lambda row: rules.OUTCOMES[row.outcome]),
        Column("Review", lambda row: _tag("green", "Reviewed") if row.reviewed_on else _tag("yellow", "Waiting")),
    )
    return table(caption="Gifts and hospitality", columns=columns, rows=rows)


GIFT_EXPORT = (
    Column("Number", "number", "number"),
    Column("Recipient", "name", width=28),
    Column("Position", "position", width=28),
    Column("Kind", lambda row: rules.KINDS[row.kind]),
    Column("Offered", "offered_on", "date"),
    Column("Received", "received_on", "date"),
    Column("Details", "details", width=48),
    Column("Estimated value", "value", "money"),
    Column("Offered by", "offered_by", width=36),
    Column("Their business", "business", width=36),
    Column("Earlier offers", "previous_offers", width=36),
    Column("Outcome", lambda row: rules.OUTCOMES[row.outcome]),
    Column("Reason", "reason", width=48),
    Column("Reviewed by", lambda row: row.reviewed_by.name if row.reviewed_by else ""),
    Column("Reviewed", "reviewed_on", "date"),
    Column("Comments", "comments", width=48),
)


def _facts(pairs: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in pairs if value]


def gift_facts(row: Gift) -> list[dict[str, Any]]:
    """One entry, fact by fact."""
    return _facts(
        (
            ("Who", f"{row.name}, {row.position}" if row.position else row.name),
            ("What", f"{rules.KINDS[row.kind]}: {row.details}"),
            ("Estimated value", pounds(row.value)),
            ("Offered by", f"{row.offered_by} ({row.business})" if row.business else row.offered_by),
            ("Earlier offers", row.previous_offers or "None known"),
            ("Offered", long_date(row.offered_on)),
            ("Outcome", rules.OUTCOMES[row.outcome]),
            ("Received", long_date(row.received_on)),
            ("Why", row.reason),
            ("Comments", row.comments),
            ("Last corrected because", row.corrected_why),
            ("Reviewed", f"{long_date(row.reviewed_on)}, {row.reviewed_by.name}" if row.reviewed_by else "Not yet"),
            ("What the review says", row.review_note),
        )
    )


def procurements_table(rows: Iterable[Procurement], committee: Committee) -> Table:
    """Procurement decisions on a page."""
    columns = (
        Column("Contract or service", lambda row: _link("interests:procurement", committee, row.number, row.title)),
        Column("Route", lambda row: procuring.ROUTES[row.route]),
        Column("Awarded to", lambda row: row.supplier or "Not yet"),
        Column("Total value", "value_total", "money"),
        Column("Decided", lambda row: long_date(row.decided_on) or "Not yet"),
        Column("Conflicts", lambda row: len([one for one in row.conflicts.all() if not one.removed_why]), "number"),
        Column("State", lambda row: procurement_tag(row)),
    )
    return table(caption="Procurement decisions", columns=columns, rows=rows)


def procurement_tag(row: Procurement) -> Markup:
    """Its state."""
    return _tag("green" if row.state == Procurement.State.RECORDED else "yellow", row.get_state_display())


def conflict_words(one: ProcurementConflict) -> str:
    """A conflict and how it was handled, in one sentence or two."""
    handled = procuring.HANDLED[one.handled] if one.handled else "not handled yet"
    return f"{one.name}: {one.conflict} ({handled})" + (f" {one.words}" if one.words else "")


PROCUREMENT_EXPORT = (
    Column("Number", "number", "number"),
    Column("Reference", "reference"),
    Column("Contract or service", "title", width=36),
    Column("What is procured", "description", width=48),
    Column("New", "is_new", "yes_no"),
    Column("Type", lambda row: procuring.TYPES[row.kind]),
    Column("Route", lambda row: procuring.ROUTES[row.route], width=36),
    Column("Clinical lead", "clinical_lead"),
    Column("Contract manager", "contract_manager"),
    Column("Decided by", "decided_by", width=36),
    Column("Decided", "decided_on", "date"),
    Column(
        "Conflicts and how they were handled",
        lambda row: "\n".join(conflict_words(one) for one in row.conflicts.all() if not one.removed_why),
        width=48,
    ),
    Column("Justification", "justification", width=48),
    Column("Awarded to", "supplier", width=36),
    Column("Address", "supplier_address", width=36),
    Column("Total value", "value_total", "money"),
    Column("Value to the CCG", "value_to_ccg", "money"),
    Column("State", lambda row: row.get_state_display()),
    Column("Comments", "comments", width=48),
    *(
        Column(one.words, lambda row, key=one.key: row.answers.get(key, ""), width=48)  # type: ignore[misc]
        for one in procuring.QUESTIONS
    ),
)


def procurement_facts(row: Procurement) -> list[dict[str, Any]]:
    """One decision, fact by fact."""
    tariff = ", at a national tariff" if row.national_tariff else ""
    return _facts(
        (
            ("Reference", row.reference),
            ("What is procured", row.description),
            ("New or existing", "A new service" if row.is_new else "An existing service, procured again"),
            ("Type", procuring.TYPES[row.kind]),
            ("How", procuring.ROUTES[row.route] + tariff),
            ("Clinical lead", row.clinical_lead),
            ("Contract manager", row.contract_manager),
            ("Decided by", row.decided_by),
            ("Decided on", long_date(row.decided_on)),
            ("At", f"Meeting {row.meeting.number}, {long_date(row.meeting.starts_at)}" if row.meeting else ""),
            ("Why it was decided this way", row.justification),
            ("Awarded to", ", ".join(part for part in (row.supplier, row.supplier_address) if part)),
            ("Total value", pounds(row.value_total)),
            ("Value to the CCG", pounds(row.value_to_ccg)),
            ("Comments", row.comments),
            ("Recorded", long_date(row.recorded_on)),
            ("Last corrected because", row.corrected_why),
        )
    )


def conflict_rows(row: Procurement, committee: Committee, *, minutes: bool) -> list[dict[str, Any]]:
    """The conflicts of a decision, each with how it was handled, and where that is changed."""
    made = []
    for one in row.conflicts.all():
        if one.removed_why:
            value = f"{one.conflict}\nNo conflict: {one.removed_why}"
        else:
            handled = procuring.HANDLED[one.handled] if one.handled else "Not handled yet"
            value = "\n".join(part for part in (one.conflict, f"{handled}.", one.words) if part)
        fact: dict[str, Any] = {"key": one.name, "value": value}
        if minutes:
            fact["href"] = reverse("interests:conflict", args=[committee.public_id, row.number, one.pk])
        made.append(fact)
    return made


def published_table(rows: Iterable[Publication], *, minutes: bool) -> Table:
    """Everything a committee has published, with what became of it."""

    def title(row: Publication) -> str | Markup:
        if not row.is_current:
            return row.title
        return Markup('<a href="{}">{}</a>').format(reverse("public:publication", args=[row.public_id]), row.title)

    def state(row: Publication) -> Markup:
        if row.is_current:
            return _tag("green", "Public")
        if row.withdrawn_at:
            who = row.withdrawn_by.name if row.withdrawn_by else ""
            said = f"{moment(row.withdrawn_at)}, {who}: {row.withdrawn_why}"
            return _tag("red", "Withdrawn") + Markup("<br>{}").format(said)
        return _tag("grey", "Replaced")

    def act(row: Publication) -> str | Markup:
        if not row.is_current:
            return ""
        address = reverse("interests:withdraw", args=[row.committee.public_id, row.public_id])
        return Markup('<a href="{}">Withdraw<span class="nhsuk-u-visually-hidden"> {}</span></a>').format(
            address, row.title
        )

    columns = [
        Column("Title", title),
        Column("Version", "number", "number"),
        Column("Published", "published_on", "date"),
        Column("By", lambda row: row.published_by.name if row.published_by else ""),
        Column("State", state),
    ]
    if minutes:
        columns.append(Column("Withdraw", act))
    return table(caption="Published", columns=columns, rows=rows)
