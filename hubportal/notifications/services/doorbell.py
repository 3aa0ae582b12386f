"""Telling the Celery workers that there is something to do. A lost ring costs thirty seconds, never work."""

import logging
from functools import cache

from celery import Celery
from django.conf import settings
from kombu.exceptions import OperationalError

DRAIN = "notifications.drain"

log = logging.getLogger(__name__)


@cache
def _bell(broker: str) -> Celery:
    """A sender only: web processes ring without loading the worker's application."""
    bell = Celery("bell", broker=broker, set_as_current=False)
    bell.conf.update(
        task_ignore_result=True,
        broker_connection_timeout=1,
        broker_transport_options={"socket_connect_timeout": 1, "socket_timeout": 1, "max_retries": 0},
    )
    return bell


def ring() -> None:
    """Ask for a drain, when there is a broker; the worker without one looks at the table twice a second."""
    if not settings.REDIS_URL:
        return
    try:
        _bell(settings.REDIS_URL).send_task(DRAIN, retry=False, ignore_result=True)
    except OperationalError:
        log.warning("the broker did not answer; the work list is looked at again within thirty seconds")
