"""Files that belong to a CCG's records."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Uploads checked by content, and letters made by the portal."""

    name = "hubportal.documents"
    label = "documents"
