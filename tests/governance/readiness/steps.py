"""Readiness assessments as tests make them, through the services."""

from datetime import date
from typing import Any

from governance.figures.readiness import template_of
from governance.models import Readiness
from governance.rules import readiness as rules
from governance.services import readiness as services
from hubportal.organisations.models import Ccg
from tests.governance.agreements import moment

TODAY = date(2016, 5, 3)
GREEN = rules.Said(
    positions={"corporate": "So.", "finance": "So.", "primary_care": "So.", "contracts": "So."}, rating="green"
)


def ccg_called(code: str) -> Ccg:
    return Ccg.objects.select_related("hub").get(ods_code=code)


def begun(by: Any, *, on: date = TODAY, code: str = "05R") -> Readiness:
    return services.begin_assessment(ccg=ccg_called(code), assessed_on=on, by=by, at=moment(TODAY))


def filled(made: Readiness, by: Any, said: rules.Said = GREEN, **areas: rules.Said) -> None:
    for area in template_of(made).areas:
        one = areas.get(area.code.replace("-", "_"), said)
        services.say_area(assessment_id=made.pk, code=area.code, version=None, said=one, by=by)


def completed(by: Any, *, on: date = TODAY, code: str = "05R", **areas: rules.Said) -> Readiness:
    made = begun(by, on=on, code=code)
    filled(made, by, **areas)
    return services.complete_assessment(assessment_id=made.pk, version=None, note="", by=by, at=moment(TODAY))
