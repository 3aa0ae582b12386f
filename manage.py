#!/usr/bin/env python
"""Django's command line; without DATABASE_URL it starts the embedded PostgreSQL where one is needed."""

import os
import sys

# These say all they have to say without a database.
NEED_NO_DATABASE = {"help", "version", "--help", "-h", "--version", "clauses", "collectstatic", "findstatic",
                    "check", "diffsettings", "spectacular", "sendtestemail"}  # fmt: skip


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hubportal.settings")
    try:
        from django.conf import settings
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here: run `make setup`, then use .venv/bin/python.")
    if not os.environ.get("DATABASE_URL") and len(sys.argv) > 1 and sys.argv[1] not in NEED_NO_DATABASE:
        from hubportal.tenancy import embedded

        try:
            embedded.ensure(settings.DATA_DIR)
        except embedded.EmbeddedFault as fault:
            sys.exit(str(fault))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
