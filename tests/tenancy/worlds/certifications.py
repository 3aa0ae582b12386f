"""A self-certification in preparation."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from functions.services.references import take_reference
from governance.models import SelfCertification
from hubportal.records.services.moving import begin
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place


def make(place: Place) -> dict[str, Any]:
    day, at = date(2016, 1, 4), datetime(2016, 1, 4, 9, tzinfo=UTC)
    with in_scope_of(place.officer) as person, transaction.atomic():
        made = SelfCertification.objects.create(
            hub=place.ccg.hub,
            ccg=place.ccg,
            reference=str(take_reference(hub=place.ccg.hub, kind="self_certification", year=2016)),
            subject=f"{place.marker} self-certification",
            state="draft",
            received_on=day,
            made_by=person,
            quarter_from=date(2015, 10, 1),
            level="delegated",
            statements={"governance": {"standing": "compliant", "note": f"{place.marker} note"}},
        )
        begin(made, by=person, on=day, at=at, words="Self-certification begun")
    return {
        "certifications:reference": made.reference,
        "certifications:statement": "governance",
        "api_governance:self-certification-detail:reference": made.reference,
        "api_governance:self-certification-statement:reference": made.reference,
        "api_governance:self-certification-statement:statement": "governance",
    }
