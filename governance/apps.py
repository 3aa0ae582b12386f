"""Committees and what they decide."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Committees, seen by the people who hold a role at them."""

    name = "governance"
    label = "governance"

    def ready(self) -> None:
        """Put committees in the menu of people who hold a role at one."""
        from hubportal.web.navigation import register

        register(
            "Committees",
            "governance:committees",
            allowed=lambda person: person.grants.any("committee_read"),
            order=50,
        )
