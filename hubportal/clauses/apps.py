"""The clause register as an app, so that `manage.py clauses` is found."""

from django.apps import AppConfig


class ClausesConfig(AppConfig):
    """App without tables."""

    name = "hubportal.clauses"
    label = "clauses"
    verbose_name = "Clauses"
