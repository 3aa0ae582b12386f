"""Background acts of this room, done by a worker: twice makes one effect."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from governance import tasks
from governance.models import PaperText
from governance.services import interest_reminders, paper_texts
from hubportal.celery import TIMETABLE
from hubportal.notifications.models import OutboxItem
from tests.governance.interests.room import a_meeting, a_paper, an_item, appoint, at_work, committee, pdf

pytestmark = pytest.mark.django_db


def item(kind: str, **payload: Any) -> OutboxItem:
    return OutboxItem(kind=kind, hub_id=committee().hub_id, payload=payload, made_at=datetime(2016, 5, 4, tzinfo=UTC))


def test_papers_are_found_and_read_once() -> None:
    paper = a_paper(an_item(a_meeting()), pdf("Acorn Care Limited"))
    with at_work(), transaction.atomic():
        for _ in range(2):
            tasks.read_papers(item(paper_texts.READ_PAPERS))
        asked = OutboxItem.objects.filter(kind=paper_texts.READ_PAPER)
        assert [row.payload for row in asked] == [{"file": paper.file_id}]
        for _ in range(2):
            tasks.read_paper(item(paper_texts.READ_PAPER, file=paper.file_id))
        assert [row.words for row in PaperText.objects.all()] == ["acorn care limited"]


def test_reminders_are_queued_once() -> None:
    appoint("Ann Bell", email="ann@example.org")
    with at_work(), transaction.atomic():
        for _ in range(2):
            tasks.remind_of_interests(item(interest_reminders.JOB))
        assert OutboxItem.objects.filter(dedupe__contains=":interests:").count() == 1


def test_both_are_on_the_timetable() -> None:
    assert {paper_texts.READ_PAPERS, interest_reminders.JOB} <= {job.name for job in TIMETABLE}
