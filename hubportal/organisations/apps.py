"""Hubs, CCGs, practices, committees, people, roles and grants."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who there is, and who may do what where."""

    name = "hubportal.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Put the list of people into the menu of those who look after any, and give the API its answer store."""
        from hubportal.organisations.services.answers import AnsweredRequests
        from hubportal.organisations.services.directory import manages_people
        from hubportal.web import navigation
        from hubportal.web.idempotency import use_answer_store

        use_answer_store(AnsweredRequests())
        navigation.register("People", "organisations:people", allowed=manages_people, order=80)
