"""History of every tenant row, kept by database trigger."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What changed, by whom, when and in which request."""

    name = "hubportal.audit"
    label = "audit"
