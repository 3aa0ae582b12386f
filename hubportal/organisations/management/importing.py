"""What the two import commands share: reading the file, saying what was done, and failing with every fault."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from hubportal.organisations.services.imports import ImportReport
from hubportal.tenancy.scope import Scope, scope

SHOWN = 50


class ImportCommand(BaseCommand):
    """Imports one file: the same checks and report as in the portal; exit 1 and nothing written on a fault."""

    importer: Callable[..., ImportReport]

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and whether only to look."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Check and report; write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, import, report."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        with scope(Scope(role="hub_work", reason=f"import of {path.name}")):
            report = type(self).importer(
                content=path.read_bytes(), by=None, on=timezone.localdate(), dry_run=options["dry_run"]
            )
        if report.faults:
            said = [str(fault) for fault in report.faults[:SHOWN]]
            more = len(report.faults) - SHOWN
            said += [f"… and {more:,} more."] if more > 0 else []
            raise CommandError("\n".join(["Nothing was imported.", *said]))
        for line in report.lines:
            self.stdout.write(line)
        if not report.written:
            self.stdout.write("This was a check only: nothing was written.")
