"""A readiness assessment in preparation, whole so that it can be completed."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from functions.services.references import take_reference
from governance.figures.readiness import templates
from governance.models import Readiness, ReadinessArea
from hubportal.records.services.moving import begin
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place

DAY = date(2016, 1, 4)

API = ("detail", "moves", "changes", "area")


def make(place: Place) -> dict[str, Any]:
    template = templates()["2014"]
    whose = {"hub": place.ccg.hub, "ccg": place.ccg}
    with in_scope_of(place.officer) as person, transaction.atomic():
        made = Readiness.objects.create(
            **whose,
            reference=str(take_reference(hub=place.ccg.hub, kind="readiness", year=2016)),
            subject=f"{place.marker} readiness",
            state="draft",
            received_on=DAY,
            made_by=person,
            assessed_on=DAY,
            template=template.version,
        )
        ReadinessArea.objects.bulk_create(
            ReadinessArea(
                **whose, assessment=made, code=area.code, rating="green", changed_by=person,
                positions=dict.fromkeys(template.teams, f"{place.marker} position"),
            )
            for area in template.areas
        )  # fmt: skip
        begin(made, by=person, on=DAY, at=datetime(2016, 1, 4, 9, tzinfo=UTC), words="Assessment begun")
    return {
        "readiness:reference": made.reference,
        "readiness:area": "estates",
        **{f"api_governance:readiness-{name}:reference": made.reference for name in API},
        "api_governance:readiness-area:area": "estates",
    }
