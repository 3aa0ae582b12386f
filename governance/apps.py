"""Committees and what they decide."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Committees, seen by the people who hold a role at them."""

    name = "governance"
    label = "governance"
