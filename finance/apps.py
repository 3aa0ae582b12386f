"""Practice-level finance."""

from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Rates, and the services the hub's finance team gives."""

    name = "finance"
    label = "finance"

    def ready(self) -> None:
        """Put finance in the menu of people who read a CCG's finance."""
        from hubportal.web.navigation import register

        register(
            "Finance",
            "finance:rates",
            allowed=lambda person: person.grants.any("ccg_finance_read"),
            order=60,
        )
