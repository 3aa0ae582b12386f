"""The outbox of background work, notices in the portal, and e-mail."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Everything that happens after the request has been answered."""

    name = "hubportal.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Put a person's notices into the menu; people of practices hear by e-mail."""
        from hubportal.web import navigation

        navigation.register(
            "Notices", "notifications:notices", allowed=lambda person: person.grants.any("ccg_read"), order=70
        )
        navigation.register(
            "Background work", "work:list", allowed=lambda person: person.is_system_administrator, order=85
        )
