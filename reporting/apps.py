"""Homes, dashboards and reports: reads everything, is imported by nothing."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """What the other apps hold, brought together for a reader."""

    name = "reporting"
    label = "reporting"

    def ready(self) -> None:
        """Put the reports and the history in the menus of those who read them."""
        from hubportal.web.navigation import register

        register("Reports", "reporting:reports", allowed=lambda person: bool(person.grants.ccgs()), order=60)
        register(
            "Installation", "reporting:installation", allowed=lambda person: person.is_system_administrator, order=86
        )
        register("History", "reporting:history", allowed=lambda person: person.grants.any("ccg_history_read"), order=70)
