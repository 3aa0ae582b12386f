"""The app of what records have in common."""

from typing import Any

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Moves, dates, files, letters, links and signatures of records."""

    name = "hubportal.records"
    label = "records"

    def ready(self) -> None:
        """Files of records are as open as their records; the dates to keep have an entry in the menu."""
        from hubportal.documents.services import files
        from hubportal.records.services.files import follows_its_records
        from hubportal.records.views.panels import records_of_case
        from hubportal.web import navigation, panels

        files.guard_with(follows_its_records)
        panels.fill("query.related", records_of_case)
        navigation.register("Dates to keep", "records:due", allowed=_reads_records, order=15)
        navigation.register("Letters to post", "records:post", allowed=_sends_letters, order=29)


def _reads_records(person: Any) -> bool:
    return person.grants.any("ccg_read")


def _sends_letters(person: Any) -> bool:
    return person.grants.any("ccg_case_edit")
