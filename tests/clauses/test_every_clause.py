"""Every clause that a function of the portal keeps has a test marked with it."""

from pathlib import Path

from django.conf import settings

from hubportal.clauses.collecting import import_rules, marks_below
from hubportal.clauses.management.commands.clauses import WHOLE, our_apps
from hubportal.clauses.page import unproved
from hubportal.clauses.register import register


def test_every_registered_clause_is_proved():
    import_rules(our_apps(), whole=WHOLE)
    missing = unproved(register.all(), marks_below(Path(settings.BASE_DIR) / "tests"))
    assert [item.title for item in missing] == []
