"""A hub's own versions of a clock policy: added, never edited, since cases keep the one they were received under."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from functions.services.policies import policy_from_version, version_in_force
from hubportal.clocks import ClockPolicy
from hubportal.clocks.definitions import PolicyMistake, definition_of, policy_from
from hubportal.clocks.models import PolicyVersion
from hubportal.organisations.models import Hub
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day, long_date

if TYPE_CHECKING:
    from hubportal.organisations.models import Person


def may_change(person: "Person", hub: Hub) -> bool:
    """Settings of a hub are changed by those who hold that right on all its CCGs."""
    return hub.pk in person.grants.whole_hubs and person.grants.any("ccg_settings_edit")


@transaction.atomic
def add_version(
    *,
    hub: Hub,
    code: str,
    effective_from: date,
    lengths: Mapping[str, int],
    due_soon_days: int,
    cut_off: time | None,
    note: str,
    by: "Person",
    at: datetime,
) -> PolicyVersion:
    """Add a version for cases received from a day on; the latest version's other figures carry over."""
    if not may_change(by, hub):
        raise Refused("Only the heads of a hub change its clock policies.", status=403)
    if effective_from < local_day(at):
        raise Refused(
            "A version begins today or later: cases already received keep theirs.", field="effective_from", status=400
        )
    before = latest_version(hub=hub, code=code, on=local_day(at))
    if effective_from <= before.effective_from:
        raise Refused(
            f"The latest version begins on {long_date(before.effective_from)}. Choose a later day.",
            field="effective_from",
            status=400,
        )
    definition = definition_of(policy_from_version(before))
    for step in definition["steps"]:
        step["length"] = lengths.get(step["step"], step["length"])
    definition |= {"due_soon_days": due_soon_days, "cut_off": cut_off.isoformat() if cut_off else None}
    number = PolicyVersion.objects.filter(code=code).aggregate(last=Max("version"))["last"] + 1
    _refuse_mistake(definition, code=code, version=number, effective_from=effective_from, clause=before.clause)
    return PolicyVersion.objects.create(
        hub=hub,
        code=code,
        version=number,
        effective_from=effective_from,
        definition=definition,
        clause=before.clause,
        note=note,
        made_by=by,
    )


def latest_version(*, hub: Hub, code: str, on: date) -> PolicyVersion:
    """The newest version a hub has written, even if it has not begun; otherwise the one in force."""
    own = PolicyVersion.objects.filter(hub=hub, code=code).order_by("-effective_from").first()
    return own or version_in_force(code=code, hub_id=hub.pk, on=on)


def as_policy(version: PolicyVersion) -> ClockPolicy:
    """A version as the rules read it."""
    return policy_from_version(version)


def _refuse_mistake(
    definition: dict[str, object], *, code: str, version: int, effective_from: date, clause: str
) -> None:
    try:
        policy_from(definition, code=code, version=version, effective_from=effective_from, clause=clause)
    except PolicyMistake as mistake:
        raise Refused(str(mistake), status=400) from mistake
