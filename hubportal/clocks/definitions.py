"""Policies as written down: reading one version from a table row, checking it, and writing it back."""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from typing import Any, TypeVar

from hubportal.clocks.exclusions import REASONS
from hubportal.clocks.policy import ClockPolicy, Span, StepPolicy, StepRole, Waiting

Choice = TypeVar("Choice", bound=StrEnum)

DEFINED = frozenset(
    {
        "name",
        "day_count",
        "closures_count",
        "cut_off",
        "waiting",
        "update_counts",
        "promise_with_acknowledgement",
        "due_soon_days",
        "exclusion_reasons",
        "steps",
    }
)


class PolicyMistake(ValueError):
    """A policy that cannot be read, with the sentence that says why."""


def policy_from(
    definition: Mapping[str, Any], *, code: str, version: int, effective_from: date, clause: str
) -> ClockPolicy:
    """One version of a policy from its definition: names and figures as in `fixtures/policies.yaml`.

    Raises `PolicyMistake` naming the policy and what is wrong with it.
    """
    unknown = sorted(set(definition) - DEFINED)
    if unknown:
        raise PolicyMistake(f"Policy {code}: “{unknown[0]}” is not known.")
    cut_off = definition.get("cut_off")
    policy = ClockPolicy(
        code=code,
        version=version,
        effective_from=effective_from,
        name=str(definition.get("name", code)),
        clause=clause,
        steps=tuple(_step(code, clause, row) for row in definition.get("steps", ())),
        day_count=str(definition.get("day_count", "england")),
        closures_count=bool(definition.get("closures_count", True)),
        cut_off=time.fromisoformat(cut_off) if cut_off else None,
        waiting=_choice(code, Waiting, definition.get("waiting", Waiting.NOTHING)),
        update_counts=bool(definition.get("update_counts", False)),
        promise_with_acknowledgement=bool(definition.get("promise_with_acknowledgement", False)),
        due_soon_days=int(definition.get("due_soon_days", 2)),
        exclusion_reasons=tuple(definition.get("exclusion_reasons", ())),
    )
    mistake = _mistake(policy)
    if mistake:
        raise PolicyMistake(f"Policy {code}: {mistake}.")
    return policy


def _choice(code: str, choices: type[Choice], value: object) -> Choice:
    try:
        return choices(str(value))
    except ValueError as error:
        raise PolicyMistake(f"Policy {code}: “{value}” is none of {', '.join(choices)}.") from error


def _step(code: str, clause: str, row: Mapping[str, Any]) -> StepPolicy:
    return StepPolicy(
        step=str(row["step"]),
        role=_choice(code, StepRole, row["role"]),
        span=_choice(code, Span, row["span"]),
        length=int(row.get("length", 0)),
        task=str(row["task"]),
        done=str(row["done"]),
        clause=str(row.get("clause", clause)),
    )


def _mistake(policy: ClockPolicy) -> str | None:
    roles = [step.role for step in policy.steps]
    if roles.count(StepRole.RESPOND) != 1 or len(set(roles)) != len(roles):
        return "it needs one step that the answer meets, and at most one of each other kind"
    if policy.day_count not in {"england", "uk"}:
        return f"the day count “{policy.day_count}” is neither england nor uk"
    if any(step.length < 1 for step in policy.steps if step.span is not Span.PROMISED_DATE):
        return "a step counted in days or months needs a length of at least 1"
    if policy.waiting is not Waiting.NOTHING and policy.response.span is not Span.WORKING_DAYS:
        return "only an answer counted in working days can wait for the requester"
    if policy.due_soon_days < 0:
        return "due soon cannot be a negative number of days"
    unknown = [reason for reason in policy.exclusion_reasons if reason not in REASONS]
    return f"“{unknown[0]}” is not a reason for exclusion" if unknown else None


def definition_of(policy: ClockPolicy) -> dict[str, Any]:
    """The definition from which `policy_from` makes the same policy again; plain values, fit for JSON."""
    return {
        "name": policy.name,
        "day_count": policy.day_count,
        "closures_count": policy.closures_count,
        "cut_off": policy.cut_off.isoformat() if policy.cut_off else None,
        "waiting": policy.waiting.value,
        "update_counts": policy.update_counts,
        "promise_with_acknowledgement": policy.promise_with_acknowledgement,
        "due_soon_days": policy.due_soon_days,
        "exclusion_reasons": list(policy.exclusion_reasons),
        "steps": [
            {
                "step": step.step,
                "role": step.role.value,
                "span": step.span.value,
                "length": step.length,
                "task": step.task,
                "done": step.done,
                "clause": step.clause,
            }
            for step in policy.steps
        ],
    }
