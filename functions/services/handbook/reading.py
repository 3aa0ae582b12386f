"""Saying that one has read a version."""

from datetime import datetime

from django.db import transaction

from functions.models import HandbookReading, HandbookVersion
from hubportal.organisations.models import Person
from hubportal.web.refusals import Refused


@transaction.atomic
def acknowledge(*, version: HandbookVersion, by: Person, at: datetime) -> bool:
    """Keep that a person has read a published version; once, however often it is said. Whether it is new."""
    if version.published_at is None:
        raise Refused("A draft is not acknowledged. Wait until it is published.")
    _, made = HandbookReading.objects.get_or_create(
        version=version, person=by, defaults={"hub_id": version.hub_id, "read_at": at}
    )
    return made


def read_by_its_makers(version: HandbookVersion, *, at: datetime) -> None:
    """Keep that whoever wrote a version and whoever published it have read it: nobody asks them again."""
    makers = dict.fromkeys((version.written_by_id, version.published_by_id))
    rows = (
        HandbookReading(hub_id=version.hub_id, version=version, person_id=person, read_at=at)
        for person in makers
        if person is not None
    )
    HandbookReading.objects.bulk_create(rows, ignore_conflicts=True)
