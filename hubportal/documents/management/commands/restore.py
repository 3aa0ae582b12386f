"""`manage.py restore FILE`: a backup into an empty database and documents folder, proved afterwards."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hubportal.documents.services.archive import ArchiveFault
from hubportal.documents.services.backups import BackupFault, bring_back
from hubportal.tenancy.dumps import DumpFault


class Command(BaseCommand):
    """Runs as the owner of the tables; refuses a database in which anything is."""

    help = "Bring a backup into an empty database and documents folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="what `backup` wrote")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what came back."""
        try:
            manifest = bring_back(options["file"].absolute())
        except (ArchiveFault, BackupFault, DumpFault) as fault:
            raise CommandError(str(fault), returncode=1) from fault
        self.stdout.write(
            f"Restored the state of {manifest.made_at}: the database and {len(manifest.documents):,} documents. "
            "Every document is what it was, and every wall stands."
        )
