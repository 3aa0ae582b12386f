"""`manage.py make_volume`: a load-test hub of any size, by COPY, in minutes, with no personal data.

PostgreSQL refuses COPY into a table under row security, and forced row security binds the tables' owner too. So the
owner's connection copies the drawn cases into a staging table of its own and inserts them set-wise from there, past
no wall: each row names its hub and CCG, and the composite keys are checked for all rows when they are put back.
"""

import time
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from hubportal.organisations.models import Ccg, Hub
from hubportal.organisations.services.tables import read_yaml
from hubportal.tenancy.scope import Scope, scope
from reporting.volume import statements
from reporting.volume.bare import bare
from reporting.volume.draws import as_line, draws
from reporting.volume.organisations import HUB, MOST_CCGS, MOST_PRACTICES, Tenant, make_organisations

CHUNK = 50_000
FILLED = {"month": "March", "quarter": "quarter 2", "year": "2015/16", "number": "7", "amount": "£900", "day": "14th"}


class Command(BaseCommand):
    """Makes the hub LT with so many CCGs, practices and cases; once in a database."""

    help = "Make a load-test hub of any size, by COPY, without personal data."

    def add_arguments(self, parser: CommandParser) -> None:
        """How much of everything."""
        parser.add_argument("--ccgs", type=int, default=211)
        parser.add_argument("--practices", type=int, default=8_000)
        parser.add_argument("--queries", type=int, default=10_000)
        parser.add_argument("--ledger-months", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        """Organisations first, through the application; then the cases, as the owner."""
        self._started = time.monotonic()
        self._quiet = options["verbosity"] == 0
        self._refuse(options)
        if options["ledger_months"] > 0:
            self.stdout.write("There is no ledger yet, so --ledger-months makes nothing.")
        with scope(Scope(role="hub_work", reason="make_volume")), transaction.atomic():
            hub, tenants = make_organisations(ccgs=options["ccgs"], practices=options["practices"])
        self._say(f"{options['ccgs']:,} CCGs and {options['practices']:,} practices")
        if options["queries"]:
            self._make_cases(hub, tenants, options["queries"])

    def _refuse(self, options: dict[str, Any]) -> None:
        if "owner" not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner of the tables can load them in bulk.")
        if not Ccg.objects.exists():
            raise CommandError("There are no clock policies yet: run `manage.py load_reference` first.")
        if Hub.objects.filter(code=HUB).exists():
            raise CommandError("There is a load-test hub already: make another in a database of its own.")
        if not 1 <= options["ccgs"] <= MOST_CCGS or not 0 <= options["practices"] <= MOST_PRACTICES:
            raise CommandError(f"Give 1 to {MOST_CCGS:,} CCGs and at most {MOST_PRACTICES:,} practices.")
        if options["queries"] < 0 or options["ledger_months"] < 0:
            raise CommandError("Numbers of queries and months cannot be negative.")

    def _make_cases(self, hub: Hub, tenants: list[Tenant], count: int) -> None:
        owner = connections["owner"]
        with transaction.atomic(using="owner"), owner.cursor() as cursor:
            cursor.execute("SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL work_mem = '64MB'")
            cursor.execute(statements.STAGE)
            words = _stage_words(cursor)
            _copy(cursor, "drawn", (as_line(made) for made in draws(queries=count, tenants=tenants, words=words)))
            self._say(f"{count:,} cases drawn")
            cursor.execute(statements.STANDING, [timezone.localdate()])
            base, latest = cursor.fetchone()
            facts = {"hub": hub.pk, "hub_code": hub.code, "base": base, "latest": latest}
            cursor.execute(statements.DATED, facts)
            with bare(cursor, "functions_query"):
                cursor.execute(statements.QUERIES, facts)
                self._say("cases written")
            self._say("cases indexed and their keys checked")
            with bare(cursor, "functions_queryevent"):
                cursor.execute(statements.EVENTS, facts)
                self._say("events written")
            cursor.execute(statements.COUNTERS, facts)
        self._say("events indexed and their keys checked")
        with owner.cursor() as cursor:
            for table in ("functions_query", "functions_queryevent", "functions_opentally", "functions_standardtally"):
                cursor.execute(f'VACUUM (ANALYZE) "{table}"')
        self._say("finished")

    def _say(self, words: str) -> None:
        if not self._quiet:
            self.stdout.write(f"{time.monotonic() - self._started:7.1f} s  {words}")


def _stage_words(cursor: CursorWrapper) -> int:
    """Subjects and first sentences of the demo data, each with its stream and category; returns how many."""
    rows = read_yaml("demo/subjects.yaml")
    for number, row in enumerate(rows):
        detail = row["detail"].partition(". ")[0]
        said = (row["subject"].format_map(FILLED), detail.format_map(FILLED), row["for"], row["category"])
        cursor.execute("INSERT INTO words VALUES (%s, %s, %s, %s, %s)", (number, *said))
    return len(rows)


def _copy(cursor: CursorWrapper, table: str, lines: Iterator[str]) -> None:
    while chunk := list(islice(lines, CHUNK)):
        cursor.cursor.copy_expert(f"COPY {table} FROM STDIN", StringIO("\n".join(chunk) + "\n"))
