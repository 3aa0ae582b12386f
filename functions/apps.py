"""The hub's functions: the matrix and casework."""

from django.apps import AppConfig


class FunctionsConfig(AppConfig):
    """Queries, information requests and the function matrix."""

    name = "functions"
    label = "functions"
