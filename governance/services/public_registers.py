"""The three registers as they are published: which rows, which columns, and until when each row is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from governance.models import Gift, Interest, Procurement, Publication, PublicationKind
from governance.rules import gifts, interests, procurement
from governance.services.finding import locked_committee
from governance.services.publications import publish
from hubportal.organisations.models import Committee, Person
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, plural

KEY = "register"
Content = dict[str, Any]


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value or ""


def _row(*cells: Any, until: date | None = None) -> Content:
    return {"cells": [_cell(value) for value in cells], "until": until.isoformat() if until else ""}


def _columns(*headings: str | tuple[str, str]) -> list[dict[str, str]]:
    pairs = [(one, "text") if isinstance(one, str) else one for one in headings]
    return [{"heading": heading, "kind": kind} for heading, kind in pairs]


def interests_content(committee: Committee, *, on: date) -> Content:
    """Interests in force, and those that ended in the last six months."""
    rows = Interest.objects.filter(committee_id=committee.pk).order_by("name", "number")
    shown = [row for row in rows if interests.is_shown(row.held_until, on=on)]
    columns = _columns(
        "Name", "Position", "Organisation", "Practice code", "Type", "Nature of the interest", ("From", "date"),
        ("To", "date"), "How it is managed", ("Declared", "date"), "Declared late",
    )  # fmt: skip
    made = []
    for row in shown:
        late = interests.days_late(aware_on=row.aware_on, declared_on=row.declared_on)
        made.append(
            _row(
                row.name, row.position, row.organisation, row.practice_code,
                interests.type_words(row.scheme_version, row.kind), row.nature, row.held_from, row.held_until,
                row.mitigation, row.declared_on, f"By {plural(late, 'day')}" if late else "",
                until=interests.shown_until(row.held_until),
            )
        )  # fmt: skip
    lead = (
        "Interests that the people of this committee have declared. An interest is shown for six months after it ended."
    )
    return {"lead": lead, "table": {"columns": columns, "rows": made}}


def gifts_content(committee: Committee, *, on: date) -> Content:
    """Offers that have been reviewed."""
    rows = Gift.objects.filter(committee_id=committee.pk, reviewed_on__isnull=False).select_related("reviewed_by")
    columns = _columns(
        "Name", "Position", "Gift or hospitality", "Details", ("Offered", "date"), ("Received", "date"),
        ("Estimated value", "money"), "Offered by", "Their business", "Earlier offers", "Outcome", "Reason",
        "Reviewed by", ("Reviewed", "date"), "Comments",
    )  # fmt: skip
    made = [
        _row(
            row.name, row.position, gifts.KINDS[row.kind], row.details, row.offered_on, row.received_on, row.value,
            row.offered_by, row.business, row.previous_offers, gifts.OUTCOMES[row.outcome], row.reason,
            row.reviewed_by.name if row.reviewed_by else "", row.reviewed_on, row.comments,
        )
        for row in rows.order_by("-offered_on", "-number")
    ]  # fmt: skip
    lead = "Gifts and hospitality that the people of this committee were offered, accepted or declined."
    return {"lead": lead, "table": {"columns": columns, "rows": made}}


def procurement_content(committee: Committee, *, on: date) -> Content:
    """Recorded decisions in summary, with how each conflict was handled."""
    rows = Procurement.objects.filter(committee_id=committee.pk, state=Procurement.State.RECORDED)
    columns = _columns(
        "Reference", "Contract or service", "What was procured", "New or existing", "Type", "Route", "Clinical lead",
        "Contract manager", "Decided by", ("Decided", "date"), "Conflicts and how they were handled", "Why",
        "Awarded to", "Address", ("Total value", "money"), ("Value to the CCG", "money"), "Comments",
    )  # fmt: skip
    made = [
        _row(
            row.reference or f"P{row.number}", row.title, row.description, "New" if row.is_new else "Existing",
            procurement.TYPES[row.kind], procurement.ROUTES[row.route], row.clinical_lead, row.contract_manager,
            row.decided_by, row.decided_on, _conflicts(row), row.justification, row.supplier, row.supplier_address,
            row.value_total, row.value_to_ccg, row.comments,
        )
        for row in rows.prefetch_related("conflicts").order_by("-decided_on", "-number")
    ]  # fmt: skip
    lead = (
        "Decisions of this committee to procure services, with the conflicts of interest that arose and what was done."
    )
    return {"lead": lead, "table": {"columns": columns, "rows": made}}


def _conflicts(row: Procurement) -> str:
    kept = [one for one in row.conflicts.all() if not one.removed_why]
    said = [f"{one.name}: {one.conflict} {procurement.HANDLED[one.handled]}. {one.words}".strip() for one in kept]
    return "\n".join(said) or "None declared"


@dataclass(frozen=True, slots=True)
class PublicRegister:
    """One of the registers: its title, and how its content is copied out."""

    title: str
    content: Callable[..., Content]


REGISTERS = {
    PublicationKind.INTERESTS.value: PublicRegister("Register of interests", interests_content),
    PublicationKind.GIFTS.value: PublicRegister("Register of gifts and hospitality", gifts_content),
    PublicationKind.PROCUREMENT.value: PublicRegister("Register of procurement decisions", procurement_content),
}


@transaction.atomic
def publish_register(*, committee: Committee, kind: str, by: Person, at: datetime) -> Publication:
    """Publish one register as it stands; the secretary's act."""
    found = REGISTERS.get(kind)
    if found is None:
        raise Refused("Select a register to publish.", field="kind")
    locked_committee(committee.pk, by=by)
    content = found.content(committee, on=local_day(at))
    return publish(committee_id=committee.pk, kind=kind, key=KEY, title=found.title, content=content, by=by, at=at)
