"""`manage.py verify_register [COMMITTEE]`: prove that no entry of a decision register was changed or taken away.

Exit 1 naming the first entry that does not match.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.db.models import QuerySet

from governance.models import RegisterEntry
from governance.services.register import verify
from hubportal.organisations.models import Committee
from hubportal.tenancy.scope import Scope, scope


class Command(BaseCommand):
    """Reads each hub's registers in a scope of its own and changes nothing."""

    help = "Prove the decision registers of all committees, or of one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which committee, and anchors that were kept outside the database."""
        parser.add_argument("committee", nargs="?", help="the committee's name or the id in its address")
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="NUMBER:DIGEST",
            help="an anchor you kept; with a committee",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop at the first fault."""
        found = self._committees(options["committee"])
        if options["anchor"] and options["committee"] is None:
            raise CommandError("An anchor is of one committee: name it.", returncode=1)
        kept = tuple(_read_anchor(words) for words in options["anchor"])
        entries = 0
        for committee in found:
            opened = Scope(hub=committee.hub_id, role="hub_wide", read_only=True, reason="verify_register")
            with scope(opened), transaction.atomic():
                fault = verify(committee, also=kept)
                entries += RegisterEntry.objects.filter(committee=committee).count()
            if fault is not None:
                raise CommandError(f"{committee.name}: {fault.sentence}", returncode=1)
        self.stdout.write(f"{entries:,} entries of {len(found):,} registers match.")

    def _committees(self, asked: str | None) -> list[Committee]:
        rows: QuerySet[Committee] = Committee.objects.order_by("hub_id", "name")
        if asked is None:
            return list(rows)
        found = [row for row in rows if asked in {row.name, str(row.public_id)}]
        if not found:
            raise CommandError(f"There is no committee called {asked}.", returncode=1)
        return found


def _read_anchor(words: str) -> tuple[int, str]:
    number, _, digest = words.partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise CommandError(f"{words} is no anchor: it reads NUMBER:DIGEST, with 64 characters after the colon.")
    return int(number), digest
