"""The page of the installation: what is in force in words, for system administrators, without a secret."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from hubportal.documents.models import BackupMade
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.services import items, jobs
from hubportal.tenancy.scope import scope

pytestmark = pytest.mark.django_db
SECRET = "sesame-open-now"


def page_of(signed_in: Any) -> str:
    answer = signed_in("admin").get("/installation/")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_settings_are_said_in_words_and_no_secret_is_shown(signed_in: Any, settings: Any) -> None:
    settings.REDIS_URL = f"redis://:{SECRET}@redis.example.org:6379/0"
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "mail.example.org", SECRET, SECRET
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "nhs",
                    "name": "NHS sign-in",
                    "client_id": SECRET,
                    "secret": SECRET,
                    "settings": {"server_url": f"https://{SECRET}:{SECRET}@id.example.org/realm"},
                }
            ]
        }
    }
    settings.CLAMD_ADDRESS, settings.CLAMD_WHEN_DOWN = "clamd.example.org:3310", "queue"
    settings.DEMO_PASSWORD = SECRET
    page = page_of(signed_in)
    for words in (
        "Celery, by Redis at redis.example.org:6379/0",
        "Through mail.example.org:25, not encrypted, signed in",
        "NHS sign-in, at id.example.org/realm",
        "By clamd at clamd.example.org:3310; while it is down, files are kept unopened until they are scanned",
        "In step with the code",
        "hub_app",
        "Required in roles that sign or approve",
    ):
        assert words in page, words
    for secret in (SECRET, settings.SECRET_KEY, settings.DATABASES["default"]["PASSWORD"] or SECRET):
        assert secret not in page


def test_health_the_last_backup_and_the_timetable_are_said(signed_in: Any) -> None:
    page = page_of(signed_in)
    assert "None has been made of this database" in page
    assert "Sweep for cases that fall due" in page
    assert ": not done" in page
    BackupMade.objects.create(at=timezone.now() - timedelta(days=3), size=2_400_000, documents=12)
    tidying = jobs.timetable()["notifications.tidy"]
    assert jobs.start(tidying, now=tidying.at.latest(timezone.now())) == 1  # at whatever hour the tests run
    with scope(items.WORKER), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_outboxitem SET done_at = clock_timestamp()")
        OutboxItem.objects.create(kind="late", dedupe="late", run_after=timezone.now() - timedelta(minutes=20))
    page = page_of(signed_in)
    assert "3 days ago" in page
    assert "The database and 12 documents, 2.4 MB" in page
    assert ": done, " in page
    assert "The oldest waiting work is" in page


def test_nobody_else_finds_the_page(signed_in: Any) -> None:
    for key in ("head", "officer", "lead", "auditor", "practice", "nobody"):
        assert signed_in(key).get("/installation/").status_code == 404
