"""A draft, an agreement out for signature, one in force with a priority, and applications to change level."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from governance.models import Agreement, CommissioningPriority, LevelApplication
from governance.services.agreement_versions import Party, Terms
from governance.services.agreements import circulate, make_agreement
from governance.services.level_applications import Wish, make_application
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place

AGREEMENT_API = (
    "detail", "moves", "signatures", "act-amendment", "act-extension", "act-paper-signatures", "act-leads",
    "act-notice", "act-reviews", "act-priorities", "act-priority",
)  # fmt: skip

LEVEL_API = ("detail", "moves", "signatures", "act-point", "act-ratings", "act-signatories")


def make(place: Place) -> dict[str, Any]:
    day, at = date(2015, 12, 1), datetime(2015, 12, 1, 9, tzinfo=UTC)
    terms = Terms(
        title=f"{place.marker} agreement",
        objectives=f"{place.marker} objectives",
        term_from=date(2016, 4, 1),
        term_until=date(2017, 3, 31),
        parties=(Party("ccg", f"{place.marker} CCG", "Accountable Officer"), Party("nhs_england", "NHS", "Director")),
    )
    with in_scope_of(place.officer) as person, transaction.atomic():
        common = {"by": person, "ccg": place.ccg, "at": at, "on": day}
        draft = make_agreement(kind="mou", terms=terms, **common)
        asked = make_agreement(kind="joint", terms=terms, **common)
        circulate(agreement_id=asked.pk, version=None, by=person, on=day, at=at)
        held = make_agreement(kind="delegation", terms=terms, **common)
        Agreement.objects.filter(pk=held.pk).update(state="in_force", binding=1)
        priority = CommissioningPriority.objects.create(
            hub=place.ccg.hub, ccg=place.ccg, agreement=held, title=f"{place.marker} priority", support="x",
            agreed_on=day,
        )  # fmt: skip
        wish = Wish("joint", date(2016, 4, 1), f"{place.marker} objectives")
        submitted = make_application(wish=wish, **common)
        rows = LevelApplication.objects.filter(pk=submitted.pk)
        rows.update(state="submitted", closed_on=day)  # a CCG has one open application at a time
        application = make_application(wish=wish, **common)
        rows.update(closed_on=None)
        head = {"WM": "head@example.org", "ES": "stranger_head@example.org"}[place.ccg.hub.code]
        named = {"director": {"name": f"{place.marker} director", "email": head}}
        LevelApplication.objects.filter(pk=application.pk).update(signatories=named)
    return {
        "agreements:reference": held.reference,
        "agreements:edit:reference": draft.reference,
        "agreements:move:reference": draft.reference,
        "agreements:move:act": "circulate",
        "agreements:sign:reference": asked.reference,
        "agreements:paper:reference": asked.reference,
        "agreements:number": 1,
        "agreements:priority": priority.pk,
        **{f"api_governance:agreement-{name}:reference": held.reference for name in AGREEMENT_API},
        "api_governance:agreement-act-priority:priority": priority.pk,
        **{f"api_governance:level-application-{name}:reference": application.reference for name in LEVEL_API},
        "api_governance:level-application-act-point:point": "objectives",
        "levels:reference": application.reference,
        "levels:panel:reference": submitted.reference,
        "levels:move:act": "submit",
        "levels:point": "objectives",
        "levels:panel": "regional",
    }
