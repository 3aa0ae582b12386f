"""Risks as tests make them, through the services."""

from datetime import date
from typing import Any

from governance.models import CcgRisk, CommitteeRisk
from governance.rules.risks import Score
from governance.services.risks import keeping, of_ccg, of_committee
from hubportal.organisations.models import Ccg, Committee
from tests.governance.agreements import moment

TODAY, NEXT = date(2016, 5, 3), date(2016, 8, 3)
HIGH = keeping.Scores(Score(4, 4), Score(3, 4))
LOWER = keeping.Scores(Score(4, 4), Score(2, 4))
COMMITTEE = "South Warwickshire Primary Care Committee"


def words(**changed: Any) -> keeping.Words:
    said: dict[str, Any] = {
        "subject": "Two practices may close",
        "description": "Both have partners who retire.",
        "mitigation": "Both are met each month.",
        "owner_name": "Premises officer",
    }
    return keeping.Words(**said | changed)


def raised(by: Any, *, on: date = TODAY, code: str = "05R", kind: str = "risk", **changed: Any) -> CcgRisk:
    scores, review_on = changed.pop("scores", HIGH), changed.pop("review_on", NEXT)
    ccg = Ccg.objects.select_related("hub").get(ods_code=code)
    return of_ccg.raise_risk(
        ccg=ccg, kind=kind, words=words(**changed), scores=scores, review_on=review_on, by=by, at=moment(on)
    )


def raised_at(by: Any, *, on: date = TODAY, kind: str = "risk", **changed: Any) -> CommitteeRisk:
    scores, review_on = changed.pop("scores", HIGH), changed.pop("review_on", NEXT)
    committee = Committee.objects.get(name=COMMITTEE)
    return of_committee.raise_risk(
        committee_id=committee.pk, kind=kind, words=words(**changed), scores=scores, review_on=review_on, by=by,
        at=moment(on),
    )  # fmt: skip


def review(**changed: Any) -> keeping.Review:
    said: dict[str, Any] = {
        "on": TODAY, "scores": LOWER, "mitigation": "A partner was found.", "next_on": NEXT, "note": "Better.",
    }  # fmt: skip
    return keeping.Review(**said | changed)
