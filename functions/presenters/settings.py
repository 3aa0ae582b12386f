"""A hub's settings in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from functions.rules.placeholders import PLACEHOLDERS
from functions.services.letters import LetterTemplate
from functions.services.policies import policy_from_version
from hubportal.clocks import REASONS, ClockPolicy, StepPolicy, Waiting
from hubportal.clocks.models import PolicyVersion
from hubportal.clocks.policy import Span
from hubportal.web import words

_WAITING = {
    Waiting.NOTHING: "Waiting for the requester changes nothing",
    Waiting.PAUSES: "Days spent waiting for the requester do not count",
    Waiting.RESTARTS: "A clarification begins the time to answer again",
}
_DAYS = {"england": "Bank holidays of England", "uk": "Bank holidays of any part of the UK"}


@dataclass(frozen=True, slots=True)
class PolicyInWords:
    """One version: whose it is, from when, and what it says."""

    code: str
    name: str
    clause: str
    whose: str
    number: int
    effective_from: date
    in_force: bool
    facts: list[tuple[str, str]]
    note: str


def policy_in_words(version: PolicyVersion, *, today: date, in_force: bool = False) -> PolicyInWords:
    """A version as the page shows it."""
    policy = policy_from_version(version)
    return PolicyInWords(
        code=version.code,
        name=policy.name,
        clause=version.clause,
        whose="This hub" if version.hub_id else "From the agreement",
        number=version.version,
        effective_from=version.effective_from,
        in_force=in_force,
        facts=_facts(policy),
        note=version.note,
    )


def policy_list(versions: Iterable[PolicyVersion], *, today: date) -> list[PolicyInWords]:
    """Each policy by the version in force today: the hub's own where it has begun, otherwise the agreement's."""
    found: dict[str, PolicyVersion] = {}
    for version in versions:
        known = found.get(version.code)
        if version.effective_from <= today and (known is None or (known.hub_id is None and version.hub_id is not None)):
            found[version.code] = version
    return [policy_in_words(version, today=today, in_force=True) for version in found.values()]


def _length(step: StepPolicy) -> str:
    if step.span is Span.WORKING_DAYS:
        return f"in {words.working_days(step.length)}"
    if step.span is Span.MONTHS:
        return f"in {words.plural(step.length, 'month')}"
    if step.span is Span.MONTH_AFTER_QUARTER:
        return "by the end of the month after the quarter"
    return "by the date that is promised or given"


def _facts(policy: ClockPolicy) -> list[tuple[str, str]]:
    facts = [(step.task, _length(step)) for step in policy.steps]
    facts.append(
        (
            "Days not counted",
            f"Weekends, {_DAYS[policy.day_count].lower().replace('england', 'England').replace('uk', 'UK')}"
            f"{', the hub’s closures' if policy.closures_count else ''}",
        )
    )
    facts.append(("Waiting", _WAITING[policy.waiting]))
    facts.append(("Due soon", f"{words.working_days(policy.due_soon_days)} before the date"))
    if policy.cut_off:
        facts.append(("Cut-off", f"After {policy.cut_off:%H:%M} counts as the next day"))
    if policy.exclusion_reasons:
        facts.append(("Exclusions", "; ".join(REASONS[code].words for code in policy.exclusion_reasons)))
    return facts


def letters_in_words(templates: Iterable[LetterTemplate]) -> dict[str, object]:
    """The templates, and the names that are filled in."""
    return {"templates": list(templates), "names": sorted(PLACEHOLDERS.items())}
