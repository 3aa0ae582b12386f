"""The hub's functions: the matrix and casework."""

from typing import Any

from django.apps import AppConfig


class FunctionsConfig(AppConfig):
    """Queries, information requests and the function matrix."""

    name = "functions"
    label = "functions"

    def ready(self) -> None:
        """Open cases follow the hub's calendar, files follow their cases; casework has its entries in the menu."""
        from functions.services.case_files import ask_to_scan, follows_its_cases, note_restricted_reading
        from functions.services.kinds import EVERY_KIND
        from functions.services.redating import redate_cases
        from functions.views.findings import findings_of_case
        from hubportal.clocks.redating import registers
        from hubportal.documents.services import files
        from hubportal.records.kinds import register_kind
        from hubportal.web import navigation, panels

        for kind in EVERY_KIND:
            register_kind(kind)
        panels.fill("query.related", findings_of_case, order=10)
        registers(redate_cases)
        files.guard_with(follows_its_cases)
        files.scan_later_with(ask_to_scan)
        files.watch_with(note_restricted_reading)
        navigation.register("Cases", "functions:list", allowed=_reads_cases, order=10)
        navigation.register("Log a query", "functions:log", allowed=_works_cases, order=11)
        navigation.register("Ask the hub", "functions:ask", allowed=_asks, order=11)
        navigation.register("Invitations", "enhanced:own-invitations", allowed=_answers, order=12)
        navigation.register("Registers", "registers:registers", allowed=_reads_records, order=28)
        navigation.register("Handbook", "handbook:handbook", allowed=_reads_records, order=39)
        navigation.register("Variations", "variations:list", allowed=_reads_records, order=22)
        navigation.register("Practice notices", "contract_notices:list", allowed=_reads_records, order=23)
        navigation.register("Schemes", "enhanced:services", allowed=_reads_records, order=26)
        navigation.register("Functions", "matrix:activities", order=40)
        navigation.register("Specifications", "specifications:list", allowed=_reads_records, order=20)
        navigation.register("Settings", "settings:home", allowed=_works_cases, order=90)


def _reads_cases(person: Any) -> bool:
    return person.grants.any("ccg_read") or person.grants.any("practice_read")


def _reads_records(person: Any) -> bool:
    return person.grants.any("ccg_read")


def _works_cases(person: Any) -> bool:
    return person.grants.any("ccg_case_edit")


def _answers(person: Any) -> bool:
    return person.grants.any("practice_respond")


def _asks(person: Any) -> bool:
    return person.grants.any("practice_ask")
