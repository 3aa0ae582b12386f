"""Finding what somebody of a committee works on: locked, permitted, and still what they were looking at."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.http import Http404

from governance.models import TermsOfReference
from governance.models.base import Kept
from hubportal.organisations.models import Committee, Person
from hubportal.web import words
from hubportal.web.refusals import Difference, Refused, Stale

Row = TypeVar("Row", bound=Kept)

MINUTE = "committee_minute"
VOTE = "committee_vote"
READ = "committee_read"


def locked_committee(committee_id: int, *, by: Person, permission: str = MINUTE) -> Committee:
    """A committee, locked until the transaction ends, so that its numbers are counted without a gap.

    404 to a stranger; refused to somebody who may only read.
    """
    if not by.grants.can(READ, committee_id):
        raise Http404("No committee of yours is this one.")
    if not by.grants.can(permission, committee_id):
        raise Refused("Your role at this committee reads its business, and does not do this.", status=403)
    return Committee.objects.select_for_update().get(pk=committee_id)


def locked_row(
    model: type[Row],
    pk: int,
    *,
    by: Person,
    version: int | None,
    permission: str = MINUTE,
    yours: Callable[[Any], tuple[Difference, ...]] | None = None,
) -> Row:
    """A row of a committee's business, locked until the transaction ends.

    404 to a stranger, refused to somebody who may only read, and stale where `version`, that of the page the person
    held, is no longer the row's; None when they held no page. `yours` sets what was typed beside what is saved.
    """
    row: Any = (
        model._default_manager.filter(committee_id__in=by.grants.on(READ))
        .select_related("committee", "hub")
        .select_for_update(of=("self",))
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Http404("No row of yours has this number.")
    if not by.grants.can(permission, row.committee_id):
        raise Refused("Your role at this committee reads its business, and does not do this.", status=403)
    if version is not None and version != row.version:
        raise stale(row, yours(row) if yours else ())
    found: Row = row
    return found


def stale(row: Kept, both: tuple[Difference, ...] = ()) -> Stale:
    """That somebody else changed a row while the person had it open, when, and what differs from what was typed."""
    return Stale(
        f"Someone else changed this on {words.moment(row.changed_at)}, while you had it open."
        " Nothing you typed has been saved yet.",
        changed_at=words.moment(row.changed_at),
        differences=both,
    )


def changed(row: Kept, *fields: str) -> None:
    """Save these fields, and let the version rise so that a page opened before is stale."""
    row.version += 1
    row.save(update_fields=[*fields, "version", "changed_at"])


def of(committee: Committee) -> dict[str, Any]:
    """The columns by which a row belongs to a committee."""
    return {"hub_id": committee.hub_id, "committee_id": committee.pk}


def next_number(rows: models.QuerySet[Any]) -> int:
    """The number after the last of these rows; the committee is locked meanwhile."""
    return (rows.aggregate(last=models.Max("number"))["last"] or 0) + 1


def adopted_terms(*committee_ids: int) -> models.QuerySet[TermsOfReference]:
    """The terms of reference committees have adopted; each is in force until the committee's next."""
    adopted = TermsOfReference.State.ADOPTED
    found: models.QuerySet[TermsOfReference] = TermsOfReference.objects.filter(
        committee_id__in=committee_ids, state=adopted
    )
    return found


def terms_in_force(committee_id: int, *, on: date) -> TermsOfReference | None:
    """The adopted terms of reference in force on a day; None where there are none yet."""
    return adopted_terms(committee_id).filter(in_force_from__lte=on).order_by("-in_force_from").first()
