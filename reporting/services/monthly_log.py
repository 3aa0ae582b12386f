"""Issuing the monthly query log of a CCG, and the CCG's confirmation that it has it."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from functions.models import Query
from hubportal.clauses import clause
from hubportal.notifications.services.notices import mark_read, notices_of, tell
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.holders import leads_of
from hubportal.web.refusals import Refused
from hubportal.web.words import local_day
from reporting.figures.monthly import log_of
from reporting.models import IssuedLog, LogReceipt
from reporting.rules.monthly_log import fingerprint
from reporting.rules.periods import Month

CLAUSE = "West Midlands MOU 4.1, function XII.20"


def may_issue(*, by: Person, ccg: Ccg) -> bool:
    """Whoever gives out the hub's work issues its logs; a log holds restricted cases, so they must read those too."""
    return by.grants.can("ccg_case_assign", ccg.pk) and by.grants.can("ccg_case_restricted", ccg.pk)


def may_confirm(*, by: Person, ccg: Ccg) -> bool:
    """The CCG's own lead confirms: the one role that both approves and signs for it."""
    return by.grants.can("ccg_approve", ccg.pk) and by.grants.can("ccg_sign", ccg.pk)


@transaction.atomic
@clause("West Midlands MOU 4.1, function XII.20", part="issue")
def issue_log(*, by: Person, ccg: Ccg, month: Month, after_version: int, at: datetime, reason: str = "") -> IssuedLog:
    """The log of a month is issued once the month is over and is then never changed; a correction is a new version.

    `after_version` is the latest version the person has seen (0: none); a correction needs a reason, and needs
    something to have changed. The CCG's leads are told.
    """
    if not may_issue(by=by, ccg=ccg):
        raise Refused("Only a head of the hub issues the monthly log.", clause=CLAUSE, status=403)
    if local_day(at) <= month.last:
        raise Refused(f"{month.words} is not over yet. Issue its log from the next day on.", clause=CLAUSE)
    Ccg.objects.select_for_update(no_key=True).get(pk=ccg.pk)  # one issue of a CCG at a time
    latest = IssuedLog.objects.filter(ccg=ccg, month=month.first).order_by("-version").first()
    if (latest.version if latest else 0) != after_version:
        raise Refused("Somebody else issued this log while you had the page open. Look at theirs first.")
    if latest and not reason.strip():
        raise Refused("Say what is corrected.", field="reason", status=400)
    data = log_of(cases=Query.objects.visible_to(by), ccg=ccg, month=month, as_at=month.last)
    if latest and latest.sha256 == fingerprint(data):
        raise Refused(f"Nothing has changed since version {latest.version}, so there is nothing to correct.")
    log = IssuedLog.objects.create(
        hub_id=ccg.hub_id,
        ccg=ccg,
        month=month.first,
        version=after_version + 1,
        reason=reason.strip() if latest else "",
        data=data,
        sha256=fingerprint(data),
        issued_by=by,
        issued_at=at,
    )
    _tell_leads(log, month=month, on=local_day(at))
    return log


def _tell_leads(log: IssuedLog, *, month: Month, on: date) -> None:
    again = f", version {log.version}" if log.version > 1 else ""
    tell(
        people=leads_of(log.ccg_id, on=on),
        hub=log.hub_id,
        ccg=log.ccg_id,
        kind="reporting.log_issued",
        text=f"The query log of {log.ccg.name} for {month.words}{again} was issued. Confirm that you have it.",
        path=reverse("reporting:monthly-log", args=[log.ccg.ods_code, str(month)]),
        dedupe=_fact(log),
    )


def _fact(log: IssuedLog) -> str:
    """What the leads are told once: that this version was issued."""
    return f"log:{Month.of(log.month)}:{log.version}"


@transaction.atomic
@clause("West Midlands MOU 4.1, function XII.20", part="receipt")
def confirm_receipt(*, by: Person, log: IssuedLog, at: datetime) -> LogReceipt:
    """The CCG's lead confirms having received a version; a second confirmation of it changes nothing.

    The notice that asked for it counts as read.
    """
    if not may_confirm(by=by, ccg=log.ccg):
        raise Refused("Only the CCG's lead confirms receipt.", clause=CLAUSE, status=403)
    Ccg.objects.select_for_update(no_key=True).get(pk=log.ccg_id)
    told = notices_of(by).filter(ccg=log.ccg_id, dedupe=_fact(log)).first()
    if told is not None:
        mark_read(by=by, notice_id=told.pk)
    known = LogReceipt.objects.filter(ccg=log.ccg_id, log=log).first()
    return known or LogReceipt.objects.create(
        hub_id=log.hub_id, ccg_id=log.ccg_id, log=log, confirmed_by=by, confirmed_at=at
    )


def comes_out_the_same(log: IssuedLog, *, by: Person) -> bool:
    """Whether the log, made again from what had been recorded when it was issued, has the same fingerprint.

    Only for somebody who may issue it: for others the restricted cases are not there.
    """
    month = Month.of(log.month)
    data = log_of(cases=Query.objects.visible_to(by), ccg=log.ccg, month=month, as_at=month.last, by=log.issued_at)
    return fingerprint(data) == log.sha256


def is_whole(log: IssuedLog) -> bool:
    """Whether the frozen data still have the fingerprint they were issued with."""
    return fingerprint(log.data) == log.sha256
