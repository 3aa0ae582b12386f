"""`manage.py backup FILE`: the database and all documents in one file that can prove it is whole."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils import timezone

from hubportal.documents.models import BackupMade
from hubportal.documents.services.backups import BackupFault, back_up
from hubportal.tenancy.dumps import DumpFault


class Command(BaseCommand):
    """The portal may go on working meanwhile."""

    help = "Write the whole state, documents included, to a new file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is in it."""
        try:
            manifest = back_up(options["file"].absolute(), at=timezone.now())
        except (BackupFault, DumpFault) as fault:
            raise CommandError(str(fault), returncode=1) from fault
        size = options["file"].stat().st_size
        try:
            BackupMade.objects.create(at=timezone.now(), size=size, documents=len(manifest.documents))
        except DatabaseError as fault:  # the file is whole all the same
            self.stderr.write(f"The portal was not told of this backup ({type(fault).__name__}).")
        self.stdout.write(
            f"{options['file']}: the database and {len(manifest.documents):,} documents, {size / 1e6:,.1f} MB."
        )
