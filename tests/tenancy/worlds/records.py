"""A letter about the case."""

from datetime import UTC, datetime
from typing import Any

from hubportal.records.services.letters import Addressee, LetterWords, draft
from tests.conftest import in_scope_of
from tests.tenancy.worlds import Place


def make(place: Place) -> dict[str, Any]:
    with in_scope_of(place.officer) as person:
        letter = draft(
            place.case,
            to=Addressee(f"{place.marker} practice"),
            words=LetterWords(f"{place.marker} letter", f"{place.marker} body"),
            by=person,
            at=datetime(2016, 2, 2, 9, tzinfo=UTC),
        )
    return {"records:public_id": letter.public_id}
