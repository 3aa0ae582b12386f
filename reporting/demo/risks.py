"""Invented risks and opportunities of CCGs and committees, made by the services as their people would."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from functions.models import Activity
from governance.figures.risks import activities_for
from governance.rules import risks as rules
from governance.services.risks import keeping, of_ccg, of_committee
from hubportal.organisations.models import Ccg, Committee, Person
from hubportal.organisations.services.tables import read_yaml
from hubportal.web.words import LONDON
from reporting.demo.acting import acting


def make_risks(*, today: date) -> int:
    """The registers of some CCGs and committees; returns how many entries they have."""
    words = read_yaml("demo/risks.yaml")
    for row in words["ccgs"]:
        ccg = Ccg.objects.select_related("hub").get(ods_code=row["ccg"])
        by = Person.objects.get(email=f"lead@{ccg.ods_code.lower()}.example.org")
        _tell(row, of_ccg, partial(of_ccg.raise_risk, ccg=ccg), hub_id=ccg.hub_id, by=by, today=today)
    for row in words["committees"]:
        committee = Committee.objects.get(name=row["committee"])
        by = Person.objects.get(email=row["secretary"])
        raising = partial(of_committee.raise_risk, committee_id=committee.pk)
        _tell(row, of_committee, raising, hub_id=committee.hub_id, by=by, today=today)
    return len(words["ccgs"]) + len(words["committees"])


def _tell(row: dict[str, Any], services: Any, raising: Any, *, hub_id: int, by: Person, today: date) -> None:
    def at(back: int) -> datetime:
        return datetime.combine(today - timedelta(days=back), time(10, 30), tzinfo=LONDON)

    backs = [row["raised"], *(back for back, *_ in row["reviews"])]
    last = today + timedelta(days=row.get("next", 30))
    due = [today - timedelta(days=back) for back in backs[1:]] + [last]
    activities: dict[str, Activity] = {one.ref: one for one in activities_for(hub_id, on=today)}
    words = keeping.Words(
        subject=row["subject"],
        description=row["description"],
        mitigation=row["mitigation"],
        beside=row.get("beside", ""),
        activity=activities.get(row.get("activity", "")),
        owner=Person.objects.get(email=row["owner"]) if "owner" in row else None,
        owner_name=row.get("named", ""),
    )
    first = keeping.Scores(rules.Score(*row["before"]), rules.Score(*row["now"]))
    with acting(by):
        made = raising(kind=row["kind"], words=words, scores=first, review_on=due[0], by=by, at=at(row["raised"]))
        for place, (back, before, now, note) in enumerate(row["reviews"], start=1):
            said = keeping.Review(
                on=today - timedelta(days=back),
                scores=keeping.Scores(rules.Score(*before), rules.Score(*now)),
                mitigation=row["mitigation"],
                next_on=due[place],
                note=note,
            )
            services.review(risk_id=made.pk, version=None, said=said, by=by, at=at(back))
        if "close" in row:
            end = row["close"]
            services.close(
                risk_id=made.pk, version=None, outcome=end["outcome"], why=end["why"], by=by, at=at(end["back"])
            )
