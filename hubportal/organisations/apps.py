"""Hubs, CCGs, practices, committees, people, roles and grants."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who there is, and who may do what where."""

    name = "hubportal.organisations"
    label = "organisations"
