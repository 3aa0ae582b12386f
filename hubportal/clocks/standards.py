"""The policies of the agreements, read from their table (`fixtures/policies.yaml`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from hubportal.clocks.definitions import PolicyMistake, policy_from
from hubportal.clocks.policy import ClockPolicy, version_in_force

TABLE = Path(__file__).resolve().parents[2] / "fixtures" / "policies.yaml"


@dataclass(frozen=True, slots=True)
class StandardPolicy:
    """One row of the table: a version of a policy and the document it is taken from."""

    policy: ClockPolicy
    source: str


def standard_policies(table: Path = TABLE) -> list[StandardPolicy]:
    """Every row of the table, each checked; a code has each version and each beginning once."""
    rows = [_row(row) for row in yaml.safe_load(table.read_text(encoding="utf-8"))]
    for distinguish in ("version", "effective_from"):
        seen = [(row.policy.code, getattr(row.policy, distinguish)) for row in rows]
        twice = sorted({key for key in seen if seen.count(key) > 1})
        if twice:
            raise PolicyMistake(f"Policy {twice[0][0]}: {distinguish} {twice[0][1]} is there twice.")
    return rows


def _row(row: dict[str, Any]) -> StandardPolicy:
    missing = [key for key in ("code", "version", "effective_from", "clause", "source", "definition") if key not in row]
    if missing:
        raise PolicyMistake(f"Policy {row.get('code', '')}: “{missing[0]}” is missing.")
    policy = policy_from(
        row["definition"],
        code=row["code"],
        version=row["version"],
        effective_from=row["effective_from"],
        clause=row["clause"],
    )
    return StandardPolicy(policy, row["source"])


def in_force_by_code(policies: Iterable[ClockPolicy], on: date) -> dict[str, ClockPolicy]:
    """The version of each policy in force on a day; a policy that had not begun is left out."""
    versions: dict[str, list[ClockPolicy]] = {}
    for policy in policies:
        versions.setdefault(policy.code, []).append(policy)
    found = {code: version_in_force(known, on) for code, known in versions.items()}
    return {code: policy for code, policy in found.items() if policy is not None}
