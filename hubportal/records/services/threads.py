"""The thread between records: what belongs together, walked both ways."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from hubportal.organisations.models import Person
from hubportal.records.kinds import kind_of
from hubportal.records.models import RecordLink
from hubportal.records.services.finding import of
from hubportal.web.refusals import Refused


@transaction.atomic
def link(
    record: Any, other: Any, *, by: Person | None, sort: str = "Related to", back: str = "Related to"
) -> RecordLink:
    """Join two records of one CCG; joined again, whichever way round, they stay joined once."""
    if record.ccg_id != other.ccg_id:
        raise Refused("Only records of the same CCG are linked.", field="other", status=400)
    kind, other_kind = kind_of(record).key, kind_of(other).key
    if (kind, record.pk) == (other_kind, other.pk):
        raise Refused("A record is not linked with itself.", field="other", status=400)
    known = RecordLink.objects.filter(_pair(kind, record.pk, other_kind, other.pk), ccg_id=record.ccg_id).first()
    if known is not None:
        return known
    return RecordLink.objects.create(
        **of(record),
        other_kind=other_kind,
        other_id=other.pk,
        other_reference=other.reference,
        sort=sort,
        back=back,
        made_by=by,
    )


@transaction.atomic
def unlink(record: Any, other: Any, *, by: Person) -> None:
    """Take a link away again; its history stays."""
    pair = _pair(kind_of(record).key, record.pk, kind_of(other).key, other.pk)
    RecordLink.objects.filter(pair, ccg_id=record.ccg_id).delete()


def _pair(kind: str, key: int, other_kind: str, other_key: int) -> Q:
    one = Q(kind=kind, record_id=key, other_kind=other_kind, other_id=other_key)
    return one | Q(kind=other_kind, record_id=other_key, other_kind=kind, other_id=key)
