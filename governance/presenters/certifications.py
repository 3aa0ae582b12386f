"""Self-certifications in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from governance.models import SelfCertification
from governance.presenters.record_lists import heading_cell, next_date, tag
from governance.rules import certifications as rules
from hubportal.records.models import Deadline
from hubportal.records.presenters.page import Step, standing
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
    """One statement, how it stands, what it was a quarter ago, and the evidence. What becomes of an action is said once
    the certification is signed.
    """

    code: str
    words: str
    standing: str
    colour: str
    note: str
    action: str
    action_by: str
    action_standing: str
    action_colour: str
    done_href: str
    before: str
    change: str
    before_action: str
    evidence: list[dict[str, Any]]
    href: str


def statements(
    certification: SelfCertification,
    content: Mapping[str, Any],
    *,
    before: SelfCertification | None,
    answers: bool,
    actions: Mapping[tuple[int, str], Deadline],
    finishes: bool,
    today: date,
) -> list[StatementInWords]:
    """The five statements in order; `finishes` where the person records that an action is done."""
    colours = {rules.COMPLIANT: "green", rules.NOT_COMPLIANT: "orange"}
    made = []
    for row in rules.compared(before.statements if before else None, certification.statements):
        said = certification.statements.get(row.code, {})
        by = said.get("action_by", "")
        kept = actions.get((certification.pk, row.code))
        its_action = standing(kept, today=today) if kept else ("", "")
        open_to = kept is not None and kept.met_on is None and finishes
        made.append(
            StatementInWords(
                code=row.code,
                words=rules.STATEMENTS[row.code],
                standing=rules.STANDINGS.get(row.now, "Not answered yet"),
                colour=colours.get(row.now, "yellow"),
                note=said.get("note", ""),
                action=said.get("action", ""),
                action_by=long_date(date.fromisoformat(by)) if by else "",
                action_standing=its_action[0],
                action_colour=its_action[1],
                done_href=_address("done", certification, row.code) if open_to else "",
                before=rules.STANDINGS.get(row.before, ""),
                change=row.change,
                before_action=action_before(actions.get((before.pk, row.code)) if before else None),
                evidence=content["evidence"].get(row.code, []),
                href=_address("statement", certification, row.code) if answers else "",
            )
        )
    return made


def _address(act: str, certification: SelfCertification, code: str) -> str:
    return reverse(f"certifications:{act}", args=[certification.reference, code])


def action_before(kept: Deadline | None) -> str:
    """What became of the action of the quarter before, in a sentence; empty where there was none."""
    if kept is None:
        return ""
    if kept.met_on is None:
        return f"Its action, to be done by {long_date(kept.due_on)}, is not done yet."
    return f"Its action was done on {long_date(kept.met_on)}."


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
