"""A risk of the place's CCG and one of its committee."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from functions.services.references import take_reference
from governance.models import CcgRisk, CommitteeRisk
from hubportal.records.services.moving import begin
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place
from tests.tenancy.worlds.committees import at_work

DAY = date(2016, 1, 4)


def make(place: Place) -> dict[str, Any]:
    said = {
        "kind": "risk",
        "subject": f"{place.marker} risk",
        "description": f"{place.marker} description",
        "state": "open",
        "owner_name": f"{place.marker} owner",
        "received_on": DAY,
        "reviewed_on": DAY,
        "review_on": date(2016, 4, 4),
        **dict.fromkeys(("before_likelihood", "before_impact", "likelihood", "impact"), 3),
        "before_score": 9,
        "score": 9,
    }
    scored = {name: said[name] for name in said if name.split("_")[-1] in ("likelihood", "impact", "score")}
    entry = {"number": 1, "what": "raised", "on": DAY, "at": datetime(2016, 1, 4, 9, tzinfo=UTC), **scored}
    with in_scope_of(place.officer) as person, transaction.atomic():
        whose: dict[str, Any] = {"hub": place.ccg.hub, "ccg": place.ccg}
        reference = str(take_reference(hub=place.ccg.hub, kind="risk", year=2016))
        made = CcgRisk.objects.create(**whose, **said, reference=reference, made_by=person)
        made.reviews.create(**whose, **entry, note=f"{place.marker} note", by=person)
        begin(made, by=person, on=DAY, at=datetime(2016, 1, 4, 9, tzinfo=UTC), words="Risk raised")
    with at_work(place):
        whose = {"hub_id": place.committee.hub_id, "committee_id": place.committee.pk}
        theirs = CommitteeRisk.objects.create(**whose, **said, number=1)
        theirs.reviews.create(**whose, **entry, note=f"{place.marker} note")
    return {
        "risks:reference": made.reference,
        **{f"api_governance:risk-{name}:reference": made.reference for name in ("detail", "reviews", "closing")},
        **{f"api_governance:committee-risk-{name}:number": theirs.number for name in ("detail", "reviews", "closing")},
        "committee-risks:number": theirs.number,
    }
