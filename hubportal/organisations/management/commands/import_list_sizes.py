"""`manage.py import_list_sizes FILE`: the published numbers of registered patients."""

from hubportal.organisations.management.importing import ImportCommand
from hubportal.organisations.services.list_size_imports import import_list_sizes


class Command(ImportCommand):
    """Imports the published numbers of registered patients."""

    help = "Import the published numbers of registered patients."
    importer = staticmethod(import_list_sizes)
