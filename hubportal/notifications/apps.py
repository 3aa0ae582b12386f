"""The outbox of background work, notices in the portal, and e-mail."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Everything that happens after the request has been answered."""

    name = "hubportal.notifications"
    label = "notifications"
