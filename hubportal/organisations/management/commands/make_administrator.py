"""`manage.py make_administrator EMAIL [NAME]`: the first person of an installation, or one more administrator."""

import sys
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hubportal.organisations.services.administrators import account_of, make_administrator
from hubportal.tenancy.scope import Scope, scope
from hubportal.web.refusals import Refused


class Command(BaseCommand):
    """Somebody new is given a password, typed twice or piped in: never an argument, which every process list shows."""

    help = "Make somebody a system administrator, who then invites everybody else."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who; the name only for somebody without an account."""
        parser.add_argument("email")
        parser.add_argument("name", nargs="?", default="", help="the full name of somebody new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask for the password where one is needed, and say what was done."""
        with scope(Scope(role="hub_work", reason="make_administrator")):
            known = account_of(options["email"])
            password = self._password() if known is None and options["name"] else ""
            try:
                made = make_administrator(email=options["email"], name=options["name"], password=password)
            except Refused as refused:
                raise CommandError(refused.sentence) from refused
        self.stdout.write(f"{made.name} ({made.email}) is a system administrator now.")

    def _password(self) -> str:
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\r\n")
        password = getpass("Password: ")
        if getpass("Password again: ") != password:
            raise CommandError("The two passwords are not the same.")
        return password
