"""Stored versions of clock policies: which is in force, and as the rules read it."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, Q, QuerySet

from hubportal.clocks.definitions import policy_from
from hubportal.clocks.models import PolicyVersion
from hubportal.clocks.policy import ClockPolicy
from hubportal.tenancy.prepared import Slot, slot, statement

# The hub's own before the agreements', the latest first.
NEWEST = (F("hub_id").asc(nulls_last=True), "-effective_from", "-version")


def as_policy(version: PolicyVersion) -> ClockPolicy:
    """A stored version as the rules read it."""
    return policy_from(
        version.definition,
        code=version.code,
        version=version.version,
        effective_from=version.effective_from,
        clause=version.clause,
    )


def _begun(hub_id: int | Slot | None, on: date | Slot) -> QuerySet[PolicyVersion]:
    """Versions that had begun on that day: the hub's own before the agreements', the latest first."""
    return PolicyVersion.objects.filter(Q(hub_id=hub_id) | Q(hub__isnull=True), effective_from__lte=on).order_by(
        *NEWEST
    )


def in_force(*, code: str, hub_id: int | None, on: date) -> PolicyVersion | None:
    """The version in force on a day: the hub's own where it has one by then, otherwise the agreement's."""
    return next(iter(_in_force(hub_id is not None)({"hub": hub_id, "on": on, "code": code})), None)


@statement
def _in_force(of_a_hub: bool) -> QuerySet[PolicyVersion]:
    return _begun(slot("hub") if of_a_hub else None, slot("on")).filter(code=slot("code"))[:1]


def in_force_for(code: str, places: Collection[tuple[int, date]]) -> dict[tuple[int, date], ClockPolicy]:
    """The policy of a code for each hub and day, in one statement."""
    hubs, days = {hub for hub, _ in places}, [day for _, day in places]
    rows = PolicyVersion.objects.filter(Q(hub_id__in=hubs) | Q(hub__isnull=True), code=code).order_by(*NEWEST)
    versions = list(rows.filter(effective_from__lte=max(days))) if places else []
    found = {}
    for hub, day in places:
        begun = (one for one in versions if one.hub_id in {hub, None} and one.effective_from <= day)
        if (version := next(begun, None)) is not None:
            found[hub, day] = as_policy(version)
    return found


def all_in_force(*, hub_id: int | None, on: date) -> dict[str, ClockPolicy]:
    """Every policy in force on a day, by code; with no hub, those of the agreements."""
    found: dict[str, ClockPolicy] = {}
    for version in _begun(hub_id, on):
        if version.code not in found:
            found[version.code] = as_policy(version)
    return found


def standard_policies(codes: Iterable[str]) -> dict[str, ClockPolicy]:
    """The agreements' own policies of these codes, in their latest version."""
    found = all_in_force(hub_id=None, on=date.max)
    return {code: found[code] for code in codes if code in found}
