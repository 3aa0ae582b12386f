"""A published page of the hub's handbook."""

from datetime import UTC, datetime
from typing import Any

from functions.services.handbook.writing import PageWords, publish, start_page
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place

HEADS = {"officer": "head", "stranger": "stranger_head"}
ACTS = ("detail", "version", "draft", "publication", "take-out", "readings", "reminders")
AT = datetime(2016, 2, 1, 9, tzinfo=UTC)


def make(place: Place) -> dict[str, Any]:
    words = PageWords(f"{place.marker} procedure", f"## {place.marker}\n\nStep by step.", ("X.10",))
    with in_scope_of(place.officer) as person:
        draft = start_page(hub=place.ccg.hub, words=words, by=person, at=AT)
    with in_scope_of(HEADS[place.officer]) as head:
        publish(page_id=draft.page_id, lock=draft.lock, by=head, at=AT)
    slug = draft.page.slug
    own = {"handbook:slug": slug, "handbook:number": 1, "handbook:ods_code": place.ccg.ods_code}
    api = {f"api:handbook-page-{act}:slug": slug for act in ACTS}
    return {**own, **api, "api:handbook-page-version:number": 1}
