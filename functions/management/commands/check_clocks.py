"""`manage.py check_clocks`: the stored dates of every case against a fresh reading, and the tallies against a count.

Exit 1 naming the first fault. With `--mend` what differs is written, and the tallies are counted afresh.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from functions.services import clock_check, tallies
from hubportal.organisations.models import Hub
from hubportal.tenancy.scope import Scope, scope


class Command(BaseCommand):
    """Reads each hub's cases in a scope of its own and, unless asked to mend, changes nothing."""

    help = "Prove that the dates stored on cases are those of a fresh reading, and the tallies those of a count."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to put right what is wrong."""
        parser.add_argument("--mend", action="store_true", help="write what differs and count the tallies afresh")

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop at the first difference, or mend them all."""
        today, mended = timezone.localdate(), 0
        for hub in Hub.objects.order_by("code"):
            if options["mend"]:
                mended += clock_check.mend(hub_id=hub.pk, today=today)
                tallies.rebuild(hub_id=hub.pk)
                continue
            opened = Scope(hub=hub.pk, role="hub_wide", read_only=True, reason="check_clocks")
            with scope(opened), transaction.atomic():
                for found in clock_check.differences_in(hub_id=hub.pk, today=today):
                    raise CommandError(str(found), returncode=1)
                for wrong in tallies.differences_in(hub_id=hub.pk):
                    raise CommandError(str(wrong), returncode=1)
        if options["mend"]:
            self.stdout.write(f"{mended:,} cases put right; the tallies are counted afresh.")
        else:
            self.stdout.write("Every stored date is that of a fresh reading, and every tally that of a count.")
