"""Self-certifications in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from governance.models import SelfCertification
from governance.presenters.record_lists import heading_cell, next_date, tag
from governance.rules import certifications as rules
from hubportal.records.presenters.page import Step
from hubportal.web.columns import Column
from hubportal.web.tables import Table, table
from hubportal.web.words import long_date

LIST_COLUMNS = (
    Column("Self-certification", heading_cell),
    Column("CCG", "ccg.name"),
    Column("State", lambda row: tag(row.state, rules.STATES, rules.COLOURS)),
    Column("Not compliant", lambda row: str(not_compliant(row.statements))),
    Column("Next date", next_date),
)


def certifications_table(rows: Iterable[SelfCertification]) -> Table:
    """The self-certifications of a list."""
    return table(caption="Self-certifications", columns=LIST_COLUMNS, rows=rows)


def not_compliant(statements: Mapping[str, Mapping[str, str]]) -> int:
    """How many statements are not compliant."""
    return sum(said.get("standing") == rules.NOT_COMPLIANT for said in statements.values())


@dataclass(frozen=True, slots=True)
class StatementInWords:
    """One statement, how it stands, what it was a quarter ago, and the evidence."""

    code: str
    words: str
    standing: str
    colour: str
    note: str
    action: str
    action_by: str
    before: str
    change: str
    evidence: list[dict[str, Any]]
    href: str


def statements(
    certification: SelfCertification,
    content: Mapping[str, Any],
    *,
    before: SelfCertification | None,
    answers: bool,
) -> list[StatementInWords]:
    """The five statements in order."""
    colours = {rules.COMPLIANT: "green", rules.NOT_COMPLIANT: "orange"}
    made = []
    for row in rules.compared(before.statements if before else None, certification.statements):
        said = certification.statements.get(row.code, {})
        by = said.get("action_by", "")
        made.append(
            StatementInWords(
                code=row.code,
                words=rules.STATEMENTS[row.code],
                standing=rules.STANDINGS.get(row.now, "Not answered yet"),
                colour=colours.get(row.now, "yellow"),
                note=said.get("note", ""),
                action=said.get("action", ""),
                action_by=long_date(date.fromisoformat(by)) if by else "",
                before=rules.STANDINGS.get(row.before, ""),
                change=row.change,
                evidence=content["evidence"].get(row.code, []),
                href=reverse("certifications:statement", args=[certification.reference, row.code]) if answers else "",
            )
        )
    return made


def particulars(certification: SelfCertification) -> list[dict[str, str]]:
    """The facts beside a self-certification."""
    quarter = rules.quarter_with(certification.quarter_from)
    party = rules.party_that_signs(certification.level)
    rows = [
        ("Quarter", f"{long_date(quarter.first)} to {long_date(quarter.last)}"),
        ("Level on its last day", certification.get_level_display()),
        ("Signed for", rules.SIGNATORIES[party] if party else "Nobody: none is asked"),
        ("Due", long_date(rules.due_on(quarter))),
        ("Signed on", long_date(certification.signed_on)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def steps(certification: SelfCertification, *, may_sign: bool, complete: bool) -> list[Step]:
    """What can be done next."""
    if certification.state == "draft" and may_sign and complete:
        return [Step("Read and sign", reverse("certifications:sign", args=[certification.reference]))]
    return []
