"""A draft with a seat and an entry of each list, an elected office, and a review; all carry the marker."""

from datetime import date
from typing import Any

from psycopg2.extras import DateRange

from governance.models import OfficeHeld, Seat, TermsOfReference, TermsReview
from tests.tenancy.worlds import Place
from tests.tenancy.worlds.committees import RULES, at_work

GROUP = {"kind": "all_of", "rules": [RULES["quorum"], {"kind": "at_least", "count": 1}]}

API = (
    "detail", "adoption", "comparison", "simulation", "public-publication", "piece-seats", "piece-seat",
    "piece-seat-moving", "piece-list", "piece-entry", "piece-rule",
)  # fmt: skip


def make(place: Place) -> dict[str, Any]:
    """Beside the adopted version that the world of committees makes."""
    mine = {"hub_id": place.committee.hub_id, "committee_id": place.committee.pk}
    day = date(2017, 4, 1)
    with at_work(place):
        adopted = TermsOfReference.objects.get(committee=place.committee, number=1)
        draft = TermsOfReference.objects.create(
            **mine, number=2, kind="joint", in_force_from=day, established_on=day, source=f"{place.marker} draft",
            rules={"quorum": GROUP}, clauses={"quorum.rules.1": f"{place.marker} clause"},
            reports_to=[{"body": f"{place.marker} body", "how": "Minutes", "clause": ""}],
        )  # fmt: skip
        for code, voting in (("chair", True), ("gp", False)):
            Seat.objects.create(
                **mine, terms=draft, code=code, title=f"{place.marker} {code}", organisation="CCG", role="lay",
                voting=voting,
            )  # fmt: skip
        held = OfficeHeld.objects.create(
            **mine, office="vice_chair", seat_code="chair", period=DateRange(date(2015, 4, 1), None),
            how=f"{place.marker} election",
        )  # fmt: skip
        TermsReview.objects.create(
            **mine, terms=adopted, due_on=date(2015, 10, 1), held_on=date(2015, 9, 1), outcome=f"{place.marker} review"
        )
    return {
        "draft": draft.number,
        "terms:seat": "chair",
        "terms:seat-button:how": "down",
        "terms:which": "reports_to",
        "terms:entry": 1,
        "terms:place": "quorum.rules.1",
        "terms:how": "and",
        "terms:kind": "fraction",
        "terms:office": held.public_id,
        "api_governance:office-end:public_id": held.public_id,
        **{f"api_governance:terms-{name}:number": draft.number for name in API},
        "api_governance:terms-piece-list:which": "reports_to",
        "api_governance:terms-piece-entry:which": "reports_to",
        "api_governance:terms-piece-entry:entry": 1,
        "api_governance:terms-piece-rule:place": "quorum.rules.1",
    }
