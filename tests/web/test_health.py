"""Health of the installation: alive without a database, ready only behind its walls."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test import Client

from hubportal.notifications.models import OutboxItem
from hubportal.tenancy.scope import Scope, scope
from hubportal.web import health


def test_alive_asks_no_database(client: Client) -> None:
    answer = client.get("/health/live")  # without the db mark a query would raise
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_says_every_check_by_name(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200, answer.text
    assert set(answer.json()["checks"]) >= {"database", "walls", "outbox"}


@pytest.mark.django_db
def test_work_that_waits_longer_than_ten_minutes_is_a_fault(client: Client) -> None:
    due = datetime.now(UTC) - timedelta(minutes=11)
    with scope(Scope(role="hub_work", reason="test")):
        OutboxItem.objects.create(kind="email", dedupe="old", run_after=due)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert "seconds old" in json.loads(answer.content)["checks"]["outbox"]


def test_a_tenant_table_without_its_wall_is_a_fault(committed: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE functions_query NO FORCE ROW LEVEL SECURITY")
    assert health.walls() == "A tenant table is missing or stands without its wall."
