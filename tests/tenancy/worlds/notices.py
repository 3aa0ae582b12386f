"""A draft notice, a practice of concern and a performer concern."""

from datetime import UTC, date, datetime
from typing import Any

from functions.services.concerns import Opened, open_concern, open_performer_concern
from functions.services.notices.drafting import Draft, draft_notice
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place

AT = datetime(2016, 2, 2, 9, tzinfo=UTC)
HEADS = {"officer": "head", "stranger": "stranger_head"}


def make(place: Place) -> dict[str, Any]:
    marker = place.marker
    opened = Opened(
        practice=place.practice,
        subject=f"{marker} concern",
        detail=f"{marker} detail",
        received_on=date(2016, 2, 1),
        sort="quality",
        performer=f"{marker} performer",
    )
    with in_scope_of(place.officer) as person:
        draft = Draft("breach", grounds=f"{marker} grounds", required=f"{marker} required")
        notice = draft_notice(practice=place.practice, draft=draft, by=person, at=AT)
        concern = open_concern(opened=opened, by=person, at=AT)
    with in_scope_of(HEADS[place.officer]) as head:
        performer = open_performer_concern(opened=opened, by=head, at=AT)
    return {
        "contract_notices:reference": notice.reference,
        "contract_notices:sort": "breach",
        "contract_notices:act": "withdraw",
        "contract_notices:step": 1,
        "concerns:reference": concern.reference,
        "concerns:act": "to_stage_2",
        "performers:reference": performer.reference,
        "performers:act": "refer",
        "api:notice-detail:reference": notice.reference,
        "api:notice-moves:reference": notice.reference,
        "api:practice-of-concern-detail:reference": concern.reference,
        "api:practice-of-concern-moves:reference": concern.reference,
    }
