"""An enhanced service with its invitations, and a local scheme."""

from datetime import UTC, date, datetime
from typing import Any

from functions.models import Invitation
from functions.services.schemes.gates import propose
from functions.services.schemes.inviting import invite
from tests.conftest import in_scope_of
from tests.functions.schemes.offers import a_service
from tests.tenancy.worlds import Place

SENT = datetime(2016, 2, 2, 9, tzinfo=UTC)


def make(place: Place) -> dict[str, Any]:
    with in_scope_of(place.officer) as person:
        service = a_service(
            person,
            hub=place.ccg.hub.code,
            at=SENT,
            subject=f"{place.marker} service",
            code=place.marker[:20],
            answer_by=date(2016, 3, 31),
            remind_on=None,
            periods=[{"name": "Quarter 1", "due_on": "2016-04-30"}],
        )
        invite(reference=service.reference, version=None, by=person, at=SENT)
        scheme = propose(
            by=person, ccg=place.ccg, subject=f"{place.marker} scheme", code="LS", year="2016/17",
            on=date(2016, 2, 1), at=SENT,
        )  # fmt: skip
        invited = Invitation.objects.get(reference=service.reference, practice=place.practice)
    return {
        "enhanced:public_id": invited.public_id,
        "enhanced:reference": service.reference,
        "enhanced:ods_code": place.practice.ods_code,
        "enhanced:token": "false",
        "schemes:reference": scheme.reference,
        "schemes:act": "lmc",
        "api:enhanced-service-detail:reference": service.reference,
        "api:local-scheme-detail:reference": scheme.reference,
    }
