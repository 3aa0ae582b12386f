"""`manage.py import_practices FILE`: the published register of practices (epraccur)."""

from hubportal.organisations.management.importing import ImportCommand
from hubportal.organisations.services.practice_imports import import_practices


class Command(ImportCommand):
    """Imports the published register of practices (epraccur)."""

    help = "Import the published register of practices (epraccur)."
    importer = staticmethod(import_practices)
