"""A draft of the CCG's specification with a comment of its own, and a draft of its hub's next matrix."""

from datetime import UTC, date, datetime
from typing import Any

from functions.rules.specifications.parts import Allocation
from functions.services.specifications.making import Decision, decide, start
from functions.services.specifications.versions import draft_version
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place

AT = datetime(2016, 2, 2, 9, tzinfo=UTC)
API = ("detail", "rows", "moves", "signatures")
HEADS = {"WM": "head", "ES": "stranger_head"}


def make(place: Place) -> dict[str, Any]:
    with in_scope_of(place.officer) as person:
        made = start(ccg=place.ccg, effective_from=date(2016, 4, 1), by=person, at=AT)
        said = {"X.4": Decision(Allocation(True, ""), f"{place.marker} comment")}
        decide(specification_id=made.pk, version=None, decisions=said, by=person, at=AT)
    with in_scope_of(HEADS[place.ccg.hub.code]) as head:
        version = draft_version(
            hub=place.ccg.hub, code=place.marker[:20], source=f"{place.marker} source", by=head, at=AT
        )
    return {
        "specifications:reference": made.reference,
        "specifications:public_id": version.public_id,
        "specifications:number": 1,
        "specifications:act": "propose",
        "specifications:file:form": "xlsx",
        "functions:turn:step": "asked",
        **{f"api:specification-{name}:reference": made.reference for name in API},
        "api:function-whose:ref": "X.14",
    }
