"""`manage.py clauses`: print, write or check the page of clauses."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from hubportal.clauses.collecting import import_rules, marks_below
from hubportal.clauses.page import page, unproved
from hubportal.clauses.register import register

WHOLE = ("hubportal.clocks",)


class Command(BaseCommand):
    """Print docs/clauses.md, or write it, or fail when it is stale or a clause has no test."""

    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--write", action="store_true", help="write docs/clauses.md")
        choice.add_argument("--check", action="store_true", help="fail when docs/clauses.md is out of step")

    def handle(self, *args: Any, **options: Any) -> None:
        import_rules(our_apps(), whole=WHOLE)
        tests, target = tests_and_page()
        clauses, marks = register.all(), marks_below(tests)
        written = page(clauses, marks)
        if options["write"]:
            target.write_text(written, encoding="utf-8")
        elif not options["check"]:
            self.stdout.write(written, ending="")
        elif not target.exists() or target.read_text(encoding="utf-8") != written:
            raise CommandError("docs/clauses.md is out of step: run `manage.py clauses --write`.")
        missing = unproved(clauses, marks)
        if missing:
            named = "; ".join(f"{item.title} ({item.module}.{item.function})" for item in missing)
            raise CommandError(f"No test is marked with @pytest.mark.clause for: {named}.")


def tests_and_page() -> tuple[Path, Path]:
    """Where the marked tests stand, and the page."""
    root = Path(settings.BASE_DIR)
    return root / "tests", root / "docs" / "clauses.md"


def our_apps() -> list[str]:
    """The project's own apps; an installed package may lie below the same folder, in `.venv`."""
    root = Path(settings.BASE_DIR)
    return [
        config.name for config in apps.get_app_configs() if Path(config.path) == root.joinpath(*config.name.split("."))
    ]
