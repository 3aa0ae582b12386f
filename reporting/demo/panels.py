"""Resolution panels of the demo data: who has agreed to sit, one panel that decided, and one still to be chosen."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from functions.models import Query
from functions.services.escalation import pass_on
from functions.services.queries import Contact, log_query
from governance.models import PanelCandidate
from governance.services import panel_candidates, panels
from hubportal.clocks.policy import LONDON
from hubportal.organisations.models import Ccg, Hub, Person
from hubportal.organisations.services.tables import read_yaml
from reporting.demo.acting import acting
from reporting.demo.files import one_page


def make_panels(*, today: date) -> int:
    """The list of people, and two concerns at the panel; returns how many concerns."""
    told = read_yaml("demo/panels.yaml")
    keeper = Person.objects.get(email=told["keeper"])
    with acting(keeper):
        hub = Hub.objects.get(code=told["hub"])
        for row in told["people"]:
            _add(hub, row, by=keeper, at=_at(today - timedelta(days=200)))
        left = PanelCandidate.objects.get(hub=hub, name=told["left"]["name"])
        panel_candidates.end_candidate(
            candidate_id=left.pk, last_day=today - timedelta(days=90), why=told["left"]["why"], by=keeper
        )
        for row in told["concerns"]:
            _concern(row, by=keeper, today=today)
    return len(told["concerns"])


def _at(day: date, hour: int = 11) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


def _add(hub: Hub, row: dict[str, Any], *, by: Person, at: datetime) -> None:
    email = row.get("email", "")
    words = panel_candidates.CandidateWords(
        name=row["name"],
        office=row["office"],
        organisation=row["organisation"],
        ccgs=tuple(row.get("ccgs", ())),
        areas=tuple(row.get("areas", ())),
        bodies=tuple(row.get("bodies", ())),
        person=Person.objects.get(email=email) if email else None,
    )
    panel_candidates.add_candidate(hub=hub, words=words, by=by, at=at)


def _concern(row: dict[str, Any], *, by: Person, today: date) -> None:
    """From its receipt up the ladder; the panel chosen and its decision recorded where the row tells of one."""
    ccg = Ccg.objects.select_related("hub").get(ods_code=row["ccg"])
    begun = today - timedelta(days=48)
    case = log_query(
        by=by, ccg=ccg, kind="concern", stream="finance", category="statements", subject=row["subject"],
        detail=row["detail"], channel="email", received_at=_at(begun, 9), at=_at(begun),
        contact=Contact(name="Co-commissioning lead", organisation=ccg.name),
    )  # fmt: skip
    act: dict[str, Any] = {"query_id": case.pk, "version": None, "by": by}
    for step, reason in enumerate(row["reasons"]):
        day = begun + timedelta(days=2 + 10 * step)
        pass_on(**act, at=_at(day), due_on=today + timedelta(days=10), reason=reason)
    if "chosen" in row:
        _panel(row, case, by=by, today=today)


def _panel(row: dict[str, Any], case: Query, *, by: Person, today: date) -> None:
    act: dict[str, Any] = {"query_id": case.pk, "version": None, "by": by}
    names = {one.name: one.pk for one in PanelCandidate.objects.filter(hub_id=case.hub_id)}
    chosen = {place: names[name] for place, name in row["chosen"].items()}
    panels.choose(**act, chosen=chosen, at=_at(today - timedelta(days=20)))
    decided = today - timedelta(days=6)
    file = SimpleUploadedFile("decision.pdf", one_page(f"{row['reference']}: {row['decision']}"), "application/pdf")
    panels.decide(
        **act, at=_at(decided), decided_on=decided, decision=row["decision"], reference=row["reference"],
        actions=[
            panels.ActionWords(one["words"], one["owner"], decided + timedelta(days=one["days"]))
            for one in row["actions"]
        ],
        files=[file],
    )  # fmt: skip
    done = decided + timedelta(days=3)
    panels.finish_action(query_id=case.pk, number=1, done_on=done, words=row["done"]["words"], by=by, at=_at(done))
