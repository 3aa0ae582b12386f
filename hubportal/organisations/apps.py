"""Hubs, CCGs, practices, committees, people, roles and grants."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who there is, and who may do what where."""

    name = "hubportal.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Give the API its answer store."""
        from hubportal.organisations.services.answers import AnsweredRequests
        from hubportal.web.idempotency import use_answer_store

        use_answer_store(AnsweredRequests())
