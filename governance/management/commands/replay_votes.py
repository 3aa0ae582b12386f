"""`manage.py replay_votes`: decide every stored vote again under the terms of its meeting.

Exit 1 naming the first result that does not come out the same.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from governance.figures.replays import replay_of
from hubportal.organisations.models import Committee
from hubportal.tenancy.scope import Scope, scope


class Command(BaseCommand):
    """Reads each committee in a scope of its hub and changes nothing."""

    help = "Decide every stored vote again and say whether all come out the same."

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop at the first that differs."""
        count = 0
        for committee in Committee.objects.order_by("hub_id", "name"):
            opened = Scope(hub=committee.hub_id, role="hub_wide", read_only=True, reason="replay_votes")
            with scope(opened), transaction.atomic():
                for one in replay_of(committee.pk):
                    count += 1
                    if not one.is_same:
                        which = f"meeting {one.entry.meeting.number}, motion {one.entry.facts['motion']}"
                        raise CommandError(f"{committee.name}, {which}: {one.fault}", returncode=1)
        self.stdout.write(f"{count:,} stored results come out the same.")
