"""Leaving an agreement: notice, its end, the new arrangement, and taking the notice back."""

from datetime import date, datetime

from django.db import transaction

from governance.models import Agreement
from governance.rules.agreements import (
    EXTENSION,
    Leaving,
    begin_fault,
    end_fault,
    leave,
    notice_fault,
    withdrawal_fault,
)
from governance.services.agreement_dates import forget_notice, in_force_from, keep_notice
from governance.services.agreement_signing import side_of
from governance.services.agreement_versions import version_of
from governance.services.kinds import AGREEMENT
from governance.services.telling import tell_of_notice
from hubportal.organisations.models import Person
from hubportal.records.models import RecordMove
from hubportal.records.services.finding import locked_record
from hubportal.records.services.moving import check_move, move
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day

FIELDS = ("notice_by", "notice_given_on", "notice_ends_on", "leaves_on")


def what_follows(agreement: Agreement, *, given_on: date) -> Leaving:
    """When a notice given on a day would end and the new arrangement start, by the version in force; or that its term
    ends before.
    """
    holds = version_of(agreement, agreement.binding or agreement.current)
    return leave(given_on=given_on, months=holds.notice_months, start=holds.leaving, term_until=holds.term_until)


def why_no_notice(agreement: Agreement, *, given_on: date, recorded_on: date) -> str | None:
    """Why a notice given on a day cannot be recorded; None when it can."""
    follows = what_follows(agreement, given_on=given_on)
    return notice_fault(
        given_on=given_on,
        ends_on=follows.notice_ends_on,
        in_force_from=in_force_from(agreement),
        recorded_on=recorded_on,
    )


@transaction.atomic
def give_notice(
    *, agreement_id: int, version: int | None, by: Person, given_on: date, at: datetime, note: str
) -> Agreement:
    """A party decides to leave: the notice runs from the day it is given, for the party whose role the person holds."""
    agreement: Agreement = locked_record(
        kind=AGREEMENT, record_id=agreement_id, by=by, version=version, permission="ccg_sign"
    )
    check_move(agreement, "notice", by=by, note=note)
    fault = why_no_notice(agreement, given_on=given_on, recorded_on=local_day(at))
    if fault is not None:
        raise Refused(fault, clause=EXTENSION, field="on", status=400)
    follows = what_follows(agreement, given_on=given_on)
    agreement.notice_by = side_of(by, agreement.hub_id)
    agreement.notice_given_on, agreement.notice_ends_on = given_on, follows.notice_ends_on
    agreement.leaves_on = follows.leaves_on
    leaves_on = follows.leaves_on.isoformat() if follows.leaves_on else ""
    facts = {"notice_ends_on": follows.notice_ends_on.isoformat(), "leaves_on": leaves_on}
    move(agreement, "notice", by=by, on=given_on, at=at, note=note, facts=facts, fields=FIELDS)
    keep_notice(agreement, follows, on=given_on)
    tell_of_notice(agreement, on=local_day(at))
    return agreement


def _keeping(agreement: Agreement) -> str:
    given = RecordMove.objects.of(agreement).filter(act="notice").order_by("-id")
    return "keep-extended" if given.values_list("from_state", flat=True).first() == "extended" else "keep"


@transaction.atomic
def take_back(*, agreement_id: int, version: int | None, by: Person, on: date, at: datetime, note: str) -> Agreement:
    """The parties agree that the notice is taken back; only the party that gave it does, before it has ended. The
    agreement is again what it was.
    """
    agreement: Agreement = locked_record(
        kind=AGREEMENT, record_id=agreement_id, by=by, version=version, permission="ccg_sign"
    )
    if agreement.state == "notice":
        if agreement.notice_by != side_of(by, agreement.hub_id):
            raise Refused("Only the party that gave notice takes it back.", status=403)
        if agreement.notice_ends_on is not None and on > agreement.notice_ends_on:
            raise Refused("The notice has ended, so it cannot be taken back.", field="on")
    agreement.notice_by = ""
    agreement.notice_given_on = agreement.notice_ends_on = agreement.leaves_on = None
    move(agreement, _keeping(agreement), by=by, on=on, at=at, note=note, fields=FIELDS)
    forget_notice(agreement, on=on)
    return agreement


def why_too_early(agreement: Agreement, act: str, *, on: date) -> str | None:
    """Why the beginning or the end of the term or the withdrawal cannot be recorded on a day, and from which it can;
    None for any other act, or when it can.
    """
    if act == "begin-term":
        return begin_fault(on=on, term_from=agreement.term_from)
    if act == "end":
        return end_fault(on=on, term_until=agreement.term_until, leaves_on=agreement.leaves_on)
    if act == "withdraw" and agreement.state == "notice":
        return withdrawal_fault(on=on, leaves_on=agreement.leaves_on)
    return None


@transaction.atomic
def record_withdrawal(
    *, agreement_id: int, version: int | None, by: Person, on: date, at: datetime, note: str = ""
) -> Agreement:
    """The agreement is left on the first day of the new arrangement, and not before; or its term ends first."""
    agreement: Agreement = locked_record(kind=AGREEMENT, record_id=agreement_id, by=by, version=version)
    fault = why_too_early(agreement, "withdraw", on=on)
    if fault is not None:
        raise Refused(fault, field="on", status=400)
    move(agreement, "withdraw", by=by, on=on, at=at, note=note)
    return agreement
