"""A self-certification in preparation, and one that is signed with an action still to be done."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from functions.services.references import take_reference
from governance.models import SelfCertification
from hubportal.records.services.deadlines import set_deadline
from hubportal.records.services.moving import begin
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place


def make(place: Place) -> dict[str, Any]:
    """By ORM: what the services do is tried elsewhere."""
    day, at = date(2016, 1, 4), datetime(2016, 1, 4, 9, tzinfo=UTC)
    owed = {"standing": "not_compliant", "action": f"{place.marker} action", "action_by": "2016-03-01"}
    with in_scope_of(place.officer) as person, transaction.atomic():

        def certification(quarter: date, said: dict[str, str], **more: Any) -> SelfCertification:
            made = SelfCertification.objects.create(
                hub=place.ccg.hub,
                ccg=place.ccg,
                reference=str(take_reference(hub=place.ccg.hub, kind="self_certification", year=2016)),
                subject=f"{place.marker} self-certification",
                received_on=day,
                made_by=person,
                quarter_from=quarter,
                level="delegated",
                statements={"governance": said},
                **more,
            )
            begin(made, by=person, on=day, at=at, words="Self-certification begun")
            return made

        note = {"standing": "compliant", "note": f"{place.marker} note"}
        made = certification(date(2015, 10, 1), note, state="draft")
        signed = certification(date(2015, 7, 1), owed, state="signed", signed_on=day, evidence_on=day, closed_on=day)
        set_deadline(signed, "action-governance", due_on=date(2016, 3, 1), words=f"{place.marker} action")
    return {
        "certifications:done:reference": signed.reference,
        "certifications:done:statement": "governance",
        "api_governance:self-certification-action-done:reference": signed.reference,
        "api_governance:self-certification-action-done:statement": "governance",
        "certifications:reference": made.reference,
        "certifications:statement": "governance",
        "api_governance:self-certification-detail:reference": made.reference,
        "api_governance:self-certification-statement:reference": made.reference,
        "api_governance:self-certification-statement:statement": "governance",
    }
