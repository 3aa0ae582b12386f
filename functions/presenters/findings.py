"""How a case ended, and who holds a concern, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from functions.models import CaseFinding, EscalationStep, Query
from functions.presenters.case import FileInWords
from functions.rules.escalation import RUNG_OF
from functions.rules.findings import ASKED, Asked, answered_elsewhere, late_complaint
from hubportal.web import words


def finding_rows(case: Query, finding: CaseFinding | None) -> list[dict[str, Any]]:
    """The facts recorded, as pairs."""
    return facts_in_words(case.kind, finding.facts) if finding is not None else []


def facts_in_words(kind: str, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The facts that a kind of case records, as pairs; none for a kind that records none."""
    rows = [{"key": asked.label, "value": _said(asked, facts.get(asked.name))} for asked in ASKED.get(kind, ())]
    return [row for row in rows if row["value"]]


def _said(asked: Asked, value: Any) -> str:
    if not value:
        return ""
    if asked.form == "day":
        return words.long_date(date.fromisoformat(value))
    if asked.choices:
        chosen = [value] if isinstance(value, str) else value
        return "; ".join(asked.choices.get(one, one) for one in chosen)
    return str(value)


def finding_flags(case: Query, finding: CaseFinding | None) -> list[str]:
    """What whoever works the case should notice."""
    if finding is None or case.kind != "complaint":
        return []
    flags, happened = [], finding.facts.get("happened_on")
    if late_complaint(date.fromisoformat(happened) if happened else None, case.received_on):
        flags.append("It came more than 12 months after the event: note the good reason for taking it.")
    if answered_elsewhere(finding.facts):
        flags.append("The practice has answered the same complaint: only one body answers.")
    return flags


@dataclass(frozen=True, slots=True)
class RungLine:
    """One rung that a concern has been at."""

    words: str
    holder: str
    since: str
    state: str
    colour: str
    reason: str
    outcome: str
    files: tuple[FileInWords, ...] = ()


def rung_lines(steps: Iterable[EscalationStep], today: date, files: Iterable[FileInWords] = ()) -> list[RungLine]:
    """The ladder as far as it has been climbed; the files are the panel's decision."""
    lines, climbed = [], list(steps)
    for step in climbed:
        if step.outcome:
            state, colour = f"Settled {words.long_date(step.left_on)}", "green"
        elif step.left_on:
            ended = "Ended" if step is climbed[-1] else "Passed on"
            state, colour = f"{ended} {words.long_date(step.left_on)}", "grey"
        else:
            late = today > step.due_on
            state, colour = (
                f"{'Late since' if late else 'By'} {words.long_date(step.due_on)}",
                "red" if late else "yellow",
            )
        outcome = f"{step.outcome} ({step.decision})" if step.decision else step.outcome
        lines.append(
            RungLine(
                words=RUNG_OF[step.rung].words,
                holder=step.holder.name if step.holder else "",
                since=words.long_date(step.since_on),
                state=state,
                colour=colour,
                reason=step.reason,
                outcome=outcome,
                files=tuple(files) if step.decision else (),
            )
        )
    return lines
