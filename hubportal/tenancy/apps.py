"""The tenancy ground: scope, database backend and walls."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """App without tables; its first migration lays the functions that policies call."""

    name = "hubportal.tenancy"
    label = "tenancy"
