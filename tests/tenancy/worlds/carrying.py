"""What waits for the committee's agenda: a request, and what the record shows of it."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from psycopg2.extras import DateRange

from functions.models import Variation
from functions.services.variations.making import NewVariation, make_variation
from governance.models import AgendaRequest, RecordDecision, RecordRequest
from hubportal.documents.services.files import store_made
from hubportal.organisations.models import CommitteeCcg, Person
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place
from tests.tenancy.worlds.committees import at_work

AT = datetime(2016, 4, 20, 9, tzinfo=UTC)
ACTS = ("detail", "placement", "declining", "answer")


def make(place: Place) -> dict[str, Any]:
    """By ORM: what the services do is tried elsewhere."""
    hub, committee, marker = place.committee.hub_id, place.committee, place.marker
    mine = {"hub_id": hub, "committee_id": committee.pk}
    with at_work(place):
        request = AgendaRequest.objects.create(
            **mine, number=1, source="record", origin=uuid.uuid4(), title=f"{marker} request",
            asks=f"That {marker} be approved", asked_by=f"{marker} officer", asked_on=date(2016, 4, 20),
        )  # fmt: skip
    variation = _assessed(place)
    with at_work(place):
        CommitteeCcg.objects.get_or_create(
            **mine, ccg=place.ccg, defaults={"period": DateRange(date(2014, 4, 1), None)}
        )
        decision = _on_record(place, variation, hub)
    return {
        **{f"api_governance:agenda-request-{act}:public_id": request.public_id for act in ACTS},
        "carrying:asked": request.public_id,
        "carrying:reference": variation.reference,
        "carrying:decision": decision.public_id,
        "api_governance:record-decision-detail:public_id": decision.public_id,
        "api_governance:record-decision-settling:public_id": decision.public_id,
        "api_governance:place-request:reference": variation.reference,
    }


def _assessed(place: Place) -> Variation:
    """A change that may go to a committee."""
    with in_scope_of(place.officer) as person:
        new = NewVariation(
            type="boundary_change", practice=place.practice, received_on=date(2016, 2, 1), contract_kind="GMS",
            subject=f"{place.marker} boundary",
        )  # fmt: skip
        (variation,) = make_variation(new=new, by=person, at=datetime(2016, 2, 2, 9, tzinfo=UTC))
        variation.checklist.update(done_on=date(2016, 2, 3), done_by=person)
        variation.state = "assessed"
        variation.save(update_fields=["state"])
    return variation


def _on_record(place: Place, variation: Variation, hub: int) -> RecordDecision:
    marker = place.marker
    paper = store_made(
        name=f"{marker} paper.pdf", content_type="application/pdf", content=b"%PDF-1.7 x", hub=hub, ccg=place.ccg
    )
    of = {
        "hub_id": hub, "ccg_id": place.ccg.pk, "kind": "variation", "record_id": variation.pk,
        "reference": variation.reference, "committee": place.committee,
    }  # fmt: skip
    officer = Person.objects.get(email=f"{place.officer}@example.org")
    RecordRequest.objects.create(
        **of, title=f"{marker} request", asks=marker, document=paper, state="declined", why=marker, asked_by=officer,
        asked_at=AT,
    )  # fmt: skip
    return RecordDecision.objects.create(
        **of, number=1, digest="0" * 64, decided_on=date(2016, 5, 4), outcome="approve", resolution=marker,
        document=paper, made_at=AT, why_waiting=f"{marker} has no date",
    )  # fmt: skip
