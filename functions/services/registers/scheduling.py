"""The three-yearly schedule of rent reviews: a row for every practice, and the next one when a review is complete."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from functions.models import RegisterRow
from functions.services.registers.adding import NewRow, add_rows
from functions.services.registers.declared import registers
from hubportal.organisations.models import Ccg, Person, Practice, PracticeMembership
from hubportal.organisations.models.practices import PracticeStatus
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

RENT_REVIEWS = "rent-reviews"
CARRIED = ("premises", "basis", "directions_version")


def next_values(done: dict[str, Any]) -> dict[str, Any]:
    """What the next review begins with: the rent just agreed, and the day from which the three years count."""
    carried = {name: done[name] for name in CARRIED if name in done}
    last = done.get("effective_on") or done.get("last_effective_on")
    rent = done.get("new_rent") or done.get("old_rent")
    return carried | ({"last_effective_on": last} if last else {}) | ({"old_rent": rent} if rent else {})


def begin_next_review(row: RegisterRow, *, by: Person, on: date, at: datetime) -> None:
    """A complete review begins the next one of its practice, three years after the new rent took effect."""
    new = NewRow(row.ccg, row.practice, next_values(row.values), owner=row.owner)
    add_rows(registers()[RENT_REVIEWS], [new], by=by, on=local_day(at), at=at, words=f"Follows {row.reference}")


def without_a_review(ccg_ids: Collection[int], *, on: date) -> Any:
    """Memberships of practices that are open on a day and have no open rent review."""
    reviewed = RegisterRow.objects.open().filter(register=RENT_REVIEWS, ccg_id__in=ccg_ids)
    return (
        PracticeMembership.objects.filter(ccg_id__in=ccg_ids, period__contains=on)
        .filter(practice__status=PracticeStatus.ACTIVE)
        .exclude(practice_id__in=reviewed.values("practice_id"))
    )


@transaction.atomic
def make_schedule(*, by: Person, on: date, at: datetime, ccg_ids: Collection[int] | None = None) -> int:
    """Add a rent review for every practice that has none open, from the last one where there was one; returns how many.

    The same few statements whatever the number of practices.
    """
    mine = by.grants.ccgs("ccg_case_edit")
    wanted = mine if ccg_ids is None else mine & frozenset(ccg_ids)
    if not wanted:
        raise Refused("You do not work for this CCG.", status=403)
    ccgs = {ccg.pk: ccg for ccg in Ccg.objects.select_related("hub").filter(pk__in=wanted)}
    found = list(without_a_review(wanted, on=on).values_list("ccg_id", "practice_id").order_by("ccg_id", "practice_id"))
    practices = Practice.objects.in_bulk([practice for _, practice in found])
    before = _last_of(wanted)
    rows = [NewRow(ccgs[ccg], practices[key], next_values(before.get((ccg, key), {}))) for ccg, key in found]
    return len(add_rows(registers()[RENT_REVIEWS], rows, by=by, on=on, at=at, words="Put on the schedule"))


def _last_of(ccg_ids: Collection[int]) -> dict[tuple[int, int], dict[str, Any]]:
    """The values of each practice's last complete review."""
    done = RegisterRow.objects.filter(register=RENT_REVIEWS, ccg_id__in=ccg_ids, state="complete")
    latest = done.order_by("ccg_id", "practice_id", "-closed_on", "-id").distinct("ccg_id", "practice_id")
    return {(ccg, key): values for ccg, key, values in latest.values_list("ccg_id", "practice_id", "values")}
