"""Resolution panels as their pages read them: who may be asked, what a concern is associated with, and the panels."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from functions.models import EscalationStep, Query
from functions.models.queries import Kind
from functions.rules.escalation import RUNG_OF
from governance.models import PanelAction, PanelCandidate, PanelMember, ResolutionPanel
from governance.rules.panels import Candidate, Concern
from hubportal.organisations.models import Assignment, Person


def candidates_at(hub_id: int) -> QuerySet[PanelCandidate]:
    """Everybody the hub keeps for its panels, by name."""
    return PanelCandidate.objects.filter(hub_id=hub_id).order_by("name", "pk")


def as_candidates(rows: Iterable[PanelCandidate], *, on: date) -> list[Candidate]:
    """The same as the rules take them; whoever signs in is also associated with wherever they hold a role on the day.

    One statement for all of them.
    """
    listed = list(rows)
    held = _held([row.person_id for row in listed if row.person_id], on=on)
    made = []
    for row in listed:
        ccgs, areas, bodies = held[row.person_id or 0]
        made.append(
            Candidate(
                key=row.pk,
                name=row.name,
                office=row.office,
                organisation=row.organisation,
                ccgs=frozenset(row.ccgs) | ccgs,
                areas=frozenset(row.areas) | areas,
                bodies=frozenset(row.bodies) | bodies,
                person=row.person_id or 0,
                until=row.until_on,
            )
        )
    return made


def _held(people: list[int], *, on: date) -> dict[int, tuple[set[str], set[str], set[str]]]:
    found: dict[int, tuple[set[str], set[str], set[str]]] = defaultdict(lambda: (set(), set(), set()))
    rows = Assignment.objects.filter(person_id__in=people, period__contains=on)
    for row in rows.select_related("ccg", "hub", "practice"):
        ccgs, areas, bodies = found[row.person_id]
        if row.ccg is not None:
            ccgs.add(row.ccg.ods_code)
        if row.hub is not None:
            areas.add(row.hub.name)
        if row.practice is not None:
            bodies.update((row.practice.ods_code, row.practice.name))
    return found


def concern_of(case: Query, *, also: Iterable[str] = ()) -> Concern:
    """What a concern is associated with: its CCG with its locality, the hub it is about, its practice, whatever else
    was named, and the people who handled it on its way.
    """
    named = {one for one in also if one.strip()}
    bodies = {case.practice.ods_code, case.practice.name} if case.practice else set()
    areas = {case.hub.name, *([case.ccg.locality] if case.ccg.locality else [])}
    return Concern(
        ccgs={case.ccg.ods_code: case.ccg.name},
        areas=frozenset(areas | named),
        bodies=frozenset(bodies | named),
        handled=_handled(case),
    )


def _handled(case: Query) -> dict[int, str]:
    steps = EscalationStep.objects.filter(ccg_id=case.ccg_id, query=case).order_by("-id")
    found: dict[int, str] = {}
    if case.owner_id:
        found[case.owner_id] = "Works this case"
    for step in steps:
        if step.by_id:
            found[step.by_id] = "Passed this concern on"
    for step in steps:
        if step.holder_id:
            found[step.holder_id] = f"Held this concern as {RUNG_OF[step.rung].holder}"
    return found


def panels_of(case: Query) -> list[ResolutionPanel]:
    """The panels that were chosen for a concern with members and actions, the current one first."""
    members = PanelMember.objects.filter(ccg_id=case.ccg_id).select_related("candidate").order_by("pk")
    actions = PanelAction.objects.filter(ccg_id=case.ccg_id).select_related("done_by").order_by("number")
    rows = ResolutionPanel.objects.filter(ccg_id=case.ccg_id, query=case)
    found = rows.select_related("chosen_by", "decided_by").prefetch_related(
        Prefetch("members", members), Prefetch("actions", actions)
    )
    return list(found.order_by("-is_current", "-number"))


def concerns_at_panel(person: Person) -> QuerySet[Any]:
    """The concerns that a person sees at the panel stage, or that a panel decided, the latest first."""
    at_panel = EscalationStep.objects.filter(rung="panel", ccg_id__in=person.grants.ccgs())
    seen = Query.objects.visible_to(person).filter(Q(kind=Kind.CONCERN) & Q(pk__in=at_panel.values("query_id")))
    current = ResolutionPanel.objects.filter(is_current=True).prefetch_related("actions")
    return (
        seen.select_related("ccg", "hub").prefetch_related(Prefetch("panels", current)).order_by("-received_on", "-id")
    )
