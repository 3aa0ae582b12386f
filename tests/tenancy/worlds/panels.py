"""A concern at the panel stage, with a panel that has an action, and somebody on the list of the hub."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from functions.services.escalation import pass_on
from functions.services.queries import log_query
from governance.models import PanelAction, PanelCandidate, PanelMember, ResolutionPanel
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place

ACTS = ("detail", "candidates", "choosing", "decision", "action-done")


def make(place: Place) -> dict[str, Any]:
    """The ladder by its service; the panel by ORM: what the services do is tried elsewhere."""
    at = datetime(2016, 1, 4, 9, tzinfo=UTC)
    with in_scope_of(place.officer) as person, transaction.atomic():
        case = log_query(
            by=person, ccg=place.ccg, kind="concern", stream="contracting", category="access",
            subject=f"{place.marker} concern", detail=f"{place.marker} concern", channel="email", received_at=at, at=at,
        )  # fmt: skip
        for _ in range(3):
            pass_on(
                query_id=case.pk, version=None, by=person, at=at, due_on=timezone.localdate() + timedelta(days=9),
                reason=f"{place.marker} reason",
            )  # fmt: skip
        mine = {"hub_id": case.hub_id, "ccg_id": case.ccg_id}
        candidate = PanelCandidate.objects.create(
            hub_id=case.hub_id, name=f"{place.marker} candidate", office="lay_member",
            organisation=f"{place.marker} trust", added_at=at,
        )  # fmt: skip
        panel = ResolutionPanel.objects.create(
            **mine, query=case, number=1, chosen_on=date(2016, 1, 4), chosen_by=person
        )
        PanelMember.objects.create(
            **mine, panel=panel, place="lay_1", candidate=candidate, name=candidate.name, office="Lay member",
            organisation=candidate.organisation,
        )  # fmt: skip
        PanelAction.objects.create(
            **mine, panel=panel, number=1, words=f"{place.marker} action", owner="x", due_on=date(2016, 6, 1)
        )
    return {
        "panels:reference": case.reference,
        **{f"api_governance:panel-{act}:reference": case.reference for act in ACTS},
        "api_governance:panel-action-done:number": 1,
        "api_governance:panel-candidate-end:public_id": candidate.public_id,
        "panels:candidate": candidate.public_id,
        "panels:action": 1,
    }
