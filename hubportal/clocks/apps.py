"""Working-day clocks as an app: policies, closures and the numbered days."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    """Tables of clock policies, hub closures and numbered calendar days."""

    name = "hubportal.clocks"
    label = "clocks"
    verbose_name = "Clocks"
