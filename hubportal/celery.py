"""What runs in the background, and when: the one timetable, and the Celery application that keeps it.

With REDIS_URL, Celery beat rings at these times and Celery workers do the work; without, `manage.py run_worker` keeps
the same timetable and does the same work straight from the table.
"""

import os
from datetime import timedelta

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubportal.settings")

from hubportal.notifications.rules.timetable import MONDAY_TO_FRIDAY, At, Job  # noqa: E402

# Mail is read all day; the hour that clock changes repeat or leave out is caught up with at two.
ALL_DAY = tuple(hour for hour in range(24) if hour != 1)
EVERY_FIVE = tuple(range(0, 60, 5))

TIMETABLE = (
    Job("organisations.end_roles", At(hours=(0,), minute=10)),
    Job("notifications.tidy", At(hours=(3,), minute=20)),
    Job("documents.clear_incoming", At(hours=(3,), minute=40)),
    Job("governance.anchor", At(hours=(2,), minute=20), per_hub=True),
    Job("functions.fold_tallies", At(hours=tuple(range(2, 24)), minute=50), per_hub=True),
    Job("functions.sweep", At(hours=tuple(range(6, 21)), minute=5), per_hub=True),
    Job("governance.begin_certifications", At(hours=(5,), minute=40), per_hub=True),
    Job("records.sweep", At(hours=tuple(range(6, 21)), minute=15), per_hub=True),
    Job("functions.read_mail", At(hours=ALL_DAY, minute=0, minutes=EVERY_FIVE), per_hub=True),
    Job("functions.handbook_reminders", At(hours=(7,), minute=5, weekdays=(0,)), per_hub=True),
    Job("functions.scheme_reminders", At(hours=(9,), minute=10, weekdays=MONDAY_TO_FRIDAY), per_hub=True),
    Job("governance.terms_reviews", At(hours=(7,), minute=20, weekdays=MONDAY_TO_FRIDAY), per_hub=True),
    Job("governance.read_papers", At(hours=ALL_DAY, minute=0, minutes=(4, 14, 24, 34, 44, 54)), per_hub=True),
    Job("governance.after_meetings", At(hours=(8,), minute=20, weekdays=MONDAY_TO_FRIDAY), per_hub=True),
    Job("governance.risk_reviews", At(hours=(8,), minute=50, weekdays=MONDAY_TO_FRIDAY), per_hub=True),
    Job("governance.interest_reminders", At(hours=(8,), minute=40, weekdays=MONDAY_TO_FRIDAY), per_hub=True),
    Job(
        "notifications.digests",
        At(hours=(7,), minute=30, weekdays=MONDAY_TO_FRIDAY),
        per_hub=True,
        late_by=timedelta(hours=12),
    ),
)

# Abandoned messages come back well after the longest task has been stopped, never before.
VISIBILITY_SECONDS, LONGEST_TASK_SECONDS = 900, 600


def _crontab(at: At) -> crontab:
    """Celery counts Sunday as 0, Python Monday."""
    return crontab(
        minute=",".join(str(minute) for minute in at.every_minute),
        hour=",".join(str(hour) for hour in at.hours),
        day_of_week=",".join(str((day + 1) % 7) for day in at.weekdays),
    )


app = Celery("hubportal")
app.conf.update(
    broker_url=os.environ.get("REDIS_URL") or None,
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_SECONDS,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "unacked_mutex_expire": 30,
    },
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=LONGEST_TASK_SECONDS,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    timezone="Europe/London",
    enable_utc=True,
    beat_scheduler="django_celery_beat.schedulers:DatabaseScheduler",
    beat_schedule={
        # A ring that was lost, or an item that waited for its next attempt, is found within half a minute.
        "drain": {"task": "notifications.drain", "schedule": 30.0, "options": {"expires": 25}},
        **{
            job.name: {"task": "notifications.start_job", "schedule": _crontab(job.at), "args": (job.name,)}
            for job in TIMETABLE
        },
    },
)
app.autodiscover_tasks()
