"""A meeting of today, left in session with a motion open, so that the desk can be seen and tried at work."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from governance.models import Meeting
from governance.services.finding import changed, next_number, of
from governance.services.meetings.items import ItemWords, add_item
from hubportal.organisations.models import Committee, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import LONDON, local_day
from reporting.demo.acting import acting
from reporting.demo.sittings import Sitting

BEGAN = timedelta(minutes=50)


def make_session(*, today: date) -> Meeting:
    """The meeting, on its second item."""
    table = read_yaml("demo/meetings.yaml")
    words = table["in_session"]
    committee = Committee.objects.select_related("hub").get(name=words["committee"])
    secretary = Person.objects.get(email=words["secretary"])
    begins = _begins(today)
    with acting(secretary), transaction.atomic():
        meeting = Meeting.objects.create(
            **of(committee), number=next_number(Meeting.objects.filter(committee=committee)), starts_at=begins,
            ends_at=begins + timedelta(hours=2), place=words["place"],
        )  # fmt: skip
        for row in words["items"]:
            add_item(meeting_id=meeting.pk, by=secretary, words=ItemWords(**row), at=begins - timedelta(days=14))
        meeting.state, meeting.issued_at = Meeting.State.ISSUED, begins - timedelta(days=7)
        changed(meeting, "state", "issued_at")
        Sitting(meeting, by=secretary, words=table["sitting"]).begin(words)
    return meeting


def _begins(today: date) -> datetime:
    """A while ago, so that what was entered lies behind; at noon where that was not today."""
    ago = (timezone.now() - BEGAN).replace(second=0, microsecond=0)
    return ago if local_day(ago) == today else datetime.combine(today, time(12), tzinfo=LONDON)
