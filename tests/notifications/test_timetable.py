"""One timetable for both drivers: what falls due when, started once whoever looks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from hubportal.celery import LONGEST_TASK_SECONDS, TIMETABLE, VISIBILITY_SECONDS, app
from hubportal.notifications.handlers import handler_of
from hubportal.notifications.models import OutboxItem
from hubportal.notifications.rules.timetable import LONDON, MONDAY_TO_FRIDAY, At, Job
from hubportal.notifications.services import items, jobs
from hubportal.organisations.models import Hub
from hubportal.tenancy.scope import scope

DIGEST = At(hours=(7,), minute=30, weekdays=MONDAY_TO_FRIDAY)


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "latest"),
    [
        (london(2016, 1, 4, 7, 30), london(2016, 1, 4, 7, 30)),
        (london(2016, 1, 4, 7, 29), london(2016, 1, 1, 7, 30)),  # Monday before it: Friday's
        (london(2016, 1, 3, 12, 0), london(2016, 1, 1, 7, 30)),  # Sunday
        (datetime(2016, 7, 4, 6, 30, tzinfo=UTC), london(2016, 7, 4, 7, 30)),  # summer time
        (london(2016, 3, 28, 8, 0), london(2016, 3, 28, 7, 30)),  # the day after clocks went forward
    ],
)
def test_the_digest_falls_due_at_half_past_seven_in_london_on_weekdays(now, latest):
    assert DIGEST.latest(now) == latest


def test_a_job_several_times_a_day_falls_due_at_the_last_of_them():
    assert At(hours=(6, 7, 20), minute=5).latest(london(2016, 1, 4, 19, 0)) == london(2016, 1, 4, 7, 5)


@pytest.mark.parametrize("hours", [(), (1,), (0, 1)])
def test_nothing_is_set_in_the_hour_that_clock_changes_repeat_or_leave_out(hours):
    with pytest.raises(ValueError, match="clock changes"):
        At(hours=hours)


def test_a_job_on_no_weekday_is_a_mistake():
    with pytest.raises(ValueError, match="weekday"):
        At(hours=(7,), weekdays=()).latest(london(2016, 1, 4, 7, 30))


def test_a_worker_that_was_down_does_not_do_what_is_long_past():
    job = Job("notifications.digests", DIGEST, late_by=timedelta(hours=12))

    assert job.due(london(2016, 1, 4, 19, 30)) == london(2016, 1, 4, 7, 30)
    assert job.due(london(2016, 1, 4, 19, 31)) is None


def test_every_job_has_somebody_to_do_it():
    for job in TIMETABLE:
        assert handler_of(job.name)


def test_celery_rings_at_the_times_of_the_timetable():
    for job in TIMETABLE:
        schedule = app.conf.beat_schedule[job.name]["schedule"]
        assert schedule.hour == set(job.at.hours)
        assert schedule.minute == set(job.at.every_minute)
        assert schedule.day_of_week == {(day + 1) % 7 for day in job.at.weekdays}
    assert app.conf.timezone == "Europe/London"


def test_no_abandoned_message_comes_back_while_its_task_may_still_run():
    assert LONGEST_TASK_SECONDS < VISIBILITY_SECONDS
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]
    assert items.lease().total_seconds() < LONGEST_TASK_SECONDS


@pytest.mark.django_db
def test_two_schedulers_start_a_job_once():
    job = Job("functions.sweep", At(hours=(6,), minute=5), per_hub=True)
    now = london(2016, 1, 4, 9, 0)

    assert jobs.start(job, now=now) == Hub.objects.count()
    assert jobs.start(job, now=now) == 0
    assert jobs.start(job, now=now + timedelta(days=1)) == Hub.objects.count()


@pytest.mark.django_db
def test_each_hub_has_an_item_of_its_own():
    jobs.start(Job("functions.sweep", At(hours=(6,), minute=5), per_hub=True), now=london(2016, 1, 4, 9, 0))

    with scope(items.WORKER), transaction.atomic():
        hubs = set(OutboxItem.objects.values_list("hub_id", flat=True))
    assert hubs == set(Hub.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_a_name_no_longer_in_the_timetable_starts_nothing():
    assert jobs.start_named("functions.retired") == 0


@pytest.mark.django_db
def test_everything_the_timetable_starts_can_be_done():
    for job in TIMETABLE:
        moment = items.database_now().astimezone(LONDON)
        jobs.start(
            Job(job.name, At(hours=(moment.hour or 2,) if moment.hour != 1 else (0,)), per_hub=job.per_hub), now=moment
        )
    items.drain()

    with scope(items.WORKER), transaction.atomic():
        left = list(OutboxItem.objects.filter(done_at__isnull=True).values_list("kind", "error"))
    assert left == []
