"""Committees, agreements and levels."""

from typing import Any

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Committees, agreements between CCGs and the hub, and applications to change level."""

    name = "governance"
    label = "governance"

    def ready(self) -> None:
        """Agreements and applications are records; each room has its entry in the menu."""
        from functions.figures.contacts import named_leads_from
        from functions.services.escalation import ask_before_panel_settles
        from governance.figures.agreements import named_leads
        from governance.services import decisions, files, publications, results, withholding  # noqa: F401 - its bar on files
        from governance.services.kinds import EVERY_KIND
        from governance.services.meetings.publishing import withhold_what_was_taken_back
        from governance.services.panels import why_panel_waits
        from governance.views.carried import committees_of_record
        from governance.views.panels.reading import panel_of_case
        from hubportal.documents.services.files import also_kept_by
        from hubportal.organisations.services.directory import manages_people
        from hubportal.records.kinds import register_kind
        from hubportal.web import panels
        from hubportal.web.navigation import register

        for kind in EVERY_KIND:
            register_kind(kind)
        also_kept_by(files.names_kept)
        named_leads_from(named_leads)
        results.when_decided(decisions.enter_what_was_decided)
        results.when_taken_back(decisions.enter_what_was_taken_back)
        publications.when_withdrawn(withhold_what_was_taken_back)
        panels.fill("query.related", panel_of_case, order=11)
        ask_before_panel_settles(why_panel_waits)
        panels.fill("record.related", committees_of_record, order=20)
        register("Agreements", "agreements:list", allowed=_reads_records, order=41)
        register("Levels", "levels:list", allowed=_reads_records, order=42)
        register("Self-certification", "certifications:list", allowed=_reads_records, order=43)
        register("Readiness", "readiness:list", allowed=_reads_records, order=44)
        register("Risks", "risks:list", allowed=_reads_records, order=45)
        register("Resolution panels", "panels:list", allowed=_sets_up_panels, order=46)
        register(
            "Committees",
            "governance:committees",
            allowed=lambda person: person.grants.any("committee_read") or manages_people(person),
            order=50,
        )


def _reads_records(person: Any) -> bool:
    return person.grants.any("ccg_read")


def _sets_up_panels(person: Any) -> bool:
    return person.grants.any("ccg_hub_approve") or person.grants.any("ccg_approve")
