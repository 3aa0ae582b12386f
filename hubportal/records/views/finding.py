"""Finding the record an address names: 404 to strangers, 403 to those who may only read it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from hubportal.organisations.signed_in import person_of
from hubportal.records.kinds import RecordKind, find_by_reference, kind_of

BESIDES = ("ccg", "hub", "practice", "owner", "made_by")


def record_to_read(request: HttpRequest, kind: RecordKind, reference: str, *besides: str) -> Any:
    """A record of a kind, if the person may see it at all."""
    mine = kind.visible_to(person_of(request)).select_related(*BESIDES, *besides)
    return get_object_or_404(mine, reference=reference.upper())


def any_record(request: HttpRequest, reference: str) -> Any:
    """A record of whatever kind, if the person may see it at all."""
    found = find_by_reference(reference, person=person_of(request))
    if found is None:
        raise Http404("No record of yours has this reference.")
    return found


def may_work(request: HttpRequest, record: Any, permission: str | None = None) -> bool:
    """Whether the person may do this to the record."""
    return person_of(request).grants.can(permission or kind_of(record).edit_permission, record.ccg_id)


def refuse_reader(request: HttpRequest, record: Any, permission: str | None = None) -> None:
    """403 to somebody who may only read it."""
    if not may_work(request, record, permission):
        raise PermissionDenied("You may read this record but not do this to it.")
