"""The monthly logs that were issued, and which of them the CCG has confirmed."""

from collections.abc import Collection

from django.db.models import OuterRef, QuerySet, Subquery

from hubportal.organisations.models import Ccg
from reporting.models import IssuedLog
from reporting.rules.periods import Month


def versions_of(ccg: Ccg, month: Month) -> QuerySet[IssuedLog]:
    """Every version of one log, the latest first, without receipts' own queries."""
    rows = IssuedLog.objects.filter(ccg=ccg, month=month.first).order_by("-version")
    return rows.select_related("issued_by", "ccg").prefetch_related("receipts__confirmed_by")


def latest_logs(ccg_ids: Collection[int]) -> QuerySet[IssuedLog]:
    """The latest version of each month of these CCGs, newest month first; without the frozen data."""
    newest = IssuedLog.objects.filter(ccg=OuterRef("ccg"), month=OuterRef("month")).order_by("-version")
    rows = IssuedLog.objects.filter(ccg_id__in=ccg_ids, version=Subquery(newest.values("version")[:1]))
    rows = rows.order_by("-month", "ccg__name")
    return rows.defer("data").select_related("ccg", "issued_by").prefetch_related("receipts__confirmed_by")


def awaiting_confirmation(ccg_ids: Collection[int]) -> QuerySet[IssuedLog]:
    """The latest versions that the CCG has not confirmed."""
    return latest_logs(ccg_ids).filter(receipts__isnull=True)
