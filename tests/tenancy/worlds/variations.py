"""A variation that has just come in, and a statutory change."""

from datetime import UTC, date, datetime
from typing import Any

from functions.models import StatutoryChange
from functions.services.variations.making import NewVariation, make_variation
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place

AT = datetime(2016, 2, 2, 9, tzinfo=UTC)


def make(place: Place) -> dict[str, Any]:
    with in_scope_of(place.officer) as person:
        new = NewVariation(
            type="partner_joining",
            practice=place.practice,
            received_on=date(2016, 2, 1),
            contract_kind="GMS",
            subject=f"{place.marker} variation",
        )
        (variation,) = make_variation(new=new, by=person, at=AT)
        change = StatutoryChange.objects.create(
            hub=place.ccg.hub, title="A change of the law", law="SI", wording="Three years.", contracts=["GMS"],
            ccg_ids=[place.ccg.pk], effective_on=date(2016, 4, 1), asked_by=person, asked_at=AT, expected=1,
        )  # fmt: skip
    return {
        "variations:reference": variation.reference,
        "variations:public_id": change.public_id,
        "variations:type": "partner_joining",
        "variations:act": "withdraw",
        "api:variation-detail:reference": variation.reference,
        "api:variation-moves:reference": variation.reference,
    }
