"""Django on a load-test database of the benchmarks' own server; the database can be changed while running."""

import logging
import os

import django
import structlog
from django.db import connections

from benchmarks import volume


def settle(queries: int) -> None:
    """Make the volume if needed, and start Django on it as it runs in production, save for the request's host."""
    os.environ |= {
        "HUBPORTAL_DATA": str(volume.DATA),
        "DATABASE_URL": volume.address("hub_app", volume.database_name(queries)),
        "DATABASE_OWNER_URL": volume.address("hub_owner", volume.database_name(queries)),
        "DJANGO_SETTINGS_MODULE": "hubportal.settings",
        "HUBPORTAL_HOSTS": "testserver",
    }
    django.setup()
    # A line of log for each request goes to a terminal here and to a file or collector in production: neither is
    # what is measured.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


def change_to(queries: int) -> None:
    """The same process on another volume; the owner's connection, which the floor page uses, too."""
    for connection in (connections["default"], connections["owner"]):
        connection.close()
        connection.settings_dict["NAME"] = volume.database_name(queries)
