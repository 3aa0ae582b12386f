"""The look, forms, tables, exports and API base."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Shared parts of pages and API; holds no tables."""

    name = "hubportal.web"
    label = "web"
