"""What would follow from logging a case as it has been typed so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.presenters.clock import StepInWords, steps_of
from functions.services.preview import first_reading
from hubportal.organisations.models import Ccg


@dataclass(frozen=True, slots=True)
class Follows:
    """The CCG it would be logged for, the policy, and its steps in words."""

    ccg: Ccg
    policy: str
    clause: str
    steps: list[StepInWords]


def what_follows(typed: Mapping[str, Any], *, at: datetime) -> Follows | None:
    """Both due dates and why; None while the CCG, the kind or the day of receipt is not known."""
    ccg, kind, received_at = typed.get("ccg"), typed.get("kind"), typed.get("received_at")
    if ccg is None or not kind or received_at is None:
        return None
    preview = first_reading(kind=kind, hub=ccg.hub_id, received_at=received_at, at=at)
    if preview is None:
        return None
    policy = preview.reading.policy
    return Follows(ccg, policy.name, policy.clause, steps_of(preview.reading))
