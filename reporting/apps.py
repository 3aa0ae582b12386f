"""Homes, dashboards and reports: reads everything, is imported by nothing."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """What the other apps hold, brought together for a reader."""

    name = "reporting"
    label = "reporting"
