"""Invented readiness assessments, made by the services as the CCGs' leads would."""

from datetime import date, datetime, time, timedelta
from typing import Any

from governance.figures import readiness as figures
from governance.models import Readiness
from governance.rules import readiness as rules
from governance.services import readiness as services
from hubportal.organisations.models import Ccg, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import LONDON
from reporting.demo.acting import acting

RATING = {letter: rating for rating in rules.RATINGS for letter in rating[0]}


def make_readiness(*, today: date) -> int:
    """Each story's assessments in turn; returns how many."""
    words = read_yaml("demo/readiness.yaml")
    return sum(_tell(story, words, today) for story in words["stories"])


def _tell(story: dict[str, Any], words: dict[str, Any], today: date) -> int:
    ccg = Ccg.objects.select_related("hub").get(ods_code=story["ccg"])
    lead = Person.objects.get(email=f"lead@{ccg.ods_code.lower()}.example.org")
    before = ""
    for back, ratings in zip(story["back"], story["ratings"], strict=True):
        made = _begin(ccg, lead, today - timedelta(days=back))
        for place, area in enumerate(figures.template_of(made).areas):
            was = before[place] if before else ratings[place]
            _say(made, area, letter=ratings[place], was=was, words=words, by=lead)
        with acting(lead):
            services.complete_assessment(
                assessment_id=made.pk, version=None, note="", by=lead, at=_at(made.assessed_on)
            )
        before = ratings
    if "draft" in story:
        made = _begin(ccg, lead, today - timedelta(days=6))
        for place, area in enumerate(figures.template_of(made).areas[: story["draft"]]):
            _say(made, area, letter="g" if place else "a", was=before[place], words=words, by=lead)
        return len(story["back"]) + 1
    return len(story["back"])


def _at(day: date) -> datetime:
    return datetime.combine(day, time(11), tzinfo=LONDON)


def _begin(ccg: Ccg, lead: Person, day: date) -> Readiness:
    with acting(lead):
        return services.begin_assessment(ccg=ccg, assessed_on=day, by=lead, at=_at(day))


def _say(made: Readiness, area: rules.AreaWords, *, letter: str, was: str, words: dict[str, Any], by: Person) -> None:
    told, rating = words["areas"][area.code], RATING[letter]
    moved = rules.movement(RATING[was], rating)
    further = {"Better": words["better"], "Worse": words["worse"]}.get(moved, "")
    positions = {team: told[team] for team in ("corporate", "finance", "primary_care", "contracts")}
    if further:
        positions["primary_care"] = f"{positions['primary_care']} {further}"
    action = rules.Action(
        told["action"],
        words["owners"][area.number % len(words["owners"])],
        made.assessed_on + timedelta(days=60 + 7 * area.number),
    )
    said = rules.Said(
        positions=positions,
        resources=told["resources"],
        actions=() if rating == rules.GREEN else (action,),
        principles=tuple(told["principles"]),
        patients=told["patients"],
        rating=rating,
    )
    with acting(by):
        services.say_area(assessment_id=made.pk, code=area.code, version=None, said=said, by=by)
