"""The hub's functions: the matrix and casework."""

from django.apps import AppConfig


class FunctionsConfig(AppConfig):
    """Queries, information requests and the function matrix."""

    name = "functions"
    label = "functions"

    def ready(self) -> None:
        """Open cases follow the hub's calendar."""
        from functions.services.redating import redate_open_cases
        from hubportal.clocks.redating import registers

        registers(redate_open_cases)
