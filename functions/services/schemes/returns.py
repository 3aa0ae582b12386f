"""What practices that signed up return: entered for many at once, on what the page showed, and taken back by reason."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from functions.models import Invitation, SchemeReturn
from functions.rules.schemes.answering import refuse_return
from functions.rules.schemes.gates import CLAUSE
from functions.rules.schemes.terms import periods_of
from functions.services.schemes.finding import Offer, locked_invitation, locked_offer, worked_ccgs
from hubportal.organisations.models import Person
from hubportal.records.models import RecordMove
from hubportal.records.services.finding import of
from hubportal.web.refusals import Difference, Refused, Stale
from hubportal.web.words import local_day, long_date

RETURNED, TAKEN_BACK = "return", "take-back"


@transaction.atomic
def record_returns(
    *,
    reference: str,
    period: str,
    on: date,
    returned: Mapping[str, Decimal | None],
    by: Person,
    at: datetime,
    seen: Mapping[str, str] | None = None,
) -> int:
    """What came in for one period of the schedule: practice code to its figure. Recorded again, it replaces.

    `seen` is what the page said of each practice before (`mark_of`), None where there was no page; what was recorded
    meanwhile is not overwritten unseen. Returns how many practices. Only those that signed up return anything.
    """
    offer = locked_offer(reference=reference, by=by, version=None)
    due_on = due_date(offer, period)
    if not returned:
        raise Refused("Tick the practices whose return has come.", field="practices", status=400)
    found = _signed_up(offer, returned, by=by)
    _refuse_day(found, on=on, today=local_day(at))
    kept = {row.invitation_id: row for row in _returns(found, period)}
    if seen is not None:
        _refuse_stale(found, kept, period, on=on, returned=returned, seen=seen)
    rows = [
        SchemeReturn(
            hub_id=one.hub_id, ccg_id=one.ccg_id, invitation_id=one.pk, period=period, due_on=due_on, returned_on=on,
            figure=returned[one.practice.ods_code], recorded_by=by,
        )
        for one in found
    ]  # fmt: skip
    SchemeReturn.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["ccg", "invitation", "period"],
        update_fields=["returned_on", "figure", "recorded_by"],
    )
    said = [
        _move(one, act=RETURNED, on=on, by=by, at=at, period=period, was=kept.get(one.pk), now=row)
        for one, row in zip(found, rows, strict=True)
    ]
    RecordMove.objects.bulk_create(said)
    mine = Invitation.objects.filter(ccg_id__in={one.ccg_id for one in found}, pk__in=[one.pk for one in found])
    mine.update(version=F("version") + 1, changed_at=at)
    return len(rows)


@transaction.atomic
def record_return(
    *,
    reference: str,
    ods_code: str,
    version: int,
    period: str,
    on: date,
    figure: Decimal | None,
    by: Person,
    at: datetime,
) -> None:
    """What came in from one practice, on the version of its invitation that was read.

    The offer is locked before the invitation, as where returns are entered together.
    """
    locked_offer(reference=reference, by=by, version=None)
    one = locked_invitation(reference=reference, ods_code=ods_code, by=by, version=version)
    record_returns(
        reference=reference, period=period, on=on, returned={one.practice.ods_code: figure}, by=by, at=at
    )  # fmt: skip


def return_of(invitation: Invitation, period: str) -> SchemeReturn | None:
    """What is recorded for one period."""
    return next(iter(_returns([invitation], period)), None)


@transaction.atomic
def take_back(
    *, reference: str, ods_code: str, version: int, period: str, note: str, by: Person, at: datetime
) -> Invitation:
    """Undo a return that was recorded by mistake; what it said stays in the history, with the reason."""
    invitation = locked_invitation(reference=reference, ods_code=ods_code, by=by, version=version)
    if not note.strip():
        raise Refused("Enter the reason.", field="note", status=400)
    kept = return_of(invitation, period)
    if kept is None:
        raise Refused(f"No return is recorded for {period}.", clause=CLAUSE)
    _move(invitation, act=TAKEN_BACK, on=local_day(at), by=by, at=at, period=period, was=kept, note=note).save()
    kept.delete()
    invitation.version += 1
    invitation.save(update_fields=["version", "changed_at"])
    return invitation


def due_date(offer: Offer, period: str) -> date:
    """The day by which a period's return is due."""
    due = next((one.due_on for one in periods_of(offer.periods) if one.name == period), None)
    if due is None:
        raise Refused("The monitoring schedule has no such period.", field="period", status=400)
    return due


def mark_of(kept: SchemeReturn | None) -> str:
    """What a page says of a return, so that the same page sent later can be told from one that is out of date."""
    return f"{kept.returned_on.isoformat()} {_figure(kept.figure)}".strip() if kept else ""


def _figure(figure: Decimal | None) -> str:
    return "" if figure is None else f"{figure:.2f}"


def said_of(kept: SchemeReturn | None) -> str:
    """A return in words: its figure, where it has one, and its day."""
    return ", ".join(filter(None, (_figure(kept.figure), long_date(kept.returned_on)))) if kept else ""


def _signed_up(offer: Offer, codes: Iterable[str], *, by: Person) -> list[Invitation]:
    """The invitations of these practices, locked in one order; refused for one that has not signed up."""
    signed = Invitation.objects.of(offer).filter(state="yes", ccg_id__in=worked_ccgs(offer, by))
    chosen = signed.filter(practice__ods_code__in=list(codes)).select_related("practice")
    found = list(chosen.select_for_update(of=("self",)).order_by("pk"))
    missing = sorted(set(codes) - {one.practice.ods_code for one in found})
    if missing:
        raise Refused(f"{missing[0]} has not signed up, so that it returns nothing.", field="practices")
    return found


def _returns(invitations: list[Invitation], period: str) -> Any:
    ccgs = {one.ccg_id for one in invitations}
    return SchemeReturn.objects.filter(ccg_id__in=ccgs, invitation__in=invitations, period=period)


def _refuse_day(found: list[Invitation], *, on: date, today: date) -> None:
    for one in found:
        sentence = refuse_return(str(one.practice), on=on, signed_up_on=one.answered_on or one.invited_on, today=today)
        if sentence is not None:
            raise Refused(sentence, clause=CLAUSE, field="on", status=400)


def _refuse_stale(
    found: list[Invitation],
    kept: Mapping[int, SchemeReturn],
    period: str,
    *,
    on: date,
    returned: Mapping[str, Decimal | None],
    seen: Mapping[str, str],
) -> None:
    """What somebody else recorded since the page was opened is shown beside what was typed, and stays until then."""
    stale = [one for one in found if seen.get(one.practice.ods_code, "") != mark_of(kept.get(one.pk))]
    if not stale:
        return
    raise Stale(
        f"Someone else changed returns of {period} while you had this page open. Nothing you typed has been saved yet.",
        differences=[
            Difference(
                str(one.practice),
                said_of(kept.get(one.pk)),
                said_of(SchemeReturn(returned_on=on, figure=returned[one.practice.ods_code])),
            )
            for one in stale
        ],
    )


def _move(
    invitation: Invitation,
    *,
    act: str,
    on: date,
    by: Person,
    at: datetime,
    period: str,
    was: SchemeReturn | None,
    now: SchemeReturn | None = None,
    note: str = "",
) -> RecordMove:
    """A return come or taken back, as the invitation's page tells of it."""
    before = f"Before: {said_of(was)}" if was else ""
    return RecordMove(
        **of(invitation),
        act=act,
        words=f"{period} {'returned' if now else 'taken back'}"
        + (f": {_figure(now.figure)}" if now and now.figure is not None else ""),
        from_state=invitation.state,
        to_state=invitation.state,
        on=on,
        note="\n".join(filter(None, (note.strip(), before))),
        facts={"period": period, "was": mark_of(was), "now": mark_of(now)},
        by=by,
        at=at,
    )
