"""`migrate` runs as the schema owner and raises the walls afterwards."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.db import connections

from hubportal.tenancy.walls import raise_walls


class Command(DjangoMigrate):
    """Django's migrate on the owner's connection, then grants, policies and composite keys from the models."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options.get("plan") or options.get("check_unapplied"):
            return
        count = raise_walls(connections[options["database"]])
        if options["verbosity"]:
            self.stdout.write(f"Walls raised on {count} tables.")
