"""Practice-level finance."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Rates, and the services the hub's finance team gives."""

    name = "finance"
    label = "finance"
