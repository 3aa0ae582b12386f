"""`manage.py check_clocks`: the stored dates of every case against a fresh reading; exit 1 naming the first fault."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from functions.services.clock_check import differences_in
from hubportal.organisations.models import Hub
from hubportal.tenancy.scope import Scope, scope


class Command(BaseCommand):
    """Reads each hub's cases in a scope of its own and changes nothing."""

    help = "Prove that the dates stored on cases are those of a fresh reading of their events."

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop at the first difference."""
        for hub in Hub.objects.order_by("code"):
            opened = Scope(hub=hub.pk, role="hub_wide", read_only=True, reason="check_clocks")
            with scope(opened), transaction.atomic():
                for difference in differences_in(hub_id=hub.pk, today=timezone.localdate()):
                    raise CommandError(str(difference), returncode=1)
        self.stdout.write("Every stored date is that of a fresh reading.")
