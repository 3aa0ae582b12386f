"""The four gates of a local scheme in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.rules.schemes.gates import CCGS, GATES
from hubportal.records.models import RecordMove
from hubportal.records.rules.moves import Moves
from hubportal.web import words
from hubportal.web.words import lower_first


@dataclass(frozen=True, slots=True)
class GateLine:
    """One gate on the page of a scheme."""

    whose: str
    state: str
    colour: str
    detail: str


def gate_lines(passed: Mapping[str, RecordMove], state: str, table: Moves | None) -> list[GateLine]:
    """The four gates in their order: passed with whom and when, the next one with who passes it, and those to come."""
    lines, next_found = [], table is None or state in {"refused", "withdrawn", "ended"}
    for gate in GATES:
        row = passed.get(gate.act)
        if row is not None:
            said = f"{row.facts.get('supporter', '')}, {words.long_date(row.on)}"
            decision = row.facts.get("decision")
            lines.append(GateLine(gate.whose, "Passed", "green", f"{said}{f', {decision}' if decision else ''}"))
        elif not next_found:
            next_found = True
            who = "The CCG" if table and table.named(gate.act).permission == CCGS else "The hub"
            needs = f"Needs: {lower_first(gate.evidence)}. {who} records it ({gate.clause})."
            lines.append(GateLine(gate.whose, "Next", "yellow", needs))
        else:
            lines.append(GateLine(gate.whose, "To come", "grey", ""))
    return lines
